// Who else has this story open: asks again every half minute, and never moves what is written in.
// Without script the page says who had it open when it was loaded.

const EVERY = 30_000;

for (const line of document.querySelectorAll("[data-presence]")) start(line);

function start(line) {
  const ended = document.querySelector("[data-presence-ended]");
  const tell = () => ask(line, ended).catch(() => {});
  setInterval(tell, EVERY);
  // Back from another window, perhaps from logging in there.
  window.addEventListener("focus", tell);
  window.addEventListener("pageshow", (event) => event.persisted && tell());
  window.addEventListener("pagehide", () => navigator.sendBeacon(line.dataset.presence, fields({ leave: "1" })));
}

async function ask(line, ended) {
  let answer = await announce(line);
  if (answer.status === 403 && (await renewToken(line))) answer = await announce(line);
  // A redirect leads to the login.
  ended.hidden = answer.type !== "opaqueredirect";
  if (!answer.ok) return;
  const told = await answer.json();
  line.classList.toggle("presence-shared", told.others.length > 0 || told.is_newer);
  if (line.textContent !== told.sentence) line.textContent = told.sentence;
}

function announce(line) {
  const base = document.querySelector('#story_form [name="base"]')?.value ?? "";
  return fetch(line.dataset.presence, { method: "POST", body: fields({ base }), redirect: "manual" });
}

function fields(values) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  return body;
}

function tokens() {
  return [...document.querySelectorAll('input[name="csrfmiddlewaretoken"]')];
}

function token() {
  return tokens()[0]?.value ?? "";
}

// Logging in again makes the tokens of every open page worthless.
async function renewToken(line) {
  const answer = await fetch(line.dataset.presence, { redirect: "manual" });
  if (!answer.ok) return false;
  const fresh = await answer.json();
  for (const input of tokens()) input.value = fresh.token;
  return true;
}
