// A call is heard: one recording of both parties, one of each, or one that holds both in one channel, with who talks when.

import { blocks, floats, planes, reader, resampled } from "./readers.js";

/**
 * The report of a call, as JSON.
 *
 * @param call `sources`, one or two; `agent`, "left" or "right", or of two sources which it is; `turns`, of one channel; `words`, `marks`.
 */
export function hear(module, { sources, agent, turns, words, marks }, progress) {
  const recordings = sources.map((source) => reader(module, source));
  try {
    const settings = { words, marks, provisional: false };
    if (recordings.length === 2) return pair(module, recordings, { ...settings, agent }, progress);
    const [recording] = recordings;
    if (recording.channels === 1) return mix(module, recording, turns, settings, progress);
    return stereo(module, recording, { ...settings, agent }, progress);
  } finally {
    for (const recording of recordings) recording.free();
  }
}

function stereo(module, recording, settings, progress) {
  const pick = recording.channels > 2 ? sounding(recording) : undefined;
  return session(module, recording.sampleRate, settings, (engine) => {
    for (const [from, to] of blocks(recording.frames)) {
      const block = recording.block(from, to);
      if (pick || block.planes) {
        const all = planes(block, recording.channels);
        planar(engine, ...(pick ?? [0, 1]).map((channel) => all[channel]));
      } else if (block.interleaved instanceof Int16Array) {
        engine.pushInts(block.interleaved);
      } else {
        engine.pushFloats(block.interleaved);
      }
      progress(to / recording.frames);
    }
    note(engine, [recording]);
  });
}

function pair(module, recordings, settings, progress) {
  for (const { name, channels } of recordings) {
    if (channels !== 1) {
      throw new Error(`${name} has ${channels} channels: of two recordings of one call each holds one party, on one channel.`);
    }
  }
  const same = recordings[0].sampleRate === recordings[1].sampleRate;
  const [left, right] = same ? recordings : recordings.map((recording) => resampled(module, recording));
  const frames = Math.max(left.frames, right.frames);
  return session(module, left.sampleRate, settings, (engine) => {
    for (const [from, to] of blocks(frames)) {
      const sides = [left, right].map((side) => {
        const [plane] = planes(side.block(Math.min(from, side.frames), Math.min(to, side.frames)), 1);
        if (plane.length === to - from) return plane;
        // The shorter one is silent at its end.
        const whole = new plane.constructor(to - from);
        whole.set(plane);
        return whole;
      });
      const alike = sides[0].constructor === sides[1].constructor;
      planar(engine, ...(alike ? sides : sides.map(floats)));
      progress(to / frames);
    }
    note(engine, recordings);
    if (left.frames !== right.frames) {
      const shorter = left.frames < right.frames ? "left" : "right";
      const party = shorter === settings.agent ? "agent" : "customer";
      engine.noteShorter(party, Math.abs(left.frames - right.frames) / left.sampleRate);
    }
  });
}

function mix(module, recording, turns, settings, progress) {
  const { provisional, ...known } = settings;
  const engine = new module.MixEngine(JSON.stringify({ ...known, sampleRate: recording.sampleRate }));
  try {
    for (const party of ["agent", "customer"]) {
      for (const [start, end] of turns[party]) engine.pushTurn(party, start, end);
    }
    for (const [from, to] of blocks(recording.frames)) {
      const [samples] = planes(recording.block(from, to), 1);
      if (samples instanceof Int16Array) engine.pushInts(samples);
      else engine.pushFloats(samples);
      progress(to / recording.frames);
    }
    note(engine, [recording]);
    return engine.finish();
  } finally {
    engine.free();
  }
}

function session(module, sampleRate, settings, push) {
  const engine = new module.Engine(JSON.stringify({ ...settings, sampleRate }));
  try {
    push(engine);
    return engine.finish()[0];
  } finally {
    engine.free();
  }
}

function planar(engine, left, right) {
  if (left instanceof Int16Array) engine.pushPlanarInts(left, right);
  else engine.pushPlanarFloats(left, right);
}

/** Says what of the recordings is not as it should be. */
function note(engine, recordings) {
  if (recordings.some((recording) => recording.cut)) engine.noteTruncated();
  if (recordings.some((recording) => recording.unfinished)) engine.noteUnfinished();
}

/** The two channels that hold anything but zeros. */
function sounding({ name, channels, frames, block }) {
  const sounds = new Array(channels).fill(false);
  for (const [from, to] of blocks(frames)) {
    planes(block(from, to), channels).forEach((plane, channel) => (sounds[channel] ||= plane.some((sample) => sample !== 0)));
    if (sounds.every(Boolean)) break;
  }
  const found = sounds.flatMap((sound, channel) => (sound ? [channel] : []));
  if (found.length === 2) return found;
  throw new Error(`${name} has ${channels} channels, of which ${found.length} hold sound: two were expected, one of each party. Make a stereo file of these two, as with: ffmpeg -i in.wav -af "pan=stereo|c0=c0|c1=c1" call.wav`);
}
