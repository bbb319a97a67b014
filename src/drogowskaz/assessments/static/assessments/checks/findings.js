/** What the answers come to: the findings with their texts and how far they are off, and the indicators. */

import { FALSE } from "./program.js";
import { gaps, measure, total } from "./rows.js";

/** Of a difference that never ends, such as a third, so many decimal places are shown. */
const MOST_PLACES = 6;
/** More binary digits than a float has: a quotient cut off there is rounded only once, when it becomes a float. */
const DIGITS = 64;

/**
 * All that does not hold, in the order of the form. Checks of the signing stage are told only then: a form that is
 * still being filled in is not in error for being unfinished.
 * @param {{stage?: "entry"|"sign", lang?: "pl"|"en"}} asked
 */
export function findings(program, form, { stage = "entry", lang = "pl" } = {}) {
  const { questions, checks } = program;
  const told = (question) => stage === "sign" || checks[questions.check[question]].stage !== "sign";
  const broken = Array.from(form.answers.keys()).filter((question) => form.answers[question] === FALSE);
  return broken.filter(told).map((question) => finding(program, form, question, lang));
}

/** A question that does not hold. `difference` is left − right of a single comparison in shown units, else null. */
export function finding(program, form, question, lang = "pl") {
  const { questions, checks, atoms } = program;
  const { id, severity, table, row, message, instruction } = checks[questions.check[question]];
  const node = questions.node[question];
  return {
    question,
    check: id,
    severity,
    table,
    row,
    column: questions.column[question],
    message: message[lang] ?? "",
    instruction: instruction[lang] ?? "",
    difference: node < atoms.length ? decimal(total(atoms, node, form), atoms.denominator[node], lang) : null,
  };
}

/**
 * Every indicator in every column it has, as the nearest float of its exact value.
 * @returns {{id: string, column: number, value: number|null}[]} null where it is not computable
 */
export function indicators(program, form) {
  const { magnitudes, indicators: known } = program;
  for (let row = 0; row < magnitudes.length; row += 1) measure(magnitudes, row, form);
  return known.id.map((id, place) => ({ id, column: known.column[place], value: value(known, place, form) }));
}

function value({ factor, numerator, denominator, parameter }, place, form) {
  const unread = gaps(numerator, place, form) | gaps(denominator, place, form);
  const [over, under] = [numerator, denominator].map((half) => BigInt(total(half, place, form)));
  if (parameter[place] !== null || unread || under === 0n) return null;
  const [times, by = "1"] = factor[place].split("/");
  return quotient(
    BigInt(times) * over * BigInt(denominator.denominator[place]),
    BigInt(by) * under * BigInt(numerator.denominator[place]),
  );
}

/** The float nearest to the quotient of two whole numbers of any size. */
function quotient(over, under) {
  const [size, by] = [over, under].map((number) => (number < 0n ? -number : number));
  const shift = Math.max(0, DIGITS + by.toString(2).length - size.toString(2).length);
  const shifted = size << BigInt(shift);
  const rest = shifted % by === 0n ? 0n : 1n;
  const found = Number((shifted / by) | rest) / 2 ** shift;
  return (over < 0n) === (under < 0n) ? found : 0 - found;
}

/** A total over its denominator as print shows it, thousands apart: exact, or rounded where it never ends. */
function decimal(sum, denominator, lang) {
  const [total, by] = [BigInt(sum), BigInt(denominator)];
  const size = total < 0n ? -total : total;
  const ends = (places) => (size * 10n ** BigInt(places)) % by === 0n;
  // As many places as binary digits are enough for any fraction that ends at all.
  const exact = Array.from(by.toString(2), (_, place) => place + 1).find((places) => places > 1 && ends(places));
  const places = ends(0) ? 0 : (exact ?? MOST_PLACES);
  const units = (2n * size * 10n ** BigInt(places) + by) / (2n * by);
  const digits = String(units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const rest = places ? (lang === "pl" ? "," : ".") + digits.slice(-places) : "";
  return (total < 0n && units ? "\u2212" : "") + whole + rest;
}
