// Saying with the keyboard what each line of a received text is. Keys go by their place
// (event.code), so that they work on an Arabic layout.

const KIND_KEYS = /^(?:Digit|Numpad)([1-9])$/;

for (const list of document.querySelectorAll("[data-lines]")) start(list);

function start(list) {
  list.addEventListener("keydown", (event) => press(event, list));
  list.addEventListener("change", (event) => refresh(event.target.closest("[data-line]")));
  list.addEventListener("focusin", (event) => rove(event.target.closest("[data-line]"), list));
}

function press(event, list) {
  const line = event.target.closest("[data-line]");
  if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
  // A drop-down list that has the focus keeps its own keys.
  if (event.target.tagName === "SELECT" && event.code.startsWith("Arrow")) return;
  const kind = KIND_KEYS.exec(event.code);
  if (kind) setKind(line, Number(kind[1]) - 1);
  else if (event.code === "KeyJ") toggleJoin(line);
  else if (event.code === "ArrowDown") move(line, list, 1);
  else if (event.code === "ArrowUp") move(line, list, -1);
  else if (event.code === "KeyP") list.closest("form").querySelector('[name="_preview"]').click();
  else return;
  event.preventDefault();
}

function setKind(line, index) {
  const select = line.querySelector("select");
  if (select.disabled || index >= select.options.length) return;
  select.selectedIndex = index;
  refresh(line);
}

function toggleJoin(line) {
  const box = line.querySelector('input[type="checkbox"]');
  if (box.disabled) return;
  box.checked = !box.checked;
  refresh(line);
}

function move(line, list, step) {
  const lines = [...list.querySelectorAll("[data-line]")];
  const next = lines[lines.indexOf(line) + step];
  if (next) next.focus();
}

function rove(line, list) {
  if (!line) return;
  for (const other of list.querySelectorAll('[data-line][tabindex="0"]')) other.tabIndex = -1;
  line.tabIndex = 0;
}

function refresh(line) {
  const isJoined = line.querySelector('input[type="checkbox"]').checked;
  line.className = `line line-${line.querySelector("select").value}${isJoined ? " line-joined" : ""}`;
}
