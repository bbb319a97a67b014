/** The keys of a spreadsheet over the inputs of the page. Tab is the browser's own. */

/** The rows of the page and their cells; a column is its offset, in years from the assessed one. */
export function grid(page) {
  const rows = Array.from(page.querySelectorAll("tr[data-key]"));
  const inputs = rows.map(
    (row) => new Map(Array.from(row.querySelectorAll(".entry"), (input) => [Number(input.dataset.offset), input])),
  );
  const columns = [...new Set(inputs.flatMap((row) => [...row.keys()]))].sort((one, other) => one - other);
  const places = new Map();
  inputs.forEach((row, place) => row.forEach((input, offset) => places.set(input, { place, offset })));
  const isHidden = (place) => rows[place].hidden;
  return { rows, inputs, columns, places, isHidden, at: (row, offset) => page.querySelector(selector(row, offset)) };
}

const selector = (row, offset) => `.entry[data-row="${CSS.escape(row)}"][data-offset="${offset}"]`;

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * @param {{about: function, commit: function, restore: function, isTyped: function, undo: function, redo: function}} acts
 */
export function keys(page, cells, acts) {
  let anchor = null;

  page.addEventListener("focusin", ({ target }) => {
    if (!cells.places.has(target)) return;
    delete target.dataset.mode;
    target.select();
  });
  page.addEventListener("focusout", ({ target }) => cells.places.has(target) && acts.commit(target));
  page.addEventListener("mouseup", (event) => {
    // A click into a cell selects it whole; a second one puts the cursor where it points.
    const { target } = event;
    if (!cells.places.has(target)) return;
    if (target.dataset.clicked) target.dataset.mode = "edit";
    else if (target.selectionStart === target.selectionEnd) target.select();
    target.dataset.clicked = "yes";
  });
  page.addEventListener("focusout", ({ target }) => delete target.dataset?.clicked);

  page.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!cells.places.has(input) || event.altKey || event.isComposing) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Tab") anchor ??= cells.places.get(input).offset;
    else if (key !== "Enter" && (STEPS[key] || key === "Home" || key === "End")) anchor = null;
    if (pressed(input, key, ctrl, event.shiftKey)) event.preventDefault();
  });

  /** Whether the key was ours. */
  function pressed(input, key, ctrl, shift) {
    const editing = input.dataset.mode === "edit";
    if (ctrl && key === "z") return acts.isTyped(input) ? acts.restore(input) : shift ? acts.redo() : acts.undo();
    if (ctrl && key === "y") return acts.redo();
    if (ctrl && key === "Enter") return acts.about(input);
    if (key === "F2") return edit(input);
    if (key === "Escape") return acts.restore(input);
    if (key === "Enter" && !(editing && input.tagName === "TEXTAREA")) return enter(input, shift ? -1 : 1);
    if (key === "Delete" && !editing && !acts.isTyped(input)) return clear(input);
    if (editing || shift) return false;
    if (STEPS[key]) return ctrl ? leap(input, STEPS[key]) : step(input, STEPS[key]);
    if (key === "Home" || key === "End") return ctrl ? corner(key === "Home") : side(input, key === "Home");
    return false;
  }

  function edit(input) {
    input.dataset.mode = "edit";
    input.setSelectionRange(input.value.length, input.value.length);
    return true;
  }

  function clear(input) {
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  function enter(input, by) {
    const { place, offset } = cells.places.get(input);
    acts.commit(input);
    const column = anchor !== null && by > 0 ? anchor : offset;
    anchor = null;
    go(below(place, by, column) ?? input);
    return true;
  }

  function go(input) {
    if (document.activeElement === input) input.select();
    else input?.focus();
    return true;
  }

  /** The next cell of a column that is shown, up or down. */
  function below(place, by, offset) {
    for (let next = place + by; next in cells.rows; next += by) {
      if (!cells.isHidden(next) && cells.inputs[next].has(offset)) return cells.inputs[next].get(offset);
    }
    return null;
  }

  function beside(place, offset, by) {
    for (let next = cells.columns.indexOf(offset) + by; next in cells.columns; next += by) {
      if (cells.inputs[place].has(cells.columns[next])) return cells.inputs[place].get(cells.columns[next]);
    }
    return null;
  }

  function neighbour(input, [down, right]) {
    const { place, offset } = cells.places.get(input);
    return down ? below(place, down, offset) : beside(place, offset, right);
  }

  function step(input, way) {
    const next = neighbour(input, way);
    return next ? go(next) : true;
  }

  /** To the last filled cell before a gap, or the first after one. */
  function leap(input, way) {
    let here = neighbour(input, way);
    if (!here) return true;
    const run = input.value !== "" && here.value !== "";
    for (let next = neighbour(here, way); next && (run ? next.value !== "" : here.value === ""); ) {
      here = next;
      next = neighbour(here, way);
    }
    return go(here);
  }

  function side(input, first) {
    const row = [...cells.inputs[cells.places.get(input).place].values()];
    return go(row.at(first ? 0 : -1));
  }

  function corner(first) {
    const shown = cells.inputs.filter((row, place) => !cells.isHidden(place) && row.size);
    return go([...(shown.at(first ? 0 : -1)?.values() ?? [])].at(first ? 0 : -1));
  }
}
