// The demo call as the tests give it.

import { readFileSync } from "node:fs";

export const RATE = 8000;

/** Interleaved mu-law bytes of the demo call. */
export function mulaw() {
  const file = readFileSync(new URL("../../demo/demo_call.wav", import.meta.url));
  for (let at = 12; at + 8 <= file.length; ) {
    const length = file.readUInt32LE(at + 4);
    if (file.toString("latin1", at, at + 4) === "data") return new Uint8Array(file.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length & 1);
  }
  throw new Error("the demo call has no samples");
}

/** The same as 16 bits (ITU-T G.711). */
export function samples() {
  return Int16Array.from(mulaw(), (byte) => {
    const code = ~byte & 0xff;
    const magnitude = (((code & 0x0f) << 3) + 132) << ((code & 0x70) >> 4);
    return code & 0x80 ? 132 - magnitude : magnitude - 132;
  });
}

export function report() {
  return JSON.parse(readFileSync(new URL("../../listening-core/tests/data/demo_report.json", import.meta.url), "utf8"));
}
