import { forgettable, sendable } from "../logic/queue.js";
import { versionToKeep } from "../logic/record.js";
import { all, change, get, inside, put } from "./database.js";

export const record = (id) => get("records", id);
export const records = () => all("records");
export const addRecord = (record) => put("records", record);

export async function waitingOf(user) {
  return sendable(await records(), user);
}

// Keeps what is typed. Answers null when another tab was quicker: its text stands, ours is opened
// anew rather than laid over it.
export function keepTyped(record) {
  return change("records", record.id, (kept) => {
    if (kept && kept.edit !== record.edit) return null;
    const version = versionToKeep(record, kept);
    const kept_version = kept?.kept_version || record.kept_version;
    return { ...record, version, kept_version, edit: record.edit + 1, changed_at: Date.now() };
  });
}

// Before they go: from now on these versions may have arrived, whatever becomes of the answer.
// Answers those that are still as they were read; the others are under somebody's hands again.
export async function markAttempted(records) {
  const marked = [];
  await inside("readwrite", ["records"], (transaction) => {
    const rows = transaction.objectStore("records");
    for (const each of records) {
      rows.get(each.id).onsuccess = ({ target: { result } }) => {
        if (result?.edit !== each.edit || result.state !== "waiting") return;
        rows.put({ ...result, attempted: true });
        marked.push(each);
      };
    }
  });
  return marked;
}

export function settle(id, settled) {
  return change("records", id, (kept) => (kept ? settled(kept) : null));
}

// A draft that nobody wants, with its photos.
export function discard(id) {
  return inside("readwrite", ["records", "photos"], (transaction) => {
    transaction.objectStore("records").delete(id);
    const photos = transaction.objectStore("photos");
    photos.index("record").getAllKeys(id).onsuccess = ({ target }) => {
      for (const key of target.result) photos.delete(key);
    };
  });
}

export async function forgetOld(now = Date.now()) {
  const old = forgettable(await records(), await all("photos"), now);
  for (const each of old) await discard(each.id);
}
