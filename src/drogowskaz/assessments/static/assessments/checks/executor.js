/**
 * The checks of one form in the browser: the artefact that the server runs, with the same answers, at every keystroke.
 *
 * A page imports all it needs from here. What counts is the server's answer; this one is there at once and needs no
 * network. `docs/developers/artefact.md` describes the tables.
 */

import { FALSE, NO_INFORMATION, TRUE, UNKNOWN, VALUE, beneath } from "./program.js";
import { gaps, measure, total } from "./rows.js";

export * from "./findings.js";
export * from "./program.js";

/** Why a cell in each state is not read as a number, as bits: 1 it holds none, 2 nor may it be taken for zero. */
const GAP = [1, 0, 3, 1];
/** What the truths 0, 1 and 2 are called outside; inside, "all" is the least of them and "any" the greatest. */
const ANSWER = [FALSE, UNKNOWN, TRUE];
const SAME_PAIRS = 4;

/**
 * A form with nothing filled in. Last year's form and the units below are not known yet: every cell there is a dot.
 * `states`, `numbers` and `answers` are there to be read; `set` writes them.
 */
export function form(program) {
  const { cells, magnitudes, atoms, tests, copies, groups, rows, columns, questions } = program;
  const states = new Uint8Array(cells).fill(NO_INFORMATION, rows.length * columns.length);
  const made = {
    program,
    states,
    numbers: new Float64Array(cells + magnitudes.length),
    gaps: new Uint8Array(cells + magnitudes.length),
    wide: new Map(),
    truth: new Uint8Array(magnitudes.length + atoms.length + tests.length + copies.length + groups.length),
    answers: new Int8Array(questions.length),
  };
  states.forEach((state, slot) => (made.gaps[slot] = GAP[state]));
  answers(program, made);
  return made;
}

/**
 * Write a cell: its state, and its number in the row's stored scale (0 unless the state is VALUE). Then ask `changed`
 * about it, or `answers` after many.
 * @throws {RangeError} for no cell, no state, or a number that a browser does not hold exactly; nothing is changed then
 */
export function set(form, slot, state, number = 0) {
  if (!(slot in form.states)) throw new RangeError(`${slot} is no cell of the form; nothing was changed.`);
  const refuse = (what) => {
    throw new RangeError(`${named(form.program, slot)}: ${what}; nothing was changed.`);
  };
  if (!(state in GAP)) refuse(`${state} is no state of a cell`);
  if (!Number.isSafeInteger(number)) refuse(`${number} is not a whole number up to ${Number.MAX_SAFE_INTEGER}`);
  if (state !== VALUE && number !== 0) refuse(`${number} is a number in a cell without a value`);
  form.states[slot] = state;
  form.numbers[slot] = number;
  form.gaps[slot] = GAP[state];
}

/** The cell as the edition calls it; whose form it is in is told where that is not this form. */
function named({ planes, rows, columns }, slot) {
  const row = Math.floor(slot / columns.length);
  const plane = planes[Math.floor(row / rows.length)];
  const whose = plane === "own" ? "" : `, ${plane}`;
  return `${rows[row % rows.length].key}, column ${columns[slot % columns.length]}${whose}`;
}

/**
 * Ask everything.
 * @returns {Int8Array} for each question TRUE, FALSE or UNKNOWN; the form's own array, which `changed` writes as well
 */
export function answers(program, form) {
  for (let step = 0; step < form.truth.length; step += 1) take(program, form, step);
  for (let question = 0; question < form.answers.length; question += 1) {
    form.answers[question] = answer(program, form, question);
  }
  return form.answers;
}

/** The questions that a cell takes part in: a finding among them may tell another difference once the cell is set. */
export function about({ dependencies: { ptr, question } }, slot) {
  return Array.from(question.subarray(ptr[slot], ptr[slot + 1]));
}

/**
 * Ask again what a cell takes part in, after `set`.
 * @returns {number[]} the questions whose answer is another one now
 */
export function changed(program, form, slot) {
  return about(program, slot).filter((question) => {
    for (const step of beneath(program, question)) take(program, form, step);
    const before = form.answers[question];
    form.answers[question] = answer(program, form, question);
    return form.answers[question] !== before;
  });
}

/** One step: a magnitude goes into its slot, a node into its truth: 0 false, 1 unknown, 2 true. */
function take({ magnitudes, atoms, tests, copies, groups }, form, step) {
  if (step < magnitudes.length) {
    measure(magnitudes, step, form);
    return;
  }
  const atom = step - magnitudes.length;
  const test = atom - atoms.length;
  const copy = test - tests.length;
  const group = copy - copies.length;
  if (test < 0) form.truth[step] = compared(atoms, atom, form);
  else if (copy < 0) form.truth[step] = tested(tests, test, form) ? 2 : 0;
  else if (group < 0) form.truth[step] = copied(copies, copy, form) ? 2 : 0;
  else form.truth[step] = joined(groups, group, form, magnitudes.length);
}

function compared(atoms, atom, form) {
  if (gaps(atoms, atom, form) & atoms.unreadable[atom]) return 1;
  const sum = total(atoms, atom, form);
  const sign = sum < 0 ? 1 : sum > 0 ? 4 : 2;
  return atoms.holds[atom] & sign ? 2 : 0;
}

function tested({ slot, state, negated }, test, { states }) {
  return (states[slot[test]] === state[test]) !== (negated[test] === 1);
}

/** Whether one column copies another: no pair of cells differs, and enough pairs hold a number other than zero. */
function copied({ ptr, first, second, negated }, copy, { states, numbers }) {
  let pairs = 0;
  let alike = true;
  for (let place = ptr[copy]; place < ptr[copy + 1]; place += 1) {
    const one = first[place];
    const other = second[place];
    alike &&= (states[one] === VALUE) === (states[other] === VALUE) && numbers[one] === numbers[other];
    pairs += numbers[one] === 0 ? 0 : 1;
  }
  return (alike && pairs >= SAME_PAIRS) !== (negated[copy] === 1);
}

function joined({ ptr, node, any }, group, { truth }, firstNode) {
  let found = any[group] ? 0 : 2;
  for (let place = ptr[group]; place < ptr[group + 1]; place += 1) {
    const member = truth[firstNode + node[place]];
    found = any[group] ? Math.max(found, member) : Math.min(found, member);
  }
  return found;
}

function answer({ magnitudes, questions }, form, question) {
  const { guard, guard_ptr: ptr, node, parameter } = questions;
  if (parameter[question] !== null) return UNKNOWN;
  let filled = ptr[question] === ptr[question + 1];
  for (let place = ptr[question]; place < ptr[question + 1]; place += 1) filled ||= form.states[guard[place]] === VALUE;
  return filled ? ANSWER[form.truth[magnitudes.length + node[question]]] : UNKNOWN;
}
