/** The workspace of a section: what the server drew becomes a grid that saves by itself. */

import { compare } from "./conflict.js";
import { list, redraw } from "./findings.js";
import { grid, keys } from "./grid.js";
import { history } from "./history.js";
import { draw } from "./marks.js";
import { ask, keyOf, open, put, valueOf, versionOf } from "./model.js";
import { watch } from "./others.js";
import { compareYears, filter, progress } from "./overview.js";
import { cellsOf, isBlock, laidOut, preview } from "./pasting.js";
import { Unreadable, parse, same, shown } from "./reading.js";
import { CLEAR, saver } from "./saving.js";
import { element, lang, say } from "./sentences.js";
import { status } from "./status.js";

const page = document.getElementById("entry");
if (page) start();

async function start() {
  let model;
  try {
    model = await open(page.dataset.state);
  } catch {
    // Without the form's state nothing is promised: the page stays what it is, with its button.
    return;
  }
  const cells = grid(page);
  const steps = history(write, (undo, redo) => {
    document.getElementById("undo").disabled = undo === 0;
    document.getElementById("redo").disabled = redo === 0;
  });
  const saving = saver(model, page, { fated, changed: told });
  let late = 0;

  /** Tell how the queue stands: in the line above, and in the cells that cannot be sent now. */
  function told() {
    status(page, saving.queue);
    if (saving.queue.hindrance === CLEAR) return;
    for (const entry of saving.queue.entries.values()) {
      if (entry.status === "waiting") mark(entry.row, entry.offset, "waiting");
    }
  }

  /** Put texts into cells, on this page or not, and save them; what cannot be read stays where it was typed. */
  function write(edits) {
    let questions = [];
    for (const { row, offset, text } of edits) {
      const { value, fault } = read(row, text);
      const input = cells.at(row, offset);
      if (value === null) {
        saving.put(row, offset, text, "unread");
        if (input) Object.assign(input, { value: text });
        mark(row, offset, "unreadable", say(fault, { text: text.trim().slice(0, 40) }));
        continue;
      }
      const isNew = !same(value, valueOf(model, row, offset));
      questions = questions.concat(put(model, row, offset, value));
      if (input) input.value = shown(value, model.rows.get(row).kind, lang());
      if (isNew || saving.queue.entries.has(keyOf(row, offset))) {
        saving.put(row, offset, text);
        mark(row, offset, "saving");
      }
      compareYears(model, cells, row);
    }
    redraw(model, insert, questions);
    soon();
    saving.send();
  }

  function read(row, text) {
    try {
      return { value: parse(text, model.rows.get(row)), fault: null };
    } catch (fault) {
      if (!(fault instanceof Unreadable)) throw fault;
      return { value: null, fault: fault.sentence };
    }
  }

  /** The text that stands in a cell when nobody is typing in it: what was typed and not read, or the value. */
  function standing(row, offset) {
    const entry = saving.queue.entries.get(keyOf(row, offset));
    if (entry?.status === "unread" || entry?.status === "unreadable") return entry.text;
    return shown(valueOf(model, row, offset), model.rows.get(row).kind, lang());
  }

  /** The address of the page of a cell. */
  function aboutOf(input) {
    return `../komorka/${encodeURIComponent(input.dataset.row)}/${model.told.year + Number(input.dataset.offset)}/`;
  }

  const placeOf = (input) => [input.dataset.row, Number(input.dataset.offset)];

  function isTyped(input) {
    return input.value !== standing(...placeOf(input));
  }

  function commit(input) {
    if (!isTyped(input)) return;
    const [row, offset] = placeOf(input);
    const before = standing(row, offset);
    const { value } = read(row, input.value);
    const entry = saving.queue.entries.get(keyOf(row, offset));
    if (value && same(value, valueOf(model, row, offset)) && (!entry || entry.status === "typed")) {
      saving.forget(row, offset);
      input.value = before;
      mark(row, offset, null);
      return;
    }
    steps.add([{ row, offset, before, after: input.value }]);
    write([{ row, offset, text: input.value }]);
  }

  function restore(input) {
    const [row, offset] = placeOf(input);
    if (saving.queue.entries.get(keyOf(row, offset))?.status === "typed") saving.forget(row, offset);
    input.value = standing(row, offset);
    redraw(model, insert, ask(model, row, offset, valueOf(model, row, offset)));
    delete input.dataset.mode;
    input.select();
    return true;
  }

  function insert(row, offset, text) {
    steps.add([{ row, offset, before: standing(row, offset), after: text }]);
    write([{ row, offset, text }]);
    cells.at(row, offset)?.focus();
  }

  function block(edits) {
    steps.add(edits.map((one) => ({ ...one, before: standing(one.row, one.offset), after: one.text })));
    write(edits);
  }

  /** The server has answered about a cell. */
  function fated(entry, fate) {
    const { row, offset } = entry;
    if (fate.fate === "conflict") markConflict(entry);
    else if (fate.fate === "unreadable") mark(row, offset, "unreadable", fate.sentence);
    else if (!saving.queue.entries.has(entry.key)) mark(row, offset, "saved");
  }

  function markConflict(entry) {
    const button = element("button", { type: "button", className: "link" }, say("conflict"));
    button.addEventListener("click", () => compare(model, entry, { mine, theirs }));
    mark(entry.row, entry.offset, "conflict", button);
  }

  function mine(entry) {
    Object.assign(entry, { status: "waiting", version: entry.fate.version });
    saving.put(entry.row, entry.offset, entry.text);
    mark(entry.row, entry.offset, "saving");
    saving.send();
    cells.at(entry.row, entry.offset)?.focus();
  }

  function theirs(entry) {
    const { row, offset, fate } = entry;
    saving.forget(row, offset);
    take({ ...fate, row, offset });
    cells.at(row, offset)?.focus();
  }

  /** A value that somebody else has saved. */
  function take(news) {
    const { row, offset, state, number, text, version, by } = news;
    if (!model.rows.has(row) || saving.queue.entries.has(keyOf(row, offset))) return;
    if (versionOf(model, row, offset) > version) return;
    const input = cells.at(row, offset);
    if (input && input === document.activeElement && isTyped(input)) return;
    const isNews = versionOf(model, row, offset) < version;
    model.versions.set(keyOf(row, offset), version);
    const questions = put(model, row, offset, { state, number, text });
    if (input) input.value = standing(row, offset);
    compareYears(model, cells, row);
    redraw(model, insert, questions);
    if (isNews || news.fate) mark(row, offset, "theirs", say("theirs", { who: by || say("somebody") }));
    soon();
  }

  const mark = (row, offset, name, told = null) => draw(cells.at(row, offset), name, told);

  /** What takes the whole form is done once the person pauses. */
  function soon() {
    clearTimeout(late);
    late = setTimeout(() => {
      list(model);
      progress(model);
    }, 150);
  }

  page.addEventListener("focusin", ({ target }) => {
    if (!cells.places.has(target)) return;
    const about = document.getElementById("about");
    about.href = aboutOf(target);
    about.hidden = false;
  });
  page.addEventListener("input", ({ target }) => {
    if (!cells.places.has(target)) return;
    const [row, offset] = placeOf(target);
    const { value } = read(row, target.value);
    if (value) redraw(model, insert, ask(model, row, offset, value));
    if (!saving.queue.entries.has(keyOf(row, offset))) saving.put(row, offset, target.value, "typed");
    else if (saving.queue.entries.get(keyOf(row, offset)).status === "typed") saving.put(row, offset, target.value, "typed");
  });
  page.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const input = event.target;
    if (!cells.places.has(input) || !isBlock(text) || input.tagName === "TEXTAREA") return;
    event.preventDefault();
    const { laid, outside } = laidOut(cells, input, cellsOf(text));
    preview(model, laid, outside, block, () => input.focus());
  });
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    saving.send();
  });
  addEventListener("pagehide", () => cells.places.has(document.activeElement) && commit(document.activeElement));
  document.getElementById("undo").addEventListener("click", steps.undo);
  document.getElementById("redo").addEventListener("click", steps.redo);
  document.getElementById("fill").addEventListener("click", () => {
    const laid = cells.rows
      .map((row) => row.dataset.key)
      .filter((row) => cells.at(row, 0) && cells.at(row, -1) && valueOf(model, row, 0).state === 0)
      .map((row) => ({ row, offset: 0, text: standing(row, -1) }))
      .filter(({ text }) => text !== "");
    preview(model, laid, 0, block, () => document.getElementById("fill").focus());
  });
  const chosen = document.getElementById("filter");
  chosen.addEventListener("change", () => filter(model, cells, chosen.value));
  const leave = (act) => () => (act(), true);
  const about = (input) => (commit(input), location.assign(aboutOf(input)), true);
  keys(page, cells, { about, commit, restore, isTyped, undo: leave(steps.undo), redo: leave(steps.redo) });

  const early = [];
  showState();
  resume();
  early.filter((input) => input !== document.activeElement).forEach(commit);
  watch(page, model.told.mark, take);
  keepPages();

  /** The page may be older than the form: show what the form says. */
  function showState() {
    for (const input of cells.places.keys()) {
      // What somebody typed before the modules were there stays, and is taken in below.
      if (input.value === input.defaultValue) input.value = standing(...placeOf(input));
      else early.push(input);
    }
    cells.rows.forEach((row) => compareYears(model, cells, row.dataset.key));
    if (!model.checked) document.getElementById("notice").append(say("no-checks"));
    document.getElementById("notice").hidden = Boolean(model.checked);
    redraw(model, insert);
    document.querySelector("p.save").hidden = true;
    document.getElementById("tools").hidden = false;
    for (const key of model.told.talked) {
      const input = document.getElementById(`c:${key}`);
      input?.parentElement.append(element("a", { className: "talked small", href: aboutOf(input) }, say("talked")));
    }
    page.querySelectorAll("table").forEach((table) => table.setAttribute("role", "grid"));
    // The page of a cell has its key and its link above the tables; Tab goes from cell to cell.
    page.querySelectorAll(".about").forEach((link) => link.setAttribute("tabindex", "-1"));
    progress(model);
  }

  /** Go on with what an earlier visit left unsaved. */
  function resume() {
    for (const entry of saving.restore()) {
      if (!model.rows.has(entry.row)) continue;
      const { value } = read(entry.row, entry.text);
      if (value) put(model, entry.row, entry.offset, value);
      if (entry.status === "typed") saving.put(entry.row, entry.offset, entry.text, value ? "waiting" : "unread");
      const input = cells.at(entry.row, entry.offset);
      if (input) input.value = entry.text;
      if (entry.status === "conflict") markConflict(entry);
      else mark(entry.row, entry.offset, value ? "saving" : "unreadable");
    }
    redraw(model, insert);
    list(model);
    progress(model);
    status(page, saving.queue);
    saving.send();
  }

  /** Let the form be opened without a network later. Where that cannot be begun now, it is when the network is back. */
  async function keepPages() {
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register(page.dataset.worker);
    } catch {
      addEventListener("online", keepPages, { once: true });
      return;
    }
    const ready = await navigator.serviceWorker.ready;
    const used = performance.getEntriesByType("resource").map((one) => one.name);
    const addresses = [...new Set([location.href.split("#")[0], ...used])].filter(
      (one) => one.startsWith(location.origin) && !/\/(zmiany|komorki)\//.test(one),
    );
    ready.active.postMessage({ person: page.dataset.person, addresses });
  }
}
