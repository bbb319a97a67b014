// Keeps the draft while it is being written: some seconds after the last key, and when the page is left.
// Without this module the button saves; with it the button still does.

const QUIET = 8000;

const form = document.getElementById("draft");
const field = document.getElementById("text");
const said = document.getElementById("saved");
const seen = form.elements.namedItem("seen");

let kept = field.value;
let waiting = 0;
let running = false;
let afterwards = null;

function body() {
  const data = new FormData(form);
  data.delete("move");
  return data;
}

// One request at a time: each begins from the version the one before it made.
async function save() {
  window.clearTimeout(waiting);
  if (running || field.value === kept) {
    return;
  }
  running = true;
  const text = field.value;
  try {
    // A page that is being left lets the request finish; one that stays learns the version.
    const answer = await fetch(form.dataset.save, { method: "POST", body: body(), keepalive: true });
    const told = await answer.json();
    said.textContent = told.sentence;
    if (answer.ok) {
      kept = text;
      seen.value = told.version;
    }
  } catch {
    said.textContent = said.dataset.failed;
  } finally {
    running = false;
  }
  if (afterwards) {
    afterwards();
  } else if (field.value !== text) {
    later();
  }
}

function later() {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(save, QUIET);
}

field.addEventListener("input", () => {
  said.textContent = said.dataset.writing;
  later();
});

form.addEventListener("submit", (event) => {
  window.clearTimeout(waiting);
  if (running) {
    // The answer on its way tells the version that this save must begin from.
    event.preventDefault();
    afterwards = () => form.requestSubmit(event.submitter);
  }
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    save();
  }
});
