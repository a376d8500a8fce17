// Suggestions below the search box while somebody types. Without this file the form works alone.
const WAIT = 120; // milliseconds without a key before the site is asked

function option(text, number) {
  const item = document.createElement("li");
  item.id = `search-suggestion-${number}`;
  item.setAttribute("role", "option");
  item.dir = "auto";
  item.textContent = text;
  return item;
}

function attach(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  let timer = null;
  let asked = "";
  let chosen = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(texts) {
    list.replaceChildren(...texts.map(option));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = texts.length === 0;
    input.setAttribute("aria-expanded", String(texts.length > 0));
  }

  async function ask() {
    const text = input.value;
    asked = text;
    if (text.trim().length < 2) {
      close();
      return;
    }
    const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: text })}`;
    try {
      const answer = await fetch(address);
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (text === asked && document.activeElement === input) show(found);
    } catch {
      close(); // Nobody misses suggestions while the network is away.
    }
  }

  function choose(number) {
    const items = [...list.children];
    chosen = (number + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function take(item) {
    input.value = item.textContent;
    close();
    form.requestSubmit();
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  // Before the box loses the focus, which closes the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take(item);
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("form[data-suggestions]").forEach(attach);
