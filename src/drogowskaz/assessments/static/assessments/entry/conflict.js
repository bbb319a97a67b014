/** A cell in which two people wrote: both values side by side, and a choice. */

import { lang, say } from "./sentences.js";

/** @param {{mine: function, theirs: function}} choose called with the entry of the queue */
export function compare(model, entry, choose) {
  const { fate } = entry;
  const dialog = document.getElementById("conflict");
  const put = (id, text) => (document.getElementById(id).textContent = text);
  put("conflict-place", `${model.rows.get(entry.row).label[lang()]}, ${model.told.year + entry.offset}`);
  put("conflict-mine", entry.text || say("nothing"));
  put("conflict-theirs", fate.shown || say("nothing"));
  put("conflict-when", [fate.by, fate.at].filter(Boolean).join(", "));
  document.getElementById("conflict-keep").onclick = () => {
    dialog.close();
    choose.mine(entry);
  };
  document.getElementById("conflict-leave").onclick = () => {
    dialog.close();
    choose.theirs(entry);
  };
  dialog.showModal();
}
