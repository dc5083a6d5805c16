// The place where one writes. Every message has an id of its own until the server has taken it, so that trying
// again never says it twice. Enter sends, Shift+Enter breaks the line.
(function () {
  function freshId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((it) => it.toString(16).padStart(2, '0')).join('');
  }

  function toEnd() {
    const log = document.getElementById('messages');
    if (log) log.scrollTop = log.scrollHeight;
  }

  function grow(text) {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  }

  // Whoever is at the end stays there, also when what stands below takes more room.
  let isAtEnd = false;
  document.getElementById('messages')?.addEventListener('scroll', (event) => {
    const log = event.target;
    isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  });
  document.addEventListener('okpay:merged', (event) => {
    if (event.detail.added || isAtEnd) toEnd();
  });

  // What a customer wrote and nobody answered for survives the page, for a day and until they sign out. The desk keeps
  // its drafts on the server; in another company's page nobody knows who comes next.
  const KEPT = 'okpay-words ';
  const A_DAY = 86_400_000;
  const A_WHILE = 900_000;

  function keep(form, words) {
    const key = KEPT + form.getAttribute('hx-post');
    try {
      if (words.text.trim()) localStorage.setItem(key, JSON.stringify({ ...words, at: Date.now() }));
      else localStorage.removeItem(key);
    } catch (full) {
      // Then they live as long as the page.
    }
  }

  function kept(form) {
    try {
      const words = JSON.parse(localStorage.getItem(KEPT + form.getAttribute('hx-post')));
      if (words && Date.now() - words.at < A_DAY) return words;
      keep(form, { text: '' });
      return null;
    } catch (broken) {
      return null;
    }
  }

  document.addEventListener('submit', (event) => {
    if (!(event.target.getAttribute('action') || '').endsWith('/sign-out')) return;
    Object.keys(localStorage).filter((it) => it.startsWith(KEPT)).forEach((it) => localStorage.removeItem(it));
  });

  document.querySelectorAll('form[data-chat]').forEach((form) => {
    const text = form.elements.text;
    const refusal = form.querySelector('[data-chat-refusal]');
    const own = form.getAttribute('hx-post').startsWith('/app/');
    let waiting = false;

    text.addEventListener('input', () => {
      refusal.hidden = true;
      grow(text);
      if (own) keep(form, { text: text.value });
    });
    text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    let sent = '';
    form.addEventListener('htmx:configRequest', (event) => {
      // Other words than those that got no answer are another message.
      if (sent && sent !== text.value) form.elements.clientId.value = freshId();
      event.detail.parameters.set('clientId', form.elements.clientId.value);
      sent = text.value;
      if (own) keep(form, { text: sent, id: form.elements.clientId.value });
    });
    form.addEventListener('htmx:beforeRequest', () => { refusal.hidden = true; });
    form.addEventListener('htmx:afterRequest', (event) => {
      waiting = false;
      if (event.detail.successful) {
        if (text.value === sent) text.value = '';
        sent = '';
        if (own) keep(form, { text: text.value });
        grow(text);
        form.elements.clientId.value = freshId();
        text.focus();
        return;
      }
      if (event.detail.xhr.status === 409) {
        // Not sent: something is to be read first.
        const root = form.closest('[data-live-into]');
        document.dispatchEvent(new CustomEvent('okpay:parts', { detail: { root, html: event.detail.xhr.responseText } }));
        return;
      }
      waiting = event.detail.xhr.status === 0 || event.detail.xhr.status >= 500;
      // What was refused is not sent by itself.
      if (own && !waiting) keep(form, { text: text.value });
      refusal.textContent = waiting ? refusal.dataset.lost : event.detail.xhr.responseText;
      refusal.hidden = false;
    });
    window.addEventListener('online', () => { if (waiting) form.requestSubmit(); });

    const before = own && !text.value && kept(form);
    if (!before) return;
    text.value = before.text;
    grow(text);
    if (!before.id) return;
    // It was on its way: under the same id it is there once, whether it arrived or not.
    form.elements.clientId.value = before.id;
    sent = before.text;
    waiting = true;
    refusal.textContent = refusal.dataset.lost;
    refusal.hidden = false;
    window.addEventListener('load', () => {
      if (navigator.onLine && Date.now() - before.at < A_WHILE) form.requestSubmit();
    });
  });

  // A file goes as soon as it is chosen, pasted, or dropped into the box, one after the other. What got no answer is
  // tried again under the same id, so that it is there once. At the desk it is asked first, and never sent for a note.
  document.querySelectorAll('form[data-attach]').forEach((form) => {
    const field = form.elements.file;
    const text = document.getElementById('words');
    const note = document.querySelector('[data-note]');
    const busy = form.querySelector('[data-attach-busy]');
    const refusal = form.querySelector('.refusal');
    const largest = 8_000_000;
    const queue = [];
    let under = false;

    function say(words) {
      refusal.textContent = words;
      refusal.hidden = !words;
    }

    function next() {
      if (under || !queue.length) return;
      const one = new DataTransfer();
      one.items.add(queue[0]);
      field.files = one.files;
      under = true;
      form.requestSubmit();
    }

    function take(files) {
      const all = [...(files || [])];
      if (!all.length) return false;
      if (note && note.checked) { say(form.dataset.noteOn); return true; }
      if (form.dataset.ask && !confirm(form.dataset.ask)) return true;
      say(all.some((it) => it.size > largest) ? form.dataset.large : '');
      queue.push(...all.filter((it) => it.size <= largest));
      next();
      return true;
    }

    field.addEventListener('change', () => {
      const chosen = [...field.files];
      field.value = '';
      take(chosen);
    });
    // Cells and formatted text bring a picture of themselves along: words are words.
    text.addEventListener('paste', (event) => {
      if (!event.clipboardData.types.includes('text/plain') && take(event.clipboardData.files)) event.preventDefault();
    });
    text.addEventListener('dragover', (event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
    text.addEventListener('drop', (event) => { if (take(event.dataTransfer.files)) event.preventDefault(); });
    form.addEventListener('htmx:beforeRequest', () => {
      busy.textContent = form.dataset.busy;
      busy.hidden = false;
    });
    form.addEventListener('htmx:afterRequest', (event) => {
      busy.hidden = true;
      under = false;
      const status = event.detail.xhr.status;
      if (!event.detail.successful) refusal.hidden = false;
      if (status === 0 || status >= 500) return;
      queue.shift();
      field.value = '';
      form.elements.clientId.value = freshId();
      next();
    });
    window.addEventListener('online', next);
  });

  // The other side is told what is on this screen while somebody looks at it, and that somebody types. The desk's box
  // does so by itself.
  document.querySelectorAll('[data-looks]').forEach((root) => {
    const csrf = root.querySelector('[name="_csrf"]').value;
    let told = 0;
    let typed = 0;

    function tell(writes) {
      const seen = Math.max(0, ...[...root.querySelectorAll('[data-seq]')].map((it) => Number(it.dataset.seq)));
      if (document.visibilityState !== 'visible' || (seen <= told && !writes)) return;
      told = seen;
      fetch(root.dataset.looks, { method: 'POST', body: new URLSearchParams({ seen, writes, _csrf: csrf }) }).catch(() => { told = 0; });
    }

    document.getElementById('words').addEventListener('input', () => {
      if (Date.now() - typed < 4000) return;
      typed = Date.now();
      tell(true);
    });
    document.addEventListener('okpay:merged', () => tell(false));
    document.addEventListener('visibilitychange', () => tell(false));
    window.addEventListener('online', () => tell(false));
    tell(false);
  });

  // A conversation that has only begun is read from its top: the card comes first.
  if (document.querySelector('.from-me, .from-them')) toEnd();
})();
