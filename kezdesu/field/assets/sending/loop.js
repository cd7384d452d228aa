// When to send: at opening, when the network is back, when something new waits, and by a timer
// that grows more patient with every failure. Says to all tabs what became of it.
import { pause } from "../logic/patience.js";
import { deliver } from "./deliver.js";
import { Halt, token } from "./server.js";

const CALM = 300_000; // with nothing to do we look again this often
const channel = "BroadcastChannel" in self ? new BroadcastChannel("kezdesu-field") : null;

export const state = { phase: "idle", user: null, sentence: "", next_at: 0 };
let failures = 0;
let timer = 0;
let running = null;
let isWantedAgain = false;
let hooks = {};

export function start(given) {
  hooks = given;
  addEventListener("online", () => send());
  addEventListener("offline", () => become("offline"));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") send();
  });
  channel?.addEventListener("message", () => hooks.redraw());
  return send();
}

// One run at a time; what is asked for meanwhile is done right after it.
export function send() {
  if (running) {
    isWantedAgain = true;
    return running;
  }
  running = run().finally(() => {
    running = null;
    if (!isWantedAgain) return;
    isWantedAgain = false;
    send();
  });
  return running;
}

export function tellTabs() {
  channel?.postMessage("changed");
}

async function run() {
  clearTimeout(timer);
  become("sending");
  let wait = CALM;
  try {
    await once();
    failures = 0;
    become("idle");
  } catch (error) {
    wait = after(error);
  }
  state.next_at = Date.now() + wait;
  timer = setTimeout(send, wait);
  tellTabs();
}

async function once() {
  try {
    await attempt();
  } catch (error) {
    // The token was of a former sign-in: a fresh one is fetched, once.
    if (error.reason !== "token") throw error;
    await attempt();
  }
}

async function attempt() {
  const who = await token();
  if (!who.signed_in) throw new Halt("signed_out");
  state.user = who.user;
  await hooks.becomeUser(who.user);
  const isSent = await deliver(who, hooks.moments(), step);
  await hooks.refreshBundle(isSent);
}

function step() {
  hooks.redraw();
  tellTabs();
}

function after(error) {
  const halt = error instanceof Halt ? error : new Halt("busy", { sentence: "" });
  if (!(error instanceof Halt)) hooks.noteTrouble(error);
  failures += 1;
  become(
    halt.reason === "offline" || halt.reason === "signed_out" ? halt.reason : "busy",
    halt.sentence,
  );
  return halt.wait ? halt.wait + pause(1) : pause(failures);
}

function become(phase, sentence = "") {
  Object.assign(state, { phase, sentence });
  hooks.redraw();
}
