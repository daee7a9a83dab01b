// Keeps one page and the style sheet for the time without a connection.
const KEPT = "convoke-{{ version }}";
const PAGES = ["{% url "offline" %}", "{% static "web/convoke.css" %}"];
self.addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(PAGES))));
self.addEventListener("activate", (event) =>
  event.waitUntil(caches.keys().then((keys) => Promise.all(keys.filter((key) => key !== KEPT).map((key) => caches.delete(key))))));
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(PAGES[0])));
  } else if (request.url.endsWith(PAGES[1])) {
    event.respondWith(fetch(request).catch(() => caches.match(PAGES[1])));
  }
});
