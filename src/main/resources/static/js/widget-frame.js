// The chat inside the frame. The page around it hands over a voucher; it is exchanged for a pass that stays in this
// memory and goes with every request. News is read as it comes, and after a break from where it ended.
(function () {
  const allowed = document.body.dataset.origins.split(' ').filter(Boolean);
  const find = (name) => document.querySelector(`[data-widget-${name}]`);
  const root = find('chat');
  const form = root.querySelector('form');
  const language = document.documentElement.lang;
  let host = '';
  let pass = '';
  let who = '';
  let address = '';
  let round = 0;
  let known = '';
  let shown = true;
  let told = 0;
  let typed = 0;
  let again = false;
  let renewal = 0;

  const pause = (ms) => new Promise((go) => { setTimeout(go, ms); });
  const last = () => Math.max(0, ...[...root.querySelectorAll('[data-seq]')].map((it) => Number(it.dataset.seq)));

  function tell(message) {
    if (host) window.parent.postMessage(message, host);
  }

  function headers(more) {
    return { Authorization: `Bearer ${pass}`, 'Accept-Language': language, ...more };
  }

  function only(name) {
    for (const it of ['wait', 'guest', 'chat']) find(it).hidden = it !== name;
  }

  function guest(words) {
    empty();
    pass = '';
    who = '';
    const refusal = find('refusal');
    refusal.textContent = words;
    refusal.hidden = !words;
    only('guest');
  }

  function empty() {
    round += 1;
    address = '';
    known = '';
    told = 0;
    root.querySelectorAll('#messages > article').forEach((it) => it.remove());
    root.querySelector('#case-head').hidden = true;
  }

  async function exchange(voucher) {
    let answer;
    try {
      answer = await fetch('/widget/passes', { method: 'POST', body: new URLSearchParams({ voucher }), headers: { 'Accept-Language': language } });
    } catch (lost) {
      await pause(3000);
      exchange(voucher);
      return;
    }
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      guest(said.words || document.body.dataset.lost);
      return;
    }
    pass = said.pass;
    if (who !== said.who) empty();
    who = said.who;
    clearTimeout(renewal);
    renewal = setTimeout(() => tell({ okpay: 'over' }), said.lasts * 800);
    await load();
    if (again) {
      again = false;
      form.requestSubmit();
    }
  }

  function take(html) {
    document.dispatchEvent(new CustomEvent('okpay:parts', { detail: { root, html } }));
  }

  async function load() {
    try {
      const answer = await fetch('/widget/conversation', { headers: headers() });
      if (answer.status === 401) {
        tell({ okpay: 'over' });
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      take(await answer.text());
      only('chat');
      follow(answer.headers.get('X-OKPay-Stream'));
    } catch (lost) {
      await pause(3000);
      load();
    }
  }

  function follow(stream) {
    if (!stream || stream === address) return;
    address = stream;
    listen();
  }

  async function listen() {
    round += 1;
    const mine = round;
    while (mine === round) {
      try {
        const answer = await fetch(`${address}?after=${last()}`, { headers: headers(known ? { 'Last-Event-ID': known } : {}), cache: 'no-store' });
        if (answer.status === 401) {
          address = '';
          tell({ okpay: 'over' });
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        root.removeAttribute('data-offline');
        await read(answer.body, () => mine === round);
      } catch (lost) {
        // It is tried again.
      }
      if (mine === round) root.setAttribute('data-offline', '');
      await pause(500 + Math.random() * 1500);
    }
  }

  async function read(stream, wanted) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done || !wanted()) {
        reader.cancel();
        return;
      }
      const events = (rest + value).split('\n\n');
      rest = events.pop();
      events.forEach(happened);
    }
  }

  function happened(event) {
    const data = [];
    for (const line of event.split('\n')) {
      if (line.startsWith('id:')) known = line.slice(3);
      if (line.startsWith('data:')) data.push(line.slice(5));
    }
    if (data.length) take(data.join('\n'));
  }

  function look(writes) {
    const seen = last();
    if (!pass || !shown || document.visibilityState !== 'visible' || (seen <= told && !writes)) return;
    told = seen;
    fetch('/widget/looks', { method: 'POST', body: new URLSearchParams({ seen, writes }), headers: headers() }).catch(() => { told = 0; });
  }

  // What nobody saw yet is counted on the button.
  function count() {
    const others = [...root.querySelectorAll('[data-seq]:not(.from-me)')];
    tell({ okpay: 'unread', n: others.filter((it) => Number(it.dataset.seq) > told).length });
  }

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || !allowed.includes(event.origin) || !event.data) return;
    host = event.origin;
    if (event.data.okpay === 'voucher') {
      if (event.data.voucher) exchange(String(event.data.voucher)); else guest('');
    } else if (event.data.okpay === 'shown') {
      shown = event.data.shown === true;
      if (shown) {
        look(false);
        count();
        if (!root.hidden) form.elements.text.focus();
      }
    }
  });

  document.addEventListener('htmx:configRequest', (event) => Object.assign(event.detail.headers, headers()));
  form.addEventListener('htmx:afterRequest', (event) => {
    const { status } = event.detail.xhr;
    if (event.detail.successful) {
      follow(event.detail.xhr.getResponseHeader('X-OKPay-Stream'));
    } else if (status === 401) {
      again = true;
      tell({ okpay: 'over' });
    }
  });
  document.addEventListener('okpay:merged', (event) => {
    look(false);
    if (!shown) count();
  });
  document.addEventListener('visibilitychange', () => look(false));
  form.elements.text.addEventListener('input', () => {
    if (Date.now() - typed < 4000) return;
    typed = Date.now();
    look(true);
  });
  find('close').addEventListener('click', () => tell({ okpay: 'close' }));
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') tell({ okpay: 'close' }); });

  // Nothing is said with this: who is not meant learns nothing, and whoever is answers.
  if (window.parent === window) guest(''); else window.parent.postMessage({ okpay: 'ready' }, '*');
})();
