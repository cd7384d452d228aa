// A file field speaks the browser's language. Our label and words cover it, in the page's language.
export function coverFileFields(part) {
  for (const field of part.querySelectorAll("[data-file]")) cover(field);
}

function cover(field) {
  const input = field.querySelector("input");
  const [label, name] = [field.querySelector("label"), field.querySelector(".file-name")];
  if (!label) return;
  input.classList.add("is-covered");
  label.hidden = name.hidden = false;
  input.addEventListener("change", () => {
    if (input.files.length) name.textContent = [...input.files].map((file) => file.name).join(", ");
  });
}
