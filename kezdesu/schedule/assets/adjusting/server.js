// The two questions to the server: where may this visit go, and put it there.
import { cells, placeOf } from "./page.js";

const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const unique = (values) => [...new Set(values)].join(",");

export async function spotsOf(card) {
  const places = cells().map(placeOf);
  const asked = new URLSearchParams({
    days: unique(places.map(({ day }) => day)),
    crews: unique(places.map(({ crew }) => crew)),
  });
  const { spots = [] } = await answered(fetch(`${card.dataset.spots}?${asked}`));
  return new Map(spots.map((spot) => [`${spot.date} ${spot.crew}`, spot]));
}

export async function drop(card, { day, crew }, at) {
  const body = new URLSearchParams({ day, crew, at, seen: card.dataset.seen });
  const headers = { "X-CSRFToken": token() };
  return answered(fetch(card.dataset.drop, { method: "POST", body, headers }));
}

// What the server said, and whether it did what was asked; signed out or unreachable is a no, too.
async function answered(asking) {
  try {
    const answer = await asking;
    return { isDone: answer.ok, ...(await answer.json()) };
  } catch {
    return { isDone: false };
  }
}

// The page anew, as it now is; the card is found again under its key.
export async function refresh(list) {
  const asked = { target: list, select: list, swap: "outerHTML" };
  await window.htmx.ajax("GET", location.pathname + location.search, asked);
}
