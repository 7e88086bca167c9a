// The parts of a report, as its JSON has them.
//
// Made by scripts/generate-types from the schema of a report: change the Rust types, not this file.

/**
 * What Listening says of a call. Times are in seconds from the first sample, with three decimals at most. A
 * report may carry names put beside it, such as id, agent and time.
 */
export interface ReportData {
  /** Name and version of this form. */
  schema: "listening.report/1";
  /** What made it; not there in a report of before there was this key. */
  engine?: Engine;
  /**
   * Name and version of the profile that scored it; with a calibration its mark behind it, as in
   * `contact_center/2+calibration:0123456789abcdef`.
   */
  profile: string;
  /** How it was known who talked when; not there in a report of before there was this key. */
  basis?: string;
  /** Length of the call, in seconds. */
  duration: number;
  /** The channel of each party. An inspection of a mono recording has one. */
  parties: { agent: Channel; customer: Channel };
  /** Talk without a silence of 180 ms or more, in order of start. */
  talkspurts: Talkspurt[];
  /** Holds of the floor, in order of start. */
  turns: Turn[];
  /** What the parties did, and silences, in order of start; final ones only. */
  events: Event[];
  /** All measures of both parties. */
  measures: Measure[];
  /** What the telephone system said of the call, in order of start; not there where it said nothing. */
  marks?: Mark[];
  /**
   * The parts of the call that were with one agent each, in order, where a transfer names an agent; not there
   * otherwise.
   */
  legs?: Leg[];
  /** Whose listening was scored; not there in a report of before there was this key, which is taken as the agent's. */
  assessed?: "agent" | "customer";
  /** The score of the assessed party. */
  score: Score;
  /** The eleven pairs of words from the rating sheets. */
  traits: Trait[];
  /** The five characteristics of a good listener. */
  characteristics: Characteristic[];
  /** What the report does not say. */
  not_measured: NotMeasured[];
  /** What the report is not to be used for. */
  notice: string;
}

/** What made a report. */
export interface Engine {
  /** Its version, as `0.1.0`. */
  version: string;
  /** Name and version of the network that heard the speech; not there where no audio was given. */
  network?: string;
}

/** A party's channel. */
export interface Channel {
  /** 0 (left) or 1 (right); null where no audio was given. */
  channel: 0 | 1 | null;
  /** How long the party talks, in seconds. */
  speech_seconds: number;
  /**
   * Active speech level by ITU-T P.56 method B, dBov, of what is neither music nor the other party's leak; null
   * without talk or audio.
   */
  active_level_dbov: number | null;
  /** That level above the median level of what is not speech, dB; null where it is not known. */
  snr_db: number | null;
  /** Faults, music and tones on the channel, in order of start. */
  health: Health[];
}

/** Something that is wrong with a channel, or a sound on it besides talk. */
export interface Health {
  /** What was found; docs/hearing.md has the unit of the value of each. */
  code: string;
  /** From when on, in seconds from the first sample. */
  start: number;
  /** Until when, in seconds from the first sample. */
  end: number;
  /** How much of it, in the unit of its code; null where there is no amount. */
  value: number | null;
  /**
   * The least that it may be, in the unit of its code, with 90 % between here and `high`; not there where the
   * value is no estimate.
   */
  low?: number;
  /** The most that it may be, in the unit of its code; not there where the value is no estimate. */
  high?: number;
}

/** Talk of one party without a silence of 180 ms or more. */
export interface Talkspurt {
  /** Who talks. */
  party: "agent" | "customer";
  /** When it begins, in seconds from the first sample. */
  start: number;
  /** When it ends, in seconds from the first sample. */
  end: number;
  /** Standard deviation of its start, in seconds; not there where it is not known. */
  start_sd?: number;
  /** Standard deviation of its end, in seconds; not there where it is not known. */
  end_sd?: number;
}

/** A party's hold of the floor. */
export interface Turn {
  /** Who holds the floor. */
  party: "agent" | "customer";
  /** When it begins, in seconds from the first sample. */
  start: number;
  /** When it ends, in seconds from the first sample. */
  end: number;
}

/** Something that a party did, or a silence. */
export interface Event {
  /** Names the event in measures and deductions. */
  id: string;
  /** What it is. */
  kind: string;
  /** Who did it; of a silence, who talked last, and of a pause, whose turn it is. */
  by: "agent" | "customer";
  /** Onset, in seconds from the first sample. */
  start: number;
  /** End, in seconds from the first sample: that of the contribution, or 2.3 s after the onset if that is sooner. */
  end: number;
  /** Whether the other was talking at the onset. */
  in_overlap: boolean;
  /** Probability that the kind is right, 0 to 1; null where nothing was judged. */
  confidence: number | null;
  /** Probability of each kind that it might be, 0 to 1, most probable first; not there where nothing was judged. */
  kinds?: Record<string, number>;
  /** Whether it can still change; those of a report are final. */
  status: "provisional" | "final" | "withdrawn" | "committed";
  /**
   * How much it counts against the assessed party, 0 to 1; not there where it does not count. It is its largest
   * weight in a scored measure.
   */
  charged?: number;
  /** The scored measures that name it; not there where none does. */
  measures?: string[];
  /** What speaks for its kind, in words; the first weighs most. */
  reasons: string[];
  /** Whether it may rest on the other party's echo; it is held against nobody then. */
  leak_suspect: boolean;
}

