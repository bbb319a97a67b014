// Typing a paper sheet in: a digit moves on to the next statement. Without this module the Tab key does.

const fields = [...document.querySelectorAll("input.digit")];

for (const [place, field] of fields.entries()) {
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", () => {
    if (!/^[123]$/.test(field.value)) return;
    const next = fields[place + 1];
    if (next) next.focus();
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && fields[place + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
