// Articles while somebody types. A field names where to ask (data-suggest) and where to show (data-suggest-into); what
// stands in a form that is posted is posted, so that a customer's words stand in no address.
(function () {
  document.querySelectorAll('[data-suggest]').forEach((field) => {
    const into = document.querySelector(field.dataset.suggestInto);
    const form = field.form;
    let timer = 0;
    let asking = null;

    function clear() {
      clearTimeout(timer);
      if (asking) asking.abort();
      into.replaceChildren();
    }

    async function ask() {
      const words = field.value.trim();
      if (asking) asking.abort();
      if (words.length < 2) { clear(); return; }
      asking = new AbortController();
      const signal = asking.signal;
      try {
        const answer = form.method === 'post' || form.hasAttribute('hx-post')
          ? await fetch(field.dataset.suggest, { method: 'POST', signal,
            body: new URLSearchParams({ text: words, _csrf: form.elements._csrf.value }) })
          : await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal });
        const html = answer.ok && !answer.redirected ? await answer.text() : '';
        if (!signal.aborted) into.innerHTML = html;
      } catch (lost) {
        if (lost.name !== 'AbortError') clear();
      }
    }

    // Half typed pinyin is no word yet.
    field.addEventListener('input', (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, 160);
    });
    field.addEventListener('compositionend', () => { clearTimeout(timer); timer = setTimeout(ask, 160); });
    field.addEventListener('keydown', (event) => { if (event.key === 'Escape') clear(); });
    if (form) form.addEventListener('submit', clear);
  });
})();
