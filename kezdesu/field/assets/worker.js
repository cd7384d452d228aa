// Keeps the page itself on the phone. Data never pass through here: they live in IndexedDB.
// The server writes FIELD = {version, shells, files} above this script.
/* global FIELD */
const CACHE = `field-${FIELD.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetFormer().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const shell = FIELD.shells.find((each) => each === address.pathname);
    if (shell) event.respondWith(keptOr(shell, request));
    return;
  }
  if (FIELD.files.includes(address.pathname)) event.respondWith(keptOr(address.pathname, request));
});

async function keptOr(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) || fetch(request);
}

// All or nothing: a half-kept page would open to nothing in a yard. The shells are fetched as a
// guest sees them, so that nobody's list stays in a phone's cache.
async function keepShell() {
  const cache = await caches.open(CACHE);
  const wanted = [
    ...FIELD.shells.map((path) => new Request(path, { credentials: "omit", cache: "reload" })),
    ...FIELD.files.map((path) => new Request(path, { credentials: "omit" })),
  ];
  const missing = [];
  for (const request of wanted) if (!(await cache.match(request.url))) missing.push(request);
  await cache.addAll(missing);
}

async function forgetFormer() {
  const names = (await caches.keys()).filter((name) => name.startsWith("field-") && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}
