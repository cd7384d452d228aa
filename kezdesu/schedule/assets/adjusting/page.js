// What the page looks like to the hands: cards that may move, cells that they may go to.
export const LIST = "#list";

export const cardAt = (element) => element?.closest?.("[data-movable]") ?? null;
export const cellAt = (element) => element?.closest?.(`${LIST} [data-date]`) ?? null;
export const cells = () => [...document.querySelectorAll(`${LIST} [data-date]`)];
export const word = (name) => document.querySelector("#adjust").dataset[name];

// A handle that only a script can work is shown by the script.
export function showHandles(page) {
  for (const handle of page.querySelectorAll("[data-pick][hidden]")) handle.hidden = false;
}

export function say(sentence, level = "info") {
  const line = document.querySelector("#adjust-said");
  if (!line) return;
  line.dataset.level = level;
  line.textContent = sentence;
}

// Cells whose crew is empty take the visit with the crew that it has.
export const placeOf = (cell) => ({ day: cell.dataset.date, crew: cell.dataset.crew ?? "" });

// The cell one step away; null at the edge. Sideways are days, up and down are crews or weeks.
export function neighbour(cell, key) {
  const all = cells();
  const { day, crew } = placeOf(cell);
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (sideways) {
    const row = all.filter((each) => placeOf(each).crew === crew);
    return row[row.indexOf(cell) + sideways] ?? null;
  }
  const step = key === "ArrowDown" ? 1 : -1;
  const column = all.filter((each) => placeOf(each).day === day);
  if (column.length > 1) return column[column.indexOf(cell) + step] ?? null;
  const other = new Date(`${day}T12:00:00Z`);
  other.setUTCDate(other.getUTCDate() + 7 * step);
  return all.find((each) => each.dataset.date === other.toISOString().slice(0, 10)) ?? null;
}
