/**
 * Saving cells one after another: each with the version its person saw, kept until the server has answered, sent again
 * under the same name when it has not.
 */

import { keyOf, versionOf } from "./model.js";
import { keeper, newName } from "./keeping.js";

const MOST_AT_ONCE = 200;
const AGAIN = 3000;
const PATIENCE = 20000;

/** What keeps the queue from being sent. */
export const [CLEAR, OFFLINE, SIGNED_OUT, STOPPED] = ["clear", "offline", "signed-out", "stopped"];

/**
 * @param {object} model of the form
 * @param {HTMLFormElement} page whose data say where to save
 * @param {{fated: function, changed: function}} tell called with each answered entry, and after any change of the queue
 */
export function saver(model, page, tell) {
  const kept = keeper(page.dataset.person, page.dataset.form);
  const queue = { entries: new Map(), hindrance: CLEAR, sentence: "", keeps: true, savedAt: null };
  let busy = false;
  let timer = 0;

  function keep(entry) {
    try {
      kept.keep(entry);
    } catch {
      queue.keeps = false;
    }
  }

  function drop(entry) {
    queue.entries.delete(entry.key);
    try {
      kept.drop(entry);
    } catch {
      queue.keeps = false;
    }
  }

  /** Take a cell's text in; a cell that is being sent gets its next text once the answer is there. */
  function put(row, offset, text, status = "waiting") {
    const key = keyOf(row, offset);
    const before = queue.entries.get(key);
    if (before?.status === "sending") {
      before.next = { text, status };
      keep({ ...before, text, id: newName(), status, next: undefined });
      return before;
    }
    const version = before ? before.version : versionOf(model, row, offset);
    const entry = { ...before, key, row, offset, text, version, id: newName(), status };
    queue.entries.set(key, entry);
    keep(entry);
    tell.changed();
    return entry;
  }

  /** Forget what was typed into a cell and not saved. */
  function forget(row, offset) {
    const entry = queue.entries.get(keyOf(row, offset));
    if (entry && entry.status !== "sending") drop(entry);
    tell.changed();
  }

  async function send() {
    clearTimeout(timer);
    const batch = [...queue.entries.values()].filter((entry) => entry.status === "waiting").slice(0, MOST_AT_ONCE);
    if (busy || batch.length === 0) return;
    busy = true;
    batch.forEach((entry) => (entry.status = "sending"));
    tell.changed();
    const answer = await posted(page, batch);
    busy = false;
    queue.hindrance = answer.hindrance;
    queue.sentence = answer.sentence ?? "";
    if (answer.hindrance === CLEAR) batch.forEach((entry, place) => settle(entry, answer.cells[place]));
    else batch.forEach(unsent);
    tell.changed();
    if (answer.hindrance === CLEAR) send();
    else timer = setTimeout(send, AGAIN);
  }

  function unsent(entry) {
    entry.status = "waiting";
    if (entry.next) follow(entry, entry.version);
  }

  function settle(entry, fate) {
    if (fate.fate === "saved" || fate.fate === "same") {
      queue.savedAt = new Date();
      drop(entry);
      if (versionOf(model, entry.row, entry.offset) < fate.version) model.versions.set(entry.key, fate.version);
      if (entry.next) follow(entry, fate.version);
    } else {
      entry.status = fate.fate;
      entry.fate = fate;
      if (entry.next) Object.assign(entry, { text: entry.next.text, id: newName(), next: undefined });
      keep(entry);
    }
    tell.fated(entry, fate);
  }

  function follow(entry, version) {
    const { text, status } = entry.next;
    const next = { ...entry, text, version, id: newName(), status, next: undefined };
    queue.entries.set(entry.key, next);
    keep(next);
  }

  /** What an earlier visit left behind, put back into the queue. */
  function restore() {
    try {
      for (const entry of kept.all()) {
        const status = entry.status === "sending" ? "waiting" : entry.status;
        queue.entries.set(entry.key, { ...entry, status });
      }
    } catch {
      queue.keeps = false;
    }
    return [...queue.entries.values()];
  }

  addEventListener("online", send);
  addEventListener("focus", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  return { queue, put, forget, send, restore };
}

const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1] ?? "";

/** Ask the server to save. A page instead of an answer means that the session is gone. */
async function posted(page, batch) {
  const cells = batch.map(({ row, offset, text, version, id }) => ({ row, offset, text, version, id }));
  let response;
  try {
    response = await fetch(page.dataset.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify({ cells }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok && isAnswer) return { hindrance: CLEAR, cells: (await response.json()).cells };
    if (response.status === 401 || (response.status === 403 && !isAnswer)) return { hindrance: SIGNED_OUT };
    if (isAnswer) return { hindrance: STOPPED, sentence: (await response.json()).sentence };
  } catch {
    return { hindrance: OFFLINE };
  }
  return { hindrance: OFFLINE };
}
