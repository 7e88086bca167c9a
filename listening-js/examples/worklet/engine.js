// The Worker: it hears the call, so that nothing that the page does delays it.

// With a bundler: from "listening-js". Import maps do not reach into Workers.
import { Session, init } from "../../js/index.js";

let session = null;
/** The frame of the context's clock that comes next. */
let next = null;

/** Takes a piece; what was not rendered between the last one and it is lost of both. */
function take({ start, agent, customer }) {
  if (session === null) return;
  const events = [];
  if (next !== null && start > next) events.push(...session.pushGap(start - next));
  events.push(...session.push({ left: agent, right: customer }));
  next = start + agent.length;
  postMessage({ events, snapshot: session.snapshot() });
}

onmessage = async ({ data }) => {
  if (data.begin) {
    await init();
    session = new Session({ ...data.begin, agent: "left" });
    data.port.onmessage = (piece) => take(piece.data);
    postMessage({ ready: true });
  }
  if (data.end && session !== null) {
    const report = session.finish();
    postMessage({ events: session.ended, report: report.json });
    session = null;
  }
};
