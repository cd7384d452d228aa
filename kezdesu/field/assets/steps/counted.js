import { held } from "../screens/held.js";
import { PARTS } from "../logic/record.js";
import { say } from "../logic/words.js";
import { el } from "../screens/element.js";
import { oneOf } from "./choices.js";
import { field, step, typed } from "./step.js";

const NUMBER = { inputMode: "numeric", pattern: "[0-9]*", maxLength: 7, enterKeyHint: "next" };

// The figure is the hero: one large number, how it came about, and its parts for who has them.
export function counted(sheet) {
  const total = field(
    "headcount",
    say("headcount"),
    typed(sheet, "headcount", { ...NUMBER, class: "big-number" }),
  );
  const parts = PARTS.map((name) => field(name, say(name), typed(sheet, name, NUMBER)));
  const choose = (value) => sheet.change("how_counted", value);
  const how = oneOf(
    "how_counted",
    say("how_counted"),
    held.bundle.choices.how_counted,
    sheet.fields.how_counted,
    choose,
  );
  const content = el(
    "div",
    { class: "stacked" },
    total,
    how,
    el(
      "div",
      { class: "count-parts" },
      el("h3", {}, say("of_them")),
      el("p", { class: "hint" }, say("of_them_hint")),
      el("div", { class: "two" }, parts),
    ),
  );
  return onlyIfHeld(sheet, step(sheet, "counted", content));
}

// What exists only of a meeting that took place.
export function onlyIfHeld(sheet, part) {
  const draw = () => (part.hidden = sheet.fields.outcome !== "held" && sheet.fields.outcome !== "");
  sheet.addEventListener("change", draw);
  draw();
  return part;
}
