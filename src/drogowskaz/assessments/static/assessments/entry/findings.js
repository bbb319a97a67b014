/** Findings under their rows, redrawn as somebody types, and the list of all of them. */

import { arithmetic } from "./arithmetic.js";
import { broken } from "./model.js";
import { numberText } from "./reading.js";
import { element, icon, lang, say } from "./sentences.js";

/** Draw anew what is said of the rows and tables that these questions are about; all of them when none are given. */
export function redraw(model, insert, questions = null) {
  if (!model.checked) return;
  const { check } = model.checked.program.questions;
  const { checks } = model.checked.program;
  const placeOf = (question) => checks[check[question]].row ?? checks[check[question]].table;
  const wanted = questions && new Set(questions.map(placeOf));
  const found = Map.groupBy ? Map.groupBy(broken(model), placeOf) : grouped(broken(model), placeOf);
  for (const beneath of document.querySelectorAll("tr.beneath[data-about], tr.beneath[data-block]")) {
    const place = beneath.dataset.about ?? beneath.dataset.block;
    if (wanted && !wanted.has(place)) continue;
    const here = found.get(place) ?? [];
    replace(beneath.firstElementChild, here.map((question) => drawn(model, question, insert)));
    beneath.hidden = here.length === 0;
  }
}

/** What reads the same stays the same element: a button in it may just be being pressed. */
function replace(cell, blocks) {
  const same = (block, place) => cell.children[place]?.isEqualNode(block);
  if (cell.children.length !== blocks.length || !blocks.every(same)) cell.replaceChildren(...blocks);
}

function grouped(questions, placeOf) {
  const found = new Map();
  for (const question of questions) found.set(placeOf(question), [...(found.get(placeOf(question)) ?? []), question]);
  return found;
}

function drawn(model, question, insert) {
  const { program } = model.checked;
  const { check, column } = program.questions;
  const { severity, message, instruction, row } = program.checks[check[question]];
  const { text, value, row: own } = arithmetic(model, question);
  const word = say(severity);
  const strong = element("strong", {}, icon(severity), ` ${word[0].toUpperCase()}${word.slice(1)}.`);
  const year = element("span", { className: "small" }, ` ${model.told.year + column[question]}`);
  const told = element("p", {}, strong, year, ` ${message[lang()] ?? ""} ${text} `);
  if (value !== null && value >= 0) {
    const shown = numberText(value, own.kind, lang());
    const button = element("button", { type: "button", className: "link" }, say("insert", { value: shown }));
    button.addEventListener("click", () => insert(row, column[question], shown));
    told.append(button);
  }
  const block = element("div", { className: `finding ${severity}` }, told);
  if (instruction[lang()]) block.append(element("p", { className: "todo" }, instruction[lang()]));
  if (severity === "justify") block.append(explained(model, program.checks[check[question]].id, column[question]));
  return block;
}

/** What was written in explanation, and the way to writing it. */
function explained(model, check, column) {
  const year = model.told.year + column;
  const text = model.told.explained[`${check}:${column}`];
  const link = element("a", { href: `../wyjasnienie/${check}/${year}/` }, say(text ? "explain-again" : "explain"));
  return element("p", {}, text ? `${say("explained", { text })} ` : "", link);
}

/** The list of everything that stands out in the whole form, each with the way to it. */
export function list(model) {
  if (!model.checked) return;
  const { program } = model.checked;
  const { check, column } = program.questions;
  const all = broken(model);
  document.getElementById("found-count").textContent = say("found", { n: all.length });
  const items = all.map((question) => {
    const { row, table, message, severity } = program.checks[check[question]];
    const [chapter, page] = model.told.pages[row ?? table];
    const label = row ? model.rows.get(row).label[lang()] : "";
    const link = element("a", { href: `../${chapter}/?strona=${page}#${row ?? `t:${table}`}` }, message[lang()] ?? "");
    const place = element("span", { className: "small" }, `${label}${label && ", "}${model.told.year + column[question]}`);
    return element("li", { className: severity }, link, place);
  });
  document.getElementById("found").replaceChildren(...(items.length ? items : [element("li", {}, say("none-found"))]));
}
