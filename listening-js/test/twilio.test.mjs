// The Twilio example, fed by a sender that is written from Twilio's page of messages as it was on 2026-11-30:
// https://www.twilio.com/docs/voice/media-streams/websocket-messages (protocol "Call", version 1.0.0).

import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { ListeningError, Session, TwilioCall, analyze } from "listening-js";

import { RATE, mulaw, report, samples } from "./demo.mjs";
import { started } from "./servers.mjs";

const CHUNK = 160;
const SID = "MZ00000000000000000000000000000000";
const CALL = "CA00000000000000000000000000000000";
const both = mulaw();
const frames = both.length / 2;
/** The agent is left in the demo call, and on the outbound track of an incoming call. */
const TRACKS = { outbound: both.filter((_, k) => k % 2 === 0), inbound: both.filter((_, k) => k % 2 === 1) };

/** All messages of the demo call: both tracks, 20 ms each, the first of them `offset` ms after the start of the stream. */
function messages(offset = 0) {
  let sequenceNumber = 1;
  const numbered = (event, fields) => ({ event, sequenceNumber: String(sequenceNumber++), streamSid: SID, ...fields });
  const mediaFormat = { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 };
  const accountSid = "AC00000000000000000000000000000000";
  const start = { accountSid, streamSid: SID, callSid: CALL, tracks: ["inbound", "outbound"], mediaFormat, customParameters: { agent: "ben" } };
  const all = [{ event: "connected", protocol: "Call", version: "1.0.0" }, numbered("start", { start })];
  for (let from = 0, chunk = 1; from < frames; from += CHUNK, chunk += 1) {
    for (const [track, bytes] of Object.entries(TRACKS)) {
      const payload = Buffer.from(bytes.subarray(from, from + CHUNK)).toString("base64");
      all.push(numbered("media", { media: { track, chunk: String(chunk), timestamp: String(offset + from / 8), payload } }));
    }
    if (chunk === 100) all.push(numbered("dtmf", { dtmf: { track: "inbound_track", digit: "5" } }));
    if (chunk === 200) all.push(numbered("mark", { mark: { name: "played" } }));
  }
  return [...all, numbered("stop", { stop: { accountSid, callSid: CALL } })];
}

/** What the example prints of a stream. */
async function printed(sent, { closes = false } = {}) {
  const server = await started("twilio.mjs");
  try {
    const socket = await server.connect();
    for (const message of sent) socket.send(JSON.stringify(message));
    if (closes) socket.close();
    const last = await server.until("report");
    return { lines: server.lines, ...last };
  } finally {
    await server.stop();
  }
}

test("an intact stream gives the report of the file, and events while it goes on", async () => {
  const { lines, report: found, counts } = await printed(messages());
  assert.deepEqual(found, report());
  assert.equal(counts.media, 2 * Math.ceil(frames / CHUNK));
  assert.deepEqual(counts.lost, { agent: 0, customer: 0 });
  const events = lines.filter((line) => "event" in line);
  assert.deepEqual(new Set(events.map((line) => line.event.id)), new Set(found.events.map((event) => event.id)));
  assert.ok(events.every((line) => line.stream === SID && line.event.status === "final"));
  const said = lines.filter((line) => "message" in line).map((line) => line.message);
  assert.deepEqual(said.map((message) => message.event), ["start", "dtmf", "mark", "stop"]);
  assert.deepEqual([said[0].callSid, said[0].customParameters.agent, said[1].digit, said[2].name], [CALL, "ben", "5", "played"]);
});

test("times are those of the stream: 5 ms before the first message are 5 ms of silence", async () => {
  const { report: found } = await printed(messages(5));
  const moved = new Int16Array(2 * (frames + 40));
  moved.set(samples(), 80);
  assert.deepEqual(found, analyze(moved, { sampleRate: RATE }).data);
});

test("messages that others overtook are put in their places", async () => {
  const sent = messages();
  for (let k = 20; k + 5 < sent.length; k += 11) sent.splice(k, 0, ...sent.splice(k + 3, 1));
  const { report: found, counts } = await printed(sent);
  assert.deepEqual(found, report());
  assert.ok(counts.overtaken > 500 && counts.late === 0, JSON.stringify(counts));
});

