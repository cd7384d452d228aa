// The record as one scroll: what is needed first, what can be skipped after it, one large button.
import { districtOf, loadRows, nameIn, now, plannedOf, visitOf } from "./held.js";
import { countFaults, faults } from "../logic/check.js";
import { clockOf, dayOf, dayWords, readClock } from "../logic/days.js";
import { say } from "../logic/words.js";
import { send, state } from "../sending/loop.js";
import { counted, onlyIfHeld } from "../steps/counted.js";
import { organisations, questions } from "../steps/lines.js";
import { outcome } from "../steps/outcome.js";
import { people, themes } from "../steps/people.js";
import { photos, sheetPhoto } from "../steps/photos.js";
import { field, showFaults, step, typed } from "../steps/step.js";
import { when } from "../steps/when.js";
import { record as keptRecord } from "../store/records.js";
import { button, el, notice } from "./element.js";
import { discardLink, keptLine } from "./keeping.js";
import { tellNext } from "./notices.js";
import { go } from "./route.js";
import { Sheet } from "./sheet.js";

let anew = ""; // the record that another tab changed under these hands

export function writeSheet(record) {
  const sheet = new Sheet(record);
  const form = el("form", {
    class: "record",
    noValidate: true,
    onsubmit: (event) => event.preventDefault(),
  });
  const shown = { faults: false };
  const check = () => drawFaults(form, sheet, shown.faults);
  sheet.addEventListener("change", check);
  sheet.addEventListener("photos", () => shown.faults && check());
  sheet.addEventListener("status", () => afterKeeping(sheet));
  const draw = () => {
    form.replaceChildren(...parts(sheet, form, shown));
    if (sheet.record.state === "refused") showRefusal(form, sheet.record);
    return [head(sheet), form];
  };
  return { draw, refresh: () => {}, leave: () => sheet.keeping };
}

function parts(sheet, form, shown) {
  const visit = plannedOf(sheet.record);
  return [
    changedElsewhere(sheet),
    othersVisit(sheet),
    returned(sheet),
    why(sheet),
    outcome(sheet),
    visit ? null : when(sheet, visit), // of an unplanned meeting nothing is known yet: where first
    counted(sheet),
    onlyIfHeld(sheet, sheetPhoto(sheet)),
    visit ? when(sheet, visit) : null,
    people(sheet, visit),
    themes(sheet),
    onlyIfHeld(sheet, photos(sheet)),
    onlyIfHeld(sheet, organisations(sheet)),
    onlyIfHeld(sheet, questions(sheet)),
    note(sheet),
    foot(sheet, form, shown),
  ]
    .flat()
    .filter(Boolean);
}

function head({ record }) {
  const visit = plannedOf(record);
  const place = visit ? visit.place : record.fields.place;
  const title = nameIn("places", place) || say("another_meeting");
  const when = visit && `${dayWords(dayOf(visit.starts_at))}, ${clockOf(visit.starts_at)}`;
  return el(
    "header",
    { class: "record-head" },
    el("h1", {}, title),
    el("p", { class: "soft" }, [districtOf(place), when].filter(Boolean).join(" · ")),
  );
}

// Opened by the code on a colleague's sheet.
function othersVisit({ record }) {
  if (!record.visit || visitOf(record.visit) || record.version > 1) return null;
  return notice("info", "information", el("p", {}, say("others_visit")));
}

function returned({ record }) {
  if (!record.review_note || record.review !== "returned") return null;
  return notice(
    "warning",
    "returned",
    el("p", {}, el("strong", {}, say("coordinator_says"))),
    el("p", {}, record.review_note),
  );
}

// A second version says why; asked once it is one.
function why(sheet) {
  const part = step(
    sheet,
    "why",
    field("why", say("why"), typed(sheet, "why", { tag: "textarea", rows: 2, maxLength: 500 })),
  );
  const { record } = sheet;
  const draw = () =>
    (part.hidden = sheet.record.version < 2 && !(record.state === "sent" || record.attempted));
  sheet.addEventListener("change", draw);
  draw();
  return part;
}

function note(sheet) {
  const input = typed(sheet, "note", { tag: "textarea", rows: 3, maxLength: 5000 });
  return step(sheet, "note", field("note", say("note"), input), {
    isFilled: (fields) => Boolean(fields.note.trim()),
  });
}

function foot(sheet, form, shown) {
  const go = () => finish(sheet, form, shown);
  return [
    el(
      "div",
      { class: "record-foot" },
      keptLine(sheet),
      button(say("save_and_send"), go, { kind: "primary wide send", sign: "submitted" }),
    ),
    discardLink(sheet),
  ];
}

async function finish(sheet, form, shown) {
  shown.faults = true;
  const first = drawFaults(form, sheet, true);
  if (first) return pointAt(first);
  sheet.edit(() => {
    const { record } = sheet;
    record.fields.clock = readClock(record.fields.clock);
    Object.assign(record, {
      state: "waiting",
      recorded_at: new Date().toISOString(),
      sentence: "",
      field: "",
    });
  });
  await sheet.keep();
  if (sheet.status !== "kept") return null;
  tellNext(say(state.phase === "offline" || !navigator.onLine ? "kept_offline" : "kept_online"));
  location.hash = "";
  return send();
}

function drawFaults(form, sheet, isAll) {
  const found = isAll ? faults(sheet.record, now(), sheet.photoCount) : countFaults(sheet.fields);
  return showFaults(
    form,
    found.map((each) => ({ ...each, sentence: say(each.sentence) })),
  );
}

// The server said no: its sentence stands at its field, or above when it names none on this page.
function showRefusal(form, { field: name, sentence }) {
  const known = { starts_at: "day", visit: "day", questions: null }[name] ?? name;
  const place = known && form.querySelector(`[data-field="${known}"]`);
  form.prepend(notice("error", "warning", el("p", {}, sentence)));
  if (!place) return;
  showFaults(form, [{ field: known, sentence }]);
  requestAnimationFrame(() => pointAt(place));
}

function pointAt(place) {
  place.scrollIntoView({ block: "center" });
  place.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
}

async function openAnew(id) {
  history.replaceState(null, "", `#record=${id}`);
  await loadRows();
  anew = id;
  return go(false);
}

function changedElsewhere({ record }) {
  if (anew !== record.id) return null;
  anew = "";
  return notice("warning", "information", el("p", {}, say("changed_elsewhere")));
}

// The address names the record from its first keystroke on; what another tab wrote is opened anew.
async function afterKeeping(sheet) {
  const { id } = sheet.record;
  if (sheet.status === "lost" && (await keptRecord(id))) return openAnew(id);
  const isNew =
    sheet.status === "kept" && location.hash !== `#record=${id}` && sheet.record.state === "draft";
  if (isNew && /^#(visit|new|another)/.test(location.hash))
    history.replaceState(null, "", `#record=${id}`);
}
