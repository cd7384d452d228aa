import { held } from "../screens/held.js";
import { say } from "../logic/words.js";
import { el } from "../screens/element.js";
import { oneOf } from "./choices.js";
import { field, step, typed } from "./step.js";

const SIGNS = { held: "held", cancelled: "cancelled", postponed: "postponed" };

export function outcome(sheet) {
  const options = held.bundle.choices.outcome.map(([value, label]) => [value, upper(label)]);
  const choose = (value) => sheet.change("outcome", value);
  const reason = field(
    "reason",
    say("reason"),
    typed(sheet, "reason", { tag: "textarea", maxLength: 300, rows: 2 }),
  );
  const draw = () => (reason.hidden = !sheet.fields.outcome || sheet.fields.outcome === "held");
  sheet.addEventListener("change", draw);
  draw();
  const radios = oneOf("outcome", say("step_outcome"), options, sheet.fields.outcome, choose, {
    signs: SIGNS,
    isHidden: true,
  });
  return step(sheet, "outcome", el("div", { class: "stacked" }, radios, reason));
}

function upper(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
