// Menus are <details>: they open without us. We close them when attention goes elsewhere.
export function closeMenusWhenLeft(page) {
  const open = () => page.querySelectorAll("details[data-menu][open]");

  page.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });

  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Opening one menu closes its neighbours; `toggle` does not bubble, so we catch it on the way.
  page.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.matches("details[data-menu][open]")) return;
      for (const menu of open()) if (menu !== event.target) menu.open = false;
    },
    true,
  );
}
