/** The line that says whether everything is saved, and what keeps it from being so. */

import { OFFLINE, SIGNED_OUT, STOPPED } from "./saving.js";
import { element, lang, say } from "./sentences.js";

export function status(page, { entries, hindrance, sentence, keeps, savedAt }) {
  const waiting = [...entries.values()].filter(({ status }) => status === "waiting" || status === "sending");
  const n = waiting.length;
  const line = document.getElementById("status");
  line.textContent = n
    ? say("some-saving", { n })
    : savedAt
      ? say("all-saved", { time: savedAt.toLocaleTimeString(lang(), { hour: "2-digit", minute: "2-digit" }) })
      : say("ready");
  const told = [];
  if (hindrance === OFFLINE) told.push(say("offline", { n }));
  if (hindrance === SIGNED_OUT) told.push(say("sign-in", { n }), " ", signIn(page));
  if (hindrance === STOPPED) told.push(say("stopped", { sentence, n }));
  if (!keeps) told.push(" ", say("not-kept"));
  const notice = document.getElementById("notice");
  notice.replaceChildren(...told);
  notice.hidden = told.length === 0;
}

function signIn(page) {
  return element("a", { href: page.dataset.login, target: "_blank", rel: "noopener" }, say("sign-in-link"));
}
