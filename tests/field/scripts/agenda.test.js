import assert from "node:assert/strict";
import { test } from "node:test";
import { agenda, allRecords } from "../../../kezdesu/field/assets/logic/agenda.js";
import { outgoing } from "../../../kezdesu/field/assets/logic/record.js";
import { bundle, record, visit } from "./world.js";

const TODAY = "2026-11-26";
const sent = (more = {}) => ({
  ...outgoing(record(), "+05:00"),
  review: "recorded",
  review_note: "",
  ...more,
});
const identities = (cards) => cards.map((card) => card.visit?.identity);

test("each meeting stands once, where one looks for it", () => {
  const visits = [
    visit("past", "2026-11-20T10:00:00+05:00"),
    visit("v1"),
    visit("next", "2026-12-01T10:00:00+05:00"),
  ];
  const found = agenda(bundle(visits), [], "aigul", TODAY);
  assert.deepEqual(
    [identities(found.open), identities(found.today), identities(found.ahead[0].cards)],
    [["past"], ["v1"], ["next"]],
  );
  assert.deepEqual([found.needed, found.waiting, found.done], [[], [], []]);
});

test("a returned record comes back to the top with its note", () => {
  const found = agenda(
    bundle([visit()], [sent({ review: "returned", review_note: "Саны?" })]),
    [],
    "aigul",
    TODAY,
  );
  assert.deepEqual([found.needed.length, found.today.length], [1, 0]);
  assert.equal(found.needed[0].record.review_note, "Саны?");
});

test("the phone's own draft stands over what the server kept", () => {
  const draft = record({ headcount: "50" }, { state: "draft", version: 2 });
  const records = allRecords(bundle([visit()], [sent({ review: "returned" })]), [draft], "aigul");
  assert.deepEqual(
    records.map((each) => [each.state, each.fields.headcount]),
    [["draft", "50"]],
  );
});

test("the review that the server tells reaches the phone's copy", () => {
  const mine = record({}, { state: "sent", kept_version: 1 });
  const [found] = allRecords(bundle([visit()], [sent({ review: "accepted" })]), [mine], "aigul");
  assert.equal(found.review, "accepted");
});

test("a bundle older than the phone's last version does not turn it back", () => {
  const mine = record({}, { state: "sent", version: 2, kept_version: 2, review: "recorded" });
  const [found] = allRecords(bundle([visit()], [sent({ review: "returned" })]), [mine], "aigul");
  assert.deepEqual([found.version, found.review], [2, "recorded"]);
});

test("another person's records are nobody else's agenda", () => {
  const theirs = record({}, { user: "berik", state: "waiting" });
  assert.equal(agenda(bundle(), [theirs], "aigul", TODAY).today[0].record, null);
});

test("an unplanned record waits in sight, and a colleague's is told", () => {
  const loose = record({}, { id: "r9", visit: null, state: "waiting" });
  const seen = visit("v1", "2026-11-26T10:00:00+05:00", { records: [{ id: "x", is_mine: false }] });
  const found = agenda(bundle([seen]), [loose], "aigul", TODAY);
  assert.equal(found.waiting[0].record.id, "r9");
  assert.equal(found.today[0].isOthers, true);
});
