// Audio as callers have it, in the forms that the engine takes.

import { ListeningError } from "./errors.js";

const EXPECTED =
  "a Float32Array or Int16Array of interleaved stereo, { left, right } of two such arrays, or an AudioBuffer with two channels";

/**
 * Audio in one of the engine's forms: `{ kind, frames, push }`.
 *
 * @param {unknown} audio
 * @returns {{ frames: number, part: (engine: object, from: number, to: number) => string }}
 */
export function stereo(audio) {
  if (isBuffer(audio)) {
    if (audio.numberOfChannels !== 2) {
      throw new ListeningError(
        "audio",
        `audio has ${audio.numberOfChannels} channel${audio.numberOfChannels === 1 ? "" : "s"}: expected two, one of each party;` +
          " a mono recording of both needs `turns`, which say who talks when",
      );
    }
    return planar(audio.getChannelData(0), audio.getChannelData(1));
  }
  if (audio instanceof Float32Array || audio instanceof Int16Array) {
    if (audio.length % 2 !== 0) {
      throw new ListeningError("audio", `interleaved stereo needs an even number of samples, got ${audio.length}`);
    }
    const push = audio instanceof Float32Array ? "pushFloats" : "pushInts";
    return {
      frames: audio.length / 2,
      part: (engine, from, to) => engine[push](audio.subarray(2 * from, 2 * to)),
    };
  }
  if (audio && typeof audio === "object" && "left" in audio && "right" in audio) return planar(audio.left, audio.right);
  throw new ListeningError("audio", `audio is ${named(audio)}: expected ${EXPECTED}`);
}

/**
 * One channel that holds both parties.
 *
 * @param {unknown} audio
 * @returns {{ push: (engine: object) => void }}
 */
export function mono(audio) {
  if (isBuffer(audio)) {
    if (audio.numberOfChannels !== 1) {
      throw new ListeningError("audio", `audio has ${audio.numberOfChannels} channels, and \`turns\` were given: expected one`);
    }
    audio = audio.getChannelData(0);
  }
  if (audio instanceof Float32Array) return { push: (engine) => engine.pushFloats(audio) };
  if (audio instanceof Int16Array) return { push: (engine) => engine.pushInts(audio) };
  throw new ListeningError("audio", `audio is ${named(audio)}: expected a Float32Array, an Int16Array or an AudioBuffer of one channel`);
}

function planar(left, right) {
  const floats = left instanceof Float32Array && right instanceof Float32Array;
  if (!floats && !(left instanceof Int16Array && right instanceof Int16Array)) {
    throw new ListeningError("audio", `left is ${named(left)}, right is ${named(right)}: expected two Float32Arrays or two Int16Arrays`);
  }
  const push = floats ? "pushPlanarFloats" : "pushPlanarInts";
  if (left.length !== right.length) {
    throw new ListeningError("audio", `left has ${left.length} samples, right has ${right.length}: expected the same number`);
  }
  return {
    frames: left.length,
    part: (engine, from, to) => engine[push](left.subarray(from, to), right.subarray(from, to)),
  };
}

/** An AudioBuffer of this page or of another, or what looks like one. */
function isBuffer(audio) {
  return Boolean(audio) && typeof audio === "object" && typeof audio.getChannelData === "function";
}

function named(value) {
  if (value === null || value === undefined) return String(value);
  return value.constructor?.name ? `of type ${value.constructor.name}` : typeof value;
}
