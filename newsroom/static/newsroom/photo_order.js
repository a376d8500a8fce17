// Buttons that move a picture of a story up or down. Without script each picture has numbers.

for (const list of document.querySelectorAll("[data-photos] .photo-list")) start(list);

function start(list) {
  for (const button of list.querySelectorAll("[data-move]")) {
    button.hidden = !!button.closest("[data-blank]");
    button.addEventListener("click", () => move(button.closest("[data-photo]"), Number(button.dataset.move)));
  }
  for (const row of list.querySelectorAll(".field-ORDER")) row.hidden = true;
  showOneBlank(list);
  list.addEventListener("toggle", () => showOneBlank(list), true);
}

// A picture takes its neighbour's place in the text, and the neighbour its own.
function move(photo, step) {
  const neighbour = step < 0 ? photo.previousElementSibling : photo.nextElementSibling;
  if (!neighbour || neighbour.hasAttribute("data-blank")) return;
  const [mine, theirs] = [place(photo), place(neighbour)];
  [mine.value, theirs.value] = [theirs.value, mine.value];
  if (step < 0) neighbour.before(photo);
  else neighbour.after(photo);
  number(photo.parentElement);
  photo.querySelector(`[data-move="${step}"]`).focus();
}

function place(photo) {
  return photo.querySelector('[name$="-after_block"]');
}

function number(list) {
  [...list.querySelectorAll('[name$="-ORDER"]')].forEach((input, index) => {
    input.value = index + 1;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// One empty form at a time is enough; the next appears when it is opened.
function showOneBlank(list) {
  const blanks = [...list.querySelectorAll("[data-blank]")];
  const closed = blanks.filter((blank) => !blank.querySelector("details").open);
  closed.forEach((blank, index) => (blank.hidden = index > 0));
}
