import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dayAndMonth,
  daysBetween,
  dayWords,
  localMoment,
  offsetNear,
  offsetOf,
  plusDays,
  readClock,
} from "../../../kezdesu/field/assets/logic/days.js";
import "./world.js";

test("a day is said in the server's words", () => {
  assert.equal(dayWords("2026-11-26", 2026), "26 қараша, бейсенбі");
  assert.equal(dayWords("2026-03-01", 2026), "1 наурыз, жексенбі");
});

test("a day of another year says its year", () => {
  assert.equal(dayAndMonth("2023-01-31", 2026), "2023 жылғы 31 қаңтар");
  assert.equal(dayWords("2023-01-31", 2026), "2023 жылғы 31 қаңтар, сейсенбі");
});

test("clocks are read as people type them", () => {
  const read = {
    "10:30": "10:30",
    "10.30": "10:30",
    1030: "10:30",
    "9:5": "09:05",
    930: "09:30",
    9: "09:00",
    " 14-00 ": "14:00",
  };
  for (const [typed, clock] of Object.entries(read)) assert.equal(readClock(typed), clock, typed);
  for (const typed of ["", "25:00", "10:75", "ертең", "99", "1:2:3"])
    assert.equal(readClock(typed), null, typed);
});

test("days are counted across months and years", () => {
  assert.equal(plusDays("2026-12-31", 1), "2027-01-01");
  assert.equal(plusDays("2024-03-01", -1), "2024-02-29");
  assert.equal(daysBetween("2026-11-20", "2026-12-01"), 11);
});

test("the offset is the one that held nearest to the day", () => {
  // Kazakhstan moved its clocks on 1 March 2024.
  const moments = ["2024-02-10T10:00:00+06:00", "2024-03-10T10:00:00+05:00"];
  assert.equal(offsetNear(moments, "2024-02-12"), "+06:00");
  assert.equal(offsetNear(moments, "2024-03-08"), "+05:00");
  assert.equal(offsetNear([], "2024-03-08"), "+00:00");
  assert.equal(offsetOf("2026-11-26T10:00:00-03:30"), -210);
});

test("the office's calendar, not the phone's, says what today is", () => {
  assert.deepEqual(localMoment(Date.parse("2026-11-26T20:30:00Z"), 300), {
    day: "2026-11-27",
    clock: "01:30",
  });
});
