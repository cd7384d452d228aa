// Pick up with Enter or Space on the handle, move with the arrows, drop with Enter, Escape cancels.
import { aim, heldCard, hold, isHeld, put, release, target } from "./held.js";
import { cardAt, cellAt, neighbour, say, word } from "./page.js";

const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

export function listenToKeys(page) {
  page.addEventListener("click", (event) => {
    // Keyboards, screen readers and fingers press the handle as a button; a finger then the cell.
    const handle = event.target.closest("[data-pick]");
    const cell = isHeld() && !handle && cellAt(event.target);
    if (cell) aim(cell);
    if (cell || (handle && isHeld())) put();
    else if (handle) pick(handle);
  });
  page.addEventListener("keydown", onKey);
  page.addEventListener("focusout", onLeave);
}

function pick(handle) {
  const card = cardAt(handle);
  hold(card);
  handle.setAttribute("aria-pressed", "true");
  say(word("picked"));
}

function onKey(event) {
  if (isHeld() && event.key === "Escape") {
    event.preventDefault();
    letGo();
  } else if (isHeld() && ARROWS.has(event.key)) {
    event.preventDefault();
    step(event.key);
  } else if (isUndo(event)) {
    const button = document.querySelector(event.shiftKey ? "#redo" : "#undo");
    if (button) event.preventDefault();
    button?.click();
  }
}

function step(key) {
  const cell = neighbour(target(), key);
  if (!cell) return say(word("edge"));
  aim(cell);
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function letGo() {
  const handle = heldCard().querySelector("[data-pick]");
  release();
  handle?.focus();
  say(word("cancelled"));
}

// Whoever tabs away has lost interest; a tap or a click leaves to nothing.
function onLeave(event) {
  if (isHeld() && event.relatedTarget && event.target.matches("[data-pick][aria-pressed=true]")) letGo();
}

function isUndo({ key, ctrlKey, metaKey, target: where }) {
  const writes = where.closest?.("input, textarea, select, [contenteditable]");
  return (ctrlKey || metaKey) && key.toLowerCase() === "z" && !writes;
}