test("what is missing is reported as lost", async () => {
  const missing = new Set();
  const sent = messages().filter((message) => {
    const second = Number(message.media?.timestamp) / 1000;
    const lost = message.media?.track === "inbound" && second >= 12 && second < 14;
    if (lost) missing.add(message.sequenceNumber);
    return !lost;
  });
  const { report: found, counts } = await printed(sent);
  assert.equal(missing.size, 100);
  assert.deepEqual(counts.lost, { agent: 0, customer: 2 });
  const lost = found.parties.customer.health.filter((finding) => finding.code === "lost_audio");
  assert.deepEqual(lost.map(({ start, end }) => [start, end]), [[12, 14]]);
  assert.ok(!found.parties.agent.health.some((finding) => finding.code === "lost_audio"));
});

test("silence that is not sent is silence", async () => {
  // What a sender leaves out: messages without talk of their party from 0.3 s before to 0.3 s after, numbered as if they had never been.
  const whole = report();
  const talks = (track, at) =>
    whole.talkspurts.some(({ party, start, end }) => (party === "agent") === (track === "outbound") && at > start - 0.32 && at < end + 0.3);
  const kept = ({ media }) => !media || talks(media.track, Number(media.timestamp) / 1000);
  const sent = messages().filter(kept);
  sent.slice(1).forEach((message, k) => (message.sequenceNumber = String(k + 1)));
  const { report: found, counts } = await printed(sent);
  assert.ok(counts.media < Math.ceil(frames / CHUNK));
  assert.deepEqual(counts.lost, { agent: 0, customer: 0 });
  const zeroed = samples();
  for (const { media } of messages().filter((message) => !kept(message))) {
    const side = media.track === "outbound" ? 0 : 1;
    for (let k = 0; k < CHUNK; k += 1) zeroed[2 * (8 * Number(media.timestamp) + k) + side] = 0;
  }
  // The stream ends with its last message.
  const last = Math.max(...sent.filter(({ media }) => media).map(({ media }) => 8 * Number(media.timestamp) + CHUNK));
  assert.deepEqual(found, analyze(zeroed.subarray(0, 2 * Math.min(last, frames)), { sampleRate: RATE }).data);
});

test("a stream that breaks off is reported, and says so", async () => {
  const { report: found } = await printed(messages().slice(0, 4000), { closes: true });
  assert.ok(found.duration > 39 && found.duration < 41);
  assert.ok(found.parties.agent.health.some((finding) => finding.code === "truncated"));
});

test("what is no message is refused, and the stream goes on", async () => {
  const server = await started("twilio.mjs");
  try {
    const socket = await server.connect();
    const sent = messages();
    sent.slice(0, 100).forEach((message) => socket.send(JSON.stringify(message)));
    socket.send("no message");
    socket.send(JSON.stringify({ event: "media", sequenceNumber: "7", media: { track: "both" } }));
    sent.slice(100).forEach((message) => socket.send(JSON.stringify(message)));
    const { report: found } = await server.until("report");
    assert.deepEqual(found, report());
    const refused = server.lines.filter((line) => "refused" in line).map((line) => line.refused);
    assert.match(refused[0], /no JSON object/);
    assert.match(refused[1], /media.track is "both": expected "inbound" or "outbound"/);
    const closed = once(socket, "close");
    socket.close();
    await closed;
  } finally {
    await server.stop();
  }
});

test("the class refuses what it cannot take", () => {
  const refused = (code, message, call) =>
    assert.throws(call, (error) => error instanceof ListeningError && error.code === code && message.test(error.message));
  refused("config", /16000 samples a second: expected 8000/, () => new TwilioCall(new Session({ sampleRate: 16000 })));
  refused("config", /session is undefined/, () => new TwilioCall());
  refused("config", /`agent` is left/, () => new TwilioCall(new Session(), { agent: "left" }));
  refused("config", /a delay of 9 s/, () => new TwilioCall(new Session(), { delay: 9 }));
  refused("stream", /no JSON object/, () => new TwilioCall(new Session()).push("x"));
  const call = new TwilioCall(new Session());
  call.push(new TextEncoder().encode(JSON.stringify(messages()[1])));
  assert.deepEqual(call.advance(5), []);
  assert.ok(call.session.position > 4);
  assert.ok(call.finish().duration > 4);
});

test("the example of the README runs", () => {
  const text = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [example] = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code).filter((code) => code.includes("TwilioCall"));
  const [socket, lines] = [new EventEmitter(), []];
  const log = { log: (...line) => lines.push(line) };
  new Function("Session", "TwilioCall", "socket", "console", example.replace(/^import .*$/m, ""))(Session, TwilioCall, socket, log);
  messages().forEach((message) => socket.emit("message", Buffer.from(JSON.stringify(message))));
  const [score, counts] = lines.at(-1);
  assert.deepEqual(score, report().score);
  assert.deepEqual(counts.lost, { agent: 0, customer: 0 });
  assert.ok(lines.length > 50);
});
