// Which record an address means, and whether it is written in or only read.
import { held, now, visitOf } from "./held.js";
import { visitNamed } from "../sending/server.js";
import { allRecords, recordOfVisitIn } from "../logic/agenda.js";
import { newIdentity } from "../logic/identity.js";
import { recordOfNamed, recordOfVisit, unplannedRecord } from "../logic/record.js";
import { say } from "../logic/words.js";
import { el } from "./element.js";
import { readSheet } from "./read_sheet.js";
import { redrawAs } from "./route.js";
import { writeSheet } from "./write_sheet.js";

export async function openRecord(name, id, told) {
  const record = found(name, id);
  if (!record && name === "visit") return lookedUp(id, told);
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

// The code of a meeting that is not one's own. The server says what was planned; without network
// the code itself says where, and the record is tied to the visit all the same.
function lookedUp(id, told) {
  const here = location.hash;
  const draw = (screen) => location.hash === here && redrawAs(screen);
  visitNamed(id).then(
    (visit) => draw(writeSheet(recordOfNamed(visit, held.user, newIdentity()))),
    (halt) => draw(halt.status === 404 ? { draw: unknown } : writeSheet(byTheCode(id, told))),
  );
  return { isCalm: true, draw: loading };
}

function byTheCode(visit, told) {
  const [place, track] = ["places", "tracks"].map((list) => {
    const id = Number(told.get(list.slice(0, -1)));
    return held.bundle[list].some((each) => each.id === id) ? id : "";
  });
  const record = unplannedRecord(held.bundle, now(), held.user, newIdentity());
  const fields = { ...record.fields, place, track: track || record.fields.track };
  return { ...record, visit, fields };
}

function loading() {
  return el("p", { class: "soft", role: "status" }, say("looking_up"));
}

function unknown() {
  return [
    el("h1", {}, say("not_in_schedule")),
    el("p", {}, say("not_in_schedule_hint")),
    el("a", { class: "button primary wide", href: "#another" }, say("another_meeting")),
    el("p", {}, el("a", { class: "quiet-link", href: "#" }, say("my_meetings"))),
  ];
}
