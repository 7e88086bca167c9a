import assert from "node:assert/strict";
import { test } from "node:test";

import { ListeningError, RtpCall, Session } from "listening-js";

import { RATE, mulaw, report } from "./demo.mjs";

/** The demo call as RTP: who sends, when, what. */
function packets() {
  const bytes = mulaw();
  const sent = [];
  for (let from = 0, k = 0; from < bytes.length / 2; from += 160, k += 1) {
    ["agent", "customer"].forEach((party, side) => {
      const payload = bytes.subarray(2 * from, 2 * (from + 160)).filter((_, at) => at % 2 === side);
      const packet = new DataView(new ArrayBuffer(12 + payload.length));
      packet.setUint8(0, 0x80);
      packet.setUint16(2, k & 0xffff);
      packet.setUint32(4, from);
      packet.setUint32(8, 7 + side);
      const datagram = new Uint8Array(packet.buffer);
      datagram.set(payload, 12);
      sent.push([party, 0.02 * k, datagram]);
    });
  }
  return sent;
}

test("packets give the report of the file", () => {
  const call = new RtpCall(new Session({ sampleRate: RATE, provisional: false }));
  const ids = packets().flatMap((packet) => call.push(...packet).map((event) => event.id));
  const found = call.finish();
  assert.deepEqual(found.data, report());
  ids.push(...call.session.ended.map((event) => event.id));
  assert.deepEqual(new Set(ids), new Set(found.events.map((event) => event.id)));
  assert.equal(call.counts("agent").packets, packets().length / 2);
});

test("what is missing is lost, of the party whose it is", () => {
  const call = new RtpCall(new Session({ sampleRate: RATE }));
  packets().forEach((packet, k) => (k === 1001 ? [] : call.push(...packet)));
  call.finish();
  assert.equal(call.counts("customer").lost, 0.02);
  assert.equal(call.counts("agent").lost, 0);
  assert.equal(call.hasEnded, false);
});

test("what cannot be taken is refused", () => {
  const refused = (code, message, made) =>
    assert.throws(made, (error) => error instanceof ListeningError && error.code === code && message.test(error.message));
  refused("config", /a rate of 4000 Hz/, () => new RtpCall(new Session({ sampleRate: 4000 })));
  refused("config", /payload type 96 is 'opus'/, () => new RtpCall(new Session(), { payloadTypes: { 96: "opus" } }));
  const call = new RtpCall(new Session(), { payloadTypes: { 96: "L16/8000" } });
  refused("config", /'agent' or 'customer'/, () => call.push("nobody", 0, new Uint8Array(12)));
  refused("stream", /an arrival at NaN s/, () => call.advance(Number.NaN));
});
