// Buttons that copy a block of values. Where the browser does not allow it (a site without HTTPS), the block is opened
// and selected instead. Without this module the buttons stay hidden and the block is selected by hand.

for (const button of document.querySelectorAll("button[data-block]")) {
  const field = document.getElementById(button.dataset.block);
  const status = document.getElementById(`${button.dataset.block}-status`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = button.dataset.done;
    } catch {
      const closed = field.closest("details");
      if (closed) {
        closed.open = true;
      }
      field.focus();
      field.select();
      status.textContent = button.dataset.failed;
    }
  });
}
