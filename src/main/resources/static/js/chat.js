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

  document.addEventListener('okpay:merged', (event) => {
    if (event.detail.added) toEnd();
  });

  document.querySelectorAll('form[data-chat]').forEach((form) => {
    const text = form.elements.text;
    const refusal = form.querySelector('[data-chat-refusal]');
    let waiting = false;

    text.addEventListener('input', () => { refusal.hidden = true; grow(text); });
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
    });
    form.addEventListener('htmx:beforeRequest', () => { refusal.hidden = true; });
    form.addEventListener('htmx:afterRequest', (event) => {
      waiting = false;
      if (event.detail.successful) {
        if (text.value === sent) text.value = '';
        sent = '';
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
      refusal.textContent = waiting ? refusal.dataset.lost : event.detail.xhr.responseText;
      refusal.hidden = false;
    });
    window.addEventListener('online', () => { if (waiting) form.requestSubmit(); });
  });

  // A conversation that has only begun is read from its top: the card comes first.
  if (document.querySelector('.from-me, .from-them')) toEnd();
})();
