// Writing at the desk: what is typed is kept on the server, colleagues see who is here and who writes, and prepared
// replies and drafts are put into the box, never sent by themselves.
(function () {
  document.querySelectorAll('form[data-desk]').forEach((form) => {
    const base = form.dataset.desk;
    const text = form.elements.text;
    const kept = form.querySelector('[data-kept]');
    const note = form.querySelector('[data-note]');
    const sources = form.querySelector('#sources');
    let timer = 0;
    let saved = text.value;

    function post(path, fields) {
      const body = new URLSearchParams({ ...fields, _csrf: form.elements._csrf.value });
      return fetch(base + path, { method: 'POST', body });
    }

    function seen() {
      if (document.visibilityState !== 'visible') return 0;
      return Math.max(0, ...[...document.querySelectorAll('#messages [data-seq]')].map((it) => Number(it.dataset.seq)));
    }

    async function look(fields) {
      try {
        const answer = await post('/looks', { ...fields, seen: seen() });
        if (!answer.ok || answer.redirected) return false;
        const root = form.closest('[data-live-into]');
        document.dispatchEvent(new CustomEvent('okpay:parts', { detail: { root, html: await answer.text() } }));
        return true;
      } catch (lost) {
        return false;
      }
    }

    async function save() {
      const words = text.value;
      // A note is for colleagues: it must not come back as a reply.
      if (words === saved || (note && note.checked)) return;
      if (await look({ draft: words })) {
        saved = words;
        kept.textContent = words ? kept.dataset.words : '';
      }
    }

    function put(words) {
      text.value = text.value ? `${text.value}\n${words}` : words;
      text.dispatchEvent(new Event('input', { bubbles: true }));
      text.focus();
    }

    // Where the answer stands, put into the reply.
    document.addEventListener('click', (event) => {
      const where = event.target.closest('[data-put]');
      if (where && form.isConnected) put(where.dataset.put);
    });

    // What a prepared reply does once it is sent can be seen, and left out.
    function offer(which) {
      form.querySelectorAll('[data-macro]').forEach((it) => {
        it.hidden = it.dataset.macro !== which;
        it.querySelector('input').checked = !it.hidden;
      });
    }

    text.addEventListener('input', () => {
      kept.textContent = '';
      form.querySelector('#doubts').replaceChildren();
      clearTimeout(timer);
      timer = setTimeout(save, 700);
    });
    form.addEventListener('htmx:beforeRequest', () => clearTimeout(timer));
    form.addEventListener('htmx:afterRequest', (event) => {
      if (event.target !== form || !event.detail.successful) return;
      saved = '';
      kept.textContent = '';
      sources.replaceChildren();
      offer('');
      if (note) note.checked = false;
      form.classList.remove('for-note');
    });
    if (note) note.addEventListener('change', () => form.classList.toggle('for-note', note.checked));
    form.querySelectorAll('[data-canned]').forEach((list) => list.addEventListener('change', async () => {
      const which = list.value;
      list.value = '';
      if (which) offer(which);
      const answer = which && await post('/canned', { which });
      if (answer && answer.ok && !answer.redirected) put(await answer.text());
    }));
    form.querySelectorAll('[data-drafting]').forEach((button) => button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        const answer = await post('/drafting', {});
        if (!answer.redirected) sources.innerHTML = await answer.text();
        const drafted = sources.querySelector('[data-drafted]');
        if (drafted) put(drafted.content.textContent.trim());
      } finally {
        button.disabled = false;
      }
    }));
    let told = seen();
    function tell() {
      if (seen() <= told) return;
      told = seen();
      look({});
    }
    document.addEventListener('okpay:merged', tell);
    document.addEventListener('visibilitychange', tell);
    if (told) look({});
    setInterval(() => look({}), 15000);
  });
})();

// Whoever waits on the line is heard, also from another tab: the title counts them, and a soft tone rings.
(function () {
  const title = document.title;
  let before = 0;
  document.addEventListener('htmx:afterSwap', (event) => {
    if (event.target.id !== 'ringing') return;
    const link = event.target.querySelector('[data-rings]');
    const rings = link ? Number(link.dataset.rings) : 0;
    document.title = rings > 0 ? '☎ ' + rings + ' · ' + title : title;
    if (rings > before) ring();
    before = rings;
  });

  function ring() {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    loud.gain.value = 0.08;
    tone.frequency.value = 520;
    tone.connect(loud).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.4);
    tone.onended = () => audio.close();
  }
})();
