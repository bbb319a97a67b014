/** How far the form is, what changed since last year, and which rows are shown. */

import { broken, isFilled, isNumber, valueOf } from "./model.js";
import { numberText } from "./reading.js";
import { element, lang, say } from "./sentences.js";

/** Write beside the assessed year by how much it differs from the year before. */
export function compareYears(model, cells, row) {
  const input = cells.at(row, 0);
  if (!input) return;
  const text = difference(model, row);
  const beside = input.parentElement.querySelector(".since") ?? element("span", { className: "since small" });
  beside.textContent = text;
  beside.hidden = text === "";
  if (!beside.isConnected) input.parentElement.append(beside);
}

function difference(model, row) {
  const [now, before] = [valueOf(model, row, 0), valueOf(model, row, -1)];
  const by = now.number - before.number;
  if (!isNumber(now) || !isNumber(before) || by === 0) return "";
  const { kind } = model.rows.get(row);
  if (kind === "text") return "";
  const sign = by > 0 ? "+" : "−";
  const size = `${sign}${numberText(Math.abs(by), kind, lang())}`;
  if (before.number === 0) return size;
  const share = Math.abs(Math.round((1000 * by) / before.number));
  const percent = numberText(share * 10, "money", lang()).replace(/([.,]\d)0$/, "$1");
  return `${size} (${sign}${percent}%)`;
}

/** How many rows of each chapter hold something in the assessed year. */
export function progress(model) {
  const count = new Map();
  for (const key of model.rows.keys()) {
    const [chapter] = model.told.pages[key];
    const [filled, rows] = count.get(chapter) ?? [0, 0];
    count.set(chapter, [filled + isFilled(valueOf(model, key, 0)), rows + 1]);
  }
  let whole = 0;
  for (const [chapter, [filled, rows]] of count) {
    whole += filled;
    const told = document.querySelector(`[data-progress="${CSS.escape(chapter)}"]`);
    if (told) told.textContent = say("progress", { filled, rows });
  }
  const bar = document.querySelector(".whole progress");
  bar.value = whole;
  bar.nextElementSibling.textContent = say("whole", { filled: whole, rows: model.rows.size });
}

/** Show only the rows that are missing, have findings or changed. */
export function filter(model, cells, wanted) {
  const found = new Set();
  if (wanted === "findings" && model.checked) {
    const { check } = model.checked.program.questions;
    broken(model).forEach((question) => found.add(model.checked.program.checks[check[question]].row));
  }
  const fits = {
    "": () => true,
    missing: (row) => !isFilled(valueOf(model, row, 0)),
    findings: (row) => found.has(row),
    changed: (row) => difference(model, row) !== "",
  }[wanted];
  let shown = 0;
  cells.rows.forEach((row) => {
    row.hidden = !fits(row.dataset.key);
    shown += row.hidden ? 0 : 1;
    for (let below = row.nextElementSibling; below?.matches(".beneath:not([data-block])"); below = below.nextElementSibling) {
      below.classList.toggle("aside", row.hidden);
    }
  });
  document.getElementById("none-shown").hidden = shown > 0;
}
