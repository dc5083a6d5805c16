// The app opens without a network, too: the look is kept, and a page that cannot be had is replaced by a few words.
// Money is never cached.
const KEPT = 'okpay-1';
const LOOK = ['/offline.html', '/css/okpay.css', '/icon.svg'];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(LOOK)));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) =>
    Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))));
});

self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') {
    event.respondWith(fetch(event.request).catch(() => caches.match('/offline.html')));
  } else if (LOOK.includes(new URL(event.request.url).pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});

// What OKPay tells while it is closed: shown once, and said to be shown.
self.addEventListener('push', (event) => {
  const told = event.data.json();
  event.waitUntil(self.registration.showNotification(told.title, {
    body: told.body, lang: told.lang, tag: told.id, icon: '/icon.svg', data: '/app/notices',
  }).then(() => fetch('/hooks/push?seen=' + encodeURIComponent(told.seen), { method: 'POST' }).catch(() => {})));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
