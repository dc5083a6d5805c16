// This browser wants to be told, also while OKPay is closed.
(function () {
  const zone = document.querySelector('[data-zone]');
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && here) zone.value = here;

  const button = document.querySelector('[data-push]');
  if (!button || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return;
  const refusal = document.querySelector('[data-push-refusal]');
  document.querySelector('[data-push-unable]').hidden = true;
  button.hidden = false;

  function say(words) {
    refusal.textContent = words;
    refusal.hidden = false;
  }

  function base64(buffer) {
    return btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }

  button.addEventListener('click', async () => {
    refusal.hidden = true;
    button.disabled = true;
    try {
      if (await Notification.requestPermission() !== 'granted') {
        say(button.dataset.blocked);
        return;
      }
      const worker = await navigator.serviceWorker.ready;
      const old = await worker.pushManager.getSubscription();
      if (old) await old.unsubscribe();
      const at = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: button.dataset.push });
      const body = new URLSearchParams({ endpoint: at.endpoint, key: base64(at.getKey('p256dh')), auth: base64(at.getKey('auth')) });
      const answer = await fetch('/app/notices/browser', { method: 'POST', body, headers: { 'X-XSRF-TOKEN': button.dataset.token } });
      if (!answer.ok) {
        say(answer.status === 422 ? await answer.text() : button.dataset.failed);
        return;
      }
      location.assign('/app/notices/ways?done=on');
    } catch {
      say(button.dataset.failed);
    } finally {
      button.disabled = false;
    }
  });
})();
