export * from "./streams.js";

import type { Event, Measure, ReportData, Score, Turn } from "./report_data.js";

export type * from "./report_data.js";

export type PartyName = "agent" | "customer";

/** Audio of both parties: interleaved stereo, two channels, or an `AudioBuffer` with two of them. */
export type Stereo =
  | Float32Array
  | Int16Array
  | { left: Float32Array; right: Float32Array }
  | { left: Int16Array; right: Int16Array }
  | AudioBuffer;

/** Audio of one channel that holds both parties. */
export type Mono = Float32Array | Int16Array | AudioBuffer;

/** A recognised word, with times in seconds from the start of the recording. */
export interface Word {
  party: PartyName;
  start: number;
  end: number;
  text: string;
}

/** A mark of the telephone system. */
export interface GivenMark {
  kind: "hold" | "mute" | "pause" | "ivr" | "queue" | "transfer" | "consult" | "recording_off";
  start: number;
  /** The end; if missing, the mark is still running; for a transfer, it has no length. */
  end?: number | null;
  party?: PartyName | null;
  /** The agent that a transfer goes to. */
  agent?: string | null;
}

/** Options of a call. Unknown options are rejected. */
export interface Options {
  /** Samples per second and channel, 4000 to 192000. Default 8000; an `AudioBuffer` has its own. */
  sampleRate?: number;
  /** The agent's channel. Default "left". */
  agent?: "left" | "right" | 0 | 1;
  /** The party whose listening is scored. Default "agent". */
  assessed?: PartyName;
  /** Language code of the words, such as "en". Default "en". */
  language?: string;
  /** Additional words for the lexicon: docs/methods.md describes the format. */
  lexicon?: string;
  /** How measures become points: an edited copy of the result of `profile`, or its text. */
  profile?: object | string;
  /** A calibration to your own raters, as saved by Python or Rust. */
  calibration?: object | string;
  /** Whether the report also describes the customer's voice. Read docs/activation.md first. Default false. */
  talkerProsody?: boolean;
  /** Seconds by which a party's channel is shifted later; earlier if negative. */
  offset?: { agent?: number; customer?: number };
  words?: Word[];
  marks?: GivenMark[];
}

/** Options of a live call. */
export interface SessionOptions extends Options {
  /** Whether events are also announced early. Default true. */
  provisional?: boolean;
  /** Seconds of the past to remember, minimum 120, for lines that stay open. Default: the whole call. */
  history?: number;
  /** The accepted false rate of the live decisions `floor_taken` and `turn_end`: .05, .1 or .2. */
  decisions?: number;
}

export interface AnalyzeOptions extends Options {
  /** Called with the finished share, 0 to 1. */
  onProgress?: (done: number) => void;
}

/** Who talks when in one channel: start and end of each turn, in seconds. */
export interface Turns {
  agent: [number, number][];
  customer: [number, number][];
}

/** An event as emitted by a session: as in a report, with its status. */
export type LiveEvent = Event & { status: "provisional" | "final" | "withdrawn" | "committed" };

/** An error. The message says what was received, what was expected and what to do. */
export class ListeningError extends Error {
  constructor(code: string, message: string);
  /** The kind of error: `config`, `audio`, `talkspurts`, `words`, `mark`, `report`, `calibration`, `stream`, `ended`. */
  readonly code: string;
}

/** A report on a call. */
export class Report {
  /** @param json The `json` of a report, from this or another language. */
  constructor(json: string);
  /** One line of JSON, the same as from Python, Rust and C, byte for byte. */
  readonly json: string;
  /** The whole report as an object. */
  readonly data: ReportData;
  readonly score: Score;
  readonly events: Event[];
  readonly turns: Turn[];
  readonly measures: Measure[];
  readonly parties: ReportData["parties"];
  /** In seconds. */
  readonly duration: number;
  /** The events that count against the assessed party, largest first. */
  readonly charged: Event[];
  /** What cost points, and which change would gain most. */
  explain(options?: { profile?: object | string }): Record<string, unknown>;
  toJSON(): ReportData;
}

/** Processes a live call chunk by chunk and returns events as they become final, at most 3 s after they happened. */
export class Session {
  constructor(options?: SessionOptions);
  push(audio: Stereo): LiveEvent[];
  /** Interleaved stereo in G.711. */
  pushBytes(bytes: Uint8Array, encoding: "mulaw" | "alaw"): LiveEvent[];
  /** Frames that are missing for both parties. */
  pushGap(frames: number): LiveEvent[];
  /** The next frames of `party` are lost: push placeholders for them. */
  pushLost(frames: number, party: PartyName): void;
  /** From `start` to `end`, in seconds, the audio of `party` was lost, although silence was pushed for it. */
  noteLost(party: PartyName, start: number, end: number): void;
  /** The recording is known to be truncated. */
  noteTruncated(): void;
  pushWord(word: Word): void;
  pushMark(mark: GivenMark): void;
  /** The probability of an open decision; undefined if none is open. */
  probability(kind: "floor_taken" | "turn_end", party: PartyName): number | undefined;
  /** Samples per second and channel. */
  readonly sampleRate: number;
  /** Seconds of audio pushed so far. */
  readonly position: number;
  /** The current state of the call. */
  snapshot(): Record<string, unknown>;
  /** The report that `finish` would return now. */
  reportSoFar(): Report;
  finish(): Report;
  /** After `finish`: the events that became final only at the end of the call. */
  readonly ended: LiveEvent[];
  /** Releases the memory immediately. */
  free(): void;
}

/** Loads the engine, once, before anything else. Not needed in Node. */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;
/** Analyses a recording with one party per channel. */
export function analyze(audio: Stereo, options?: AnalyzeOptions): Report;
/** Analyses a mono recording of both parties, with who talks when. */
export function analyze(audio: Mono, options: AnalyzeOptions & { turns: Turns }): Report;
/** Creates a report from who talked when, without audio. */
export function fromTalkspurts(talk: Turns, options?: Options & { duration?: number }): Report;
/** The words of a recogniser's transcript, with their parties. */
export function readTranscript(
  bytes: Uint8Array,
  options?: { speakers?: Record<string, PartyName | null>; agent?: "left" | "right" | 0 | 1; of?: PartyName },
): { shape: string; untimed: number; words: Word[] };
/** The turns of a diarisation: RTTM, STM, CTM, TextGrid, EAF, CHAT or JSON. */
export function readDiarisation(bytes: Uint8Array): {
  shape: string;
  unnamed: number;
  turns: { recording: string | null; channel: string | null; speaker: string; start: number; end: number }[];
};
/** The marks of a file, JSON lines or CSV. */
export function readMarks(bytes: Uint8Array): GivenMark[];
/** The file of a built-in profile, to copy and edit. */
export function profile(id?: string): object;
/** The engine's version. */
export function version(): string;
