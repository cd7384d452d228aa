import { coverFileFields } from "./scripts/files.js";
import { closeMenusWhenLeft } from "./scripts/menus.js";

closeMenusWhenLeft(document);
coverFileFields(document);

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  coverFileFields(target);
  // After a form comes back with errors, attention goes to what says so.
  const summary = target.querySelector("[role=alert]");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
});
