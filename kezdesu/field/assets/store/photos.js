import { all, change, get, inside, put, remove } from "./database.js";

export const photo = (id) => get("photos", id);
export const photos = () => all("photos");
export const addPhoto = (photo) => put("photos", photo);
export const dropPhoto = (id) => remove("photos", id);

export function photosOf(record) {
  return inside("readonly", ["photos"], (transaction) =>
    transaction.objectStore("photos").index("record").getAll(record),
  );
}

export function notePhoto(id, values) {
  return change("photos", id, (kept) => (kept ? { ...kept, ...values } : null));
}

// The whole file is with the server: the phone keeps its name and gives the room back.
export function photoDone(id) {
  return notePhoto(id, { is_done: true, blob: null, sentence: "" });
}
