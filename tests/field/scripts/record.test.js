import assert from "node:assert/strict";
import { test } from "node:test";
import {
  numberOf,
  opened,
  outgoing,
  recordOfNamed,
  recordOfSent,
  unplannedRecord,
  versionToKeep,
} from "../../../kezdesu/field/assets/logic/record.js";
import { NOW, bundle, record, visit as planned } from "./world.js";

test("a planned record comes filled from the plan", () => {
  const { fields, visit } = record();
  assert.equal(visit, "v1");
  assert.deepEqual(
    [fields.track, fields.place, fields.day, fields.clock],
    [1, 7, "2026-11-26", "10:00"],
  );
  assert.deepEqual([fields.speakers, fields.themes], [[11, 12], [3]]);
});

test("a colleague's visit stays with its record and is not sent", () => {
  const made = recordOfNamed(planned("v9"), "dana", "r9");
  assert.equal(made.planned.identity, "v9");
  const sent = outgoing({ ...made, fields: { ...made.fields, outcome: "held" } }, "+05:00");
  assert.deepEqual([sent.visit, sent.place, "planned" in sent], ["v9", 7, false]);
});

test("what goes out has the contract's form", () => {
  const sent = outgoing(
    record({ women: "20", organisations: [" Кеңес ", ""], note: " жақсы " }),
    "+05:00",
  );
  assert.equal(sent.starts_at, "2026-11-26T10:00:00+05:00");
  assert.deepEqual([sent.headcount, sent.women, sent.men], [42, 20, null]);
  assert.deepEqual([sent.organisations, sent.note, sent.why], [["Кеңес"], "жақсы", ""]);
});

test("a meeting that was not held has no numbers, whatever was typed before", () => {
  const sent = outgoing(record({ outcome: "cancelled", reason: "дауыл", women: "20" }), "+05:00");
  assert.deepEqual(
    [sent.headcount, sent.women, sent.how_counted, sent.reason],
    [null, null, "", "дауыл"],
  );
});

test("a reason of the list goes by its number, and comes back chosen", () => {
  const put = record({ outcome: "postponed", cause: 4 });
  assert.deepEqual([outgoing(put, "+05:00").cause, outgoing(put, "+05:00").reason], [4, ""]);
  assert.equal(outgoing(record({ cause: 4 }), "+05:00").cause, null);
  const kept = { ...outgoing(put, "+05:00"), review: "recorded", review_note: "" };
  assert.equal(recordOfSent(kept, "dana").fields.cause, 4);
  const before = record({ outcome: "cancelled", reason: "дауыл" });
  delete before.fields.cause; // a draft of the page before there was a list
  assert.equal(outgoing(before, "+05:00").cause, null);
});

test("an empty question does not go", () => {
  const asked = [
    { id: "q1", text: "Су қашан келеді?", topic: "", owner: "", due_on: "" },
    { id: "q2", text: " ", topic: "", owner: "", due_on: "" },
  ];
  assert.deepEqual(outgoing(record({ questions: asked }), "+05:00").questions, [
    { id: "q1", text: "Су қашан келеді?", topic: null, owner: "", due_on: null },
  ]);
});

test("a sent record opened again is the next version and asks why", () => {
  const again = opened(
    recordOfSent({ ...outgoing(record(), "+05:00"), version: 1, review: "returned" }, "aigul"),
  );
  assert.deepEqual(
    [again.state, again.version, again.fields.why, again.fields.headcount],
    ["draft", 2, "", "42"],
  );
});

test("what may have arrived is never changed under the same version", () => {
  assert.equal(opened(record({}, { state: "waiting", attempted: true })).version, 2);
  assert.equal(opened(record({}, { state: "waiting", attempted: false })).version, 1);
  assert.equal(opened(record({}, { state: "refused", attempted: false })).version, 1);
});

test("words typed while a version is under way are never kept under that version", () => {
  const mine = record({}, { version: 1 });
  assert.equal(versionToKeep(mine, undefined), 1);
  assert.equal(versionToKeep(mine, { version: 1, attempted: false }), 1);
  assert.equal(versionToKeep(mine, { version: 1, attempted: true }), 2);
  assert.equal(versionToKeep(mine, { version: 2, attempted: false, kept_version: 1 }), 2);
  assert.equal(versionToKeep(record({}, { version: 3 }), { version: 1, kept_version: 1 }), 3);
});

test("an unplanned record begins with the only track and oneself", () => {
  const { fields, visit } = unplannedRecord(bundle(), NOW, "aigul", "r2");
  assert.deepEqual(
    [visit, fields.track, fields.place, fields.speakers, fields.clock],
    [null, 1, "", [11], "15:00"],
  );
});

test("numbers are whole", () => {
  assert.deepEqual(["42", "1 200", "4.5", "-1", "", "қырық"].map(numberOf), [
    42,
    1200,
    null,
    null,
    null,
    null,
  ]);
});
