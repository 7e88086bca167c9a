import type { LiveEvent, PartyName, Report, Session } from "./index.js";

/** What a message of Twilio's says, its audio apart. */
export type TwilioMessage =
  | { event: "connected" | "media" | "stop" }
  | {
      event: "start";
      streamSid: string;
      callSid: string;
      tracks: ("inbound" | "outbound")[];
      customParameters: Record<string, string>;
    }
  | { event: "dtmf"; digit: string }
  | { event: "mark"; name: string };

/** What became of the messages with audio. */
export interface TwilioCounts {
  media: number;
  /** Placed although others had overtaken them. */
  overtaken: number;
  /** Came after their place had been passed. */
  late: number;
  copies: number;
  /** With a number far from the others. */
  foreign: number;
  /** Seconds. */
  lost: Record<PartyName, number>;
}

/** A call over Twilio Media Streams: its messages, placed by their timestamps. */
export class TwilioCall {
  /** @param session Of 8000 Hz. */
  constructor(
    session: Session,
    options?: {
      /** The track on which the agent is heard. Default "outbound", as of an incoming call. */
      agent?: "inbound" | "outbound";
      /** Seconds of the stream for which a message that was overtaken is waited for, 0 to 2. Default 0.1. */
      delay?: number;
    },
  );
  readonly session: Session;
  /** Takes a message as it came. A message of a type that is not known has that type as `event`. */
  push(message: string | Uint8Array | ArrayBuffer): { message: TwilioMessage; events: LiveEvent[] };
  /** Nothing will come for what is before `seconds` from the start of the stream. */
  advance(seconds: number): LiveEvent[];
  readonly counts: TwilioCounts;
  finish(): Report;
}

/** What a message of an AudioHook client says. Times are seconds of the stream. */
export type AudioHookMessage =
  | {
      type: "open";
      id: string;
      conversationId: string;
      organizationId: string;
      language: string;
      /** The connection is only tried: such a stream has no audio. */
      probe: boolean;
    }
  | { type: "discarded" | "resumed"; start: number; end: number }
  | { type: "paused" | "ping" }
  | { type: "update"; language: string }
  | { type: "error"; code: number; message: string }
  | { type: "close"; reason: string };

/** A call over Genesys AudioHook: its messages, placed, and what the server answers. */
export class AudioHookCall {
  /** @param session Of 8000 Hz. */
  constructor(session: Session);
  readonly session: Session;
  /** Takes a text message. `reply`, if there is one, is to be sent. */
  pushText(message: string | Uint8Array | ArrayBuffer): {
    message: AudioHookMessage;
    events: LiveEvent[];
    reply: string | undefined;
  };
  /** Takes a binary message. */
  pushAudio(bytes: Uint8Array): LiveEvent[];
  /** The message by which the server ends the stream. */
  disconnect(reason: "completed" | "unauthorized" | "error", info?: string): string;
  readonly hasEnded: boolean;
  readonly isPaused: boolean;
  /** Seconds that the client said it discarded. */
  readonly lost: number;
  finish(): Report;
}

/** What became of the packets of a party. */
export interface RtpCounts {
  packets: number;
  overtaken: number;
  late: number;
  copies: number;
  /** Neither RTP nor RTCP, too large, or of a source that was not believed. */
  foreign: number;
  /** Of a payload type that is not known. */
  undecoded: number;
  /** Seconds. */
  lost: number;
}

/** The RTP packets of a call, put in their places. */
export class RtpCall {
  /** @param session Its rate is the clock rate of the payload types. */
  constructor(session: Session, options?: { delay?: number; patience?: number; payloadTypes?: Record<number, string> });
  readonly session: Session;
  /** Takes a datagram that arrived then, in seconds on one clock for both parties. */
  push(party: PartyName, arrival: number, datagram: Uint8Array): LiveEvent[];
  /** Nothing came until `now`. */
  advance(now: number): LiveEvent[];
  readonly hasEnded: boolean;
  counts(party: PartyName): RtpCounts;
  finish(): Report;
}
