// Takes calls over Genesys AudioHook: a line of JSON for each event while the call goes on, and its report at the end.
//
//     npm install listening-js ws
//     node audiohook.mjs --port 8080 [--api-key KEY] [--host 127.0.0.1]
//
// Genesys Cloud connects by wss alone: put a proxy with a certificate before it. With --api-key the header X-API-KEY must be that key; the
// signature of the request, which a client secret makes, is not checked here.

import { createServer } from "node:http";
import { parseArgs } from "node:util";

import { AudioHookCall, ListeningError, Session } from "listening-js";
import { WebSocketServer } from "ws";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    host: { type: "string", default: "127.0.0.1" },
    "api-key": { type: "string" },
  },
});
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

function take(socket) {
  const session = new Session({ sampleRate: 8000, provisional: false });
  const call = new AudioHookCall(session);
  let stream = null;
  let report = null;
  let refused = false;
  const tell = (events) => events.forEach((event) => say({ stream, event }));
  const end = () => {
    if (report !== null || stream === null) return;
    report = call.finish();
    tell(session.ended);
    say({ stream, lost: call.lost, report });
  };
  socket.on("message", (data, isBinary) => {
    if (report !== null || refused) return;
    try {
      if (isBinary) return tell(call.pushAudio(data));
      const { message, events, reply } = call.pushText(data);
      if (message.type === "open" && !message.probe) stream = message.id;
      if (message.type !== "ping") say({ stream, message });
      tell(events);
      if (message.type === "close") end();
      if (reply) socket.send(reply);
    } catch (error) {
      if (!(error instanceof ListeningError)) throw error;
      refused = true;
      say({ stream, refused: error.message });
      socket.send(call.disconnect("error", error.message));
    }
  });
  socket.on("close", () => {
    // A stream that was not closed may have gone on.
    if (report === null) session.noteTruncated();
    end();
  });
  socket.on("error", (error) => say({ stream, refused: error.message }));
}

const key = values["api-key"];
const verifyClient = ({ req }) => key === undefined || req.headers["x-api-key"] === key;
const server = createServer((_, answer) => answer.writeHead(426).end("web sockets alone\n"));
new WebSocketServer({ server, verifyClient, maxPayload: 1 << 18 }).on("connection", take);
server.listen(Number(values.port), values.host, () => say({ listening: server.address().port }));
