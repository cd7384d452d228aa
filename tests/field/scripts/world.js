// A bundle as the server writes it, and a record as a thumb fills it.
import { learnDays } from "../../../kezdesu/field/assets/logic/days.js";
import { recordOfVisit } from "../../../kezdesu/field/assets/logic/record.js";

learnDays({
  months: [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
  ],
  weekdays: ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"],
  dated: "{year} жылғы {day}",
});

export const NOW = { day: "2026-11-26", clock: "15:00" };

export function visit(identity = "v1", starts_at = "2026-11-26T10:00:00+05:00", more = {}) {
  return {
    identity,
    track: 1,
    place: 7,
    starts_at,
    minutes: 60,
    venue: "№ 5 мектеп",
    themes: [3],
    crew: [11, 12],
    records: [],
    ...more,
  };
}

export function bundle(visits = [visit()], records = []) {
  return {
    user: { id: 1, name: "Айгүл", person: 11 },
    tracks: [{ id: 1, name: "Тұрғындар" }],
    visits,
    records,
  };
}

export function record(fields = {}, more = {}) {
  const made = recordOfVisit(visit(), "aigul", "r1");
  return {
    ...made,
    ...more,
    fields: {
      ...made.fields,
      outcome: "held",
      headcount: "42",
      how_counted: "headcount",
      ...fields,
    },
  };
}
