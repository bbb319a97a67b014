/** A block from a spreadsheet: what it would put where is shown first, and it is one step to undo. */

import { valueOf } from "./model.js";
import { Unreadable, parse, same } from "./reading.js";
import { element, say } from "./sentences.js";

const MOST_NAMED = 12;

/** The cells of copied text: columns parted by tabs, lines by line breaks; a cell in quotes may hold either. */
export function cellsOf(text) {
  const lines = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (pattern.lastIndex < text.length) {
    const [, quoted, plain, end] = pattern.exec(text);
    lines.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end && end !== "\t" && pattern.lastIndex < text.length) lines.push([]);
    else if (end === "\t" && pattern.lastIndex === text.length) lines.at(-1).push("");
  }
  return lines;
}

/** Whether a copied text is more than one cell. */
export const isBlock = (text) => /[\t\r\n]/.test(text.replace(/(\r\n|\n|\r)$/, ""));

/** Where a block goes, its upper left corner on an input: down the rows of its table, right along the years. */
export function laidOut(cells, input, lines) {
  const { place, offset } = cells.places.get(input);
  const table = cells.rows[place].closest("table");
  const first = cells.columns.indexOf(offset);
  let row = place;
  const laid = [];
  let outside = 0;
  for (const line of lines) {
    while (row in cells.rows && cells.isHidden(row)) row += 1;
    const inside = row in cells.rows && cells.rows[row].closest("table") === table;
    line.forEach((text, column) => {
      const target = inside ? cells.inputs[row].get(cells.columns[first + column]) : undefined;
      if (target) laid.push({ row: target.dataset.row, offset: Number(target.dataset.offset), text });
      else if (text.trim() !== "") outside += 1;
    });
    row += 1;
  }
  return { laid, outside };
}

/** What cells would become: those that change, those that are the same already, those not understood. */
export function sorted(model, laid) {
  const found = { taken: [], equal: 0, wrong: [] };
  for (const one of laid) {
    try {
      const value = parse(one.text, model.rows.get(one.row));
      if (same(value, valueOf(model, one.row, one.offset))) found.equal += 1;
      else found.taken.push(one);
    } catch (fault) {
      if (!(fault instanceof Unreadable)) throw fault;
      found.wrong.push({ ...one, sentence: say(fault.sentence, { text: one.text.trim().slice(0, 40) }) });
    }
  }
  return found;
}

/** Show what would be put in; `take` is called when the person agrees. */
export function preview(model, laid, outside, take, back) {
  const dialog = document.getElementById("paste");
  const { taken, equal, wrong } = sorted(model, laid);
  const told = [
    taken.length ? say("paste-taken", { n: taken.length }) : say("paste-nothing"),
    equal && say("paste-same", { n: equal }),
    outside && say("paste-outside", { n: outside }),
    wrong.length && say("paste-wrong", { n: wrong.length }),
  ].filter(Boolean);
  document.getElementById("paste-told").replaceChildren(...told.map((line) => element("li", {}, line)));
  const named = wrong.slice(0, MOST_NAMED).map(({ row, offset, sentence }) => {
    const label = model.rows.get(row).label[document.documentElement.lang] ?? row;
    return element("li", {}, element("strong", {}, `${label}, ${model.told.year + offset}:`), ` ${sentence}`);
  });
  if (wrong.length > MOST_NAMED) named.push(element("li", {}, "…"));
  document.getElementById("paste-wrong").replaceChildren(...named);
  const button = document.getElementById("paste-take");
  button.hidden = taken.length === 0;
  button.onclick = () => {
    dialog.close();
    take(taken);
  };
  document.getElementById("paste-leave").onclick = () => dialog.close();
  dialog.onclose = back;
  dialog.showModal();
}
