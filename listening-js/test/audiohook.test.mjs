// The AudioHook example, fed by a client that is written from the protocol's reference, version 2, as it was on 2026-11-30
// (https://developer.genesys.cloud/devapps/audiohook/protocol-reference), and from the client of the reference implementation
// (https://github.com/purecloudlabs/audiohook-reference-implementation, commit 2871b01).

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";

import { AudioHookCall, ListeningError, Session } from "listening-js";

import { RATE, mulaw, report, samples } from "./demo.mjs";
import { started } from "./servers.mjs";

const ID = "e160e428-53e2-487c-977d-96989bf5c99d";
/** Seconds of a binary message. */
const PART = 0.2;
const pcm = samples();
const bytes = mulaw();
const seconds = bytes.length / 2 / RATE;

/** The demo call as it is sent: the customer, who is external, first. */
const FORMATS = {
  PCMU: swapped(new Uint8Array(bytes)),
  L16: new Uint8Array(swapped(new Int16Array(pcm)).buffer),
};

function swapped(stereo) {
  for (let k = 0; k < stereo.length; k += 2) [stereo[k], stereo[k + 1]] = [stereo[k + 1], stereo[k]];
  return stereo;
}

/** A client: sends the demo call, and lets `during` act before each binary message; gives what the example printed and answered. */
async function called({ format = "PCMU", during = () => {}, options = [], headers = {}, closes = true } = {}) {
  const server = await started("audiohook.mjs", ...options);
  try {
    const socket = await server.connect(headers);
    const answers = [];
    const waiting = [];
    socket.on("message", (data) => {
      answers.push(JSON.parse(data.toString()));
      waiting.splice(0).forEach((look) => look());
    });
    const answered = async (type) => {
      while (!answers.some((answer) => answer.type === type)) await new Promise((resolve) => waiting.push(resolve));
      return answers.find((answer) => answer.type === type);
    };
    const client = {
      position: 0,
      seq: 0,
      say(type, parameters = {}) {
        this.seq += 1;
        const serverseq = answers.at(-1)?.seq ?? 0;
        const position = `PT${this.position}S`;
        socket.send(JSON.stringify({ version: "2", id: ID, type, seq: this.seq, serverseq, position, parameters }));
      },
      skip(type, length) {
        const start = `PT${this.position}S`;
        this.position = Math.round((this.position + length) * 1000) / 1000;
        this.say(type, { start, discarded: `PT${length}S` });
      },
    };
    const media = (channels) => ({ type: "audio", format, channels, rate: 8000 });
    client.say("open", {
      organizationId: "d7934305-0972-4844-938e-9060eef73d05",
      conversationId: "090eaa2f-72fa-480a-83e0-8667ff89c0ec",
      participant: { id: "883efee8-3d6c-4537-b500-6d7ca4b92fa0", ani: "+1-555-555-1234", aniName: "John Doe", dnis: "+1-800-555-6789" },
      media: [media(["external", "internal"]), media(["external"]), media(["internal"])],
      language: "en-US",
    });
    const opened = await answered("opened");
    const size = (FORMATS[format].length / (seconds * RATE)) * RATE * PART;
    while (client.position < seconds - 1e-9) {
      during(client);
      if (client.position >= seconds) break;
      const from = Math.round((client.position / PART) * size);
      socket.send(FORMATS[format].subarray(from, from + size));
      client.position = Math.round((client.position + PART) * 1000) / 1000;
    }
    if (closes) client.say("close", { reason: "end" });
    if (closes) await answered("closed");
    else socket.close();
    const last = await server.until("report");
    return { ...last, lines: server.lines, answers, opened };
  } finally {
    await server.stop();
  }
}

