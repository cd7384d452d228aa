// What stands on every screen: the way back, and whether everything has left the phone.
import { held } from "./held.js";
import { tally } from "../logic/queue.js";
import { count, say } from "../logic/words.js";
import { state } from "../sending/loop.js";
import { icon } from "./element.js";

const pill = document.getElementById("queue-state");
const back = document.getElementById("field-back");

export function drawFrame(isHome = back.hidden) {
  back.hidden = isHome;
  pill.hidden = !held.bundle;
  const { sign, words, tone } = standing();
  if (pill.dataset.words === words) return;
  Object.assign(pill.dataset, { words, tone });
  pill.replaceChildren(icon(sign), words);
}

// The worst first: what needs a hand, then what waits and for what.
export function standing() {
  const { waiting, photos, refused } = tally(held.records, held.photos, held.user);
  if (refused) return { sign: "warning", words: count("pill_refused", refused), tone: "late" };
  if (waiting) return waitingFor(count(`pill_wait_${reason()}`, waiting));
  if (photos) return waitingFor(count("pill_photos", photos));
  if (state.phase === "offline")
    return { sign: "offline", words: say("pill_no_network"), tone: "plain" };
  if (state.phase === "signed_out")
    return { sign: "sign-in", words: say("pill_signed_out"), tone: "moved" };
  return { sign: "check", words: say("pill_all_sent"), tone: "done" };
}

function waitingFor(words) {
  const sign = { signed_out: "sign-in", sending: "submitted" }[reason()] || "waiting";
  return { sign, words, tone: reason() === "signed_out" ? "moved" : "open" };
}

function reason() {
  return { signed_out: "signed_out", sending: "sending", busy: "busy" }[state.phase] || "network";
}
