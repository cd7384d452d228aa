// What the server said last, for each person and language; and who the last person was.
import { all, get, inside, put } from "./database.js";

const key = (user, language) => `${user} ${language}`;

export const lastUser = () => get("notes", "user");
export const rememberUser = (user) => put("notes", user, "user");

export function keepBundle(user, language, etag, bundle) {
  return put("bundles", { user, language, etag, bundle }, key(user, language));
}

// In the page's language where the phone has it, else in whichever it has.
export async function bundleOf(user, language) {
  if (!user) return null;
  const exact = await get("bundles", key(user, language));
  return exact || (await all("bundles")).find((each) => each.user === user) || null;
}

export async function nameOf(user) {
  const kept = (await all("bundles")).find((each) => each.user === user);
  return kept?.bundle.user.name || user;
}

export function forgetBundles(user) {
  return inside("readwrite", ["bundles"], (transaction) => {
    transaction.objectStore("bundles").openCursor().onsuccess = ({ target: { result } }) => {
      if (!result) return;
      if (result.value.user === user) result.delete();
      result.continue();
    };
  });
}
