// One visit is held at a time. While it is, every cell says whether it may go there.
import { LIST, cellAt, cells, placeOf, say, word } from "./page.js";
import { drop, refresh, spotsOf } from "./server.js";

let held = null;

export const isHeld = () => held !== null;
export const heldCard = () => held?.card ?? null;
export const target = () => held?.target ?? null;

export function hold(card) {
  held = { card, spots: new Map(), target: cellAt(card), isAimed: false };
  card.classList.add("is-lifted");
  const mine = held;
  spotsOf(card).then((spots) => {
    if (held !== mine) return;
    held.spots = spots;
    cells().forEach(mark);
    if (held.isAimed && held.target) say(described(held.target));
  });
}

export function release() {
  if (!held) return;
  held.card.classList.remove("is-lifted");
  held.card.querySelector("[data-pick]")?.setAttribute("aria-pressed", "false");
  held = null;
  cells().forEach(unmark);
}

// The cell that would take the visit now, and in a sentence what that would mean.
export function aim(cell) {
  if (!held || cell === held.target) return;
  held.target?.classList.remove("is-target");
  Object.assign(held, { target: cell, isAimed: true });
  cell?.classList.add("is-target");
  if (cell) say(described(cell));
}

// «09.03.2023, бейсенбі, 15:00. Keeps every rule.»; before the server has said it, the day alone.
function described(cell) {
  const spot = spotOf(cell);
  const day = cell.querySelector("time")?.textContent ?? cell.dataset.label ?? cell.dataset.date;
  return spot ? `${spot.label}. ${spot.says}.` : day;
}

export async function put() {
  const { card, target: cell } = held;
  const key = card.dataset.visit;
  const spot = spotOf(cell);
  release();
  if (!cell || cell === cellAt(card)) return say(word("stays"));
  if (spot?.isOutside) return say(spot.says, "error");
  card.classList.add("is-going"); // until the page is put anew, nobody drops it twice
  const answer = await drop(card, placeOf(cell), spot?.at ?? card.dataset.at);
  await refresh(LIST);
  card.classList.remove("is-going");
  const broken = spot && !spot.fits ? ` ${spot.says}.` : "";
  say(`${answer.said ?? word("failed")}${answer.isDone ? broken : ""}`, answer.isDone ? "done" : "error");
  document.querySelector(`[data-visit="${key}"] [data-pick]`)?.focus();
}

function spotOf(cell) {
  const { day, crew } = placeOf(cell);
  return held?.spots.get(`${day} ${crew}`);
}

function mark(cell) {
  const spot = spotOf(cell);
  if (!spot) return;
  cell.dataset.fits = spot.fits ? "yes" : "no";
  const note = document.createElement("p");
  note.className = "spot";
  note.textContent = spot.fits ? `${spot.at} · ${spot.says}` : spot.says;
  cell.append(note);
}

function unmark(cell) {
  delete cell.dataset.fits;
  cell.classList.remove("is-target");
  cell.querySelector(":scope > .spot")?.remove();
}
