import assert from "node:assert/strict";
import { test } from "node:test";

import { ListeningError, Report, Session, analyze, fromTalkspurts, init, profile, version } from "listening-js";

import { RATE, mulaw, report, samples } from "./demo.mjs";

const pcm = samples();
const whole = analyze(pcm, { sampleRate: RATE });

test("the demo call gives the report that every face gives", async () => {
  await init();
  assert.deepEqual(whole.data, report());
  assert.equal(JSON.stringify(whole), JSON.stringify(whole.data));
  assert.equal(whole.data.engine.version, version());
});

test("every form of the audio, and every cut, gives the same bytes", () => {
  const frames = pcm.length / 2;
  const [left, right] = [0, 1].map((side) => Int16Array.from({ length: frames }, (_, k) => pcm[2 * k + side]));
  const floats = (of) => Float32Array.from(of, (sample) => sample / 32768);
  const channels = [floats(left), floats(right)];
  const buffer = { numberOfChannels: 2, sampleRate: RATE, length: frames, getChannelData: (side) => channels[side] };
  assert.equal(analyze({ left, right }, { sampleRate: RATE }).json, whole.json);
  assert.equal(analyze(floats(pcm), { sampleRate: RATE }).json, whole.json);
  assert.equal(analyze(buffer).json, whole.json);
  const session = new Session({ sampleRate: RATE, provisional: false });
  const bytes = mulaw();
  const events = [];
  for (let at = 0; at < bytes.length; at += 320) events.push(...session.pushBytes(bytes.subarray(at, at + 320), "mulaw"));
  assert.equal(session.position, frames / RATE);
  assert.equal(session.finish().json, whole.json);
  assert.ok(events.every((event) => event.status === "final"));
  const all = [...events, ...session.ended];
  assert.deepEqual(new Set(all.map((event) => event.id)), new Set(whole.events.map((event) => event.id)));
});

test("what counts against the agent comes heaviest first", () => {
  const charged = whole.charged;
  assert.deepEqual(charged.map((event) => event.kind), ["dead_air", "interruption"]);
  assert.ok(charged[0].charged >= charged[1].charged);
  const explained = whole.explain();
  assert.ok(explained && typeof explained === "object");
  assert.deepEqual(whole.explain({ profile: profile() }), explained);
  assert.equal(new Report(whole.json).json, whole.json);
});

test("a live call gives its state, and decides", () => {
  const session = new Session({ sampleRate: RATE, decisions: 0.1 });
  const kinds = new Map();
  for (let at = 0; at < pcm.length; at += 320) {
    for (const event of session.push(pcm.subarray(at, at + 320))) {
      kinds.set(event.status, (kinds.get(event.status) ?? 0) + 1);
    }
    if (at === 320 * 2000) {
      assert.ok(session.snapshot().position > 39 && session.reportSoFar().duration > 39);
    }
  }
  assert.ok(kinds.get("provisional") > 0 && kinds.get("final") > 0 && kinds.get("committed") > 0);
  assert.equal(session.finish().json, whole.json);
});

test("words and marks are taken with the options and during the call", () => {
  const words = [{ party: "agent", start: 1, end: 1.4, text: "hello" }];
  const marks = [{ kind: "hold", start: 58, end: 67.5 }];
  const given = analyze(pcm, { sampleRate: RATE, words, marks });
  const session = new Session({ sampleRate: RATE, provisional: false });
  session.pushWord(words[0]);
  session.pushMark(marks[0]);
  session.push(pcm);
  assert.equal(session.finish().json, given.json);
  assert.deepEqual(given.data.marks.map((mark) => mark.kind), ["hold"]);
});

test("what is lost is said", () => {
  const session = new Session({ sampleRate: RATE });
  session.push(pcm.subarray(0, 2 * 20 * RATE));
  session.pushLost(2 * RATE, "customer");
  session.push(pcm.subarray(2 * 20 * RATE));
  session.pushGap(RATE);
  session.noteTruncated();
  const codes = session.finish().parties.customer.health.map((finding) => finding.code);
  assert.ok(codes.includes("lost_audio") && codes.includes("truncated"), codes.join());
});

test("talkspurts alone are enough, and so is one channel with who talks when", () => {
  const talk = { agent: [[0, 4], [12, 15]], customer: [[4.4, 11.5], [15.3, 40]] };
  const floor = fromTalkspurts(talk, { duration: 42 });
  assert.equal(floor.duration, 42);
  assert.equal(floor.turns.length, 4);
  const spurts = whole.data.talkspurts;
  const turns = Object.fromEntries(
    ["agent", "customer"].map((party) => [party, spurts.filter((spurt) => spurt.party === party).map(({ start, end }) => [start, end])]),
  );
  const mix = Float32Array.from({ length: pcm.length / 2 }, (_, k) => (pcm[2 * k] + pcm[2 * k + 1]) / 65536);
  const found = analyze(mix, { sampleRate: RATE, turns });
  assert.notEqual(found.data.basis, "channels");
  assert.ok(Math.abs(found.score.observable_listening - whole.score.observable_listening) < 5);
});

const REFUSED = [
  ["config", /unknown field `samplerate`/, () => new Session({ samplerate: RATE })],
  ["config", /sample rate 3 Hz is not supported/, () => new Session({ sampleRate: 3 })],
  ["config", /`sampleRate` is 8000.5/, () => new Session({ sampleRate: 8000.5 })],
  ["config", /`sampleRate` is missing/, () => analyze(pcm)],
  ["config", /`agent` is middle/, () => new Session({ agent: "middle" })],
  ["config", /`party` is nobody/, () => new Session().pushLost(1, "nobody")],
  ["config", /'floor_taken' or 'turn_end'/, () => new Session().probability("bid", "agent")],
  ["config", /encoding is 'opus'/, () => new Session().pushBytes(new Uint8Array(4), "opus")],
  ["config", /schema/, () => new Session({ profile: { schema: "other" } })],
  ["calibration", /schema/, () => new Session({ calibration: "{}" })],
  ["audio", /even number of samples, got 3/, () => analyze(new Float32Array(3), { sampleRate: RATE })],
  ["audio", /left has 2 samples, right has 3/, () =>
    analyze({ left: new Float32Array(2), right: new Float32Array(3) }, { sampleRate: RATE })],
  ["audio", /has 1 channel:.*`turns`/, () =>
    analyze({ numberOfChannels: 1, sampleRate: RATE, getChannelData: () => new Float32Array(9) })],
  ["audio", /of type Array: expected/, () => analyze([0, 0], { sampleRate: RATE })],
  ["audio", /NaN|not finite|finite/i, () => new Session().push(new Float32Array([0, Number.NaN]))],
  ["audio", /undefined: expected/, () => analyze(undefined, { sampleRate: RATE })],
  ["words", /word/, () => new Session().pushWord({ party: "agent" })],
  ["mark", /kind 'lunch'/, () => new Session().pushMark({ kind: "lunch", start: 0 })],
  ["talkspurts", /./, () => fromTalkspurts({ agent: [[3, 1]], customer: [] })],
  ["report", /schema/, () => new Report("{}")],
  ["report", /./, () => new Report("")],
];

for (const [code, message, call] of REFUSED) {
  test(`refused: ${code}, ${message}`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof ListeningError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  });
}

test("a session that has ended says so", () => {
  const session = new Session();
  session.finish();
  assert.throws(() => session.push(new Int16Array(2)), { name: "ListeningError", code: "ended" });
});
