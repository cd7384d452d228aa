// What this page holds in memory: the person, what the server said last, and the phone's own rows.
import { offsetNear, offsetOf, localMoment } from "../logic/days.js";
import { bundle as fetchBundle } from "../sending/server.js";
import { bundleOf, keepBundle, lastUser, rememberUser } from "../store/bundles.js";
import { photos } from "../store/photos.js";
import { records } from "../store/records.js";
import { troubleOf } from "../store/room.js";

const FRESH = 60_000;
export const held = {
  user: null,
  bundle: null,
  language: "kk",
  records: [],
  photos: [],
  trouble: "",
};
let asked = { user: null, at: 0 };

export async function load() {
  held.user = (await lastUser()) || null;
  const kept = await bundleOf(held.user, held.language);
  held.bundle = kept?.bundle || null;
  await loadRows();
}

export async function loadRows() {
  [held.records, held.photos] = await Promise.all([records(), photos()]);
}

// Before anything is drawn: what was kept a moment ago counts as well.
export async function lookAgain() {
  await loadRows().catch((error) => (held.trouble = troubleOf(error)));
}

// Another person signed in on this phone: their meetings are shown, what others wrote stays theirs.
export async function becomeUser(user) {
  if (user === held.user) return;
  await rememberUser(user);
  await load();
}

export async function refreshBundle(isWanted) {
  const { user, language } = held;
  if (!isWanted && held.bundle && asked.user === user && Date.now() - asked.at < FRESH) return;
  const kept = await bundleOf(user, language);
  const fresh = await fetchBundle(kept?.language === language ? kept.etag : "");
  asked = { user, at: Date.now() };
  if (!fresh) return;
  await keepBundle(user, language, fresh.etag, fresh.bundle);
  if (held.user === user) held.bundle = fresh.bundle;
}

// Moments that the server wrote with the office's offset, to know it near any day.
export function moments() {
  if (!held.bundle) return [];
  const { made_at, visits, records: sent } = held.bundle;
  return [made_at, ...visits.map((each) => each.starts_at), ...sent.map((each) => each.starts_at)];
}

export function now(milliseconds = Date.now()) {
  const today = new Date(milliseconds).toISOString();
  return localMoment(milliseconds, offsetOf(offsetNear(moments(), today)));
}

export const nameIn = (list, id) => held.bundle?.[list]?.find((each) => each.id === id)?.name || "";
export const districtOf = (id) =>
  held.bundle?.places.find((each) => each.id === id)?.district || "";
export const visitOf = (identity) =>
  held.bundle?.visits.find((each) => each.identity === identity) || null;
// What was planned of a record: one's own visit, or a colleague's as the server told it once.
export const plannedOf = ({ visit, planned }) => visitOf(visit) || planned || null;
