import { districtOf, held, nameIn } from "../screens/held.js";
import { say } from "../logic/words.js";
import { el } from "../screens/element.js";
import { oneOf } from "./choices.js";
import { field, typed } from "./step.js";

// A planned meeting has its place; another one is placed here, in the track it belongs to.
export function placeFields(sheet, visit) {
  const venue = field("venue", say("venue"), typed(sheet, "venue", { maxLength: 300 }));
  if (visit)
    return [
      el("p", { class: "planned-place" }, nameIn("places", visit.place), district(visit.place)),
      venue,
    ];
  return [trackChoice(sheet), field("place", say("place"), placeSelect(sheet)), venue];
}

function district(place) {
  const name = districtOf(place);
  return name ? el("span", { class: "soft" }, ` ${name}`) : null;
}

function trackChoice(sheet) {
  const { tracks } = held.bundle;
  if (tracks.length < 2) return null;
  const options = tracks.map(({ id, name }) => [id, name]);
  return oneOf("track", say("track"), options, sheet.fields.track, (value) =>
    sheet.change("track", value),
  );
}

// The places of the chosen track stand first; every place can be chosen.
function placeSelect(sheet) {
  const select = el("select", {
    onchange: () => sheet.change("place", Number(select.value) || ""),
  });
  let drawn = null;
  const draw = () => {
    const { track, place } = sheet.fields;
    if (drawn === track) return;
    drawn = track;
    select.replaceChildren(el("option", { value: "" }, say("choose_place")), ...groups(track));
    select.value = place ? String(place) : "";
  };
  sheet.addEventListener("change", draw);
  draw();
  return select;
}

function groups(track) {
  const isOf = ({ tracks }) => !track || tracks.includes(track);
  const { places } = held.bundle;
  const [first, rest] = [places.filter(isOf), places.filter((each) => !isOf(each))];
  return [...byDistrict(first), ...(rest.length ? [group(say("other_places"), rest)] : [])];
}

function byDistrict(places) {
  const names = [...new Set(places.map((each) => each.district))];
  return names.map((name) =>
    group(
      name || say("no_district"),
      places.filter((each) => each.district === name),
    ),
  );
}

function group(label, places) {
  return el(
    "optgroup",
    { label },
    places.map(({ id, name }) => el("option", { value: String(id) }, name)),
  );
}
