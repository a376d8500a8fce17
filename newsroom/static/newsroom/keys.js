// Keys of the desk's pages and their help under “?”. The help itself is the table: each of its
// rows names a key by its place (event.code), so that an Arabic layout changes nothing, and says
// what the key does on which element. A row whose element is not on the page stays hidden.

const help = document.getElementById("keys");
const opener = document.querySelector("[data-keys-open]");
// The queue of comments has keys and a help of its own: see queue.js.
const queueHelp = document.getElementById("queue-keys");

if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", open);
}
if (help && !queueHelp) document.addEventListener("keydown", press);

function open() {
  if (queueHelp) {
    queueHelp.open = true;
    queueHelp.scrollIntoView({ block: "nearest" });
    queueHelp.querySelector("summary").focus();
    return;
  }
  for (const row of help.querySelectorAll("[data-on]")) row.hidden = elements(row).length === 0;
  for (const group of help.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("dl > :not([hidden])");
  help.showModal();
}

function press(event) {
  if (help.open || event.defaultPrevented) return;
  const row = rows().find((one) => means(one, event));
  if (row) {
    event.preventDefault();
    DOES[row.dataset.does](row);
  } else if (asksForHelp(event)) {
    event.preventDefault();
    open();
  }
}

function rows() {
  return [...help.querySelectorAll("[data-code]")].filter((row) => elements(row).length > 0);
}

function means(row, event) {
  if (event.code !== row.dataset.code || event.shiftKey || event.altKey) return false;
  const withControl = event.ctrlKey || event.metaKey;
  return "control" in row.dataset ? withControl : !withControl && !isWriting(event.target);
}

// The key left of the right Shift, or wherever a layout has the question mark.
function asksForHelp(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return false;
  return (event.code === "Slash" && event.shiftKey) || event.key === "?" || event.key === "\u061f";
}

function isWriting(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");
}

function elements(row) {
  return [...document.querySelectorAll(row.dataset.on)].filter((element) => element.checkVisibility());
}

function current(row) {
  return document.activeElement.closest(row.dataset.on);
}

const DOES = {
  click: (row) => elements(row)[0].click(),
  focus: (row) => elements(row)[0].focus(),
  next: (row) => step(row, 1),
  previous: (row) => step(row, -1),
  tick: (row) => current(row)?.querySelector("input[type=checkbox]")?.click(),
  choose: (row) => current(row)?.querySelectorAll("input[type=radio]")[Number(row.dataset.index)]?.click(),
};

function step(row, by) {
  const all = elements(row);
  const at = all.indexOf(current(row));
  const next = at < 0 ? all[0] : all[at + by];
  if (!next) return;
  const target = next.hasAttribute("tabindex") ? next : next.querySelector("th a, a");
  target?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
