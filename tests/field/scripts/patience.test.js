import assert from "node:assert/strict";
import { test } from "node:test";
import { PIECE, contentRange, piece, scaled } from "../../../kezdesu/field/assets/logic/chunks.js";
import { newIdentity } from "../../../kezdesu/field/assets/logic/identity.js";
import { askedPause, pause } from "../../../kezdesu/field/assets/logic/patience.js";

test("pauses grow, never beyond five minutes, and phones do not come back together", () => {
  assert.deepEqual(
    [1, 2, 3].map((each) => pause(each, 1)),
    [2000, 3000, 4500],
  );
  assert.equal(pause(50, 1), 300_000);
  assert.equal(pause(3, 0), 2250);
});

test("what the server asks for is respected, as seconds and as a date", () => {
  assert.equal(askedPause("30"), 30_000);
  assert.equal(
    askedPause("Thu, 26 Nov 2026 10:00:10 GMT", Date.parse("2026-11-26T10:00:00Z")),
    10_000,
  );
  assert.deepEqual([askedPause(null), askedPause("ертең"), askedPause("-5")], [0, 0, 0]);
});

test("a photo goes on from where the server stands", () => {
  const total = PIECE + 10;
  assert.equal(contentRange(piece(0, total), total), `bytes 0-${PIECE - 1}/${total}`);
  assert.equal(contentRange(piece(PIECE, total), total), `bytes ${PIECE}-${total - 1}/${total}`);
});

test("a photo is scaled down, never up", () => {
  assert.deepEqual(scaled(4000, 3000), { width: 1600, height: 1200 });
  assert.deepEqual(scaled(800, 600), { width: 800, height: 600 });
});

test("identities are UUIDs of the fourth kind", () => {
  assert.match(
    newIdentity(),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
