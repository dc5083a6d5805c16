// Between a telephone (8,000 samples a second) and the loudspeaker and microphone of a desk.
const RATE = 8000
const FRAME = 160
const HELD_BACK = 3 * FRAME
const MOST = 15 * FRAME

class PhoneLine extends AudioWorkletProcessor {
  constructor() {
    super()
    this.heard = []
    this.isFilling = true
    this.place = 0
    this.before = 0
    this.said = new Int16Array(FRAME)
    this.length = 0
    this.sum = 0
    this.count = 0
    this.step = 0
    this.port.onmessage = event => {
      const frame = new Int16Array(event.data)
      for (let i = 0; i < frame.length; i++) this.heard.push(frame[i] / 32768)
      if (this.heard.length > MOST) this.heard.splice(0, this.heard.length - MOST)
    }
  }

  process(inputs, outputs) {
    if (inputs[0].length > 0) this.say(inputs[0][0])
    const out = outputs[0]
    this.play(out[0])
    for (let i = 1; i < out.length; i++) out[i].set(out[0])
    return true
  }

  // Each sample of the telephone is the mean of those it stands for.
  say(samples) {
    for (let i = 0; i < samples.length; i++) {
      this.sum += samples[i]
      this.count++
      this.step += RATE
      if (this.step < sampleRate) continue
      this.step -= sampleRate
      this.said[this.length++] = Math.max(-1, Math.min(1, this.sum / this.count)) * 32767
      this.sum = 0
      this.count = 0
      if (this.length === FRAME) {
        this.port.postMessage(this.said.slice().buffer)
        this.length = 0
      }
    }
  }

  // Straight lines between the samples; silence until a little is held back.
  play(out) {
    if (this.isFilling && this.heard.length >= HELD_BACK) this.isFilling = false
    for (let i = 0; i < out.length; i++) {
      if (this.isFilling || this.heard.length === 0) {
        this.isFilling = true
        out[i] = 0
        continue
      }
      out[i] = this.before + (this.heard[0] - this.before) * this.place
      this.place += RATE / sampleRate
      while (this.place >= 1 && this.heard.length > 0) {
        this.place -= 1
        this.before = this.heard.shift()
      }
    }
  }
}

registerProcessor('phone-line', PhoneLine)
