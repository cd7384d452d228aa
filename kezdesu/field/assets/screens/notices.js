// What everybody must know before going on: no room on the phone, a sign-in that ran out, records
// of a colleague that wait here.
import { held } from "./held.js";
import { tally } from "../logic/queue.js";
import { count, say } from "../logic/words.js";
import { state } from "../sending/loop.js";
import { el, icon, notice } from "./element.js";
import { signInAddress } from "./sign_in.js";

let told = "";

// Said once, on the next screen: "kept, and goes by itself".
export function tellNext(words) {
  told = words;
}

export function notices() {
  const mine = tally(held.records, held.photos, held.user);
  return [
    held.trouble && notice("error", "warning", el("p", {}, say(`trouble_${held.trouble}`))),
    kept(mine),
    state.phase === "signed_out" && signIn(mine.waiting + mine.photos),
    mine.others && notice("info", "information", el("p", {}, count("others_wait", mine.others))),
  ].filter(Boolean);
}

// True as long as it stands there: what has gone is sent, and of what was refused nothing is said.
function kept({ waiting, photos, refused }) {
  if (!told || (refused && !waiting)) return null;
  const words = waiting + photos ? told : say("kept_sent");
  return el("div", { role: "status" }, notice("success", "check", el("p", {}, words)));
}

export function forgetTold() {
  told = "";
}

function signIn(waiting) {
  const words = waiting ? count("sign_in_to_send", waiting) : say("sign_in_to_refresh");
  const link = el(
    "a",
    { class: "button primary", href: signInAddress() },
    icon("sign-in"),
    say("sign_in"),
  );
  return notice("warning", "sign-in", el("p", {}, words), el("p", { class: "row" }, link));
}
