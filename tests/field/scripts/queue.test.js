import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answered,
  batches,
  forgettable,
  sendable,
  sendablePhotos,
  tally,
} from "../../../kezdesu/field/assets/logic/queue.js";
import { record } from "./world.js";

const waiting = (id, user = "aigul", more = {}) =>
  record({}, { id, user, state: "waiting", recorded_at: id, ...more });

test("at most twenty go in one call", () => {
  const sizes = batches(Array.from({ length: 45 }, (_each, at) => at)).map((each) => each.length);
  assert.deepEqual(sizes, [20, 20, 5]);
});

test("the oldest goes first, and never under another's name", () => {
  const all = [waiting("3"), waiting("1"), waiting("2", "berik"), record({}, { id: "4" })];
  assert.deepEqual(
    sendable(all, "aigul").map((each) => each.id),
    ["1", "3"],
  );
  assert.equal(tally(all, [], "aigul").others, 1);
  assert.equal(tally(all, [], "berik").waiting, 1);
});

test("a photo follows its record, and stays when the server refused it", () => {
  const kept = waiting("1", "aigul", { state: "sent", kept_version: 1 });
  const photo = (id, of, more = {}) => ({
    id,
    record: of,
    user: "aigul",
    is_done: false,
    sentence: "",
    ...more,
  });
  const photos = [
    photo("a", "1"),
    photo("b", "2"),
    photo("c", "1", { sentence: "үлкен" }),
    photo("d", "1", { is_done: true }),
  ];
  assert.deepEqual(
    sendablePhotos(photos, [kept, waiting("2")], "aigul").map((each) => each.id),
    ["a"],
  );
  assert.deepEqual(sendablePhotos(photos, [kept], "berik"), []);
});

test("a photo that waits after its record is counted apart", () => {
  const photo = { id: "a", record: "1", user: "aigul", is_done: false, sentence: "" };
  assert.equal(
    tally([waiting("1", "aigul", { state: "sent", kept_version: 1 })], [photo], "aigul").photos,
    1,
  );
  assert.equal(tally([waiting("1")], [photo], "aigul").photos, 0);
});

test("kept and known both settle a record", () => {
  for (const state of ["kept", "known"]) {
    const settled = answered(waiting("1"), { state, version: 1, review: "recorded" }, 0);
    assert.deepEqual([settled.state, settled.kept_version], ["sent", 1]);
  }
});

test("a refused record keeps its words and says why, at its field", () => {
  const refused = answered(
    waiting("1"),
    { state: "refused", sentence: "Кезең жабық.", field: "starts_at" },
    0,
  );
  assert.deepEqual(
    [refused.state, refused.sentence, refused.field, refused.fields.headcount],
    ["refused", "Кезең жабық.", "starts_at", "42"],
  );
});

test("what was typed while the record was under way becomes its next version", () => {
  const edited = record({}, { state: "draft", edit: 5, version: 2 });
  const settled = answered(edited, { state: "kept", version: 1, review: "recorded" }, 4);
  assert.deepEqual([settled.state, settled.version, settled.kept_version], ["draft", 2, 1]);
});

test("an old record leaves the phone only when its photos are with the server too", () => {
  const sent = (id, changed_at) => record({}, { id, state: "sent", changed_at });
  const now = Date.parse("2026-11-26");
  const old = now - 61 * 86_400_000;
  const all = [sent("whole", old), sent("photo waits", old), sent("new", now), waiting("waits")];
  const photos = [
    { record: "whole", is_done: true },
    { record: "photo waits", is_done: false },
  ];
  assert.deepEqual(
    forgettable(all, photos, now).map((each) => each.id),
    ["whole"],
  );
});
