// Sources of samples, read block by block.

import { bytesOf } from "./bytes.js";

/**
 * A recording: `sampleRate`, `channels`, `frames`, `cut`, `unfinished`, and `block(from, to)`, which gives `{ interleaved }` or
 * `{ planes }`.
 *
 * @param source `{ name, file }` where it is read here, `{ name, planes, sampleRate }` where the browser decoded it.
 */
export function reader(module, source) {
  if (source.planes) {
    const { name, planes, sampleRate } = source;
    const block = (from, to) => ({ planes: planes.map((plane) => plane.subarray(from, to)) });
    return { name, sampleRate, channels: planes.length, frames: planes[0].length, block, free() {} };
  }
  const found = module.Recording.open(bytesOf(source.file));
  const { sampleRate, channels, frames, cut, unfinished } = found;
  const block = (from, to) => ({ interleaved: found.samples(from, to - from) });
  return { name: source.name, sampleRate, channels, frames, cut, unfinished, block, free: () => found.free() };
}

/** The channels of a block. */
export function planes(block, channels) {
  if (block.planes) return block.planes;
  if (channels === 1) return [block.interleaved];
  const frames = block.interleaved.length / channels;
  return Array.from({ length: channels }, (_, channel) => {
    const plane = new block.interleaved.constructor(frames);
    for (let k = 0; k < frames; k += 1) plane[k] = block.interleaved[k * channels + channel];
    return plane;
  });
}

/** Samples with full scale at 1. */
export function floats(samples) {
  if (samples instanceof Float32Array) return samples;
  const scaled = new Float32Array(samples);
  for (let k = 0; k < scaled.length; k += 1) scaled[k] /= 32768;
  return scaled;
}

/** One channel at 8 kHz, whole. */
export function resampled(module, recording) {
  const resampler = new module.Resampled(recording.sampleRate);
  const parts = [];
  for (const [from, to] of blocks(recording.frames)) {
    parts.push(resampler.push(floats(planes(recording.block(from, to), 1)[0])));
  }
  parts.push(resampler.finish());
  resampler.free();
  const plane = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (plane.set(part, at), at + part.length), 0);
  return { ...recording, sampleRate: 8000, frames: plane.length, block: (from, to) => ({ planes: [plane.subarray(from, to)] }) };
}

/** Starts and ends of blocks. */
export function* blocks(frames, size = 1 << 17) {
  for (let from = 0; from < frames; from += size) yield [from, Math.min(from + size, frames)];
}
