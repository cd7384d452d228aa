// The copy button appears only where it can do something; without it the address stands in a field.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  const field = document.getElementById(button.dataset.copy);
  const words = button.querySelector("span");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    words.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
  });
}
