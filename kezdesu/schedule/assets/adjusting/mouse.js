// Dragging by pointer events: the card follows the hand, and the cell under it takes it.
import { aim, hold, isHeld, put, release } from "./held.js";
import { cardAt, cellAt } from "./page.js";

const FAR = 6; // pixels that a click may tremble
let pressed = null;

export function listenToMouse(page) {
  page.addEventListener("pointerdown", onDown);
  page.addEventListener("pointermove", onMove);
  page.addEventListener("pointerup", onUp);
  page.addEventListener("pointercancel", cancel);
  page.addEventListener("keydown", (event) => event.key === "Escape" && cancel());
  // Links and texts are not dragged out of a card that is itself dragged.
  page.addEventListener("dragstart", (event) => cardAt(event.target) && event.preventDefault());
  page.addEventListener("click", swallow, true);
}

function onDown(event) {
  const card = cardAt(event.target);
  // A finger scrolls; on a phone the form moves a visit.
  if (!card || event.button || event.pointerType === "touch" || isHeld()) return;
  if (event.target.closest("button, summary, input, form")) return;
  pressed = { card, x: event.clientX, y: event.clientY, isDragged: false };
}

function onMove(event) {
  if (!pressed) return;
  const [dx, dy] = [event.clientX - pressed.x, event.clientY - pressed.y];
  if (!pressed.isDragged && Math.hypot(dx, dy) < FAR) return;
  if (!pressed.isDragged) begin();
  pressed.card.style.translate = `${dx}px ${dy}px`;
  aim(cellAt(document.elementFromPoint(event.clientX, event.clientY)));
}

function begin() {
  pressed.isDragged = true;
  hold(pressed.card);
  pressed.card.classList.add("is-dragged");
  document.getSelection().removeAllRanges();
}

function onUp() {
  if (!pressed?.isDragged) {
    pressed = null;
    return;
  }
  settle();
  put();
}

function cancel() {
  if (!pressed?.isDragged) return;
  settle();
  release();
}

function settle() {
  pressed.card.removeAttribute("style"); // htmx would copy it as an attribute, which the policy forbids
  pressed.card.classList.remove("is-dragged");
  lastDrag = performance.now();
  pressed = null;
}

// The click that ends a drag opens no link.
let lastDrag = -Infinity;
function swallow(event) {
  if (performance.now() - lastDrag > 300 || !cardAt(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
}
