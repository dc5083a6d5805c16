// Shows OKPay's chat in a page of another site:
//   <script src="https://pay.example.com/js/widget.js" data-token="…" data-token-url="/okpay-token" async></script>
// The token says who is there and is made by that site's own server; when it is over, a fresh one is fetched from
// data-token-url. Without any, the chat shows help and the way to sign in. window.OKPay opens and closes it.
(function () {
  const script = document.currentScript;
  const okpay = new URL(script.src).origin;
  const language = (script.dataset.lang || document.documentElement.lang || navigator.language || '').startsWith('zh') ? 'zh' : 'en';
  const words = {
    zh: { open: '联系客服', close: '收起', unread: (n) => `联系客服，${n} 条新消息`, title: 'OKPay 客服' },
    en: { open: 'Support', close: 'Close', unread: (n) => `Support, ${n} new`, title: 'OKPay support' },
  }[language];
  let token = script.dataset.token || '';
  let frame = null;
  let shown = false;

  function make(tag, rules) {
    const element = document.createElement(tag);
    Object.assign(element.style, rules);
    return element;
  }

  const button = make('button', {
    position: 'fixed', right: '20px', bottom: '20px', zIndex: '2147483000', height: '48px', padding: '0 20px', border: '0',
    borderRadius: '24px', background: '#0b6b5d', color: '#fff', font: '600 16px/1 system-ui, sans-serif', cursor: 'pointer',
    boxShadow: '0 4px 16px rgb(0 0 0 / 25%)',
  });
  const place = document.createElement('aside');
  place.setAttribute('aria-label', words.title);
  place.append(button);
  button.type = 'button';
  button.textContent = words.open;
  button.setAttribute('aria-expanded', 'false');

  function tell(message) {
    if (frame) frame.contentWindow.postMessage(message, okpay);
  }

  function show(wanted) {
    shown = wanted;
    if (!frame) {
      const narrow = window.matchMedia('(max-width: 480px)').matches;
      frame = make('iframe', {
        position: 'fixed', right: narrow ? '0' : '20px', bottom: narrow ? '0' : '80px', zIndex: '2147483001', border: '0',
        width: narrow ? '100%' : '380px', height: narrow ? '100%' : 'min(600px, calc(100vh - 100px))',
        borderRadius: narrow ? '0' : '14px', boxShadow: '0 8px 32px rgb(0 0 0 / 30%)', background: 'Canvas', colorScheme: 'light dark',
      });
      frame.title = words.title;
      frame.src = `${okpay}/widget?lang=${language}`;
      place.append(frame);
    }
    frame.style.display = shown ? 'block' : 'none';
    button.textContent = shown ? words.close : words.open;
    button.setAttribute('aria-expanded', String(shown));
    tell({ okpay: 'shown', shown });
    (shown ? frame : button).focus();
  }

  async function fresh() {
    if (!script.dataset.tokenUrl) return '';
    try {
      const answer = await fetch(script.dataset.tokenUrl, { credentials: 'same-origin', cache: 'no-store' });
      return answer.ok ? (await answer.text()).trim() : '';
    } catch (lost) {
      return '';
    }
  }

  // Who is there may change while a token is fetched.
  async function vouch(isOver) {
    const before = token;
    if (isOver || !token) {
      const other = await fresh();
      if (token === before) token = other;
    }
    tell({ okpay: 'voucher', voucher: token });
  }

  window.addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== okpay || !event.data) return;
    const { okpay: what, n } = event.data;
    if (what === 'ready') {
      vouch(false);
      tell({ okpay: 'shown', shown });
    } else if (what === 'over') {
      vouch(true);
    } else if (what === 'close') {
      show(false);
    } else if (what === 'unread' && !shown) {
      button.textContent = n > 0 ? words.unread(Number(n)) : words.open;
    }
  });

  button.addEventListener('click', () => show(!shown));
  window.OKPay = {
    open: () => show(true),
    close: () => frame && show(false),
    // Somebody else is there now, or nobody.
    token: (other) => { token = other || ''; tell({ okpay: 'voucher', voucher: token, other: true }); },
  };
  const begin = () => document.body.append(place);
  if (document.body) begin(); else document.addEventListener('DOMContentLoaded', begin);
})();
