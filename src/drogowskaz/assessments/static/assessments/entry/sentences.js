/** The sentences of the page, which the server wrote in the reader's language, and its icons. */

const written = () => document.getElementById("sentences");

/** A sentence with its {names} filled in. */
export function say(name, params = {}) {
  const found = written().querySelector(`[data-say="${CSS.escape(name)}"]`);
  if (!found) throw new Error(`The page has no sentence “${name}”.`);
  return found.textContent.replace(/\{(\w+)\}/g, (whole, key) => params[key] ?? whole);
}

/** A drawing that stands beside a word. */
export function icon(name) {
  return written().querySelector(`[data-icon="${name}"] svg`).cloneNode(true);
}

/** An element with a class and children, which are elements or texts. */
export function element(tag, { className = "", ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export const lang = () => (document.documentElement.lang === "en" ? "en" : "pl");
