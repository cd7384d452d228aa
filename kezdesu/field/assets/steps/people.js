import { held, nameIn } from "../screens/held.js";
import { say } from "../logic/words.js";
import { el } from "../screens/element.js";
import { someOf } from "./choices.js";
import { step } from "./step.js";

// The planned ones stand ticked; anybody else of the office is one word away.
export function people(sheet, visit) {
  const crew = visit ? visit.crew : [];
  const { person } = held.bundle.user; // who stands in for somebody is one tap away
  const named = [...crew, ...sheet.fields.speakers, ...(person ? [person] : [])];
  const shown = [...new Set(named)].map((id) => ({
    id,
    name: nameIn("people", id) || `№ ${id}`,
  }));
  const list = el("div");
  const choose = (chosen) => sheet.change("speakers", chosen);
  const draw = () =>
    list.replaceChildren(
      someOf("speakers", say("step_people"), shown, sheet.fields.speakers, choose),
    );
  draw();
  const add = (person) => {
    shown.push(person);
    choose([...sheet.fields.speakers, person.id]);
    draw();
  };
  const content = el("div", { class: "stacked" }, list, finder(shown, add));
  return step(sheet, "people", content, { isFilled: ({ speakers }) => speakers.length > 0 });
}

function finder(shown, add) {
  const search = el("input", {
    type: "search",
    autocomplete: "off",
    placeholder: say("find_person_hint"),
    "aria-label": say("find_person"),
  });
  const found = el("ul", { class: "found" });
  search.addEventListener("input", () => {
    const asked = search.value.trim().toLowerCase();
    const known = new Set(shown.map((each) => each.id));
    const fits = asked
      ? held.bundle.people.filter(
          ({ id, name }) => !known.has(id) && name.toLowerCase().includes(asked),
        )
      : [];
    found.replaceChildren(...fits.slice(0, 6).map((person) => el("li", {}, offer(person))));
  });

  function offer(person) {
    const take = () => {
      add(person);
      search.value = "";
      found.replaceChildren();
      search.focus();
    };
    return el("button", { type: "button", class: "found-one", onclick: take }, person.name);
  }

  return el("details", {}, el("summary", {}, say("somebody_else")), search, found);
}

export function themes(sheet) {
  const list = el("div");
  let drawn = null;
  const choose = (chosen) => sheet.change("themes", chosen);
  const draw = () => {
    const { track } = sheet.fields;
    if (drawn === track) return;
    drawn = track;
    const fits = held.bundle.themes.filter(
      (each) =>
        !each.track || !track || each.track === track || sheet.fields.themes.includes(each.id),
    );
    list.replaceChildren(someOf("themes", say("step_themes"), fits, sheet.fields.themes, choose));
  };
  sheet.addEventListener("change", draw);
  draw();
  return step(sheet, "themes", list, { isFilled: ({ themes: chosen }) => chosen.length > 0 });
}
