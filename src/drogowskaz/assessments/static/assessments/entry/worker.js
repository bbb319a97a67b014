/**
 * Keeps the opened pages of a form with all they need, for when there is no network. With a network, the network is
 * always asked first, so that nothing old is shown; the compiled checks never change and are asked for once.
 */

const STORE = "drogowskaz-entry-1";
const OWNER = "/wpis/owner";
const CHECKS = /\/formularz\/[\w-]+\/[0-9a-f]{64}\.json$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || address.pathname.endsWith("/zmiany/")) return;
  event.respondWith(CHECKS.test(address.pathname) ? keptFirst(request) : networkFirst(request));
});

/** Keep what a page was made of. What another person opened on this computer goes away first. */
async function keep({ person, addresses }) {
  const before = await (await caches.open(STORE)).match(OWNER);
  if (before && (await before.text()) !== person) await caches.delete(STORE);
  const store = await caches.open(STORE);
  await store.put(OWNER, new Response(person));
  await Promise.allSettled(addresses.map((address) => store.add(address)));
}

async function keptFirst(request) {
  return (await caches.match(request)) ?? networkFirst(request);
}

async function networkFirst(request) {
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected && response.type === "basic") {
      const store = await caches.open(STORE);
      await store.put(request, response.clone());
    }
    return response;
  } catch (fault) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}
