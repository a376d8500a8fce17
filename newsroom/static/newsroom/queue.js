// Keys and in-place decisions for the moderation queue. Without it every button works by itself.
// Keys are read by their place on the keyboard, so that an Arabic layout changes nothing.
(() => {
  "use strict";
  const queue = document.querySelector("[data-queue]");
  if (!queue) return;

  const cards = () => [...queue.querySelectorAll("[data-card]")];
  // Only a card that was chosen is decided on: never one that is out of sight.
  const current = () => document.activeElement.closest("[data-card]");
  let awaitsReason = false;
  let decided = null;

  const open = (card) => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  // Whoever is led elsewhere, to the login, has no answer from the queue.
  const ask = async (address, options) => {
    const answer = await fetch(address, { ...options, headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected) throw new Error("The login has ended.");
    return answer;
  };

  const step = (by) => {
    const all = cards();
    const at = document.activeElement.closest("[data-card]");
    open(at ? all[all.indexOf(at) + by] : all[0]);
  };

  const parsed = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    return holder.content.firstElementChild;
  };

  const replace = (card, fresh) => {
    fresh.dataset.seen = "true";
    card.replaceWith(fresh);
    open(fresh);
  };

  const complain = (card) => {
    card.querySelector(":scope > .errornote")?.remove();
    const note = document.createElement("p");
    note.className = "errornote";
    note.setAttribute("role", "alert");
    note.textContent = queue.dataset.failed;
    card.prepend(note);
  };

  const send = async (card, form, button) => {
    if (card.dataset.sending) return;
    card.dataset.sending = "true";
    const body = new FormData(form);
    if (button) body.set(button.name, button.value);
    try {
      const answer = await ask(form.action, { method: "POST", body });
      if (![200, 400, 409].includes(answer.status)) throw new Error(answer.statusText);
      replace(card, parsed(await answer.text()));
      if (answer.status === 200) decided = card.id;
    } catch {
      delete card.dataset.sending;
      complain(card);
    }
  };

  // Choosing a card begins the handling time and tells the others; what was decided on since
  // the page was loaded shows itself at once.
  const look = async (card) => {
    if (card.dataset.seen) return;
    card.dataset.seen = "true";
    const opened = card.querySelector(".verbs [name=opened]");
    opened.value = Number(opened.value) + Math.floor(performance.now() / 1000);
    const answer = await ask(card.dataset.address).catch(() => null);
    if (!answer?.ok || card.dataset.sending || !card.isConnected) return;
    const fresh = parsed(await answer.text());
    const version = (one) => one.querySelector(".verbs [name=seen]").value;
    const claim = fresh.querySelector(":scope > .claimed");
    if (version(fresh) !== version(card)) replace(card, fresh);
    else if (claim && !card.querySelector(":scope > .claimed")) card.append(claim);
  };

  const press = (card, verb) => {
    const button = card.querySelector(`.verbs [value="${verb}"]`);
    if (button) send(card, button.form, button);
  };

  const reject = (card, digit) => {
    const choice = card.querySelector(".verbs select");
    if (!choice || digit >= choice.options.length) return;
    choice.selectedIndex = digit;
    press(card, "reject");
  };

  const undo = () => {
    const card = document.getElementById(decided);
    const form = card?.querySelector(".undo");
    if (form) send(card, form, null);
  };

  const verbs = {
    KeyA: (card) => press(card, card.querySelector('[value="restore"]') ? "restore" : "approve"),
    KeyR: (card) => {
      awaitsReason = true;
      card.querySelector(".verbs select")?.focus();
    },
    KeyH: (card) => press(card, "hold"),
    KeyE: (card) => press(card, "escalate"),
    KeyC: (card) => card.querySelector(".tick input")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), textarea")) return;
    if (event.code === "Slash" && event.shiftKey) {
      const keys = document.getElementById("queue-keys");
      keys.open = !keys.open;
      return;
    }
    const anywhere = { KeyJ: () => step(1), KeyK: () => step(-1), KeyU: undo }[event.code];
    const card = current();
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (card && awaitsReason && digit) {
      event.preventDefault();
      awaitsReason = false;
      reject(card, Number(digit[1]));
      return;
    }
    awaitsReason = false;
    const verb = anywhere || (card && verbs[event.code]);
    if (!verb || event.shiftKey) return;
    event.preventDefault();
    verb(card);
  });

  queue.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (card) look(card);
  });

  queue.addEventListener("submit", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card) return;
    event.preventDefault();
    send(card, event.target, event.submitter);
  });
})();
