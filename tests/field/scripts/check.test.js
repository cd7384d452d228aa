import assert from "node:assert/strict";
import { test } from "node:test";
import { countFaults, faults } from "../../../kezdesu/field/assets/logic/check.js";
import { NOW, record } from "./world.js";

const fields = (made, photos = 0) => faults(made, NOW, photos).map((each) => each.field);

test("a filled record lacks nothing", () => assert.deepEqual(fields(record()), []));

test("a held meeting needs its number and how it was counted", () => {
  assert.deepEqual(fields(record({ headcount: "", how_counted: "" })), [
    "headcount",
    "how_counted",
  ]);
  assert.deepEqual(faults(record({ headcount: "0" }), NOW)[0], {
    field: "headcount",
    sentence: "lacks_nobody_came",
  });
});

test("a meeting that was not held needs its reason and no number", () => {
  assert.deepEqual(fields(record({ outcome: "postponed", headcount: "", how_counted: "" })), [
    "reason",
  ]);
  const named = record({ outcome: "postponed", headcount: "", how_counted: "", cause: 4 });
  assert.deepEqual(fields(named), []);
});

test("a part is at most the total, and women and men exclude one another", () => {
  assert.deepEqual(
    countFaults({ headcount: "40", women: "41", men: "", youth: "", students: "" }),
    [{ field: "women", sentence: "lacks_part_beyond" }],
  );
  assert.deepEqual(
    countFaults({ headcount: "40", women: "30", men: "11", youth: "40", students: "" }),
    [{ field: "men", sentence: "lacks_women_and_men_beyond" }],
  );
  assert.deepEqual(
    countFaults({ headcount: "40", women: "30", men: "10", youth: "40", students: "40" }),
    [],
  );
  assert.deepEqual(countFaults({ headcount: "", women: "4,5", men: "", youth: "", students: "" }), [
    { field: "women", sentence: "lacks_not_a_number" },
  ]);
});

test("what has not begun cannot have been held, but can be put off", () => {
  assert.deepEqual(fields(record({ day: "2026-11-27" })), ["day"]);
  assert.deepEqual(
    fields(record({ day: "2026-11-27", outcome: "postponed", reason: "дауыл" })),
    [],
  );
});

test("photos ask for the consent, corrections for the reason, questions for their words", () => {
  assert.deepEqual(fields(record(), 1), ["consent"]);
  assert.deepEqual(fields(record({}, { version: 2 })), ["why"]);
  const half = [{ id: "q", text: "", topic: "", owner: "әкімдік", due_on: "" }];
  assert.deepEqual(fields(record({ questions: half })), ["question-q"]);
});
