// A record that was sent: what it says, where it stands, and the way to put it right.
import { held, nameIn, plannedOf, visitOf } from "./held.js";
import { stateOf } from "../logic/agenda.js";
import { dayWords } from "../logic/days.js";
import { PARTS } from "../logic/record.js";
import { count, say } from "../logic/words.js";
import { badge, button, el, icon } from "./element.js";
import { writeSheet } from "./write_sheet.js";
import { redrawAs } from "./route.js";

const SIGNS = { recorded: ["submitted", "open"], accepted: ["accepted", "done"] };

export function readSheet(record) {
  return { isCalm: true, draw: () => content(record) };
}

function content(record) {
  const state = stateOf(record);
  const [sign, tone] = SIGNS[state] || SIGNS.recorded;
  return [
    el(
      "header",
      { class: "record-head" },
      el("h1", {}, nameIn("places", record.fields.place)),
      el("p", {}, badge(sign, say(`state_${state}`), tone)),
    ),
    el("dl", { class: "facts" }, facts(record, plannedOf(record))),
    photosLeft(record),
    el(
      "p",
      { class: "another" },
      button(say("correct_it"), () => redrawAs(writeSheet(record)), { kind: "wide", sign: "edit" }),
    ),
    again(record),
  ].filter(Boolean);
}

// Of the planned crew only when others spoke: else it says the same twice.
function otherCrew(visit, { speakers, outcome }) {
  const crew = visit && outcome === "held" ? visit.crew : [];
  const isSame = crew.length === speakers.length && crew.every((each) => speakers.includes(each));
  return isSame ? [] : crew;
}

// How many were taken on this phone.
function taken(id, kind) {
  const found = held.photos.filter((each) => each.record === id && each.kind === kind);
  return found.length ? String(found.length) : "";
}

function facts({ id, fields, version }, visit) {
  const named = (list, ids) =>
    ids
      .map((id) => nameIn(list, id))
      .filter(Boolean)
      .join(", ");
  const counted =
    fields.headcount && `${fields.headcount} (${labelOf("how_counted", fields.how_counted)})`;
  const parts = PARTS.filter((name) => fields[name]).map((name) => `${say(name)}: ${fields[name]}`);
  return [
    [say("step_outcome"), labelOf("outcome", fields.outcome)],
    [say("cause"), [nameIn("causes", fields.cause), fields.reason].filter(Boolean).join(": ")],
    [say("step_when"), `${dayWords(fields.day)}, ${fields.clock}`],
    [say("venue"), fields.venue],
    [say("headcount"), counted],
    [say("of_them"), parts.join(", ")],
    [say("planned_crew"), named("people", otherCrew(visit, fields))],
    [say("step_people"), named("people", fields.speakers)],
    [say("step_themes"), named("themes", fields.themes)],
    [say("step_organisations"), fields.organisations.join(", ")],
    [say("step_questions"), fields.questions.map(({ text }) => text).join("; ")],
    [say("step_sheet"), taken(id, "sheet")],
    [say("step_photos"), taken(id, "photo")],
    [say("note"), fields.note],
    [say("version"), version > 1 ? String(version) : ""],
  ].map(([label, value]) => value && el("div", {}, el("dt", {}, label), el("dd", {}, value)));
}

function labelOf(list, value) {
  return held.bundle.choices[list].find(([each]) => each === value)?.[1] || "";
}

function photosLeft({ id }) {
  const left = held.photos.filter((each) => each.record === id && !each.is_done).length;
  return left ? el("p", { class: "soft" }, icon("waiting"), " ", count("pill_photos", left)) : null;
}

// What was put off may be held later: then it is a record of its own.
function again({ visit, fields }) {
  if (!visitOf(visit) || fields.outcome === "held") return null;
  return el(
    "p",
    {},
    el("a", { class: "button wide", href: `#new=${visit}` }, icon("add"), say("record_again")),
  );
}
