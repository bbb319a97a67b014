/**
 * Rows of whole factors over the slots of a form, added up exactly.
 *
 * Numbers are floats, which hold whole numbers exactly below 2^53. Beside each total goes the sum of the sizes of its
 * parts: as long as that stays below, no step was rounded; where it does not, the row is added up again in BigInt.
 */

const EXACT = Number.MAX_SAFE_INTEGER;

/** A table of rows as typed arrays; `written` keeps the integers as the artefact writes them, too long for floats. */
export function table({ ptr, slot, factor, constant, denominator }) {
  return {
    ptr: Int32Array.from(ptr),
    slot: Int32Array.from(slot),
    factor: Float64Array.from(factor, Number),
    constant: Float64Array.from(constant, Number),
    written: { factor, constant },
    denominator,
    length: constant.length,
  };
}

/**
 * The total of a row, in parts of its denominator.
 * @returns {number|bigint} a BigInt only where a number cannot hold it
 */
export function total(rows, row, form) {
  const { ptr, slot, factor, constant } = rows;
  let sum = constant[row];
  let size = Math.abs(sum);
  for (let place = ptr[row]; place < ptr[row + 1]; place += 1) {
    const part = factor[place] * form.numbers[slot[place]];
    sum += part;
    size += Math.abs(part);
  }
  // A wide magnitude is infinite and times zero no number at all: neither is within bounds.
  return size <= EXACT ? sum : exactTotal(rows, row, form);
}

function exactTotal({ ptr, slot, written }, row, form) {
  let sum = BigInt(written.constant[row]);
  for (let place = ptr[row]; place < ptr[row + 1]; place += 1) {
    const number = form.numbers[slot[place]];
    sum += BigInt(written.factor[place]) * (number === Infinity ? form.wide.get(slot[place]) : BigInt(number));
  }
  return sum >= -EXACT && sum <= EXACT ? Number(sum) : sum;
}

/** Write a magnitude into its slot: infinite where a number cannot hold its size, which then stands in `form.wide`. */
export function measure(magnitudes, row, form) {
  const slot = form.states.length + row;
  const sum = total(magnitudes, row, form);
  const size = sum < 0 ? -sum : sum;
  if (typeof size === "bigint") form.wide.set(slot, size);
  form.numbers[slot] = typeof size === "bigint" ? Infinity : size;
  form.gaps[slot] = gaps(magnitudes, row, form);
}

/** What keeps the cells of a row from being read as numbers, as the bits of `form.gaps`. */
export function gaps({ ptr, slot }, row, form) {
  let found = 0;
  for (let place = ptr[row]; place < ptr[row + 1]; place += 1) found |= form.gaps[slot[place]];
  return found;
}
