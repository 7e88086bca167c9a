// A call as a WAV file that every browser plays.

import { blocks, planes, reader } from "./readers.js";

/** The sources as one file of 16 bits: of two recordings each is a channel. */
export function sound(module, sources) {
  const recordings = sources.map((source) => reader(module, source));
  const { sampleRate } = recordings[0];
  if (recordings.some((recording) => recording.sampleRate !== sampleRate)) return null;
  const channels = recordings.length === 2 ? 2 : Math.min(recordings[0].channels, 2);
  const frames = Math.max(...recordings.map((recording) => recording.frames));
  const parts = [header(frames, channels, sampleRate)];
  for (const [from, to] of blocks(frames)) {
    const sides = recordings.flatMap((recording) => {
      const block = recording.block(Math.min(from, recording.frames), Math.min(to, recording.frames));
      return planes(block, recording.channels);
    });
    const whole = new Int16Array((to - from) * channels);
    for (let channel = 0; channel < channels; channel += 1) {
      const side = sides[channel];
      const scale = side instanceof Int16Array ? 1 : 32767;
      for (let k = 0; k < side.length; k += 1) whole[k * channels + channel] = Math.max(-32768, Math.min(32767, side[k] * scale));
    }
    parts.push(whole);
  }
  for (const recording of recordings) recording.free();
  return new Blob(parts, { type: "audio/wav" });
}

function header(frames, channels, sampleRate) {
  const size = frames * channels * 2;
  const view = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => [...letters].forEach((letter, k) => view.setUint8(at + k, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + size, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, size, true);
  return view.buffer;
}
