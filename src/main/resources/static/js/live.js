// Keeps a page true. The server sends parts; a part whose id is on the page replaces it, a new one is added at the
// end of the place named by data-live-into. The browser reconnects by itself and says which message it saw last.
(function () {
  function last(root) {
    const seen = [...root.querySelectorAll('[data-seq]')].map((it) => Number(it.dataset.seq));
    return Math.max(0, ...seen);
  }

  // What somebody typed or opened in a part survives its replacement. A field is known by its form and name; what is
  // hidden is the server's.
  function forms(part) { return [...part.querySelectorAll('form')]; }
  function address(form) { return form.getAttribute('hx-post') || form.getAttribute('action'); }

  function keepTyping(old, fresh) {
    const active = document.activeElement;
    for (const form of forms(old)) {
      const twins = forms(fresh).filter((it) => address(it) === address(form) && !it.querySelector('input[type="hidden"]:not([name="_csrf"])'));
      for (const field of form.querySelectorAll('input:not([type="hidden"]), textarea, select')) {
        const changed = field === active || (field.value !== field.defaultValue && field.tagName !== 'SELECT');
        const twin = changed && twins.length === 1 && twins[0].elements[field.name];
        if (!twin) continue;
        twin.value = field.value;
        if (field === active) requestAnimationFrame(() => twin.focus());
      }
    }
    const was = [...old.querySelectorAll('details')];
    const is = [...fresh.querySelectorAll('details')];
    if (was.length === is.length) was.forEach((it, i) => { is[i].open = it.open; });
  }

  function add(into, part) {
    const seq = Number(part.dataset.seq || 0);
    const later = seq && [...into.children].find((it) => Number(it.dataset.seq || 0) > seq);
    into.insertBefore(part, later || null);
  }

  function merge(root, html) {
    const box = document.createElement('template');
    box.innerHTML = html;
    const into = document.querySelector(root.dataset.liveInto || '#none');
    let added = false;
    for (const part of [...box.content.children]) {
      const old = part.id && document.getElementById(part.id);
      if (old && old.outerHTML === part.outerHTML) continue;
      if (old) {
        keepTyping(old, part);
        old.replaceWith(part);
      } else if (into) {
        into.querySelectorAll('.empty').forEach((it) => it.remove());
        add(into, part);
        added = true;
      }
      htmx.process(part);
    }
    document.dispatchEvent(new CustomEvent('okpay:merged', { detail: { root, into, added } }));
  }

  function listen(root) {
    const source = new EventSource(`${root.dataset.live}?after=${last(root)}`);
    source.addEventListener('part', (event) => merge(root, event.data));
    source.addEventListener('open', () => root.removeAttribute('data-offline'));
    source.addEventListener('error', () => {
      root.setAttribute('data-offline', '');
      if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(root), 3000);
    });
    window.addEventListener('pagehide', () => source.close());
  }

  // Parts that came another way.
  document.addEventListener('okpay:parts', (event) => merge(event.detail.root, event.detail.html));

  // A form that swaps nothing by itself answers with parts.
  document.addEventListener('htmx:configRequest', (event) => {
    const root = event.target.closest('[data-live-into]');
    if (root) event.detail.parameters.set('after', last(root));
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.target;
    const root = form.closest && form.closest('[data-live-into]');
    if (!root || form.getAttribute('hx-swap') !== 'none') return;
    if (event.detail.successful) {
      merge(root, event.detail.xhr.responseText);
    } else if (!form.matches('[data-chat]')) {
      const said = form.querySelector('.refusal') || form.appendChild(document.createElement('p'));
      said.className = 'refusal';
      said.setAttribute('role', 'alert');
      said.textContent = event.detail.xhr.status === 422 ? event.detail.xhr.responseText
        : document.querySelector('[data-lost]').dataset.lost;
    }
  });
  // A refusal comes with its own part: show it.
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });

  window.addEventListener('pageshow', () => document.querySelectorAll('[data-live]').forEach(listen));
})();
