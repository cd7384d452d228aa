// The offline page: opens from what the phone holds, and asks the network only afterwards.
import { held, becomeUser, load, lookAgain, moments, refreshBundle } from "./screens/held.js";
import { learnDays } from "./logic/days.js";
import { learn } from "./logic/words.js";
import { drawFrom } from "./screens/element.js";
import { drawFrame } from "./screens/frame.js";
import { dressAsChosen } from "./screens/dress.js";
import { enter, redraw } from "./screens/route.js";
import { signInAt } from "./screens/sign_in.js";
import { serverAt } from "./sending/server.js";
import { start } from "./sending/loop.js";
import { forgetOld } from "./store/records.js";
import { askToPersist, troubleOf } from "./store/room.js";

const settings = JSON.parse(document.getElementById("field-settings").textContent);

function learnPage() {
  held.language = settings.language;
  learn(settings.words, settings.language);
  learnDays(settings.days);
  serverAt(settings.addresses);
  signInAt(settings.addresses.login);
  drawFrom(settings.sprite);
}

async function open() {
  learnPage();
  dressAsChosen();
  try {
    await load();
  } catch (error) {
    held.trouble = troubleOf(error);
  }
  enter(settings);
  keepPage();
  start({ becomeUser, refreshBundle, moments, noteTrouble, redraw: drawAgain });
  if (held.user && !(await askToPersist())) held.isFleeting = true;
  await forgetOld().catch(() => {});
}

// Neither network nor server: the phone itself has no room, or something is broken here.
function noteTrouble(error) {
  if (error instanceof DOMException) held.trouble = troubleOf(error);
  console.error(error);
}

async function drawAgain() {
  await lookAgain();
  drawFrame();
  redraw();
}

// One worker for the three languages, so that the language can be changed in a yard as well.
async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  for (const scope of settings.scopes) {
    await navigator.serviceWorker
      .register(settings.addresses.worker, { scope })
      .catch(console.warn);
  }
}

open();
