// What waits on this phone, for whom, and why.
export const BATCH = 20;

export function batches(records) {
  const cut = [];
  for (let start = 0; start < records.length; start += BATCH) {
    cut.push(records.slice(start, start + BATCH));
  }
  return cut;
}

// The oldest first, and never another person's: a record goes only under its author's name.
export function sendable(records, user) {
  return records
    .filter((record) => record.user === user && record.state === "waiting")
    .sort((one, other) => (one.recorded_at < other.recorded_at ? -1 : 1));
}

// A photo follows its record: only when the server has the record, and not when it said no.
export function sendablePhotos(photos, records, user) {
  const kept = new Set(records.filter(isKept).map((record) => record.id));
  return photos.filter(
    (each) => each.user === user && !each.is_done && !each.sentence && kept.has(each.record),
  );
}

export function isKept({ kept_version }) {
  return Boolean(kept_version);
}

const DAY = 86_400_000;
const DAYS_KEPT = 60;

// Old records that the server has whole, every photo too; what waits is never among them.
export function forgettable(records, photos, now) {
  const loose = new Set(photos.filter((each) => !each.is_done).map((each) => each.record));
  return records.filter(
    (each) =>
      each.state === "sent" &&
      !loose.has(each.id) &&
      now - (each.changed_at || 0) > DAYS_KEPT * DAY,
  );
}

// `mine` counts what the signed-in person has here, `others` what belongs to somebody else.
export function tally(records, photos, user) {
  const waiting = records.filter((each) => each.state === "waiting");
  const mine = waiting.filter((each) => each.user === user);
  const loose = photos.filter((each) => each.user === user && !each.is_done && !each.sentence);
  const withRecords = new Set(mine.map((each) => each.id));
  const drafts = new Set(records.filter((each) => each.state === "draft").map((each) => each.id));
  return {
    waiting: mine.length,
    photos: loose.filter((each) => !withRecords.has(each.record) && !drafts.has(each.record))
      .length,
    refused: records.filter((each) => each.user === user && each.state === "refused").length,
    drafts: records.filter((each) => each.user === user && each.state === "draft").length,
    others: waiting.length - mine.length,
  };
}

// The answer to one record: what becomes of the phone's copy. An edit made while it was under way
// stays a draft and becomes the next version.
export function answered(record, result, sentEdit) {
  const isSame = record.edit === sentEdit;
  if (result.state === "refused") {
    if (!isSame) return { ...record, attempted: false };
    return {
      ...record,
      state: "refused",
      attempted: false,
      sentence: result.sentence,
      field: result.field || "",
    };
  }
  const kept = { kept_version: result.version, review: result.review, review_note: "" };
  if (isSame)
    return { ...record, ...kept, state: "sent", attempted: false, sentence: "", field: "" };
  return {
    ...record,
    ...kept,
    version: Math.max(record.version, result.version + 1),
    attempted: false,
  };
}
