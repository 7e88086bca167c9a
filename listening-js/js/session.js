import { stereo } from "./audio.js";
import { engine } from "./engine.js";
import { asked } from "./errors.js";
import { made } from "./report.js";

/** Options as the module reads them. */
export function written(options) {
  return JSON.stringify(options);
}

/** The engine behind a session, for what pushes to it. */
export let rawOf;

/** A live call, push by push: events come as they become final, at most 3 s after they happened. */
export class Session {
  #raw;
  #rate;
  #ended = [];

  static {
    rawOf = (session) => session.#raw;
  }

  /** @param {object} options `sampleRate` and those of `analyze`; `decisions`, `provisional`, `history`. */
  constructor(options = {}) {
    this.#raw = asked(() => new (engine().Engine)(written(options)));
    this.#rate = options.sampleRate ?? 8000;
  }

  /** Samples per second and channel. */
  get sampleRate() {
    return this.#rate;
  }

  /** Takes audio in any form of `analyze`; gives the events that it settled or announced. */
  push(audio) {
    const channels = stereo(audio);
    return JSON.parse(asked(() => channels.part(this.#raw, 0, channels.frames)));
  }

  /** Takes interleaved stereo in G.711, `"mulaw"` or `"alaw"`. */
  pushBytes(bytes, encoding) {
    return JSON.parse(asked(() => this.#raw.pushBytes(bytes, encoding)));
  }

  /** Takes frames of which nothing arrived, of neither party. */
  pushGap(frames) {
    return JSON.parse(asked(() => this.#raw.pushGap(frames)));
  }

  /** Says that the next frames of `party` are lost: what is pushed for them is not its audio. */
  pushLost(frames, party) {
    asked(() => this.#raw.pushLost(frames, party));
  }

  /** Says that from `start` to `end`, in seconds, the audio of `party` was lost, though silence was pushed for it. */
  noteLost(party, start, end) {
    asked(() => this.#raw.noteLost(party, start, end));
  }

  /** Says that the recording is known to be cut short. */
  noteTruncated() {
    asked(() => this.#raw.noteTruncated());
  }

  /** Takes a word, `{ party, start, end, text }`, in seconds. */
  pushWord(word) {
    asked(() => this.#raw.pushWord(JSON.stringify(word)));
  }

  /** Takes what the telephone system says, `{ kind, start, end, party, agent }`. */
  pushMark(mark) {
    asked(() => this.#raw.pushMark(JSON.stringify(mark)));
  }

  /** Probability of an open `"floor_taken"` or `"turn_end"` by `party`; undefined where none is open. */
  probability(kind, party) {
    return asked(() => this.#raw.probability(kind, party));
  }

  /** Seconds of audio taken. */
  get position() {
    return asked(() => this.#raw.position());
  }

  /** The current state of the call. */
  snapshot() {
    return JSON.parse(asked(() => this.#raw.snapshot()));
  }

  /** The report that the end would give now. */
  reportSoFar() {
    return made(asked(() => this.#raw.reportSoFar()));
  }

  /** Ends the call. `session.ended` then has the events that only the end settled. */
  finish() {
    const [report, events] = asked(() => this.#raw.finish());
    this.#ended = JSON.parse(events);
    return made(report);
  }

  /** After `finish`: the events that only the end of the call settled. */
  get ended() {
    return this.#ended;
  }

  /** Gives the memory back at once; otherwise the garbage collector does. */
  free() {
    this.#raw.free();
  }
}
