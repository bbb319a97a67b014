/** What can be undone: each step holds the texts of its cells before and after, one cell or a whole block. */

export function history(write, tell) {
  const past = [];
  const future = [];

  function add(step) {
    past.push(step);
    future.length = 0;
    tell(past.length, future.length);
  }

  function move(from, to, side) {
    const step = from.pop();
    if (!step) return;
    to.push(step);
    write(step.map((one) => ({ row: one.row, offset: one.offset, text: one[side] })));
    tell(past.length, future.length);
  }

  return { add, undo: () => move(past, future, "before"), redo: () => move(future, past, "after") };
}
