// Buttons that copy what another element says. Each is hidden until it is known to work here.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const source = document.getElementById(button.dataset.copies);
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  button.hidden = navigator.clipboard === undefined;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(source.textContent);
      said.textContent = button.dataset.copied;
    } catch {
      // Marked, they need only the keys that copy.
      getSelection().selectAllChildren(source);
    }
  });
}
