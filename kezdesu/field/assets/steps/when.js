import { now } from "../screens/held.js";
import {
  clockOf,
  dayAndMonth,
  dayOf,
  dayWords,
  daysBetween,
  plusDays,
  readClock,
} from "../logic/days.js";
import { say } from "../logic/words.js";
import { el } from "../screens/element.js";
import { field, step, typed } from "./step.js";
import { placeFields } from "./place.js";

const BACK = 60;
const AHEAD = 30;

export function when(sheet, visit) {
  const clock = typed(sheet, "clock", { inputMode: "numeric", maxLength: 5, enterKeyHint: "next" });
  clock.addEventListener("blur", () => {
    const read = readClock(clock.value);
    if (read && read !== clock.value) sheet.change("clock", (clock.value = read));
  });
  const content = el(
    "div",
    { class: "stacked" },
    visit && planned(visit),
    el(
      "div",
      { class: "day-and-clock" },
      field("day", say("day"), daySelect(sheet)),
      field("clock", say("clock"), clock),
    ),
    placeFields(sheet, visit),
  );
  return step(sheet, "when", content);
}

function planned(visit) {
  return el(
    "p",
    { class: "hint" },
    say("from_plan", { when: `${dayWords(dayOf(visit.starts_at))}, ${clockOf(visit.starts_at)}` }),
  );
}

// A list of days in our own words: the browser's calendar does not speak Kazakh.
function daySelect(sheet) {
  const today = now().day;
  const chosen = sheet.fields.day;
  const days = Array.from({ length: BACK + AHEAD + 1 }, (_each, at) => plusDays(today, AHEAD - at));
  if (!days.includes(chosen)) days.unshift(chosen);
  const options = days.map((day) =>
    el("option", { value: day, selected: day === chosen }, wordsOf(day, today)),
  );
  return el("select", { onchange: ({ target }) => sheet.change("day", target.value) }, options);
}

function wordsOf(day, today) {
  const near = { 0: "today", 1: "yesterday" }[daysBetween(day, today)];
  return near ? `${say(near)}, ${dayAndMonth(day)}` : dayWords(day);
}

// Days by which an answer is due: none, or one of the coming weeks.
export function dueSelect(chosen, onchoose) {
  const today = now().day;
  const days = [7, 14, 30, ...Array.from({ length: 60 }, (_each, at) => at + 1)].map((each) =>
    plusDays(today, each),
  );
  const near = days
    .slice(0, 3)
    .map((day, at) =>
      el(
        "option",
        { value: day },
        `${say(["in_a_week", "in_two_weeks", "in_a_month"][at])}: ${dayWords(day)}`,
      ),
    );
  const rest = days
    .slice(3)
    .filter((day) => !days.slice(0, 3).includes(day))
    .map((day) => el("option", { value: day }, dayWords(day)));
  const select = el(
    "select",
    { onchange: ({ target }) => onchoose(target.value) },
    el("option", { value: "" }, say("no_due_day")),
    near,
    rest,
  );
  if (chosen && !days.includes(chosen))
    select.append(el("option", { value: chosen }, dayWords(chosen)));
  select.value = chosen || "";
  return select;
}
