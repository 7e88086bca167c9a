// The part of the example that runs in the audio thread: it hands on both inputs in pieces.

/** Frames of a piece: eight render quanta, 21 ms at 48 kHz. */
const PIECE = 1024;

class Capture extends AudioWorkletProcessor {
  #port;
  #agent = new Float32Array(PIECE);
  #customer = new Float32Array(PIECE);
  #filled = 0;
  /** Frame of the context's clock at which the piece begins. */
  #start = 0;

  constructor() {
    super();
    // The first message brings the port of the Worker: pieces go there, past the page.
    this.port.onmessage = ({ data }) => {
      if (data.port) {
        this.#port = data.port;
        this.port.postMessage({ ready: true });
      }
      if (data.flush) this.#send();
    };
  }

  process([agent, customer]) {
    if (this.#port === undefined) return true;
    // An input with nothing connected has no channel: it is silent.
    const length = agent[0]?.length ?? customer[0]?.length ?? 128;
    if (this.#filled === 0) this.#start = currentFrame;
    // Quanta that were not rendered are missed: the Worker sees it by the clock of the next piece.
    if (currentFrame !== this.#start + this.#filled) this.#send();
    if (this.#filled === 0) this.#start = currentFrame;
    for (const [input, piece] of [[agent, this.#agent], [customer, this.#customer]]) {
      if (input[0]) piece.set(input[0], this.#filled);
      else piece.fill(0, this.#filled, this.#filled + length);
    }
    this.#filled += length;
    if (this.#filled + length > PIECE) this.#send();
    return true;
  }

  #send() {
    if (this.#filled === 0 || this.#port === undefined) return;
    const [agent, customer] = [this.#agent, this.#customer].map((piece) => piece.slice(0, this.#filled));
    this.#port.postMessage({ start: this.#start, agent, customer }, [agent.buffer, customer.buffer]);
    this.#filled = 0;
  }
}

registerProcessor("listening-capture", Capture);
