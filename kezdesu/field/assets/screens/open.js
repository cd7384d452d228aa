// Which record an address means, and whether it is written in or only read.
import { held, now, visitOf } from "./held.js";
import { allRecords, recordOfVisitIn } from "../logic/agenda.js";
import { newIdentity } from "../logic/identity.js";
import { recordOfVisit, unplannedRecord } from "../logic/record.js";
import { say } from "../logic/words.js";
import { el } from "./element.js";
import { readSheet } from "./read_sheet.js";
import { writeSheet } from "./write_sheet.js";

export async function openRecord(name, id) {
  const record = found(name, id);
  if (!record) return { draw: unknown };
  const isRead = record.state === "sent" && record.review !== "returned";
  return isRead ? readSheet(record) : writeSheet(record);
}

function found(name, id) {
  const records = allRecords(held.bundle, held.records, held.user);
  if (name === "record") return records.find((each) => each.id === id);
  if (name === "another") return unplannedRecord(held.bundle, now(), held.user, newIdentity());
  const visit = visitOf(id);
  const known = name === "visit" && recordOfVisitIn(records, id);
  return known || (visit && recordOfVisit(visit, held.user, newIdentity()));
}

function unknown() {
  return [
    el("h1", {}, say("not_your_visit")),
    el("p", {}, say("not_your_visit_hint")),
    el("a", { class: "button primary wide", href: "#another" }, say("another_meeting")),
    el("p", {}, el("a", { class: "quiet-link", href: "#" }, say("my_meetings"))),
  ];
}
