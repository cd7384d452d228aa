// Dragging by pointer events: the card follows the hand, and the cell under it takes it. A mouse
// takes the card anywhere, a finger by its handle: everywhere else a finger scrolls.
import { aim, hold, isHeld, put, release } from "./held.js";
import { cardAt, cellAt } from "./page.js";

const FAR = 6; // pixels that a click or a tap may tremble
const EDGE = 104; // pixels from the top or bottom where the page goes along; the phone's bar is there
const STEP = 10; // pixels a frame
let pressed = null;

export function listenToPointer(page) {
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
  if (!card || event.button || !event.isPrimary || isHeld() || !mayDrag(event)) return;
  const { left, top } = card.getBoundingClientRect();
  const [x, y] = [event.clientX, event.clientY];
  pressed = { card, x, y, grip: { x: x - left, y: y - top }, isDragged: false };
}

function mayDrag({ pointerType, target }) {
  if (pointerType === "touch") return target.closest("[data-pick]");
  return !target.closest("button, summary, input, form");
}

function onMove(event) {
  if (!pressed || !event.isPrimary) return;
  const [x, y] = [event.clientX, event.clientY];
  if (!pressed.isDragged && Math.hypot(x - pressed.x, y - pressed.y) < FAR) return;
  Object.assign(pressed, { x, y });
  if (!pressed.isDragged) begin();
  follow();
}

function begin() {
  pressed.isDragged = true;
  hold(pressed.card);
  pressed.card.classList.add("is-dragged");
  document.getSelection().removeAllRanges();
  requestAnimationFrame(creep);
}

// Measured anew each time: days grow by what they say of the visit, and the page scrolls.
function follow() {
  const { card, x, y, grip } = pressed;
  card.style.translate = "none";
  const { left, top } = card.getBoundingClientRect();
  card.style.translate = `${x - grip.x - left}px ${y - grip.y - top}px`;
  aim(cellAt(document.elementFromPoint(x, y)));
}

// Near the edge the page goes along, so that a day outside the screen can be reached.
function creep() {
  if (!pressed?.isDragged) return;
  const step = pressed.y < EDGE ? -STEP : pressed.y > innerHeight - EDGE ? STEP : 0;
  if (step) {
    scrollBy({ top: step, behavior: "instant" });
    follow();
  }
  requestAnimationFrame(creep);
}

function onUp() {
  if (!pressed?.isDragged) {
    pressed = null;
    return;
  }
  follow();
  settle();
  put();
}

function cancel() {
  if (pressed?.isDragged) {
    settle();
    release();
  }
  pressed = null;
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
