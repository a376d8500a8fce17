// What is written in a story's form and not yet saved, kept in this browser: it survives a crash.
// It is offered to its writer alone, never touches the story, and goes when the text is saved.

const PREFIX = "newsroom.draft";
const EVERY = 1000;
const LASTS = 7 * 24 * 3600 * 1000;
const MOST_OFFERS = 3;
const FIRST_WORDS = 14;
const NOT_WRITTEN = ["csrfmiddlewaretoken", "writer", "writing", "base"];

const form = document.getElementById("story_form");
const place = form?.querySelector("[data-drafts]");
if (place) start();

function start() {
  const { user, story } = place.dataset;
  const saved = new Set(place.dataset.saved.split(" "));
  const own = nameTheForm();
  const drafts = stored();
  for (const draft of drafts) if (saved.has(draft.writing) || isOld(draft)) forget(draft.key);
  const left = drafts.filter((draft) => draft.user === user && draft.story === story && localStorage.getItem(draft.key));
  left
    .filter((draft) => draft.writing !== own.name)
    .sort((one, other) => other.at - one.at)
    .slice(0, MOST_OFFERS)
    .forEach(offer);
  keep([PREFIX, user, story, form.elements.base.value || "0", own.name].join("/"), own.isNew);
}

// A form that comes back from the server, with an error or cleaned, keeps its name.
function nameTheForm() {
  const input = form.elements.writing;
  const isNew = !input.value;
  if (isNew) input.value = uniqueName();
  return { name: input.value, isNew };
}

function uniqueName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Keeping

function keep(key, isClean) {
  const first = isClean ? written() : null;
  let last = first;
  const look = () => {
    const now = written();
    if (now === last) return;
    last = now;
    if (now === first) forget(key);
    say(now === first ? "" : store(key, now));
  };
  setInterval(look, EVERY);
  window.addEventListener("pagehide", look);
  if (!isClean) look();
}

function written() {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_WRITTEN.includes(name));
  return JSON.stringify(fields);
}

function store(key, fields) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
    return gettext("What you write is kept in this browser until you save.");
  } catch {
    return gettext("This browser has no room for a draft: save soon.");
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function say(sentence) {
  const state = form.querySelector("[data-draft-state]");
  if (state && state.textContent !== sentence) state.textContent = sentence;
}

// Offering

function stored() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}/`)).flatMap(read);
  } catch {
    return [];
  }
}

// A draft, or none where something else stands there.
function read(key) {
  const [, user, story, base, writing] = key.split("/");
  try {
    const { at, fields } = JSON.parse(localStorage.getItem(key));
    return [{ key, user, story, base, writing, at, fields: JSON.parse(fields) }];
  } catch {
    return [];
  }
}

function isOld(draft) {
  return Date.now() - draft.at > LASTS;
}

function offer(draft) {
  const box = element("div", { className: "panel-note draft-offer", role: "status" });
  const head = element("strong", { textContent: interpolate(gettext("Not saved, written here %s:"), [ago(draft.at)]) });
  box.append(element("p", {}, [head, " ", element("bdi", { textContent: firstWords(draft) })]));
  if (draft.base !== form.elements.base.value) {
    box.append(element("p", { textContent: gettext("Another version was saved since: when you save, you will see both texts.") }));
  }
  const restore = element("button", { type: "button", className: "button", textContent: gettext("Put it back into the form") });
  const drop = element("button", { type: "button", className: "button quiet-button", textContent: gettext("Delete it") });
  restore.addEventListener("click", () => putBack(draft));
  drop.addEventListener("click", () => (forget(draft.key), box.remove()));
  box.append(element("div", { className: "draft-choice" }, [restore, drop]));
  place.append(box);
}

// The server shows it in the form, pictures included, on top of the version it was written on.
function putBack(draft) {
  const sending = element("form", { method: "post", enctype: "multipart/form-data", hidden: true });
  const own = ["csrfmiddlewaretoken", "writer"].map((name) => [name, form.elements[name].value]);
  for (const [name, value] of [...draft.fields, ...own, ["writing", draft.writing], ["base", draft.base], ["_kept", "1"]]) {
    sending.append(element("input", { type: "hidden", name, value }));
  }
  document.body.append(sending);
  sending.submit();
}

function firstWords(draft) {
  const { headline = "", body = "" } = Object.fromEntries(draft.fields);
  const text = new DOMParser().parseFromString(body, "text/html").body;
  const words = [headline, ...Array.from(text.children, (block) => block.textContent)].join(" · ").split(/\s+/);
  return words.slice(0, FIRST_WORDS).join(" ") + (words.length > FIRST_WORDS ? "…" : "");
}

function ago(moment) {
  const minutes = Math.round((moment - Date.now()) / 60_000);
  const words = new Intl.RelativeTimeFormat(`${document.documentElement.lang}-u-nu-latn`, { numeric: "auto" });
  if (minutes > -60) return words.format(minutes, "minute");
  if (minutes > -24 * 60) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 60 / 24), "day");
}

function element(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
