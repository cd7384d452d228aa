// Photos follow their records in pieces; a broken journey goes on from where the server stands.
import { contentRange, piece } from "../logic/chunks.js";
import { sendablePhotos } from "../logic/queue.js";
import { notePhoto, photoDone, photos } from "../store/photos.js";
import { records } from "../store/records.js";
import { receivedOf, sendPiece } from "./server.js";

const LOST_PIECES = 3;
const REFUSED = [413, 422];

export async function sendPhotos(user, csrf, onStep) {
  const waiting = sendablePhotos(await photos(), await records(), user);
  for (const photo of waiting) {
    await keepOne(photo, csrf);
    onStep();
  }
  return waiting.length;
}

async function keepOne(photo, csrf) {
  try {
    await sendWhole(photo, headersOf(photo, csrf));
    await photoDone(photo.id);
  } catch (halt) {
    // The server looked at the file and said no: it stays here with its sentence.
    if (!REFUSED.includes(halt.status)) throw halt;
    await notePhoto(photo.id, { sentence: halt.sentence || String(halt.status) });
  }
}

async function sendWhole(photo, headers) {
  const total = photo.blob.size;
  let received = await receivedOf(photo.id, headers);
  for (let lost = 0; received < total;) {
    const { start, end } = piece(received, total);
    const range = { ...headers, "Content-Range": contentRange({ start, end }, total) };
    const now = await sendPiece(photo.id, photo.blob.slice(start, end), range);
    lost = now > received ? 0 : lost + 1;
    if (lost > LOST_PIECES) throw new Error(`photo ${photo.id} stands still at ${now}`);
    received = now;
  }
}

function headersOf({ record, kind, sha256, consent }, csrf) {
  return {
    "X-CSRFToken": csrf,
    "X-Record": record,
    "X-Kind": kind,
    "X-Sha256": sha256,
    "X-Consent": consent || "",
    "Content-Type": "application/octet-stream",
  };
}
