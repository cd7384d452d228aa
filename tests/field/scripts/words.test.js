import assert from "node:assert/strict";
import { test } from "node:test";
import { count, form, learn, say } from "../../../kezdesu/field/assets/logic/words.js";

test("Russian counts in three forms, the others in two", () => {
  learn({}, "ru");
  const forms = [1, 2, 5, 11, 12, 21, 22, 25, 111, 104].map(form);
  assert.deepEqual(forms, [0, 1, 2, 2, 2, 0, 1, 2, 2, 1]);
  learn({}, "en");
  assert.deepEqual([0, 1, 2, 21].map(form), [2, 0, 2, 2]);
});

test("values are put in, and a missing sentence is an error", () => {
  learn(
    { hello: "%(name)s кезекте", wait: ["%(count)d ждёт", "%(count)d ждут", "%(count)d ждут"] },
    "ru",
  );
  assert.equal(say("hello", { name: "Айгүл" }), "Айгүл кезекте");
  assert.equal(count("wait", 3), "3 ждут");
  assert.throws(() => say("nothing"), /nothing/);
});
