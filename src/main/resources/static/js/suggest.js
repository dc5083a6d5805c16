// Articles while somebody types. A field names where to ask (data-suggest) and where to show (data-suggest-into); what
// stands in a form that is posted is posted, so that a customer's words stand in no address.
(function () {
  document.querySelectorAll('[data-suggest]').forEach((field) => {
    const into = document.querySelector(field.dataset.suggestInto);
    const form = field.form;
    let timer = 0;
    let asking = null;

    function clear() { into.replaceChildren(); }

    async function ask() {
      const words = field.value.trim();
      if (asking) asking.abort();
      if (words.length < 2) { clear(); return; }
      asking = new AbortController();
      try {
        const answer = form.method === 'post' || form.hasAttribute('hx-post')
          ? await fetch(field.dataset.suggest, { method: 'POST', signal: asking.signal,
            body: new URLSearchParams({ text: words, _csrf: form.elements._csrf.value }) })
          : await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
        if (answer.ok && !answer.redirected) into.innerHTML = await answer.text();
      } catch (lost) {
        if (lost.name !== 'AbortError') clear();
      }
    }

    field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 160); });
    field.addEventListener('keydown', (event) => { if (event.key === 'Escape') clear(); });
    if (form) form.addEventListener('submit', clear);
  });
})();
