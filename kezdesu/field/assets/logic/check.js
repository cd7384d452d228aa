// What a record lacks before it may go, each with its field and the key of its sentence. The
// server has the last word; here is only what somebody can mend on the spot.
import { readClock } from "./days.js";
import { PARTS, numberOf } from "./record.js";

export function faults(record, now, photoCount = 0) {
  const { fields } = record;
  return [
    ...lacking(fields, ["outcome", "track", "place"]),
    ...(fields.outcome === "held" ? heldFaults(fields, now) : notHeldFaults(fields)),
    ...(readClock(fields.clock) ? [] : [fault("clock")]),
    ...fields.questions.flatMap((each) =>
      isHalf(each) ? [fault(`question-${each.id}`, "question")] : [],
    ),
    ...(photoCount && !record.consent ? [fault("consent")] : []),
    ...(record.version > 1 ? lacking(fields, ["why"]) : []),
  ];
}

// Asked at every keystroke, so that "more than the total" is said while the number is typed.
export function countFaults(fields) {
  const total = numberOf(fields.headcount);
  const parts = PARTS.filter((name) => fields[name].trim());
  const wrong = parts.flatMap((name) => partFault(name, numberOf(fields[name]), total));
  const [women, men] = [numberOf(fields.women), numberOf(fields.men)];
  const isOver = total !== null && women !== null && men !== null && women + men > total;
  return wrong.length || !isOver ? wrong : [fault("men", "women_and_men_beyond")];
}

function heldFaults(fields, now) {
  const total = numberOf(fields.headcount);
  const isEarly = fields.day + (readClock(fields.clock) || "") > now.day + now.clock;
  return [
    ...(total === null ? [fault("headcount")] : []),
    ...(total === 0 ? [fault("headcount", "nobody_came")] : []),
    ...lacking(fields, ["how_counted"]),
    ...countFaults(fields),
    ...(isEarly ? [fault("day", "not_begun")] : []),
  ];
}

function notHeldFaults(fields) {
  return fields.outcome && !Number(fields.cause) ? lacking(fields, ["reason"]) : [];
}

function partFault(name, number, total) {
  if (number === null) return [fault(name, "not_a_number")];
  return total !== null && number > total ? [fault(name, "part_beyond")] : [];
}

function isHalf({ text, owner, due_on }) {
  return !text.trim() && Boolean(owner.trim() || due_on);
}

function lacking(fields, names) {
  return names.filter((name) => !String(fields[name]).trim()).map((name) => fault(name));
}

function fault(field, sentence = field) {
  return { field, sentence: `lacks_${sentence}` };
}
