/** The state of a cell as an icon with its word: shown where something is to be done, else for screen readers. */

import { element, icon, say } from "./sentences.js";

const ICONS = { saving: "note", saved: "done", waiting: "warning", theirs: "note", conflict: "justify", unreadable: "error" };

/**
 * @param {HTMLElement|null} input null where the cell is on another page
 * @param {string|null} name of the state, null to take the mark away
 * @param {Node|string|null} told what is shown beside the icon instead of the word
 */
export function draw(input, name, told) {
  if (!input) return;
  const place = document.getElementById(input.id.replace(/^c:/, "m:"));
  place.dataset.state = name ?? "";
  if (name === "unreadable") input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  const word = element("span", { className: told ? "" : "unseen" }, told ?? (name ? say(name) : ""));
  place.replaceChildren(...(name ? [icon(ICONS[name]), " ", word] : []));
}
