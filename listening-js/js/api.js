// What all entries export: browsers (index.js) and Node (node.js) differ in how the module is loaded alone.

import { mono, stereo } from "./audio.js";
import { engine } from "./engine.js";
import { ListeningError, asked } from "./errors.js";
import { Report, made } from "./report.js";
import { Session, written } from "./session.js";

export { ListeningError, Report, Session };
export { AudioHookCall, RtpCall, TwilioCall } from "./streams.js";

/** Frames that are pushed at once: what is copied into the module stays small. */
const PART = 1 << 18;

/**
 * Reports on a whole call.
 *
 * @param {Float32Array | Int16Array | AudioBuffer | { left: object, right: object }} audio
 * @param {object} [options]
 * @returns {Report}
 */
export function analyze(audio, options = {}) {
  if (options.turns !== undefined) return ofMix(audio, options);
  const { onProgress, ...settings } = options;
  const channels = stereo(audio);
  const rate = settings.sampleRate ?? audio.sampleRate;
  if (rate === undefined) throw new ListeningError("config", "option `sampleRate` is missing: give the samples per second");
  const raw = asked(() => new (engine().Engine)(written({ ...settings, sampleRate: rate, provisional: false })));
  try {
    for (let from = 0; from < channels.frames; from += PART) {
      asked(() => channels.part(raw, from, Math.min(from + PART, channels.frames)));
      onProgress?.(Math.min(1, (from + PART) / channels.frames));
    }
    return made(asked(() => raw.finish())[0]);
  } finally {
    raw.free();
  }
}

/** A mono recording of both parties, with who talks when. */
function ofMix(audio, { turns, onProgress, ...settings }) {
  const channel = mono(audio);
  const rate = settings.sampleRate ?? audio.sampleRate;
  if (rate === undefined) throw new ListeningError("config", "option `sampleRate` is missing: give the samples per second");
  const raw = asked(() => new (engine().MixEngine)(written({ ...settings, sampleRate: rate })));
  try {
    for (const party of ["agent", "customer"]) {
      for (const [start, end] of turns[party] ?? []) asked(() => raw.pushTurn(party, start, end));
    }
    asked(() => channel.push(raw));
    onProgress?.(1);
    return made(asked(() => raw.finish()));
  } finally {
    raw.free();
  }
}

/**
 * Reports on who talked when, without audio.
 *
 * @param {{ agent: [number, number][], customer: [number, number][] }} talk Start and end of each talkspurt, in seconds.
 * @param {object} [options] `duration` and those of `analyze`.
 * @returns {Report}
 */
export function fromTalkspurts({ agent, customer }, options = {}) {
  return made(asked(() => engine().floor(JSON.stringify({ agent, customer }), written(options))));
}

/** The words of a recogniser's transcript (its bytes), with their parties, for `words`. */
export function readTranscript(bytes, { speakers = {}, agent = 0, of } = {}) {
  const channel = agent === "right" || agent === 1 ? 1 : 0;
  return JSON.parse(asked(() => engine().readTranscript(bytes, JSON.stringify(speakers), channel, of)));
}

/** The turns of a diarisation (its bytes): RTTM, STM, CTM, TextGrid, EAF, CHAT or JSON. */
export function readDiarisation(bytes) {
  return JSON.parse(asked(() => engine().readDiarisation(bytes)));
}

/** The marks of a file (its bytes), JSON lines or CSV, for `marks`. */
export function readMarks(bytes) {
  return JSON.parse(asked(() => engine().readMarks(bytes)));
}

/** The file of the built-in profile, to be changed. */
export function profile(id = "contact_center/2") {
  return JSON.parse(asked(() => engine().profile(id)));
}

/** The engine's version. */
export function version() {
  return engine().version();
}
