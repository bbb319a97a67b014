/** The whole form in the browser: every value with the version seen, and what the checks say of it at each keystroke. */

import { EMPTY, FALSE, VALUE, about, answers, changed, form, load, set, verify } from "../checks/executor.js";

export const keyOf = (row, offset) => `${row}:${offset}`;
const NOTHING = { state: EMPTY, number: 0, text: "" };

/** The form as the server told it. Checks are missing where the browser may not verify them (no https). */
export async function open(address) {
  const told = await (await asked(address)).json();
  const bytes = await (await asked(told.artefact)).arrayBuffer();
  const artefact = JSON.parse(new TextDecoder().decode(bytes));
  let checked = null;
  try {
    await verify(bytes, told.sha256);
    const program = load(artefact);
    checked = { program, form: form(program), relations: artefact.atoms.relation };
  } catch (fault) {
    console.warn(fault.message);
  }
  return made(told, artefact, checked);
}

async function asked(address, tries = 4) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (response.ok) return response;
  if (response.status < 500 || tries === 1) throw new Error(`${address}: ${response.status}`);
  await new Promise((later) => setTimeout(later, 500));
  return asked(address, tries - 1);
}

function made(told, artefact, checked) {
  const negative = new Set(told.negative);
  const rows = new Map(
    artefact.rows.map((row, place) => [
      row.key,
      { ...row, most: Number(row.most), negative: negative.has(row.key), place },
    ]),
  );
  const model = { told, rows, columns: artefact.columns, checked, values: new Map(), versions: new Map() };
  if (checked && told.last) fillLast(model, told.last);
  for (const [row, offset, state, number, text, version] of told.cells) {
    if (!rows.has(row)) continue;
    const value = { state, number, text };
    model.values.set(keyOf(row, offset), value);
    model.versions.set(keyOf(row, offset), version);
    if (checked) set(checked.form, slotOf(model, row, offset), state, number);
  }
  if (checked) answers(checked.program, checked.form);
  return model;
}

function fillLast(model, cells) {
  const { program, form: filled } = model.checked;
  const plane = program.planes.indexOf("y-1");
  if (plane < 0) return;
  const size = model.rows.size * model.columns.length;
  for (let slot = plane * size; slot < (plane + 1) * size; slot += 1) set(filled, slot, EMPTY);
  for (const [row, offset, state, number] of cells) {
    const slot = model.rows.has(row) ? slotOf(model, row, offset) : NaN;
    if (!Number.isNaN(slot)) set(filled, plane * size + slot, state, number);
  }
}

function slotOf(model, row, offset) {
  const column = model.columns.indexOf(offset);
  return column < 0 ? NaN : model.rows.get(row).place * model.columns.length + column;
}

export const valueOf = (model, row, offset) => model.values.get(keyOf(row, offset)) ?? NOTHING;
export const versionOf = (model, row, offset) => model.versions.get(keyOf(row, offset)) ?? 0;
export const isFilled = (value) => value.state !== EMPTY;
export const isNumber = (value) => value.state === VALUE;

/** Let a cell hold a value. Returns the questions it takes part in: what they say may read differently now. */
export function put(model, row, offset, value) {
  model.values.set(keyOf(row, offset), value);
  return ask(model, row, offset, value);
}

/** Ask the checks about a value that is still being typed. */
export function ask(model, row, offset, value) {
  if (!model.checked) return [];
  const { program, form: filled } = model.checked;
  const slot = slotOf(model, row, offset);
  set(filled, slot, value.state, value.number);
  changed(program, filled, slot);
  return about(program, slot);
}

/** The questions that do not hold and are asked while the form is being filled in. */
export function broken(model) {
  if (!model.checked) return [];
  const { program, form: filled } = model.checked;
  const { check } = program.questions;
  const found = [];
  filled.answers.forEach((answer, question) => {
    if (answer === FALSE && program.checks[check[question]].stage !== "sign") found.push(question);
  });
  return found;
}
