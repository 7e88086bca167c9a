// Takes calls over Twilio Media Streams: a line of JSON for each event while the call goes on, and its report at the end.
//
//     npm install listening-js ws
//     node twilio.mjs --port 8080 [--agent outbound] [--host 127.0.0.1]
//
// Twilio connects by wss alone: put a proxy with a certificate before it, and have the call's TwiML say
//     <Start><Stream url="wss://example.com/" track="both_tracks"/></Start>
// The agent is heard on the outbound track of an incoming call, and on the inbound one where the agent's own leg is streamed. Who connects is
// not checked here: check the header X-Twilio-Signature before you put it on the internet.

import { createServer } from "node:http";
import { parseArgs } from "node:util";

import { ListeningError, Session, TwilioCall } from "listening-js";
import { WebSocketServer } from "ws";

/** Seconds that a connection may stand still and catch up before nothing more is waited for. */
const PATIENCE = 3;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    host: { type: "string", default: "127.0.0.1" },
    agent: { type: "string", default: "outbound" },
  },
});
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

function take(socket) {
  const session = new Session({ sampleRate: 8000, provisional: false });
  const call = new TwilioCall(session, { agent: values.agent });
  let stream = null;
  let started = null;
  let report = null;
  const tell = (events) => events.forEach((event) => say({ stream, event }));
  // Nobody may be sent for a while: time goes on all the same.
  const clock = setInterval(() => {
    if (started !== null) tell(call.advance((performance.now() - started) / 1000 - PATIENCE));
  }, 200);
  const end = () => {
    clearInterval(clock);
    if (report !== null || started === null) return;
    report = call.finish();
    tell(session.ended);
    say({ stream, counts: call.counts, report });
  };
  socket.on("message", (data) => {
    if (report !== null) return;
    try {
      const { message, events } = call.push(data);
      if (message.event === "start") {
        stream = message.streamSid;
        started ??= performance.now();
      }
      if (!["media", "connected"].includes(message.event)) say({ stream, message });
      tell(events);
      if (message.event === "stop") end();
    } catch (error) {
      if (!(error instanceof ListeningError)) throw error;
      say({ stream, refused: error.message });
    }
  });
  socket.on("close", () => {
    // A call that was not stopped may have gone on.
    if (report === null) session.noteTruncated();
    end();
  });
  socket.on("error", (error) => say({ stream, refused: error.message }));
}

const server = createServer((_, answer) => answer.writeHead(426).end("web sockets alone\n"));
new WebSocketServer({ server, maxPayload: 1 << 17 }).on("connection", take);
server.listen(Number(values.port), values.host, () => say({ listening: server.address().port }));
