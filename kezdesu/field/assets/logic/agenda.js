// What the first screen shows: whatever waits for somebody's hand first, then today, then ahead.
import { dayOf } from "./days.js";
import { recordOfSent } from "./record.js";

export function agenda(bundle, kept, user, today) {
  const records = allRecords(bundle, kept, user);
  const cards = bundle.visits.map((visit) => cardOf(visit, records));
  const planned = new Set(bundle.visits.map((visit) => visit.identity));
  const loose = records.filter((each) => !each.visit || !planned.has(each.visit));
  const of = (test) => cards.filter((card) => !needsHand(card) && test(card.day));
  return {
    needed: [...cards, ...loose.map(looseCard)].filter(needsHand),
    today: of((day) => day === today),
    open: [...of((day) => day < today), ...loose.map(looseCard)].filter(isOpen).sort(newestFirst),
    waiting: [...of((day) => day < today), ...loose.map(looseCard)].filter(isWaiting),
    ahead: byDay(of((day) => day > today)),
    done: [...of((day) => day < today), ...loose.map(looseCard)].filter(isDone).sort(newestFirst),
  };
}

// The phone's copies and the server's, each record once: what is being written stands over what
// was kept, and of two that were sent the later version tells where it stands.
export function allRecords(bundle, kept, user) {
  const found = new Map();
  for (const sent of bundle.records) found.set(sent.id, recordOfSent(sent, user));
  for (const record of kept.filter((each) => each.user === user)) {
    const sent = found.get(record.id);
    const isNews = sent && record.state === "sent" && sent.version >= record.version;
    found.set(record.id, isNews ? { ...record, ...standing(sent) } : record);
  }
  return [...found.values()];
}

// A visit may be put off and then held: the record that is still open is the one to show.
export function recordOfVisitIn(records, identity) {
  const mine = records.filter((each) => each.visit === identity);
  return (
    mine.find((each) => each.state !== "sent" || each.review === "returned") ||
    mine[mine.length - 1] ||
    null
  );
}

export function stateOf(record) {
  if (!record) return "planned";
  return record.state === "sent" ? record.review || "recorded" : record.state;
}

function standing({ version, review, review_note, kept_version }) {
  return { version, review, review_note, kept_version };
}

function cardOf(visit, records) {
  const record = recordOfVisitIn(records, visit.identity);
  const isOthers = !record && visit.records.some((each) => !each.is_mine);
  return { visit, record, day: dayOf(visit.starts_at), state: stateOf(record), isOthers };
}

function looseCard(record) {
  return { visit: null, record, day: record.fields.day, state: stateOf(record), isOthers: false };
}

function needsHand({ state }) {
  return state === "returned" || state === "refused";
}

function isOpen({ state }) {
  return state === "planned" || state === "draft";
}

function isWaiting({ state }) {
  return state === "waiting";
}

function isDone({ state }) {
  return state === "recorded" || state === "accepted";
}

function newestFirst(one, other) {
  return one.day < other.day ? 1 : -1;
}

function byDay(cards) {
  const days = new Map();
  for (const card of cards) days.set(card.day, [...(days.get(card.day) || []), card]);
  return [...days].map(([day, each]) => ({ day, cards: each }));
}
