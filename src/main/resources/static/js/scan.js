// A camera that looks for a code: small pictures go to the server until it says where to go on.
(function () {
  const place = document.querySelector('[data-scan]');
  if (!place) return;
  const off = document.querySelector('[data-scan-off]');
  const video = place.querySelector('video');
  const canvas = document.createElement('canvas');
  const SIDE = 800;

  function refuse() {
    place.hidden = true;
    if (off) off.hidden = false;
  }

  async function look() {
    const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    canvas.getContext('2d').drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
    const form = new FormData();
    form.append('picture', picture, 'frame.jpg');
    const answer = await fetch(place.dataset.scan, {
      method: 'POST', body: form, headers: { 'X-XSRF-TOKEN': place.dataset.token },
    });
    return answer.status === 200 ? answer.text() : '';
  }

  async function run() {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      place.hidden = false;
      await video.play();
    } catch {
      refuse();
      return;
    }
    for (;;) {
      const to = video.videoWidth && !document.hidden ? await look().catch(() => '') : '';
      if (to) {
        video.srcObject.getTracks().forEach((track) => track.stop());
        location.assign(to);
        return;
      }
      await new Promise((done) => setTimeout(done, 400));
    }
  }

  if (navigator.mediaDevices) run(); else refuse();
})();
