// Promised times count down in the reader's language. The server wrote the first figure; without
// Intl.DurationFormat it simply stays.
(function () {
  if (!Intl.DurationFormat) return;
  // The server's clock counts, not the device's.
  const ahead = new Date(document.documentElement.dataset.now) - Date.now();
  const words = new Intl.DurationFormat(document.documentElement.lang, { style: 'short' });

  function tick() {
    document.querySelectorAll('[data-due]').forEach((place) => {
      const minutes = Math.floor((new Date(place.dataset.due) - Date.now() - ahead) / 60000);
      if (minutes < 1) return;
      const left = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
      place.textContent = words.format(left.hours ? left : { minutes: left.minutes });
    });
  }

  document.addEventListener('okpay:merged', tick);
  setInterval(tick, 20000);
  tick();
})();
