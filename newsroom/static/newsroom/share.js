// Copying a story's short link, and the platform's own sheet for sharing: both only add to the
// link that the page has anyway.
const tools = document.querySelector("[data-share]");
if (tools) {
  const link = tools.querySelector(".short-link").href;
  const status = tools.querySelector("[role=status]");
  const copy = tools.querySelector("[data-copy]");
  const send = tools.querySelector("[data-send]");
  const title = tools.dataset.share;

  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link);
    status.textContent = copy.textContent = copy.dataset.copy;
  });

  send.hidden = !navigator.share;
  send.addEventListener("click", () => {
    // A reader who closes the sheet has not failed at anything.
    navigator.share({ title, url: link }).catch(() => {});
  });
}
