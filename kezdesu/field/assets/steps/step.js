// One step of the record: its heading, whether it is filled or skipped, and what it lacks.
import { say } from "../logic/words.js";
import { el, icon } from "../screens/element.js";

let steps = 0;

// `isFilled(fields)` marks an optional step; a needed one says nothing until it lacks something.
export function step(sheet, key, content, { isFilled = null, hint = "" } = {}) {
  const id = `step-${key}-${(steps += 1)}`;
  const mark = el("span", { class: "step-mark" });
  const heading = el("h2", { id }, say(`step_${key}`));
  const part = el(
    "section",
    { class: "step", "aria-labelledby": id, "data-step": key },
    el("div", { class: "step-head" }, heading, mark),
    hint && el("p", { class: "hint" }, hint),
    content,
  );
  const draw = () => drawMark(mark, isFilled ? isFilled(sheet.fields) : null);
  sheet.addEventListener("change", draw);
  sheet.addEventListener("photos", draw);
  draw();
  return part;
}

function drawMark(mark, filled) {
  const state = filled === null ? "" : filled ? "filled" : "skipped";
  if (mark.dataset.state === state) return;
  mark.dataset.state = state;
  if (filled === null) return mark.replaceChildren();
  mark.replaceChildren(
    icon(filled ? "check" : "due"),
    say(filled ? "step_filled" : "step_skipped"),
  );
}

// Label, control and the place of its fault, tied together for eyes and ears alike.
export function field(name, label, control, { hint = "" } = {}) {
  const input = control.matches("input, select, textarea")
    ? control
    : control.querySelector("input, select, textarea");
  input.id ||= `field-${name}`;
  const fault = el("p", { class: "fault", id: `${input.id}-fault`, hidden: true });
  input.setAttribute("aria-describedby", fault.id);
  return el(
    "div",
    { class: "field", "data-field": name },
    el("label", { for: input.id }, label),
    hint && el("p", { class: "hint" }, hint),
    fault,
    control,
  );
}

export function typed(sheet, name, properties = {}) {
  const { tag = "input", ...more } = properties;
  const input = el(tag, { value: sheet.fields[name], autocomplete: "off", ...more });
  input.addEventListener("input", () => sheet.change(name, input.value));
  return input;
}

// Says each fault at its field, takes back those that are mended; answers the first one's field.
export function showFaults(root, faults) {
  const said = new Map(faults.map((each) => [each.field, each.sentence]));
  let first = null;
  for (const place of root.querySelectorAll("[data-field]")) {
    const sentence = said.get(place.dataset.field) || "";
    showFault(place, sentence);
    if (sentence) first ||= place;
  }
  return first;
}

function showFault(place, sentence) {
  const fault = place.querySelector(".fault");
  if (fault.textContent === sentence) return;
  fault.hidden = !sentence;
  fault.textContent = sentence;
  place.classList.toggle("has-errors", Boolean(sentence));
  for (const each of place.querySelectorAll("input, select, textarea")) {
    if (sentence) each.setAttribute("aria-invalid", "true");
    else each.removeAttribute("aria-invalid");
  }
}
