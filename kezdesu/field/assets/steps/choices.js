// Choices as large touch targets: one of several, or several of many.
import { el, icon } from "../screens/element.js";

let groups = 0;

// `options` are [value, label]; `signs` may give each its icon.
export function oneOf(
  name,
  label,
  options,
  chosen,
  onchoose,
  { signs = {}, isHidden = false } = {},
) {
  const group = `${name}-${(groups += 1)}`;
  const fault = el("p", { class: "fault", id: `${group}-fault`, hidden: true });
  return el(
    "fieldset",
    { class: "choices", "data-field": name, "aria-describedby": fault.id },
    el("legend", { class: isHidden ? "hidden" : "" }, label),
    fault,
    el(
      "div",
      { class: "choice-row" },
      options.map(([value, words]) => radio(group, value, words)),
    ),
  );

  function radio(groupName, value, words) {
    const input = el("input", {
      type: "radio",
      name: groupName,
      value: String(value),
      checked: String(chosen) === String(value),
    });
    input.addEventListener("change", () => onchoose(value));
    return el(
      "label",
      { class: "choice" },
      input,
      signs[value] && icon(signs[value]),
      el("span", {}, words),
    );
  }
}

// `chosen` are ids; answers the whole new list at each change.
export function someOf(name, label, options, chosen, onchoose, { isHidden = true } = {}) {
  const now = new Set(chosen);
  const fault = el("p", { class: "fault", hidden: true });
  return el(
    "fieldset",
    { class: "choices", "data-field": name },
    el("legend", { class: isHidden ? "hidden" : "" }, label),
    fault,
    el("div", { class: "choice-list" }, options.map(box)),
  );

  function box({ id, name: words }) {
    const input = el("input", { type: "checkbox", value: String(id), checked: now.has(id) });
    input.addEventListener("change", () => {
      if (input.checked) now.add(id);
      else now.delete(id);
      onchoose([...now]);
    });
    return el("label", { class: "choice" }, input, el("span", {}, words));
  }
}