/** One measure of one party. */
export interface Measure {
  /** Its name; docs/methods.md defines each. */
  id: string;
  /** Whose behaviour it describes. */
  party: "agent" | "customer";
  /** The value, in `unit`; null where nothing was there to measure. */
  value: number | null;
  /**
   * What the score reads, in `unit`: what is to be believed of the value under the profile's prior, events and
   * turns weighed by how sure they are. Only of the measures of the assessed party that the profile scores; not
   * there where there is too little evidence for any score.
   */
  scored?: number;
  /** Unit of the value and its interval. */
  unit: string;
  /** Lower end of the 90 % interval, in `unit`; null where the value is a plain fact of this call. */
  low: number | null;
  /** Upper end of the 90 % interval, in `unit`; null as the lower end. */
  high: number | null;
  /** How many things were counted over: replies, pauses, talkspurts, windows. A count. */
  n: number;
  /** Ids of the events that it rests on. */
  events: string[];
}

/** What the telephone system said of a stretch of the call. */
export interface Mark {
  /** What it is. */
  kind: string;
  /** Whose it is; not there where it is of the whole call. */
  party?: "agent" | "customer";
  /** When it begins, in seconds from the first sample. */
  start: number;
  /** When it ends, in seconds from the first sample. */
  end: number;
  /** The agent to whom a transfer goes; not there where it is not said. */
  agent?: string;
}

/** A part of the call with one agent, scored by itself. */
export interface Leg {
  /** The agent's name, as the transfer to them said it; not there before the first transfer. */
  agent?: string;
  /** When it begins, in seconds from the first sample. */
  start: number;
  /** When it ends, in seconds from the first sample. */
  end: number;
  /** The score of the assessed party in it. */
  score: Score;
  /** What was measured of it, by party; the report's own `measures` are of the whole call. */
  measures: Measure[];
}

/** The score of the assessed party. */
export interface Score {
  /**
   * The whole in points, 0 to 100: the dimensions' weighted mean. null under 10 s of the other's speech or without
   * a change of the floor.
   */
  observable_listening: number | null;
  /** Lower end of the 90 % interval, in points, 0 to 100; null as the value. */
  low: number | null;
  /** Upper end of the 90 % interval, in points, 0 to 100; null as the value. */
  high: number | null;
  /** Level of the whole; null, as its range, where the evidence is insufficient. */
  rating: "Outstanding" | "Above Average" | "Average" | "Poor" | "Ineffective" | null;
  /** Level of the lower end; null as the whole's. */
  rating_low: "Outstanding" | "Above Average" | "Average" | "Poor" | "Ineffective" | null;
  /** Level of the upper end; null as the whole's. */
  rating_high: "Outstanding" | "Above Average" | "Average" | "Poor" | "Ineffective" | null;
  /** The four dimensions: patience, attentiveness, give and take, composure. */
  dimensions: Dimension[];
  /** Share of the profile's weight that could be measured, 0 to 1. */
  coverage: number;
  /** Whether there is enough evidence for a rating. */
  status: "ok" | "insufficient_evidence" | "withheld";
  /** The findings on the channels for which no score is given; not there where none is the reason. */
  withheld_by?: string[];
}

/** One dimension, 0 to 100. */
export interface Dimension {
  /** Its name. */
  id: string;
  /** Points, 0 to 100; null where nothing of it could be measured. */
  value: number | null;
  /** Lower end of the 90 % interval, in points, 0 to 100; null as the value. */
  low: number | null;
  /** Upper end of the 90 % interval, in points, 0 to 100; null as the value. */
  high: number | null;
  /** What cost points, dearest first. */
  deductions: Deduction[];
}

/** Points that a measure cost. */
export interface Deduction {
  /** The measure that cost them. */
  measure: string;
  /** Points of the dimension's 100 that it cost. */
  points: number;
  /** Ids of the events to listen to; none where no single event made it. */
  events: string[];
}

/** A pair of words from the rating sheets: effective and ineffective. */
export interface Trait {
  /** The effective listener. */
  effective: string;
  /** The ineffective listener. */
  ineffective: string;
  /** Points, 0 (ineffective) to 100 (effective); null where it was not measured. */
  value: number | null;
  /** What it rests on. */
  basis: "audio" | "words" | "none";
  /** The dimensions that it is read from. */
  measures: string[];
}

/** One of the five characteristics of a good listener. */
export interface Characteristic {
  /** Its name. */
  id: string;
  /** Points, 0 to 100; null where it was not measured. */
  value: number | null;
  /** What it rests on. */
  basis: "audio" | "words" | "none";
}

/** Something that the report does not say. */
export interface NotMeasured {
  /** What is not said. */
  id: string;
  /** Why it is not said. */
  reason: string;
  /** What it would take to say it. */
  needs: string;
}
