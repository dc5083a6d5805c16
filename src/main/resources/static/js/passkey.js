// Passkeys: the server asks, the device signs, the server says where to go on.
(function () {
  const able = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;

  async function post(form, url, body, type) {
    const headers = { 'X-XSRF-TOKEN': form.dataset.token };
    if (type) headers['Content-Type'] = type;
    const answer = await fetch(url, { method: 'POST', body, headers });
    if (!answer.ok) throw new Error(answer.status === 422 ? await answer.text() : form.dataset.failed);
    return answer;
  }

  async function run(form) {
    const question = await (await post(form, form.dataset.ask, new URLSearchParams(new FormData(form)))).json();
    const isNew = form.dataset.passkey === 'create';
    const credential = isNew
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question.options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question.options) });
    const query = new URLSearchParams({ ceremony: question.ceremony });
    if (isNew) query.set('name', form.elements.name.value);
    const answer = await post(form, form.dataset.answer + '?' + query, JSON.stringify(credential), 'application/json');
    location.assign(await answer.text());
  }

  // Instead of the payment PIN: the device signs what the page shows, and the form goes off with it.
  document.querySelectorAll('button[data-passkey-confirm]').forEach((button) => {
    if (!able) return;
    const form = button.form;
    button.hidden = false;
    // Whoever comes back to the page has signed nothing yet.
    window.addEventListener('pageshow', () => {
      form.elements.ceremony.value = '';
      form.elements.passkey.value = '';
      form.elements.pin.required = true;
    });
    button.addEventListener('click', async () => {
      const headers = { 'X-XSRF-TOKEN': form.elements._csrf.value };
      const body = new URLSearchParams({ action: button.dataset.passkeyConfirm });
      try {
        const answer = await fetch('/app/confirmations', { method: 'POST', body, headers });
        if (!answer.ok) throw new Error('not asked');
        const question = await answer.json();
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question.options);
        form.elements.ceremony.value = question.ceremony;
        form.elements.passkey.value = JSON.stringify(await navigator.credentials.get({ publicKey }));
        form.elements.pin.required = false;
        form.requestSubmit();
      } catch (fault) {
        // Whoever closes the device's own window, or has no such key here, types the PIN.
        const refusal = form.querySelector('[data-passkey-refusal]');
        refusal.textContent = button.dataset.failed;
        refusal.hidden = fault.name === 'NotAllowedError';
        form.elements.pin.focus();
      }
    });
  });

  document.querySelectorAll('form[data-passkey]').forEach((form) => {
    const refusal = document.querySelector('[data-passkey-refusal]');
    const off = document.querySelector('[data-passkey-off]');
    if (!able) {
      form.hidden = true;
      if (off) off.hidden = false;
      return;
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      refusal.hidden = true;
      run(form).catch((fault) => {
        // Whoever closes the device's own window has said no, and needs no words for it.
        if (fault.name === 'NotAllowedError') return;
        const isTold = fault.constructor === Error;
        const isKnown = fault.name === 'InvalidStateError' && form.dataset.known;
        refusal.textContent = isTold ? fault.message : isKnown || form.dataset.failed;
        refusal.hidden = false;
      });
    });
  });
})();
