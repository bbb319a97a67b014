/**
 * Saving the answers of a section as their fields are left. What is typed is kept in this browser until the server has
 * answered; a colleague's answer is shown beside, and nothing is written over unseen. Without this module the page is
 * saved by its button.
 */

import { keeper } from "./keeping.js";

const AGAIN = 4000;
const PATIENCE = 20000;
const QUIET = 1500;
/** A moment in which a pressed button can still save everything at once. */
const SOON = 250;

const page = document.getElementById("asking");
const line = document.getElementById("saving");
const kept = keeper(page.dataset.person, page.dataset.annexe);
const waiting = new Map();
const stuck = new Map();
let busy = false;
let timer = 0;
let typing = 0;
let leaving = false;
let pressed = null;

const sentence = (name) => document.querySelector(`#sentences [data-say="${name}"]`).textContent;
const say = (name, params = {}) => sentence(name).replace(/\{(\w+)\}/g, (whole, key) => params[key] ?? whole);
const warning = () => document.querySelector("#sentences [data-icon] svg").cloneNode(true);
const keyOf = (question) => `${question.dataset.field}:${question.dataset.place}`;
const hidden = (question, kind) => page.elements.namedItem(`${kind}:${keyOf(question)}`);
const controls = (question) => question.querySelectorAll(`[name="v:${CSS.escape(keyOf(question))}"]`);
const questionOf = (key) =>
  [...page.querySelectorAll("[data-field]")].find((question) => keyOf(question) === key && hidden(question, "s"));

/** What stands in a question: the ticked keys in their order, or the text. */
function textOf(question) {
  const found = [...controls(question)];
  if (found[0].type === "radio" || found[0].type === "checkbox")
    return found.filter((one) => one.checked).map((one) => one.value).join(" ");
  return found[0].value;
}

function put(question, text) {
  const chosen = text.split(" ");
  for (const one of controls(question)) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = chosen.includes(one.value);
    else one.value = text;
  }
}

function told(question, ...parts) {
  const said = question.querySelector(".said");
  said.replaceChildren(...parts);
  question.classList.toggle("wrong", parts.length > 0);
  const [control] = controls(question);
  if (parts.length) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

function paragraph(...parts) {
  const made = document.createElement("p");
  made.className = "problem";
  made.append(warning(), " ", ...parts);
  return made;
}

function status(...parts) {
  if (parts.length) line.replaceChildren(...parts);
  else if (waiting.size) line.textContent = say("saving");
  else if (stuck.size) line.textContent = say("wrong");
}

/** A question was changed: keep it here, then send it. */
function changed(question) {
  const text = textOf(question);
  if (text === hidden(question, "w").value && !stuck.has(keyOf(question))) return;
  const entry = { key: keyOf(question), text, version: Number(hidden(question, "s").value) };
  waiting.set(entry.key, entry);
  stuck.delete(entry.key);
  if (!kept.keep(entry)) status(say("not-kept"));
  clearTimeout(timer);
  timer = setTimeout(send, SOON);
}

async function send() {
  clearTimeout(timer);
  if (busy || leaving || waiting.size === 0) return;
  busy = true;
  const batch = [...waiting.values()];
  status();
  const answer = await posted(batch);
  busy = false;
  if (answer.answers) batch.forEach((entry, place) => settle(entry, answer.answers[place]));
  if (leaving) return page.requestSubmit(pressed);
  if (answer.answers) {
    if (waiting.size) return send();
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    return stuck.size ? status() : status(say("saved", { time }));
  }
  status(...answer.told);
  timer = setTimeout(send, AGAIN);
}

async function posted(batch) {
  const answers = batch.map(({ key, text, version }) => {
    const cut = key.lastIndexOf(":");
    return { field: key.slice(0, cut), place: Number(key.slice(cut + 1)), text, version };
  });
  try {
    const response = await fetch(page.dataset.save, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": page.elements.namedItem("csrfmiddlewaretoken").value,
      },
      body: JSON.stringify({ answers }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok && isAnswer) return await response.json();
    if (response.status === 401 || (response.status === 403 && !isAnswer)) return { told: signIn() };
    if (isAnswer) return { told: [say("stopped", { sentence: (await response.json()).sentence })] };
  } catch {
    return { told: [say("offline")] };
  }
  return { told: [say("offline")] };
}

function signIn() {
  const link = document.createElement("a");
  Object.assign(link, { href: page.dataset.login, target: "_blank", rel: "noopener", textContent: say("sign-in-link") });
  return [say("sign-in"), " ", link];
}

function settle(entry, fate) {
  const newer = waiting.get(entry.key) !== entry;
  const question = questionOf(entry.key);
  if (fate.fate === "saved" || fate.fate === "same") {
    hidden(question, "s").value = fate.version;
    hidden(question, "w").value = entry.text;
    // Somebody typed on while this was on its way: what follows begins from the version just written.
    if (newer) waiting.get(entry.key).version = fate.version;
    else done(question, entry);
    return;
  }
  if (newer) return;
  waiting.delete(entry.key);
  stuck.set(entry.key, entry);
  if (fate.fate === "conflict") differ(question, fate);
  else told(question, paragraph(fate.sentence));
}

function done(question, entry) {
  waiting.delete(entry.key);
  kept.drop(entry.key);
  told(question);
}

/** Both answers side by side, and a choice. */
function differ(question, fate) {
  const text = fate.shown || say("nothing");
  const mine = button(say("mine"), () => {
    hidden(question, "s").value = fate.version;
    changed(question);
  });
  const theirs = button(say("theirs"), () => {
    const chosen = ["choice", "many", "date"].includes(question.dataset.control);
    hidden(question, "s").value = fate.version;
    put(question, chosen ? fate.text : fate.shown);
    hidden(question, "w").value = textOf(question);
    stuck.delete(keyOf(question));
    kept.drop(keyOf(question));
    told(question);
    status(say("ready"));
  });
  const both = document.createElement("p");
  both.append(mine, " ", theirs);
  told(question, paragraph(say("conflict", { by: fate.by, at: fate.at, text })), both);
}

function button(label, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button quiet", textContent: label });
  made.addEventListener("click", act);
  return made;
}

page.addEventListener("change", ({ target }) => {
  const question = target.closest("[data-field]");
  if (question) changed(question);
});
page.addEventListener("input", ({ target }) => {
  const question = target.closest("[data-field]");
  if (!question) return;
  clearTimeout(typing);
  typing = setTimeout(() => changed(question), QUIET);
});
page.addEventListener("submit", (event) => {
  // The page is saved by its button: what it sends is not sent twice, and what is on its way is waited for.
  clearTimeout(timer);
  clearTimeout(typing);
  leaving = true;
  pressed = event.submitter;
  if (busy) event.preventDefault();
});
addEventListener("pageshow", () => (leaving = false));
addEventListener("online", send);
addEventListener("focus", send);

/** What an earlier visit left behind, put back into its fields and sent. */
for (const entry of kept.all()) {
  const question = questionOf(entry.key);
  if (!question) continue;
  put(question, entry.text);
  waiting.set(entry.key, entry);
}
line.textContent = say(waiting.size ? "restored" : "ready");
send();
