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

/** A word that was said, in seconds from the start of the recording. */
export interface Word {
  party: PartyName;
  start: number;
  end: number;
  text: string;
}

/** What the telephone system says of the call. */
export interface GivenMark {
  kind: "hold" | "mute" | "pause" | "ivr" | "queue" | "transfer" | "consult" | "recording_off";
  start: number;
  /** Up to when; not given: until further notice, or for a transfer the moment alone. */
  end?: number | null;
  party?: PartyName | null;
  /** Whom a transfer goes to. */
  agent?: string | null;
}

/** Options of a call. One that is not known is refused. */
export interface Options {
  /** Samples per second and channel, 4000 to 192000. Default 8000; of an `AudioBuffer` its own. */
  sampleRate?: number;
  /** The agent's channel. Default "left". */
  agent?: "left" | "right" | 0 | 1;
  /** Whose listening is scored. Default "agent". */
  assessed?: PartyName;
  /** Code of the language of the words, as "en". Default "en". */
  language?: string;
  /** Further words to listen for: docs/events.md has the form. */
  lexicon?: string;
  /** How measures become points: what `profile` gives, changed, or its text. */
  profile?: object | string;
  /** A calibration to your own raters, as Python or Rust saved it. */
  calibration?: object | string;
  /** Whether the report also says how the customer's voice moves. Read docs/activation.md first. Default false. */
  talkerProsody?: boolean;
  /** Seconds by which a party's channel is moved later; earlier where it is negative. */
  offset?: { agent?: number; customer?: number };
  words?: Word[];
  marks?: GivenMark[];
}

/** Options of a live call. */
export interface SessionOptions extends Options {
  /** Whether events are also announced early. Default true. */
  provisional?: boolean;
  /** Seconds of the past that are remembered, 120 or more, for lines that stay open. Default: all of the call. */
  history?: number;
  /** The rate of false ones, .05, .1 or .2, at which `floor_taken` and `turn_end` are decided live. */
  decisions?: number;
}

export interface AnalyzeOptions extends Options {
  /** Called with the share that is done, 0 to 1. */
  onProgress?: (done: number) => void;
}

/** Who talks when in one channel: start and end of each turn, in seconds. */
export interface Turns {
  agent: [number, number][];
  customer: [number, number][];
}

/** An event as a session emits it: what reports have of it, and whether it is final. */
export type LiveEvent = Event & { status: "provisional" | "final" | "withdrawn" | "committed" };

/** Something was refused. The message says what came, what was expected and what to do. */
export class ListeningError extends Error {
  constructor(code: string, message: string);
  /** What was refused: `config`, `audio`, `talkspurts`, `words`, `mark`, `report`, `calibration`, `stream`, `ended`. */
  readonly code: string;
}

/** A report on a call. */
export class Report {
  /** @param json What `json` of a report was, here or in another language. */
  constructor(json: string);
  /** One line of JSON: the same bytes as from Python, Rust and C. */
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
  /** The events that count against the assessed party, heaviest first. */
  readonly charged: Event[];
  /** Where the score was lost, and what would change it most. */
  explain(options?: { profile?: object | string }): Record<string, unknown>;
  toJSON(): ReportData;
}

/** A live call, push by push: events come as they become final, at most 3 s after they happened. */
export class Session {
  constructor(options?: SessionOptions);
  push(audio: Stereo): LiveEvent[];
  /** Interleaved stereo in G.711. */
  pushBytes(bytes: Uint8Array, encoding: "mulaw" | "alaw"): LiveEvent[];
  /** Frames of which nothing arrived, of neither party. */
  pushGap(frames: number): LiveEvent[];
  /** The next frames of `party` are lost: what is pushed for them is not its audio. */
  pushLost(frames: number, party: PartyName): void;
  /** From `start` to `end`, in seconds, the audio of `party` was lost, though silence was pushed for it. */
  noteLost(party: PartyName, start: number, end: number): void;
  /** The recording is known to be cut short. */
  noteTruncated(): void;
  pushWord(word: Word): void;
  pushMark(mark: GivenMark): void;
  /** Of an open decision; undefined where none is open. */
  probability(kind: "floor_taken" | "turn_end", party: PartyName): number | undefined;
  /** Samples per second and channel. */
  readonly sampleRate: number;
  /** Seconds of audio taken. */
  readonly position: number;
  /** The current state of the call. */
  snapshot(): Record<string, unknown>;
  /** The report that the end would give now. */
  reportSoFar(): Report;
  finish(): Report;
  /** After `finish`: the events that only the end of the call settled. */
  readonly ended: LiveEvent[];
  /** Gives the memory back at once. */
  free(): void;
}

/** Loads the engine, once, before anything else. In Node it is there already. */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;
/** Reports on a recording with a party on each channel. */
export function analyze(audio: Stereo, options?: AnalyzeOptions): Report;
/** Reports on one channel that holds both, with who talks when. */
export function analyze(audio: Mono, options: AnalyzeOptions & { turns: Turns }): Report;
/** Reports on who talked when, without audio. */
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
/** The file of a built-in profile, to be changed. */
export function profile(id?: string): object;
/** The engine's version. */
export function version(): string;
