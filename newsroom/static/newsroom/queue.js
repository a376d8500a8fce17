// Keys and in-place decisions for the moderation queue. Without it every button works by itself.
// Keys are read by their place on the keyboard, so that an Arabic layout changes nothing.
(() => {
  "use strict";
  const queue = document.querySelector("[data-queue]");
  if (!queue) return;

  const cards = () => [...queue.querySelectorAll("[data-card]")];
  const current = () => document.activeElement.closest("[data-card]") || cards()[0];
  let awaitsReason = false;

  const open = (card) => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = cards();
    const at = document.activeElement.closest("[data-card]");
    open(at ? all[all.indexOf(at) + by] : all[0]);
  };

  const replace = (card, html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = holder.content.firstElementChild;
    card.replaceWith(fresh);
    open(fresh);
  };

  const send = async (card, form, button) => {
    const body = new FormData(form);
    if (button) body.set(button.name, button.value);
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch" },
    });
    if ([200, 400, 409].includes(answer.status)) replace(card, await answer.text());
    else form.submit();
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

  const undo = (card) => {
    const form = card.querySelector(".undo");
    if (form) send(card, form, null);
  };

  const verbs = {
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyA: (card) => press(card, card.querySelector('[value="restore"]') ? "restore" : "approve"),
    KeyR: (card) => {
      awaitsReason = true;
      card.querySelector(".verbs select")?.focus();
    },
    KeyH: (card) => press(card, "hold"),
    KeyE: (card) => press(card, "escalate"),
    KeyU: (card) => undo(card),
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
    const card = current();
    if (!card) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (awaitsReason && digit) {
      event.preventDefault();
      awaitsReason = false;
      reject(card, Number(digit[1]));
      return;
    }
    awaitsReason = false;
    const verb = verbs[event.code];
    if (!verb || event.shiftKey) return;
    event.preventDefault();
    verb(card);
  });

  queue.addEventListener("submit", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card) return;
    event.preventDefault();
    send(card, event.target, event.submitter);
  });
})();
