// Menus are <details>: they open without us. We close them when attention goes elsewhere.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Opening one menu closes its neighbours.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches?.("details[data-menu][open]")) return;
    for (const menu of openMenus()) if (menu !== target) menu.open = false;
  },
  true,
);

// After a form comes back with errors, attention goes to what says so.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const summary = detail.target.querySelector?.("[role=alert]");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
});
