// Keeps the pages of the day on this device, so that they open without network; and sends what waits when it comes back.
const KEPT = "essaim-jour-1";
const DAYS = 7 * 24 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name.startsWith("essaim-jour-") && name !== KEPT).map((n) => caches.delete(n)))
      )
      .then(() => self.clients.claim())
  );
});

const keep = async (request, answer) => {
  if (answer.ok && !answer.redirected) await (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
};

// The network first: what is kept is only for when there is none, and a week at most.
const page = async (request) => {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.match(request);
    if (kept && Date.now() - Date.parse(kept.headers.get("Date") || 0) < DAYS) return kept;
    throw error;
  }
};

const piece = async (request) => (await caches.match(request)) || keep(request, await fetch(request));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(piece(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "comptes-rendus") event.waitUntil(queue.flush(tell));
});

// The pages that are open learn what left without them.
const tell = async (report, told) => {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  pages.forEach((one) => one.postMessage({ report, told }));
};
