// Prints the report of a call (mu-law, 8 kHz, agent and customer in turn, no head); live, also its events as they come.
//
//     node call.js [--live] CALL.ulaw

import { readFileSync } from "node:fs";
import { Session, analyze } from "./listening.js";

function tell(session) {
  for (const { start, kind, by, status, reasons } of session.events()) {
    if (status === "final") console.log(`${start.toFixed(3)} ${kind} by the ${by}: ${reasons.join("; ")}`);
  }
}

function live(call) {
  const packet = 2 * 160; // 20 ms
  const session = new Session();
  try {
    for (let at = 0; at < call.length; at += packet) {
      session.push(call.subarray(at, at + packet));
      tell(session);
    }
    const report = session.finish();
    tell(session);
    return report;
  } finally {
    session.close();
  }
}

try {
  const call = readFileSync(process.argv.at(-1));
  const report = process.argv[2] === "--live" ? live(call) : analyze(call);
  const score = report.score;
  if (score) console.log(`score ${[score.value, score.low].map((x) => x.toFixed(1)).join(" (")} to ${score.high.toFixed(1)})`);
  console.log(report.json);
  report.close();
} catch (error) {
  console.error(`call: ${error.message}`);
  process.exitCode = 2;
}
