// The phone holds nothing yet: one visit with network and sign-in, and from then on it works alone.
import { held } from "./held.js";
import { say } from "../logic/words.js";
import { send, state } from "../sending/loop.js";
import { signInAddress } from "./sign_in.js";
import { button, el, icon, notice } from "./element.js";

export function entrance(settings) {
  return { isEntrance: true, isCalm: true, draw: () => content(settings), refresh: null };
}

function content() {
  if (held.trouble)
    return [heading(), notice("error", "warning", el("p", {}, say(`trouble_${held.trouble}`)))];
  if (state.phase === "signed_out") return signIn();
  if (state.phase === "offline") return noNetwork();
  if (state.phase === "busy") return refusedAtAll();
  return [heading(), el("p", { class: "soft", role: "status" }, say("entrance_loading"))];
}

function heading() {
  return el("h1", {}, say("my_meetings"));
}

function signIn() {
  return [
    heading(),
    el("p", {}, say("entrance_sign_in")),
    el(
      "a",
      { class: "button primary wide", href: signInAddress() },
      icon("sign-in"),
      say("sign_in"),
    ),
  ];
}

function noNetwork() {
  return [heading(), el("p", {}, say("entrance_no_network")), again()];
}

function refusedAtAll() {
  return [
    heading(),
    notice("warning", "warning", el("p", {}, state.sentence || say("server_busy"))),
    again(),
  ];
}

function again() {
  return button(say("try_again"), () => send(), { kind: "primary wide" });
}
