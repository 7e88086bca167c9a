// Calls as servers receive them: packets and messages, put in their places and pushed to a session.

import { engine } from "./engine.js";
import { ListeningError, asked } from "./errors.js";
import { Session, rawOf } from "./session.js";

/** What the calls of a session share. */
class Placed {
  #session;

  constructor(session, rates) {
    if (!(session instanceof Session)) {
      throw new ListeningError("config", `session is ${session === null ? "null" : typeof session}: expected a Session`);
    }
    if (rates !== undefined && session.sampleRate !== rates) {
      throw new ListeningError("config", `the session has ${session.sampleRate} samples a second: expected ${rates}, as the stream has`);
    }
    this.#session = session;
  }

  /** The session of the call. */
  get session() {
    return this.#session;
  }
}

/** A call over Twilio Media Streams: its messages, placed by their timestamps. */
export class TwilioCall extends Placed {
  #raw;

  /**
   * @param {Session} session Of 8000 Hz.
   * @param {object} [options] `agent`, the track on which the agent is heard, "outbound" if not given; `delay`, seconds for which a message
   *   that was overtaken is waited for, 0.1 if not given.
   */
  constructor(session, { agent = "outbound", delay = 0.1 } = {}) {
    super(session, 8000);
    this.#raw = asked(() => new (engine().TwilioEngine)(String(agent), Number(delay)));
  }

  /** Takes a message as it came, text or bytes: what it says, and the events that it settled or announced. */
  push(message) {
    const [said, events] = asked(() => this.#raw.push(rawOf(this.session), textOf(message)));
    return { message: JSON.parse(said), events: JSON.parse(events) };
  }

  /** Says that nothing will come for what is before `seconds` from the start of the stream: events go on while nobody is sent. */
  advance(seconds) {
    return JSON.parse(asked(() => this.#raw.advance(rawOf(this.session), seconds)));
  }

  /** What became of the messages so far. */
  get counts() {
    return JSON.parse(this.#raw.counts());
  }

  /** Places what still waits, and ends the session's call. `session.ended` has the events that this settled. */
  finish() {
    return finished(this.session, asked(() => this.#raw.finish(rawOf(this.session))));
  }
}

/** A call over Genesys AudioHook: its messages, placed, and what the server answers. */
export class AudioHookCall extends Placed {
  #raw;

  /** @param {Session} session Of 8000 Hz. */
  constructor(session) {
    super(session, 8000);
    this.#raw = asked(() => new (engine().AudioHookEngine)());
  }

  /** Takes a text message: what it says, the events that it settled or announced, and the answer to be sent, if one is due. */
  pushText(message) {
    const [said, events, reply] = asked(() => this.#raw.pushText(rawOf(this.session), textOf(message)));
    return { message: JSON.parse(said), events: JSON.parse(events), reply };
  }

  /** Takes a binary message; gives the events that it settled or announced. */
  pushAudio(bytes) {
    return JSON.parse(asked(() => this.#raw.pushAudio(rawOf(this.session), bytes)));
  }

  /** The message by which the server ends the stream: reason is "completed", "unauthorized" or "error". */
  disconnect(reason, info = "") {
    return asked(() => this.#raw.disconnect(reason, info));
  }

  /** Whether the client has closed the stream. */
  get hasEnded() {
    return this.#raw.hasEnded();
  }

  /** Whether the stream is paused. */
  get isPaused() {
    return this.#raw.isPaused();
  }

  /** Seconds that the client said it discarded. */
  get lost() {
    return this.#raw.lost();
  }

  /** Ends the session's call. */
  finish() {
    return this.session.finish();
  }
}

/** The RTP packets of a call, put in their places. */
export class RtpCall extends Placed {
  #raw;
  #rate;

  /**
   * @param {Session} session Its rate is the clock rate of the payload types.
   * @param {object} [options] `delay` and `patience` in seconds; `payloadTypes`, as `{ 96: "L16/8000" }`.
   */
  constructor(session, { delay = 0.06, patience = 1, payloadTypes = {} } = {}) {
    super(session);
    this.#rate = session.sampleRate;
    this.#raw = asked(() => new (engine().RtpEngine)(this.#rate, delay, patience));
    for (const [number, name] of Object.entries(payloadTypes)) asked(() => this.#raw.setPayloadType(Number(number), String(name)));
  }

  /** Takes a datagram of `party` that arrived then, in seconds on one clock for both; gives events. */
  push(party, arrival, datagram) {
    return JSON.parse(asked(() => this.#raw.push(rawOf(this.session), party, arrival, datagram)));
  }

  /** Says that nothing came until `now`; gives events. */
  advance(now) {
    return JSON.parse(asked(() => this.#raw.advance(rawOf(this.session), now)));
  }

  /** Whether both parties have said goodbye (RTCP BYE). */
  get hasEnded() {
    return this.#raw.hasEnded();
  }

  /** What became of the packets of a party so far; `lost` is in seconds. */
  counts(party) {
    const counts = JSON.parse(asked(() => this.#raw.counts(party)));
    return { ...counts, lost: counts.lost / this.#rate };
  }

  /** Places what still waits, and ends the session's call. */
  finish() {
    return finished(this.session, asked(() => this.#raw.finish(rawOf(this.session))));
  }
}

/** Ends a call whose last audio settled these events. */
function finished(session, events) {
  const report = session.finish();
  session.ended.unshift(...JSON.parse(events));
  return report;
}

/** A message that a web socket gave as text, or as the bytes of one. */
function textOf(message) {
  return typeof message === "string" ? message : new TextDecoder().decode(message);
}
