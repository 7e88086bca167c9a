import type { LiveEvent, PartyName, Report, Session } from "./index.js";

/** A Twilio message, without its audio. */
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

/** Statistics of the messages with audio. */
export interface TwilioCounts {
  media: number;
  /** Placed although others had overtaken them. */
  overtaken: number;
  /** Arrived after their position had been passed. */
  late: number;
  copies: number;
  /** With a sequence number far from the others. */
  foreign: number;
  /** Seconds. */
  lost: Record<PartyName, number>;
}

/** A call over Twilio Media Streams: its messages, placed by their timestamps. */
export class TwilioCall {
  /** @param session At 8000 Hz. */
  constructor(
    session: Session,
    options?: {
      /** The track with the agent. Default "outbound", as in an incoming call. */
      agent?: "inbound" | "outbound";
      /** Seconds of the stream for which an overtaken message is awaited, 0 to 2. Default 0.1. */
      delay?: number;
    },
  );
  readonly session: Session;
  /** Processes a message as received. A message of an unknown type has that type as `event`. */
  push(message: string | Uint8Array | ArrayBuffer): { message: TwilioMessage; events: LiveEvent[] };
  /** Declares that no more audio will arrive for the time before `seconds` from the start of the stream. */
  advance(seconds: number): LiveEvent[];
  readonly counts: TwilioCounts;
  finish(): Report;
}

/** A message of an AudioHook client. Times are seconds of the stream. */
export type AudioHookMessage =
  | {
      type: "open";
      id: string;
      conversationId: string;
      organizationId: string;
      language: string;
      /** A connection test: such a stream has no audio. */
      probe: boolean;
    }
  | { type: "discarded" | "resumed"; start: number; end: number }
  | { type: "paused" | "ping" }
  | { type: "update"; language: string }
  | { type: "error"; code: number; message: string }
  | { type: "close"; reason: string };

/** A call over Genesys AudioHook: its messages, placed in time, and the server's replies. */
export class AudioHookCall {
  /** @param session At 8000 Hz. */
  constructor(session: Session);
  readonly session: Session;
  /** Processes a text message. Send `reply` if there is one. */
  pushText(message: string | Uint8Array | ArrayBuffer): {
    message: AudioHookMessage;
    events: LiveEvent[];
    reply: string | undefined;
  };
  /** Processes a binary message. */
  pushAudio(bytes: Uint8Array): LiveEvent[];
  /** The message with which the server ends the stream. */
  disconnect(reason: "completed" | "unauthorized" | "error", info?: string): string;
  readonly hasEnded: boolean;
  readonly isPaused: boolean;
  /** Seconds that the client reported as discarded. */
  readonly lost: number;
  finish(): Report;
}

/** Statistics of a party's packets. */
export interface RtpCounts {
  packets: number;
  overtaken: number;
  late: number;
  copies: number;
  /** Neither RTP nor RTCP, too large, or from an unaccepted source. */
  foreign: number;
  /** With an unknown payload type. */
  undecoded: number;
  /** Seconds. */
  lost: number;
}

/** The RTP packets of a call, placed in time. */
export class RtpCall {
  /** @param session Its rate is the clock rate of the payload types. */
  constructor(session: Session, options?: { delay?: number; patience?: number; payloadTypes?: Record<number, string> });
  readonly session: Session;
  /** Processes a datagram with its arrival time, in seconds on one clock for both parties. */
  push(party: PartyName, arrival: number, datagram: Uint8Array): LiveEvent[];
  /** Declares that nothing arrived until `now`. */
  advance(now: number): LiveEvent[];
  readonly hasEnded: boolean;
  counts(party: PartyName): RtpCounts;
  finish(): Report;
}