for (const format of ["PCMU", "L16"]) {
  test(`an intact stream of ${format} gives the report of the file`, async () => {
    let pinged = false;
    const during = (client) => {
      if (client.position >= 1 && !pinged) client.say("ping", { rtt: "PT0.043S" });
      pinged ||= client.position >= 1;
    };
    const { lines, report: found, answers, opened } = await called({ format, during });
    assert.deepEqual(found, report());
    assert.deepEqual(opened.parameters.media, [{ type: "audio", format, channels: ["external", "internal"], rate: 8000 }]);
    assert.deepEqual(answers.map(({ type, seq, clientseq }) => [type, seq, clientseq]), [["opened", 1, 1], ["pong", 2, 2], ["closed", 3, 3]]);
    assert.ok(answers.every((answer) => answer.version === "2" && answer.id === ID));
    const events = lines.filter((line) => "event" in line);
    assert.deepEqual(new Set(events.map((line) => line.event.id)), new Set(found.events.map((event) => event.id)));
  });
}

test("what the client discarded is lost of both parties", async () => {
  const during = (client) => {
    if (client.position === 12) client.skip("discarded", 2);
  };
  const { report: found, lost } = await called({ during });
  assert.equal(lost, 2);
  assert.ok(Math.abs(found.duration - report().duration) < 0.001);
  for (const party of ["agent", "customer"]) {
    const spans = found.parties[party].health.filter((finding) => finding.code === "lost_audio");
    assert.deepEqual(spans.map(({ start, end }) => [start, end]), [[12, 14]], party);
  }
});

test("a pause is a mark of the call, no hold and no loss", async () => {
  const during = (client) => {
    if (client.position !== 12) return;
    client.say("paused");
    client.skip("resumed", 8);
  };
  const { lines, report: found, lost } = await called({ during });
  assert.equal(lost, 0);
  assert.deepEqual(found.marks.map(({ kind, start, end }) => [kind, start, end]), [["pause", 12, 20]]);
  const codes = Object.values(found.parties).flatMap((party) => party.health.map((finding) => finding.code));
  assert.ok(!codes.includes("lost_audio"), codes.join());
  const marked = ({ start, end }) => start < 20 && end > 12;
  assert.ok(found.events.every((event) => !marked(event) || event.charged === undefined || event.charged === 0));
  assert.ok(Math.abs(found.duration - report().duration) < 0.001);
  const said = lines.filter((line) => "message" in line).map((line) => line.message.type);
  assert.deepEqual(said, ["open", "paused", "resumed", "close"]);
});

test("a stream that breaks off in a pause is reported, and says so", async () => {
  const during = (client) => {
    if (client.position !== 40) return;
    client.say("paused");
    client.position = seconds;
  };
  const { report: found } = await called({ during, closes: false });
  assert.deepEqual(found.marks.map(({ kind, start }) => [kind, start]), [["pause", 40]]);
  assert.ok(found.parties.agent.health.some((finding) => finding.code === "truncated"));
});

test("a message out of turn ends the stream by the protocol", async () => {
  const server = await started("audiohook.mjs", "--api-key", "key");
  try {
    await assert.rejects(server.connect(), /401/);
    const socket = await server.connect({ "x-api-key": "key" });
    socket.send(JSON.stringify({ version: "2", id: ID, type: "ping", seq: 3, serverseq: 0, position: "PT0S", parameters: {} }));
    const [data] = await once(socket, "message");
    const { type, parameters } = JSON.parse(data.toString());
    assert.deepEqual([type, parameters.reason], ["disconnect", "error"]);
    assert.match(parameters.info, /number 3: expected 1/);
    assert.match((await server.until("refused")).refused, /number 3: expected 1/);
  } finally {
    await server.stop();
  }
});

test("the class refuses what it cannot take", () => {
  const refused = (code, message, call) =>
    assert.throws(call, (error) => error instanceof ListeningError && error.code === code && message.test(error.message));
  refused("config", /16000 samples a second: expected 8000/, () => new AudioHookCall(new Session({ sampleRate: 16000 })));
  const call = new AudioHookCall(new Session());
  refused("stream", /no JSON object/, () => call.pushText("x"));
  refused("stream", /audio came while the stream was not open/, () => call.pushAudio(new Uint8Array(320)));
  refused("config", /reason is tired/, () => call.disconnect("tired"));
  assert.deepEqual([call.hasEnded, call.isPaused, call.lost], [false, false, 0]);
});
