// Compiled, not run: what a user writes has the types that the package says.

import { ListeningError, Session, analyze, init } from "listening-js";
import type { Event, LiveEvent, Report } from "listening-js";

export async function scored(buffer: AudioBuffer): Promise<number | null> {
  await init();
  const report: Report = analyze(buffer, { agent: "right", onProgress: (done) => console.log(done) });
  const charged: Event[] = report.charged;
  console.log(charged.length, report.measures[0]?.value);
  return report.score.observable_listening;
}

export function live(packet: Int16Array): LiveEvent[] {
  const session = new Session({ sampleRate: 8000, decisions: 0.1 });
  // @ts-expect-error: no such option
  new Session({ samplerate: 8000 });
  try {
    return session.push(packet);
  } catch (error) {
    if (error instanceof ListeningError) console.error(error.code);
    throw error;
  }
}
