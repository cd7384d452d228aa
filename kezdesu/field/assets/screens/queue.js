// What waits, why, and what can be done about it by hand.
import { districtOf, held, loadRows, nameIn } from "./held.js";
import { dayAndMonth } from "../logic/days.js";
import { count, say } from "../logic/words.js";
import { send, state, tellTabs } from "../sending/loop.js";
import { nameOf } from "../store/bundles.js";
import { queueFile, readQueueFile } from "../store/file.js";
import { photoDone } from "../store/photos.js";
import { room } from "../store/room.js";
import { badge, button, el, icon, notice } from "./element.js";
import { notices } from "./notices.js";
import { redraw } from "./route.js";

const GIGABYTE = 1_000_000_000;

let said = null;

export async function queue() {
  said = null;
  const [names, space] = await Promise.all([namesOfOthers(), room()]);
  return { isCalm: true, draw: () => content(names, space) };
}

function content(names, space) {
  const mine = held.records.filter((each) => each.user === held.user);
  const waiting = mine.filter(({ state: each }) => each === "waiting" || each === "refused");
  const photos = held.photos.filter((each) => each.user === held.user && !each.is_done);
  return [
    ...notices(),
    el("h1", {}, say("queue_title")),
    el(
      "p",
      { class: "soft", role: "status" },
      waiting.length || photos.length ? say(`queue_${state.phase}`) : say("queue_empty"),
    ),
    said && el("div", { role: "status" }, said),
    el("ul", { class: "queue" }, waiting.map(line), loosePhotos(photos, waiting)),
    waiting.length + photos.length && state.phase !== "signed_out"
      ? button(say("send_now"), () => send(), {
          kind: "primary wide",
          sign: "submitted",
          "data-key": "send",
        })
      : null,
    el(
      "ul",
      { class: "queue" },
      names.map(([name, number]) =>
        el("li", {}, el("p", {}, icon("frozen"), " ", count("wait_for", number, { name }))),
      ),
    ),
    files(),
    el(
      "p",
      { class: "faint" },
      held.isFleeting ? say("phone_may_forget") : say("phone_will_keep"),
      " ",
      space ? roomLeft(space.free) : "",
    ),
  ].filter(Boolean);
}

function line(record) {
  const { fields, sentence } = record;
  const photos = held.photos.filter((each) => each.record === record.id && !each.is_done).length;
  const isRefused = record.state === "refused";
  return el(
    "li",
    {},
    el(
      "a",
      { class: "queue-line", href: `#record=${record.id}`, "data-key": record.id },
      el(
        "span",
        {},
        el("strong", {}, nameIn("places", fields.place)),
        el(
          "span",
          { class: "soft" },
          [districtOf(fields.place), `${dayAndMonth(fields.day)}, ${fields.clock}`]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
      photos ? el("span", { class: "soft" }, count("photos_with", photos)) : null,
      isRefused ? el("span", { class: "visit-note" }, sentence) : null,
      isRefused
        ? badge("warning", say("state_refused"), "late")
        : badge("waiting", say(`why_${state.phase}`), "open"),
    ),
  );
}

// Photos whose record has arrived already, and those at which the server said no.
function loosePhotos(photos, waiting) {
  const withRecords = new Set(waiting.map((each) => each.id));
  return photos
    .filter((each) => each.sentence || (!withRecords.has(each.record) && isSent(each.record)))
    .map((photo) =>
      el(
        "li",
        { class: "queue-line" },
        el("span", {}, icon("camera"), " ", say(`photo_${photo.kind}`)),
        photo.sentence ? refusedPhoto(photo) : badge("waiting", say(`why_${state.phase}`), "open"),
      ),
    );
}

function refusedPhoto(photo) {
  const forget = async () => {
    await photoDone(photo.id);
    await loadRows();
    redraw();
  };
  return [
    el("span", { class: "visit-note" }, photo.sentence),
    button(say("remove_photo"), forget, { kind: "quiet", sign: "delete" }),
  ];
}

function isSent(id) {
  return held.records.some((each) => each.id === id && each.kept_version);
}

function files() {
  const input = el("input", {
    type: "file",
    accept: "application/json,.json",
    class: "is-covered",
    id: "queue-file",
    onchange: ({ target }) => readFile(target),
  });
  return el(
    "section",
    { class: "queue-files" },
    el("h2", {}, say("queue_file")),
    el("p", { class: "hint" }, say("queue_file_hint")),
    el(
      "div",
      { class: "row" },
      button(say("queue_save"), saveFile, { sign: "export", "data-key": "save" }),
      el(
        "div",
        { class: "file" },
        input,
        el("label", { class: "button", for: input.id }, icon("document"), say("queue_load")),
      ),
    ),
  );
}

async function saveFile() {
  const file = await queueFile(held.user);
  const address = URL.createObjectURL(file);
  const name = `kezdesu-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.json`;
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function readFile(input) {
  try {
    const number = await readQueueFile(input.files[0], held.user);
    said = notice("success", "check", el("p", {}, count("queue_loaded", number)));
  } catch (error) {
    const key = error.message === "of_another" ? "queue_of_another" : "queue_not_ours";
    said = notice("error", "warning", el("p", {}, say(key)));
  }
  await loadRows();
  redraw();
  tellTabs();
  send();
}

async function namesOfOthers() {
  const numbers = new Map();
  for (const { user, state: each } of held.records) {
    if (user !== held.user && each === "waiting") numbers.set(user, (numbers.get(user) || 0) + 1);
  }
  return Promise.all([...numbers].map(async ([user, number]) => [await nameOf(user), number]));
}

function roomLeft(bytes) {
  const [word, unit] = bytes < GIGABYTE ? ["room_left", 1_000_000] : ["much_room_left", GIGABYTE];
  return say(word, { free: String(Math.floor(bytes / unit)) });
}
