// One look at a page: what kind it is, where it leads, what is plainly wrong, and its kinds of
// elements, by which a page that axe has judged before is known again, whatever its rows say.
// Left in `repeated` for axe: of neighbours that are built alike, all but the first three.
() => {
  const all = [...document.querySelectorAll("body, body *")];
  const selectors = (rules) => [...rules].flatMap((r) => [r.selectorText || "", ...selectors(r.cssRules || [])]);
  const told = [...document.styleSheets].flatMap((sheet) => selectors(sheet.cssRules)).join(" ");
  // Attributes by whose values the styles differ, as a mark's tone.
  const styled = [...new Set([...told.matchAll(/\[([a-z-]+)=/g)].map((found) => found[1]))];
  const named = (e) => [
    e.tagName, e.getAttribute("class"), ...e.getAttributeNames().sort(), e.type, e.getAttribute("role"),
    ...styled.map((name) => e.getAttribute(name)),
    e.labels?.length, Boolean(e.getAttribute("aria-label")), Boolean(e.textContent.trim()), e.matches(":disabled"),
  ].join(" ");
  globalThis.repeated = [];
  const built = (e) => {
    const times = {};
    for (const child of e.children) {
      const build = built(child);
      times[build] = (times[build] || 0) + 1;
      if (times[build] > 3) repeated.push(child);
    }
    return `${named(e)} (${Object.keys(times).join(", ")})`;
  };
  built(document.body);
  const levels = all.filter((e) => /^H[1-6]$/.test(e.tagName)).map((e) => e.tagName);
  const steps = levels.map((level, at) => `${levels[at - 1] || ""}>${level}`);
  const kinds = all.map((e) => `${named(e.parentElement)} > ${named(e)}`);
  const ids = all.map((e) => e.id).filter(Boolean);
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  return {
    type: document.contentType,
    build: [innerWidth, ...new Set([...kinds, ...steps])].sort().join("\n"),
    links: [...document.querySelectorAll("a[href]")].map((a) => new URL(a.getAttribute("href"), location.href).href),
    faults: [
      ...(wide > 0 ? [`is ${wide} px too wide`] : []),
      ...ids.filter((id, at) => ids.indexOf(id) < at).map((id) => `holds two #${id}`),
    ],
  };
}
