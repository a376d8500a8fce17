// Looks, as a reader would, whether a killed story is gone from every place where it stood: past
// the rules that say so, through whatever keeps pages between here and the readers.

for (const list of document.querySelectorAll("[data-places]")) look(list);

async function look(list) {
  for (const place of list.querySelectorAll("[data-place]")) {
    const isThere = await shows(place.querySelector("a").href, list.dataset.places).catch(() => null);
    if (isThere !== null) tell(place, list, isThere);
  }
  list.querySelector("[data-looked]").hidden = false;
}

// A page that is there shows the story if it leads to it; what is no page is the story's own.
async function shows(address, own) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) return false;
  const isText = /^(text|application)/.test(answer.headers.get("Content-Type") ?? "");
  return !isText || decodeURI(answer.url).includes(own) || (await answer.text()).includes(own);
}

function tell(place, list, isThere) {
  const mark = place.querySelector(".state");
  mark.className = `state state-${isThere ? "killed" : "published"}`;
  mark.textContent = isThere ? list.dataset.there : list.dataset.gone;
}
