// The data addresses. Every call ends in an answer or throws a `Halt` that says why not.
import { askedPause } from "../logic/patience.js";

const PATIENCE = 60_000;
let places = {};

export function serverAt(addresses) {
  places = addresses;
}

// reason: "offline" | "signed_out" | "busy" | "token" | "said"
export class Halt extends Error {
  constructor(reason, { status = 0, sentence = "", wait = 0 } = {}) {
    super(reason);
    Object.assign(this, { reason, status, sentence, wait });
  }
}

export async function token() {
  return (await call(places.token, { cache: "no-store" })).json();
}

export async function bundle(etag) {
  const headers = etag ? { "If-None-Match": etag } : {};
  const answer = await call(places.bundle, { headers, cache: "no-store" });
  if (answer.status === 304) return null;
  return { etag: answer.headers.get("ETag"), bundle: await answer.json() };
}

// What the schedule says of one visit; asked by somebody who stands there, so not for long.
export async function visitNamed(identity) {
  const answer = await call(places.visits + identity, { cache: "no-store", patience: 8_000 });
  return (await answer.json()).visit;
}

export async function sendRecords(records, csrf) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const body = JSON.stringify({ records });
  return (await call(places.records, { method: "POST", headers, body })).json();
}

export async function receivedOf(photo, headers) {
  const answer = await call(
    places.photos + photo,
    { method: "HEAD", headers, cache: "no-store" },
    [404],
  );
  return answer.status === 404 ? 0 : Number(answer.headers.get("X-Received") || 0);
}

export async function sendPiece(photo, piece, headers) {
  // 409 is no failure: the server stands elsewhere, and says where.
  const answer = await call(places.photos + photo, { method: "PUT", headers, body: piece }, [409]);
  return Number(answer.headers.get("X-Received"));
}

async function call(address, settings, expected = []) {
  const answer = await reach(address, settings);
  if (answer.ok || answer.status === 304 || expected.includes(answer.status)) return answer;
  throw await halted(answer);
}

async function reach(address, { patience = PATIENCE, ...settings }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  const headers = { "Accept-Language": document.documentElement.lang, ...settings.headers };
  try {
    return await fetch(address, { ...settings, headers, signal: stop.signal, redirect: "error" });
  } catch {
    throw new Halt("offline");
  } finally {
    clearTimeout(timer);
  }
}

async function halted(answer) {
  const { status } = answer;
  const { sentence = "" } = await answer.json().catch(() => ({}));
  const wait = askedPause(answer.headers.get("Retry-After"));
  if (status === 401) return new Halt("signed_out", { status, sentence });
  if (status === 429 || status >= 500) return new Halt("busy", { status, sentence, wait });
  return new Halt(status === 403 ? "token" : "said", { status, sentence });
}
