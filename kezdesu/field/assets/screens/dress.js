// The kept page is a guest's, dressed as the device; who chose light or dark has said so in a cookie.
export function dressAsChosen() {
  const chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
  if (!chosen) return;
  document.documentElement.dataset.theme = chosen;
  const night = document.querySelector("link[href*='core/dark']");
  if (night) night.media = chosen === "dark" ? "screen" : "not all";
}
