/** The intake board while people type: asks every few seconds what changed and puts it into the rows. */

const EVERY = 4000;
const SLOWEST = 60000;
const NAMED = 3;

const region = document.querySelector("#results");
if (region) follow(region.dataset);

/** @param {DOMStringMap} words the address to ask and the sentences to say */
function follow(words) {
  const status = document.querySelector("#live");
  let tag = "";
  let wait = EVERY;
  let lost = false;

  async function ask() {
    if (!document.hidden) {
      try {
        const response = await fetch(words.live, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
        if (response.status === 401 || response.status === 403) {
          status.textContent = (await response.json()).sentence;
          return;
        }
        if (response.status === 200) {
          tag = response.headers.get("ETag") ?? "";
          announce(show(await response.json()));
        } else if (response.status !== 304) {
          throw new Error(String(response.status));
        }
        if (lost) status.textContent = words.back;
        lost = false;
        wait = EVERY;
      } catch {
        if (!lost) status.textContent = words.lost;
        lost = true;
        wait = Math.min(wait * 2, SLOWEST);
      }
    }
    setTimeout(ask, wait);
  }

  /** Only changes of state are said aloud: how far a form is changes with every cell. */
  function announce(moved) {
    if (!moved.length) return;
    const named = moved.slice(0, NAMED).join(", ") + (moved.length > NAMED ? " …" : "");
    status.textContent = words.changed.replace("{units}", named);
  }

  setTimeout(ask, EVERY);
}

/** @returns {string[]} the names of units whose state changed, each with its new state */
function show(told) {
  for (const [state, number] of Object.entries(told.counts)) {
    const place = document.querySelector(`[data-count="${state}"]`);
    if (place) place.textContent = String(number);
  }
  const moved = [];
  for (const row of document.querySelectorAll("tr[data-unit]")) {
    const unit = told.units[row.dataset.unit];
    if (!unit) continue;
    write(row, ".filled", unit.filled === null ? "" : `${unit.filled}%`);
    write(row, ".errors", unit.filled === null ? "" : String(unit.errors));
    write(row, ".unexplained", unit.filled === null ? "" : String(unit.unexplained));
    write(row, ".touched", unit.touched);
    row.querySelector(".late").hidden = !unit.late;
    if (row.dataset.state === unit.state) continue;
    row.dataset.state = unit.state;
    const mark = document.querySelector(`template[data-tag="${unit.state}"]`).content.cloneNode(true);
    const word = mark.textContent.trim();
    row.querySelector(".where").replaceChildren(mark);
    moved.push(`${row.querySelector(".name").textContent} – ${word}`);
  }
  return moved;
}

function write(row, place, text) {
  const cell = row.querySelector(place);
  if (cell.textContent.trim() === text) return;
  cell.textContent = text;
  cell.classList.add("fresh");
  setTimeout(() => cell.classList.remove("fresh"), EVERY);
}
