/** What somebody typed as the value of a cell, and a value as the form shows it; the same as the server reads. */

import { EMPTY, NOT_APPLICABLE, NO_INFORMATION, VALUE } from "../checks/executor.js";

const SPACE = "[ \\u00a0\\u202f\\u2009]";
const NUMBER = new RegExp(`^([-−+]?)(\\d{1,3}(?:${SPACE}\\d{3})+|\\d+)(?:[.,](\\d+))?$`);
const THOUSAND_OR_FRACTION = /^[-−+]?[1-9]\d{0,2}[.,]\d{3}$/;
const DASHES = ["-", "–", "—", "−"];
const MOST_DIGITS = 15;

/** A text that is no value of its row; `sentence` is the name of what to say. */
export class Unreadable extends Error {
  constructor(sentence) {
    super(sentence);
    this.sentence = sentence;
  }
}

const scaleOf = (kind) => (kind === "money" || kind === "fte" ? 100 : 1);
const bare = (state) => ({ state, number: 0, text: "" });

/**
 * @param {{kind: string, most: number, negative: boolean}} row `most` is the greatest plausible stored number
 * @returns {{state: number, number: number, text: string}} the number in the row's stored scale
 * @throws {Unreadable}
 */
export function parse(written, { kind, most, negative }) {
  const text = written.trim();
  if (text === "") return bare(EMPTY);
  if (text.startsWith("=")) throw new Unreadable("formula");
  if (kind === "text") return { state: VALUE, number: 0, text };
  if (text === ".") return bare(NO_INFORMATION);
  if (text === "x" || text === "X") return bare(NOT_APPLICABLE);
  if (DASHES.includes(text)) throw new Unreadable("dash");
  const match = NUMBER.exec(text);
  if (!match) throw new Unreadable("no-number");
  if (THOUSAND_OR_FRACTION.test(text)) throw new Unreadable("ambiguous");
  const [, sign, whole, fraction = ""] = match;
  const size = scaled(whole.replace(/\D/g, "").replace(/^0+/, ""), fraction.replace(/0+$/, ""), kind);
  const below = (sign === "-" || sign === "−") && size > 0;
  if (below && !negative) throw new Unreadable("negative");
  if (size > most) throw new Unreadable("too-large");
  return { state: VALUE, number: below ? -size : size, text: "" };
}

function scaled(whole, fraction, kind) {
  const places = String(scaleOf(kind)).length - 1;
  if (whole.length > MOST_DIGITS) throw new Unreadable("too-large");
  if (fraction.length > places) throw new Unreadable(places ? "places" : "fraction");
  return Number(`0${whole}${fraction.padEnd(places, "0")}`);
}

/** The value as written on the form. */
export function shown({ state, number, text }, kind, lang) {
  if (state === NO_INFORMATION) return ".";
  if (state === NOT_APPLICABLE) return "x";
  if (state !== VALUE) return "";
  return kind === "text" ? text : numberText(number, kind, lang);
}

/** A stored number with its thousands apart: `1 204`, `1 204,50`. */
export function numberText(number, kind, lang) {
  const scale = scaleOf(kind);
  const size = Math.abs(number);
  const whole = String(Math.floor(size / scale)).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const rest = size % scale;
  const part = rest ? (lang === "pl" ? "," : ".") + String(rest).padStart(2, "0") : "";
  return (number < 0 ? "−" : "") + whole + part;
}

export const same = (one, other) =>
  one.state === other.state && one.number === other.number && one.text === other.text;
