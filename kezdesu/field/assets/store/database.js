// IndexedDB in promises. Four stores: what the server said, records, photos, and small notes.
const NAME = "kezdesu-field";
const VERSION = 1;
let opening = null;

function open() {
  opening ||= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => build(request.result);
    request.onsuccess = () => resolve(watched(request.result));
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  }).catch((error) => {
    opening = null;
    throw error;
  });
  return opening;
}

function build(database) {
  database.createObjectStore("notes");
  database.createObjectStore("bundles");
  database.createObjectStore("records", { keyPath: "id" });
  const photos = database.createObjectStore("photos", { keyPath: "id" });
  photos.createIndex("record", "record");
}

// A newer page in another tab may need to rebuild the stores: we let go and open again when asked.
function watched(database) {
  const forget = () => {
    opening = null;
  };
  database.onversionchange = () => {
    database.close();
    forget();
  };
  database.onclose = forget;
  return database;
}

// Runs `work(transaction)`, whose answer is a request or nothing; done when it is on the disk.
export async function inside(mode, stores, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const settings = mode === "readwrite" ? { durability: "strict" } : undefined;
    const transaction = database.transaction(stores, mode, settings);
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error || new Error("aborted"));
  });
}

export function get(store, key) {
  return inside("readonly", [store], (transaction) => transaction.objectStore(store).get(key));
}

export function all(store) {
  return inside("readonly", [store], (transaction) => transaction.objectStore(store).getAll());
}

export function put(store, value, key) {
  return inside("readwrite", [store], (transaction) =>
    transaction.objectStore(store).put(value, key),
  );
}

export function remove(store, key) {
  return inside("readwrite", [store], (transaction) => transaction.objectStore(store).delete(key));
}

// Reads a row and writes what `change` makes of it, in one transaction; null leaves it as it is.
export function change(store, key, change) {
  let answer = null;
  return inside("readwrite", [store], (transaction) => {
    const rows = transaction.objectStore(store);
    rows.get(key).onsuccess = ({ target }) => {
      answer = change(target.result);
      if (answer) rows.put(answer);
    };
  }).then(() => answer);
}
