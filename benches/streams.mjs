// How long the engine and the placing of messages take, in seconds of the processor: node benches/streams.mjs, after scripts/js
import { AudioHookCall, Session, TwilioCall } from "../listening-js/js/node.js";
import { mulaw } from "../listening-js/test/demo.mjs";

const bytes = mulaw();
const seconds = bytes.length / 2 / 8000;
const timed = (name, run) => {
  run();
  const before = process.cpuUsage();
  for (let k = 0; k < 5; k += 1) run();
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 5e6;
  console.log(`${name}: ${took.toFixed(3)} s for ${seconds.toFixed(1)} s, ${Math.round(seconds / took)} x real time`);
};
timed("pushBytes, 20 ms each", () => {
  const session = new Session({ provisional: false });
  for (let at = 0; at < bytes.length; at += 320) session.pushBytes(bytes.subarray(at, at + 320), "mulaw");
  session.finish();
});
const messages = [JSON.stringify({ event: "start", sequenceNumber: "1", streamSid: "MZ1", start: { tracks: ["inbound", "outbound"] } })];
for (let from = 0, chunk = 1; from < bytes.length / 2; from += 160, chunk += 1) {
  ["outbound", "inbound"].forEach((track, side) => {
    const own = bytes.subarray(2 * from, 2 * from + 320).filter((_, k) => k % 2 === side);
    const media = { track, chunk: `${chunk}`, timestamp: `${from / 8}`, payload: Buffer.from(own).toString("base64") };
    messages.push(JSON.stringify({ event: "media", sequenceNumber: `${messages.length + 1}`, streamSid: "MZ1", media }));
  });
}
timed(`TwilioCall, ${messages.length} messages`, () => {
  const call = new TwilioCall(new Session({ provisional: false }));
  for (const message of messages) call.push(message);
  call.finish();
});
timed("AudioHookCall, 0.2 s each", () => {
  const call = new AudioHookCall(new Session({ provisional: false }));
  const media = [{ type: "audio", format: "PCMU", channels: ["internal", "external"], rate: 8000 }];
  call.pushText(JSON.stringify({ version: "2", id: "1", type: "open", seq: 1, parameters: { media } }));
  for (let at = 0; at < bytes.length; at += 3200) call.pushAudio(bytes.subarray(at, at + 3200));
  call.finish();
});
