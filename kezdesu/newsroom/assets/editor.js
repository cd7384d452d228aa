// Writing without tags: a page-like field over the textarea, which stays what the form sends.
// Without scripts the textarea takes plain paragraphs or HTML. The server cleans either.
const acts = {
  bold: () => document.execCommand("bold"),
  italic: () => document.execCommand("italic"),
  heading: () => toggleBlock("h2"),
  list: () => document.execCommand("insertUnorderedList"),
  link: (words) => {
    const address = window.prompt(words.ask, "https://");
    if (address) document.execCommand("createLink", false, address);
  },
};

function toggleBlock(name) {
  const now = document.queryCommandValue("formatBlock").toLowerCase();
  document.execCommand("formatBlock", false, now === name ? "p" : name);
}

function asHtml(text) {
  if (/<\/?[a-z]/i.test(text)) return text;
  const safe = document.createElement("div");
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part) => {
      safe.textContent = part.trim();
      return `<p>${safe.innerHTML.replace(/\n/g, "<br>")}</p>`;
    })
    .join("");
}

function open(tools) {
  const source = document.getElementById(tools.dataset.editor);
  const sheet = document.createElement("div");
  sheet.className = "editor-sheet prose";
  sheet.contentEditable = "true";
  sheet.lang = tools.dataset.language;
  sheet.setAttribute("role", "textbox");
  sheet.setAttribute("aria-multiline", "true");
  sheet.setAttribute("aria-label", tools.dataset.label);
  sheet.innerHTML = asHtml(source.value) || "<p><br></p>";
  source.before(tools, sheet);
  source.hidden = true;
  const hint = document.getElementById(`${source.id}_helptext`); // speaks of tags, not needed here
  if (hint) hint.hidden = true;
  tools.hidden = false;
  document.execCommand("defaultParagraphSeparator", false, "p");
  // Only words come in from elsewhere: other programs' looks stay there.
  sheet.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    sheet.focus();
    acts[button.dataset.act](button.dataset);
  });
  source.form.addEventListener("submit", () => {
    source.value = sheet.textContent.trim() ? sheet.innerHTML : "";
  });
}

for (const tools of document.querySelectorAll("[data-editor]")) open(tools);
