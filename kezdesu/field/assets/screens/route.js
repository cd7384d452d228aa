// Where one is stands after the # of the address, so that the phone's own back button works.
import { held, lookAgain } from "./held.js";
import { drawFrame } from "./frame.js";
import { entrance } from "./entrance.js";
import { forgetTold } from "./notices.js";
import { list } from "./list.js";
import { queue } from "./queue.js";
import { openRecord } from "./open.js";

const main = document.getElementById("content");
const title = document.title;
let settings = null;
let shown = null; // {hash, redraw()}; a record that is being written is never drawn over

export function enter(given) {
  settings = given;
  const asked = location.search.slice(1);
  if (asked.startsWith("visit="))
    history.replaceState(null, "", `${location.pathname}#${asked}`);
  addEventListener("hashchange", () => go());
  document.getElementById("field-back").addEventListener("click", leave);
  return go(false);
}

export async function go(isMove = true) {
  await shown?.leave?.();
  shown = null;
  await lookAgain();
  const hash = location.hash.slice(1);
  if (hash) forgetTold();
  const screen = held.bundle ? await screenOf(hash) : entrance(settings);
  shown = { hash, ...screen };
  show(screen.draw(), isMove);
}

// After a change in the phone's rows or the network's state.
export function redraw() {
  if (!shown || (!held.bundle && !shown.isEntrance)) return;
  if (held.bundle && shown.isEntrance) go(false);
  else if (shown.refresh) shown.refresh();
  else if (!main.contains(document.activeElement) || shown.isCalm) show(shown.draw(), false);
}

async function screenOf(hash) {
  const [name] = hash.split("=");
  const told = new URLSearchParams(hash);
  if (name === "queue") return queue(settings);
  if (["visit", "record", "new", "another"].includes(name)) return openRecord(name, told.get(name), told);
  return list(settings);
}

function show(content, isMove) {
  const focused = document.activeElement?.dataset?.key;
  main.replaceChildren(...[content].flat(9).filter(Boolean));
  const heading = main.querySelector("h1");
  document.title = heading && location.hash ? `${heading.textContent} · ${title}` : title;
  drawFrame(!location.hash || location.hash === "#");
  if (isMove) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  } else if (focused) main.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
}

function leave(event) {
  event.preventDefault();
  location.hash = "";
}

// The same address, another way to look at it: a sent record that is now written in.
export function redrawAs(screen) {
  shown = { hash: shown.hash, ...screen };
  show(shown.draw(), true);
}
