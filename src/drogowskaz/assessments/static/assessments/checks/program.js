/** The compiled artefact of an edition: whether it is the right one, and its tables as arrays ready to be run. */

import { table } from "./rows.js";

/** The states of a cell. */
export const [EMPTY, VALUE, NO_INFORMATION, NOT_APPLICABLE] = [0, 1, 2, 3];
/** The answers to a question. */
export const [FALSE, TRUE, UNKNOWN] = [0, 1, -1];

const FORMAT = "drogowskaz-artefact-1";
/** For each relation the signs of a total it holds for, as bits: 1 below zero, 2 zero, 4 above. */
const HOLDS = { "<": 1, "=": 2, "<=": 3, ">": 4, "!=": 5, ">=": 6 };
/** The gaps that make an atom unknown, by its way of treating missing cells: skip-any, zero. */
const UNREADABLE = [1, 2];

/**
 * Make sure that the bytes are the artefact of this name.
 * @param {BufferSource} bytes
 * @param {string} sha256 in hexadecimal digits
 * @throws {Error} when they are not; and where the page is served without https, for browsers keep `subtle` from it
 */
export async function verify(bytes, sha256) {
  if (!globalThis.crypto?.subtle) throw new Error("Without https the compiled checks cannot be verified.");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256) {
    throw new Error(`The compiled checks are not the ones asked for: their SHA-256 is ${found}, not ${sha256}.`);
  }
}

/** The artefact (its parsed JSON) as a program. It is run in steps: each magnitude, then each node. */
export function load(artefact) {
  if (artefact?.format !== FORMAT) {
    throw new Error(`Compiled checks of the format “${artefact?.format}” cannot be run; this page runs “${FORMAT}”.`);
  }
  const { planes, rows, columns, checks, atoms, tests, copies, groups, questions, indicators } = artefact;
  return {
    planes,
    rows,
    columns,
    checks,
    cells: planes.length * rows.length * columns.length,
    magnitudes: table(artefact.magnitudes),
    atoms: {
      ...table(atoms),
      holds: Uint8Array.from(atoms.relation, (relation) => HOLDS[relation]),
      unreadable: Uint8Array.from(atoms.missing, (missing) => UNREADABLE[missing]),
    },
    tests: { ...integers(tests), length: tests.slot.length },
    copies: { ...integers(copies), length: copies.negated.length },
    groups: { ...integers(groups), length: groups.any.length },
    questions: { ...integers(questions), parameter: questions.parameter, length: questions.node.length },
    indicators: { ...indicators, numerator: table(indicators.numerator), denominator: table(indicators.denominator) },
    dependencies: integers(artefact.dependencies),
    beneath: [],
  };
}

/** The lists of a part of the artefact as arrays of 32-bit integers. */
function integers(lists) {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, Int32Array.from(list)]));
}

/** The steps that a question rests on, in the order they are taken; found when first asked for, and kept. */
export function beneath(program, question) {
  return (program.beneath[question] ??= found(program, question));
}

function found(program, question) {
  const { node, parameter } = program.questions;
  const steps = new Set(parameter[question] === null ? [program.magnitudes.length + node[question]] : []);
  // What is added to a set during the walk is walked as well.
  for (const step of steps) inside(program, step).forEach((inner) => steps.add(inner));
  return Int32Array.from(steps).sort();
}

/** The steps whose results a step uses. */
function inside({ magnitudes, atoms, tests, copies, groups, cells }, step) {
  const first = magnitudes.length;
  const derived = (list) => list.filter((slot) => slot >= cells).map((slot) => slot - cells);
  if (step < first) return derived(run(magnitudes.ptr, magnitudes.slot, step));
  if (step < first + atoms.length) return derived(run(atoms.ptr, atoms.slot, step - first));
  const group = step - first - atoms.length - tests.length - copies.length;
  return group < 0 ? [] : run(groups.ptr, groups.node, group).map((member) => first + member);
}

/** One of the runs that a list is laid out in. */
function run(ptr, list, place) {
  return Array.from(list.subarray(ptr[place], ptr[place + 1]));
}
