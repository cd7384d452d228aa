import { held } from "../screens/held.js";
import { say } from "../logic/words.js";
import { el } from "../screens/element.js";
import { oneOf } from "./choices.js";
import { field, step, typed } from "./step.js";

const SIGNS = { held: "held", cancelled: "cancelled", postponed: "postponed" };

export function outcome(sheet) {
  const options = held.bundle.choices.outcome.map(([value, label]) => [value, upper(label)]);
  const choose = (value) => sheet.change("outcome", value);
  const why = el("div", { class: "stacked" }, causes(sheet), reasonInWords(sheet));
  const draw = () => (why.hidden = !sheet.fields.outcome || sheet.fields.outcome === "held");
  sheet.addEventListener("change", draw);
  draw();
  const radios = oneOf("outcome", say("step_outcome"), options, sheet.fields.outcome, choose, {
    signs: SIGNS,
    isHidden: true,
  });
  return step(sheet, "outcome", el("div", { class: "stacked" }, radios, why));
}

// The office's list, of which one is tapped; what is not in it is written below.
function causes(sheet) {
  const chosen = Number(sheet.fields.cause) || (sheet.fields.reason ? "" : null);
  const offered = (held.bundle.causes || []).filter(
    (each) => each.is_offered || each.id === chosen,
  );
  if (!offered.length) return null;
  const options = [...offered.map(({ id, name }) => [id, name]), ["", say("another_cause")]];
  return oneOf("cause", say("cause"), options, chosen, (id) => sheet.change("cause", id));
}

function reasonInWords(sheet) {
  const input = typed(sheet, "reason", { tag: "textarea", maxLength: 300, rows: 2 });
  return field("reason", say("reason"), input);
}

function upper(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
