/** The numbers of a finding as a sentence: which they are, how they should relate, what they are made of. */

import { numberText, shown } from "./reading.js";
import { lang, say } from "./sentences.js";

const FLIPPED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!=" };
const MOST_NAMED = 6;

/**
 * @returns {{text: string, value: number|null, row: object}} `value` is the stored number that would satisfy an
 *   equality, null where there is no such single number
 */
export function arithmetic(model, question) {
  const { program, relations } = model.checked;
  const { check, column, node } = program.questions;
  const { row: key } = program.checks[check[question]];
  const atom = node[question];
  if (atom >= program.atoms.length) return { text: "", value: null };
  const parts = partsOf(model, program.atoms, atom);
  const own = parts.find((part) => part.plane === 0 && part.row.key === key && part.offset === column[question]);
  const plain =
    own &&
    parts.length > 1 &&
    program.atoms.constant[atom] === 0 &&
    parts.every((part) => !part.within) &&
    parts.every((part) => Math.abs(part.factor) === Math.abs(own.factor) && part.row.kind === own.row.kind);
  if (!plain) return { text: listed(model, parts, column[question]), value: null };
  const relation = own.factor < 0 ? FLIPPED[relations[atom]] : relations[atom];
  const rest = parts.filter((part) => part !== own).map((part) => ({ ...part, sign: part.factor === own.factor ? -1 : 1 }));
  const sum = rest.reduce((total, part) => total + part.sign * part.number, 0);
  const right = `${numberText(sum, own.row.kind, lang())} (${joined(model, rest, column[question])})`;
  const text = say(`should-${relation}`, { left: numberText(own.number, own.row.kind, lang()), right });
  return { text: `${text}.`, value: relation === "=" ? sum : null, row: own.row };
}

/** The cells that a row of a table adds up, each once; `within` tells those that stand in a distance. */
function partsOf(model, table, line, within = false) {
  const { program, form } = model.checked;
  const { magnitudes, cells, rows, columns } = program;
  const found = [];
  for (let place = table.ptr[line]; place < table.ptr[line + 1]; place += 1) {
    const slot = table.slot[place];
    if (table.factor[place] === 0) continue;
    if (slot >= cells) {
      found.push(...partsOf(model, magnitudes, slot - cells, true));
      continue;
    }
    const row = Math.floor(slot / columns.length);
    found.push({
      slot,
      within,
      factor: table.factor[place],
      number: form.numbers[slot],
      state: form.states[slot],
      plane: Math.floor(row / rows.length),
      row: rows[row % rows.length],
      offset: columns[slot % columns.length],
    });
  }
  return found;
}

function joined(model, parts, column) {
  return parts
    .map((part, place) => {
      const sign = part.sign < 0 ? "−\u00a0" : place ? "+\u00a0" : "";
      return `${sign}${named(model, part, column)} ${numberText(part.number, part.row.kind, lang())}`;
    })
    .join(" ");
}

function listed(model, parts, column) {
  const once = [...new Map(parts.map((part) => [part.slot, part])).values()];
  const said = once
    .slice(0, MOST_NAMED)
    .map((part) => `${named(model, part, column)}: ${shown({ ...part, text: "" }, part.row.kind, lang()) || say("nothing")}`);
  return said.length ? `${said.join("; ")}${once.length > MOST_NAMED ? "; …" : ""}.` : "";
}

function named(model, part, column) {
  const name = part.row.short[lang()] ?? part.row.label[lang()];
  if (part.plane > 0) return `${name} (${say("last-year")}, ${model.told.year - 1 + part.offset})`;
  return part.offset === column ? name : `${name} (${model.told.year + part.offset})`;
}
