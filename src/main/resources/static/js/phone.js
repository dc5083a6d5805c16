// Speaks with a caller: the microphone goes to the line, and the line to the loudspeaker.
(() => {
  const box = document.querySelector('[data-sound]')
  if (!box) return
  const shown = box.querySelector('[data-line]')
  const begin = box.querySelector('[data-begin]')
  const mute = box.querySelector('[data-mute]')
  const ENDED = { 1000: 'over', 4404: 'gone', 4421: 'elsewhere' }
  const TRIES = 5
  let tries = 0
  let audio
  let line
  let microphone

  const say = what => {
    shown.textContent = box.dataset[what]
    shown.dataset.state = what
  }

  async function prepare() {
    microphone = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
    })
    microphone.getAudioTracks().forEach(track => { track.onended = () => say('deaf') })
    audio = new AudioContext()
    await audio.audioWorklet.addModule('/js/phone-line.js')
    line = new AudioWorkletNode(audio, 'phone-line')
    audio.createMediaStreamSource(microphone).connect(line).connect(audio.destination)
  }

  function connect() {
    const address = new URL(box.dataset.sound, location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    line.port.onmessage = event => {
      if (socket.readyState === WebSocket.OPEN) socket.send(event.data)
    }
    socket.onmessage = event => {
      tries = 0
      if (shown.dataset.state !== 'on') say('on')
      line.port.postMessage(event.data, [event.data])
    }
    socket.onclose = event => {
      if (ENDED[event.code] || tries === TRIES) return end(ENDED[event.code] || 'gone')
      tries++
      say('lost')
      setTimeout(connect, 1000)
    }
  }

  function end(how) {
    say(how)
    mute.hidden = true
    microphone.getTracks().forEach(track => track.stop())
    audio.close()
  }

  async function start() {
    say('connecting')
    try {
      if (!audio) await prepare()
    } catch {
      audio = undefined
      begin.hidden = false
      return say('deaf')
    }
    // A browser may want a click before it makes a sound.
    if (audio.state !== 'running') {
      await Promise.race([audio.resume(), new Promise(done => setTimeout(done, 500))])
    }
    if (audio.state !== 'running') {
      begin.hidden = false
      return say('click')
    }
    begin.hidden = true
    mute.hidden = false
    connect()
  }

  begin.addEventListener('click', start)
  mute.addEventListener('click', () => {
    const isOn = mute.getAttribute('aria-pressed') === 'true'
    mute.setAttribute('aria-pressed', String(!isOn))
    microphone.getAudioTracks().forEach(track => { track.enabled = isOn })
  })
  window.addEventListener('beforeunload', event => {
    if (shown.dataset.state === 'on') event.preventDefault()
  })
  box.querySelectorAll('[data-hang-up], [data-leaves]').forEach(form => form.addEventListener('submit', () => say('over')))
  start()
})()
