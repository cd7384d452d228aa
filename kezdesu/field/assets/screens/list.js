import { held, now, districtOf, nameIn } from "./held.js";
import { agenda } from "../logic/agenda.js";
import { clockOf, dayAndMonth, dayWords } from "../logic/days.js";
import { say } from "../logic/words.js";
import { badge, button, el, icon } from "./element.js";
import { notices } from "./notices.js";

const SIGNS = {
  draft: ["draft", "plain"],
  waiting: ["waiting", "open"],
  refused: ["warning", "late"],
  returned: ["returned", "moved"],
  recorded: ["submitted", "done"],
  accepted: ["accepted", "done"],
};

export function list() {
  return { isCalm: true, draw };
}

function draw() {
  const today = now().day;
  const found = agenda(held.bundle, held.records, held.user, today);
  return [
    ...notices(),
    cards("needs_correcting", found.needed, "needed"),
    el(
      "header",
      { class: "day-head" },
      el("h1", {}, say("today")),
      el("p", { class: "soft" }, dayWords(today)),
    ),
    todays(found),
    cards("not_recorded_yet", found.open),
    cards("waiting_records", found.waiting),
    another(),
    ahead(found.ahead),
    done(found.done),
  ];
}

function cards(title, found, kind = "") {
  if (!found.length) return null;
  return el(
    "section",
    { class: kind },
    el("h2", {}, say(title)),
    ...found.map((each) => card(each, true)),
  );
}

function todays({ today }) {
  if (today.length) return today.map((each) => card(each));
  return el("p", { class: "soft nothing" }, say("nothing_today"));
}

function another() {
  const open = () => (location.hash = "#another");
  return el(
    "p",
    { class: "another" },
    button(say("another_meeting"), open, { kind: "wide", sign: "add", "data-key": "another" }),
  );
}

function ahead(days) {
  const head = el("h2", {}, say("next_days"));
  if (!days.length)
    return el("section", {}, head, el("p", { class: "soft" }, say("nothing_ahead")));
  return el("section", {}, head, el("ol", { class: "ahead" }, days.map(aheadDay)));
}

function aheadDay({ day, cards }) {
  return el(
    "li",
    {},
    el("h3", {}, dayWords(day)),
    el(
      "ul",
      {},
      cards.map((each) => el("li", {}, aheadLine(each))),
    ),
  );
}

function aheadLine({ visit, record, state }) {
  return el(
    "a",
    { href: address({ visit, record }), class: "ahead-line", "data-key": visit.identity },
    el("span", { class: "ahead-clock" }, clockOf(visit.starts_at)),
    el(
      "span",
      {},
      el("strong", {}, nameIn("places", visit.place)),
      visit.venue && el("span", { class: "soft" }, visit.venue),
    ),
    state === "planned" ? icon("forward") : sign(state),
  );
}

function done(cards) {
  if (!cards.length) return [];
  const lines = cards.map((each) => el("li", {}, card(each, true)));
  return el(
    "section",
    {},
    el("details", { class: "done" }, el("summary", {}, say("sent_records")), el("ul", {}, lines)),
  );
}

function card({ visit, record, state, day, isOthers }, isDated = false) {
  const facts = visit || record.fields;
  const clock = visit ? clockOf(visit.starts_at) : record.fields.clock;
  return el(
    "a",
    {
      class: "visit-card",
      href: address({ visit, record }),
      "data-state": state,
      "data-key": visit?.identity || record.id,
    },
    el(
      "span",
      { class: "visit-when" },
      el("span", { class: "visit-clock" }, clock),
      isDated && dayAndMonth(day),
    ),
    el("span", { class: "visit-place" }, nameIn("places", facts.place) || say("place_not_chosen")),
    el(
      "span",
      { class: "soft" },
      [districtOf(facts.place), facts.venue].filter(Boolean).join(" · "),
    ),
    visit &&
      el(
        "span",
        { class: "soft" },
        visit.crew
          .map((each) => nameIn("people", each))
          .filter(Boolean)
          .join(", "),
      ),
    note(record, state),
    isOthers && el("span", { class: "soft" }, say("colleague_recorded")),
    el("span", { class: "visit-foot" }, state === "planned" ? null : sign(state), act(state)),
  );
}

function note(record, state) {
  const said = { returned: record?.review_note, refused: record?.sentence }[state];
  return said ? el("span", { class: "visit-note" }, said) : null;
}

function sign(state) {
  const [picture, tone] = SIGNS[state];
  return badge(picture, say(`state_${state}`), tone);
}

function act(state) {
  const words = say(
    {
      planned: "record_it",
      draft: "go_on",
      waiting: "open_it",
      recorded: "open_it",
      accepted: "open_it",
    }[state] || "correct_it",
  );
  return el("span", { class: "visit-act" }, words, icon("forward"));
}

function address({ visit, record }) {
  return record || !visit ? `#record=${record.id}` : `#visit=${visit.identity}`;
}
