import { held } from "../screens/held.js";
import { newIdentity } from "../logic/identity.js";
import { count, say } from "../logic/words.js";
import { el, icon } from "../screens/element.js";
import { addPhoto, dropPhoto, notePhoto, photosOf } from "../store/photos.js";
import { scaledPhoto } from "../store/pictures.js";
import { troubleOf } from "../store/room.js";
import { oneOf } from "./choices.js";
import { step } from "./step.js";

const MOST = 10;

export function sheetPhoto(sheet) {
  const strip = photoStrip(sheet, "sheet", 3);
  return step(sheet, "sheet", strip, {
    isFilled: () => sheet.photoKinds?.has("sheet"),
    hint: say("sheet_hint"),
  });
}

export function photos(sheet) {
  const strip = photoStrip(sheet, "photo", MOST);
  const consent = consentChoice(sheet);
  const content = el("div", { class: "stacked" }, strip, consent);
  return step(sheet, "photos", content, {
    isFilled: () => sheet.photoKinds?.has("photo"),
    hint: say("photos_hint"),
  });
}

// What the people in the photos agreed to; asked only once there is a photo.
function consentChoice(sheet) {
  const options = held.bundle.choices.consent;
  const choose = async (value) => {
    sheet.edit(() => (sheet.record.consent = value));
    for (const each of await photosOf(sheet.record.id)) {
      if (!each.is_done && each.kind === "photo") await notePhoto(each.id, { consent: value });
    }
  };
  const group = oneOf("consent", say("consent"), options, sheet.record.consent, choose);
  const draw = () => (group.hidden = !sheet.photoKinds?.has("photo") || !options.length);
  sheet.addEventListener("photos", draw);
  draw();
  return group;
}

function photoStrip(sheet, kind, most) {
  const row = el("ul", { class: "photo-row" });
  const says = el("p", { class: "fault", role: "status", hidden: true });
  const input = el("input", {
    type: "file",
    accept: "image/*",
    multiple: kind === "photo",
    class: "is-covered",
    id: `take-${kind}-${sheet.record.id}`,
  });
  const take = el(
    "label",
    { class: "button wide", for: input.id },
    icon("camera"),
    say(`take_${kind}`),
  );
  const draw = async () => {
    const found = (await photosOf(sheet.record.id)).filter((each) => each.kind === kind);
    row.replaceChildren(...found.map((each) => el("li", {}, thumbnail(sheet, each, draw))));
    take.hidden = input.disabled = found.length >= most;
    await tellPhotos(sheet);
  };
  input.addEventListener("change", async () => {
    const files = [...input.files];
    says.hidden = true;
    for (const file of files.slice(0, most - row.children.length))
      await keep(sheet, kind, file).catch(refused);
    if (files.length + row.children.length > most) say_(count("too_many_photos", most));
    input.value = "";
    await draw();
  });
  draw();
  return el("div", { class: "photo-strip" }, row, says, el("div", { class: "file" }, input, take));

  function refused(error) {
    say_(say(error.name === "QuotaExceededError" ? `trouble_${troubleOf(error)}` : "not_a_photo"));
  }

  function say_(words) {
    says.hidden = false;
    says.textContent = words;
  }
}

async function keep(sheet, kind, file) {
  const { id: record, user } = sheet.record;
  const scaled = await scaledPhoto(file);
  const consent = kind === "photo" ? sheet.record.consent : "";
  const photo = {
    id: newIdentity(),
    record,
    user,
    kind,
    consent,
    is_done: false,
    sentence: "",
    ...scaled,
  };
  await addPhoto(photo);
  sheet.edit(() => sheet.record.photos.push(photo.id));
  await sheet.keep();
}

function thumbnail(sheet, photo, redraw) {
  const picture = el("img", { alt: say(`photo_${photo.kind}`), width: 96, height: 96 });
  const address = photo.thumb && URL.createObjectURL(photo.thumb);
  if (address) picture.src = address;
  picture.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
  const remove = async () => {
    await dropPhoto(photo.id);
    sheet.edit(
      () => (sheet.record.photos = sheet.record.photos.filter((each) => each !== photo.id)),
    );
    await redraw();
  };
  const take = el(
    "button",
    { type: "button", class: "photo-remove", "aria-label": say("remove_photo"), onclick: remove },
    icon("close"),
  );
  const state = photo.sentence
    ? el("span", { class: "fault" }, photo.sentence)
    : photo.is_done && el("span", { class: "photo-done" }, icon("check"));
  return el("div", { class: "photo" }, picture, state, photo.is_done ? null : take);
}

async function tellPhotos(sheet) {
  const found = await photosOf(sheet.record.id);
  sheet.photoKinds = new Set(found.map((each) => each.kind));
  sheet.photoCount = found.filter((each) => each.kind === "photo" && !each.is_done).length;
  sheet.dispatchEvent(new Event("photos"));
}
