// A form that must be sent once: its button rests until there is an answer. The server would bear a second one.
(function () {
  function rest(form, resting) {
    const button = form.querySelector('button[type="submit"]');
    if (!button) return;
    button.disabled = resting;
    button.setAttribute('aria-busy', String(resting));
    if (resting && button.dataset.busy) {
      button.dataset.words = button.textContent;
      button.textContent = button.dataset.busy;
    } else if (!resting && button.dataset.words) {
      button.textContent = button.dataset.words;
    }
  }

  // What cannot be undone is asked about first.
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.sure && !confirm(event.target.dataset.sure)) {
      event.preventDefault();
      return;
    }
    if (event.target.matches('[data-once]')) rest(event.target, true);
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    if (event.target.matches && event.target.matches('[data-once]')) rest(event.target, false);
  });
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('[data-once]').forEach((form) => rest(form, false));
  });
  if ('serviceWorker' in navigator && document.body.hasAttribute('data-pwa')) {
    navigator.serviceWorker.register('/sw.js');
  }
})();
