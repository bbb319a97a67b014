/** What other people save in the same form, asked for every few seconds while the page is looked at. */

const EVERY = 3000;

/** @param {function} take called with each line of the journal that is new */
export function watch(page, mark, take) {
  let after = mark;

  async function ask() {
    if (!document.hidden) {
      try {
        const response = await fetch(`${page.dataset.changes}?po=${after}`, { headers: { Accept: "application/json" } });
        if (response.status === 200 && !response.redirected) {
          const told = await response.json();
          after = told.mark;
          told.cells.forEach(take);
        }
      } catch {
        // No connection: the saver says so; what others wrote comes with the next answer.
      }
    }
    setTimeout(ask, EVERY);
  }

  setTimeout(ask, EVERY);
}
