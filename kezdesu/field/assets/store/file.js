// The queue as a file, for a phone that will not find a network: JSON with the photos inside. The
// same file is read again on any phone of the same person; what is known there stays as it is.
import { all, inside } from "./database.js";

const KIND = "kezdesu-field-queue";

// Built piece by piece: one long string of all photos would not fit a small phone's memory.
export async function queueFile(user) {
  const [records, photos] = [await all("records"), await all("photos")];
  const mine = records.filter((each) => each.user === user && each.state !== "sent");
  const ids = new Set(mine.map((each) => each.id));
  const loose = photos.filter((each) => each.user === user && !each.is_done && each.blob);
  const theirs = records.filter(
    (each) => each.user === user && loose.some((one) => one.record === each.id),
  );
  const written = [...mine, ...theirs.filter((each) => !ids.has(each.id))];
  const head = {
    kind: KIND,
    version: 1,
    user,
    made_at: new Date().toISOString(),
    records: written,
  };
  const parts = [JSON.stringify(head).slice(0, -1), ',"photos":['];
  for (const [at, each] of loose.entries()) {
    parts.push(at ? "," : "", JSON.stringify(await packed(each)));
  }
  return new Blob([...parts, "]}"], { type: "application/json" });
}

// How many records came in; throws when the file is not ours, or another person's.
export async function readQueueFile(file, user) {
  const found = JSON.parse(await file.text());
  if (found.kind !== KIND || !Array.isArray(found.records)) throw new Error("not_ours");
  if (found.user !== user) throw new Error("of_another");
  const photos = await Promise.all((found.photos || []).map(unpacked));
  let count = 0;
  await inside("readwrite", ["records", "photos"], (transaction) => {
    for (const each of found.records) {
      addIfNew(transaction.objectStore("records"), { ...each, user }, () => (count += 1));
    }
    for (const each of photos) addIfNew(transaction.objectStore("photos"), { ...each, user });
  });
  return count;
}

function addIfNew(rows, row, onAdded = () => {}) {
  rows.get(row.id).onsuccess = ({ target: { result } }) => {
    if (result) return;
    rows.add(row);
    onAdded();
  };
}

async function packed(photo) {
  const [data, thumb] = [await base64(photo.blob), photo.thumb ? await base64(photo.thumb) : ""];
  return { ...photo, blob: data, thumb };
}

async function unpacked(photo) {
  const thumb = photo.thumb ? await picture(photo.thumb) : null;
  return { ...photo, blob: await picture(photo.blob), thumb };
}

async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

async function picture(data) {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  return new Blob([bytes], { type: "image/jpeg" });
}
