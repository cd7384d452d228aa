// A record on the phone: who it belongs to, where it stands, and `fields` as they were typed.
import { clockOf, dayOf, readClock } from "./days.js";

export const PARTS = ["women", "men", "youth", "students"];
const COPIED = ["track", "place", "outcome", "cause", "reason", "venue", "how_counted", "note"];
const LISTED = ["themes", "speakers", "organisations"];

export function recordOfVisit(visit, user, id) {
  const { day, clock } = { day: dayOf(visit.starts_at), clock: clockOf(visit.starts_at) };
  const planned = { track: visit.track, place: visit.place, venue: visit.venue || "", day, clock };
  const lists = { themes: [...visit.themes], speakers: [...visit.crew] };
  return blank(user, id, visit.identity, { ...planned, ...lists });
}

// A colleague's visit, as the server told it: kept with the record, since no bundle holds it.
export function recordOfNamed(visit, user, id) {
  return { ...recordOfVisit(visit, user, id), planned: visit };
}

export function unplannedRecord(bundle, now, user, id) {
  const track = bundle.tracks.length === 1 ? bundle.tracks[0].id : "";
  const speakers = bundle.user.person ? [bundle.user.person] : [];
  return blank(user, id, null, { track, place: "", venue: "", ...now, themes: [], speakers });
}

// The server's copy of a record, opened again to be put right.
export function recordOfSent(sent, user) {
  const fields = Object.fromEntries(COPIED.map((name) => [name, sent[name] ?? ""]));
  for (const name of LISTED) fields[name] = [...(sent[name] || [])];
  for (const name of ["headcount", ...PARTS]) fields[name] = asTyped(sent[name]);
  fields.questions = (sent.questions || []).map(typedQuestion);
  const when = { day: dayOf(sent.starts_at), clock: clockOf(sent.starts_at) };
  const record = blank(user, sent.id, sent.visit, { ...fields, ...when });
  const { version, review, review_note } = sent;
  const standing = { state: "sent", version, kept_version: version, review, review_note };
  return { ...record, ...standing, photos: [...(sent.photos || [])] };
}

// What was sent may have arrived, so a change to it is the next version and says why.
export function opened(record) {
  const mayHaveArrived = record.state === "sent" || record.attempted;
  const version = mayHaveArrived ? record.version + 1 : record.version;
  const why = mayHaveArrived ? "" : record.fields.why;
  return {
    ...record,
    state: "draft",
    attempted: false,
    version,
    fields: { ...record.fields, why },
  };
}

// What is typed into `record` while `kept` lies on the phone: never under a version that may have
// left meanwhile, since the server would take the new words for the old ones.
export function versionToKeep(record, kept) {
  const gone = kept?.attempted ? kept.version : kept?.kept_version || 0;
  return Math.max(record.version, gone + 1);
}

// The form of the contract: numbers as numbers, what does not belong to the outcome left out.
export function outgoing(record, offset) {
  const { fields } = record;
  const isHeld = fields.outcome === "held";
  return {
    id: record.id,
    version: record.version,
    why: fields.why.trim(),
    recorded_at: record.recorded_at,
    visit: record.visit,
    track: fields.track,
    place: fields.place,
    outcome: fields.outcome,
    cause: isHeld ? null : Number(fields.cause) || null,
    reason: isHeld ? "" : fields.reason.trim(),
    starts_at: `${fields.day}T${readClock(fields.clock)}:00${offset}`,
    venue: fields.venue.trim(),
    themes: fields.themes,
    speakers: fields.speakers,
    ...counted(fields, isHeld),
    organisations: fields.organisations.map((each) => each.trim()).filter(Boolean),
    questions: fields.questions.filter(({ text }) => text.trim()).map(sentQuestion),
    note: fields.note.trim(),
    photos: record.photos,
  };
}

export function numberOf(typed) {
  const text = typed.replace(/\s/g, "");
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
}

function counted(fields, isHeld) {
  const names = ["headcount", ...PARTS];
  const numbers = names.map((name) => [name, isHeld ? numberOf(fields[name]) : null]);
  return { ...Object.fromEntries(numbers), how_counted: isHeld ? fields.how_counted : "" };
}

function blank(user, id, visit, given) {
  const texts = ["outcome", "cause", "reason", "how_counted", "note", "why", "headcount", ...PARTS];
  const fields = Object.fromEntries(texts.map((name) => [name, ""]));
  return {
    ...{ id, user, visit, version: 1, attempted: false, state: "draft", edit: 0 },
    ...{ photos: [], consent: "", sentence: "", field: "", recorded_at: "" },
    fields: { ...fields, organisations: [], questions: [], ...given },
  };
}

function asTyped(number) {
  return number === null || number === undefined ? "" : String(number);
}

function typedQuestion({ id, text, topic, owner, due_on }) {
  return { id, text, topic: topic || "", owner: owner || "", due_on: due_on || "" };
}

function sentQuestion({ id, text, topic, owner, due_on }) {
  return {
    id,
    text: text.trim(),
    topic: Number(topic) || null,
    owner: owner.trim(),
    due_on: due_on || null,
  };
}
