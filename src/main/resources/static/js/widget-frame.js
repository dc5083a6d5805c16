// The chat inside the frame. The page around it hands over a voucher; it is exchanged for a pass that stays in this
// memory and goes with every request. News is read as it comes, and after a break from where it ended. Whatever was
// asked for in the name of somebody who is no longer there is not heard any more.
(function () {
  const allowed = document.body.dataset.origins.split(' ').filter(Boolean);
  const lost = document.body.dataset.lost;
  const find = (name) => document.querySelector(`[data-widget-${name}]`);
  const root = find('chat');
  const form = root.querySelector('form');
  const text = form.elements.text;
  const refusal = form.querySelector('[data-chat-refusal]');
  const hello = root.querySelector('.empty').cloneNode(true);
  const language = document.documentElement.lang;
  let host = '';
  let asked = 0; // how often somebody was vouched for
  let pass = '';
  let who = '';
  let address = ''; // of the stream of the case on the screen
  let known = ''; // the last event of it
  let leaving = new AbortController();
  let renewal = 0;
  let exchanged = 0; // when
  let said = ''; // why the last voucher was not believed
  let again = false; // the words in the box wait for a new pass
  let shown = true;
  let told = 0;
  let typed = 0;

  const pause = (ms) => new Promise((go) => { setTimeout(go, ms); });
  const last = () => Math.max(0, ...[...root.querySelectorAll('[data-seq]')].map((it) => Number(it.dataset.seq)));
  const onScreen = () => (address ? address.split('/')[3] : '');

  function tell(message) {
    if (host) window.parent.postMessage(message, host);
  }

  function headers(more) {
    return { Authorization: `Bearer ${pass}`, 'Accept-Language': language, ...more };
  }

  function only(name) {
    const wasHidden = find(name).hidden;
    for (const it of ['wait', 'guest', 'chat']) find(it).hidden = it !== name;
    if (wasHidden && name === 'chat' && shown) text.focus();
  }

  function empty() {
    address = '';
    known = '';
    told = 0;
    root.querySelector('#messages').replaceChildren(hello.cloneNode(true));
    root.querySelector('#meanwhile').replaceChildren();
    const head = root.querySelector('#case-head');
    head.replaceChildren();
    head.hidden = true;
  }

  // Nothing of whoever was there is left: neither what was said nor what was being written.
  function forget() {
    who = '';
    pass = '';
    again = false;
    htmx.trigger(form, 'htmx:abort');
    text.value = '';
    refusal.hidden = true;
    empty();
  }

  function guest(words) {
    forget();
    const why = find('refusal');
    why.textContent = words;
    why.hidden = !words;
    only('guest');
  }

  // A pass that is refused right after it was given will be refused again.
  function over() {
    if (Date.now() - exchanged < 10000) guest(lost); else tell({ okpay: 'over' });
  }

  function vouched(voucher) {
    asked += 1;
    clearTimeout(renewal);
    leaving.abort();
    leaving = new AbortController();
    if (voucher) exchange(voucher, asked, 0); else guest(said);
  }

  async function exchange(voucher, mine, tries) {
    let answer = null;
    let given = {};
    try {
      answer = await fetch('/widget/passes', { method: 'POST', body: new URLSearchParams({ voucher }), headers: { 'Accept-Language': language } });
      given = await answer.json();
    } catch (broken) {
      // As when nobody answered.
    }
    if (mine !== asked) return;
    if (!answer || answer.status >= 500 || answer.status === 429) {
      await pause(Math.min(30000, 1000 * 2 ** tries));
      if (mine === asked) exchange(voucher, mine, tries + 1);
      return;
    }
    if (!answer.ok) {
      const isFirst = !said;
      said = given.words || lost;
      if (given.code === 'OVER' && isFirst) tell({ okpay: 'over' }); else guest(said);
      return;
    }
    if (who !== given.who) forget();
    said = '';
    who = given.who;
    pass = given.pass;
    exchanged = Date.now();
    renewal = setTimeout(() => tell({ okpay: 'over' }), given.lasts * 800);
    await load();
    if (again && mine === asked) {
      again = false;
      form.requestSubmit();
    }
  }

  function take(html) {
    document.dispatchEvent(new CustomEvent('okpay:parts', { detail: { root, html } }));
  }

  async function load() {
    const mine = asked;
    try {
      const answer = await fetch(`/widget/conversation?case=${onScreen()}`, { headers: headers(), signal: leaving.signal });
      const html = await answer.text();
      if (mine !== asked) return;
      if (answer.status === 401) {
        over();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      take(html);
      only('chat');
      address = answer.headers.get('X-OKPay-Stream') || '';
      if (address) listen();
    } catch (broken) {
      await pause(3000);
      if (mine === asked) load();
    }
  }

  // Where the words landed is what is on the screen.
  function follow(stream) {
    if (!stream || stream === address) return;
    const isOther = address !== '';
    if (isOther) empty();
    address = stream;
    if (isOther) load(); else listen();
  }

  async function listen() {
    const mine = asked;
    const at = address;
    const goesOn = () => mine === asked && at === address;
    while (goesOn()) {
      try {
        const answer = await fetch(`${at}?after=${last()}`, {
          headers: headers(known ? { 'Last-Event-ID': known } : {}), cache: 'no-store', signal: leaving.signal,
        });
        if (!goesOn()) return;
        if (answer.status === 401) {
          over();
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        root.removeAttribute('data-offline');
        await read(answer.body, goesOn);
      } catch (broken) {
        // It is tried again.
      }
      if (goesOn()) root.setAttribute('data-offline', '');
      await pause(500 + Math.random() * 1500);
    }
  }

  async function read(stream, goesOn) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done || !goesOn()) {
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
    if (!address || !shown || document.visibilityState !== 'visible' || (seen <= told && !writes)) return;
    told = seen;
    const body = new URLSearchParams({ case: onScreen(), seen, writes });
    fetch('/widget/looks', { method: 'POST', body, headers: headers() }).catch(() => { told = 0; });
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
      if (event.data.other) said = '';
      vouched(String(event.data.voucher || ''));
    } else if (event.data.okpay === 'shown') {
      shown = event.data.shown === true;
      if (shown) {
        look(false);
        count();
        if (!root.hidden) text.focus();
      }
    }
  });

  form.addEventListener('htmx:configRequest', (event) => {
    event.detail.parameters.set('case', onScreen());
    Object.assign(event.detail.headers, headers());
  });
  form.addEventListener('htmx:afterRequest', (event) => {
    const { status } = event.detail.xhr;
    if (event.detail.successful) {
      follow(event.detail.xhr.getResponseHeader('X-OKPay-Stream'));
    } else if (status === 401) {
      again = true;
      over();
    }
  });
  document.addEventListener('okpay:merged', () => {
    look(false);
    if (!shown) count();
  });
  document.addEventListener('visibilitychange', () => look(false));
  text.addEventListener('input', () => {
    if (Date.now() - typed < 4000) return;
    typed = Date.now();
    look(true);
  });
  find('close').addEventListener('click', () => tell({ okpay: 'close' }));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) tell({ okpay: 'close' });
  });

  // Nothing is said with this: who is not meant learns nothing, and whoever is answers.
  if (window.parent === window) guest(''); else window.parent.postMessage({ okpay: 'ready' }, '*');
})();
