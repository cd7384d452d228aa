// Elements without markup in strings: what people typed can never become a tag.
let sprite = "";

export function drawFrom(address) {
  sprite = address;
}

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(made, name, value);
  made.append(
    ...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return made;
}

export function icon(name) {
  const [picture, use] = ["svg", "use"].map((tag) =>
    document.createElementNS("http://www.w3.org/2000/svg", tag),
  );
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  picture.append(use);
  return picture;
}

export function button(words, onclick, { kind = "", sign = "", ...more } = {}) {
  const label = sign ? [icon(sign), el("span", {}, words)] : words;
  return el("button", { type: "button", class: `button ${kind}`.trim(), onclick, ...more }, label);
}

// A state as the desk shows it: icon and word, and colour only after them.
export function badge(sign, word, tone) {
  return el("span", { class: "state", "data-tone": tone }, icon(sign), word);
}

export function notice(level, sign, ...content) {
  return el(
    "div",
    { class: "message", "data-level": level },
    icon(sign),
    el("div", {}, ...content),
  );
}

function set(made, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
  else if (name === "class" || name.includes("-") || name === "for" || name === "role") {
    made.setAttribute(name, value === true ? "" : value);
  } else made[name] = value;
}
