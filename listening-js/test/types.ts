// Compiled, not run: what a user writes has the types that the package says.

import { AudioHookCall, ListeningError, RtpCall, Session, TwilioCall, analyze, init } from "listening-js";
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

export function twilio(message: string): string[] {
  const call = new TwilioCall(new Session(), { agent: "inbound" });
  const { message: said, events } = call.push(message);
  if (said.event === "start") console.log(said.customParameters["agent"], call.counts.lost.agent);
  if (said.event === "dtmf") console.log(said.digit);
  // @ts-expect-error: a mark has a name, a stop has none
  if (said.event === "stop") console.log(said.name);
  return events.map((event) => event.kind);
}

export function audiohook(message: string | Uint8Array, send: (text: string) => void): Report {
  const call = new AudioHookCall(new Session());
  if (typeof message === "string") {
    const { message: said, reply } = call.pushText(message);
    if (reply !== undefined) send(reply);
    if (said.type === "resumed") console.log(said.end - said.start);
  } else {
    call.pushAudio(message);
  }
  send(call.disconnect("completed"));
  return call.finish();
}

export function rtp(datagram: Uint8Array): number {
  const call = new RtpCall(new Session({ sampleRate: 16000 }), { payloadTypes: { 96: "L16/16000" } });
  call.push("agent", 0, datagram);
  return call.counts("customer").lost;
}
