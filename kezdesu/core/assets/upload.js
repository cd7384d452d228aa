// The browser's own file field speaks the browser's language; this one speaks the page's.
for (const field of document.querySelectorAll("input[type=file][data-choose]")) {
  const button = document.createElement("label");
  button.className = "button";
  button.htmlFor = field.id;
  button.textContent = field.dataset.choose;
  const chosen = document.createElement("output");
  chosen.className = "soft";
  chosen.htmlFor.add(field.id);
  const show = () => {
    chosen.textContent = field.files[0]?.name ?? field.dataset.none;
  };
  field.classList.add("file-native");
  field.addEventListener("change", show);
  show();
  const line = document.createElement("div");
  line.className = "row file-line";
  field.replaceWith(line);
  line.append(field, button, chosen);
}
