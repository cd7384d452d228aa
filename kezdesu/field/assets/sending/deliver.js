// One delivery: everything of the person who is signed in that waits on this phone.
import { offsetNear } from "../logic/days.js";
import { answered, batches } from "../logic/queue.js";
import { outgoing } from "../logic/record.js";
import { sendPhotos } from "./photos.js";
import { markAttempted, settle, waitingOf } from "../store/records.js";
import { sendRecords } from "./server.js";

// Tabs that are open at once take turns: who finds the lock taken leaves the work to the other.
// `who` is signed in now; the answer says whether anything went.
export function deliver(who, moments, onStep) {
  const work = () => deliverAll(who, moments, onStep);
  if (!navigator.locks) return work();
  const settings = { ifAvailable: true };
  return navigator.locks.request("kezdesu-field-sending", settings, (lock) => lock && work());
}

async function deliverAll({ user, csrf, wait = 0 }, moments, onStep) {
  const waiting = batches(await waitingOf(user));
  if (waiting.length && wait) await myTurn(wait);
  for (const batch of waiting) {
    csrf = (await sendBatch(batch, csrf, moments)) || csrf;
    onStep();
  }
  const photos = await sendPhotos(user, csrf, onStep);
  return waiting.length + photos > 0;
}

// Where many phones find the network together, the server deals out turns.
function myTurn(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}

async function sendBatch(wanted, csrf, moments) {
  const batch = await markAttempted(wanted);
  if (!batch.length) return csrf;
  const sent = batch.map((each) => outgoing(each, offsetNear(moments, each.fields.day)));
  let answer;
  try {
    answer = await sendRecords(sent, csrf);
  } catch (halt) {
    if (halt.reason !== "said") throw halt;
    return sendApart(batch, csrf, moments, halt);
  }
  const results = new Map(answer.results.map((each) => [each.id, each]));
  for (const each of batch) await apply(each, results.get(each.id));
  return answer.csrf;
}

// A call that the server cannot read: each record goes alone, and the one at fault says so.
async function sendApart(batch, csrf, moments, halt) {
  if (batch.length === 1) {
    await apply(batch[0], { state: "refused", sentence: halt.sentence, field: "" });
    return csrf;
  }
  for (const each of batch) csrf = await sendBatch([each], csrf, moments);
  return csrf;
}

async function apply(sent, result) {
  if (result) await settle(sent.id, (kept) => answered(kept, result, sent.edit));
}
