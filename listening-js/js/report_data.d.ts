// The parts of a report, as its JSON has them.
//
// Made by scripts/generate-types from the schema of a report: change the Rust types, not this file.

/**
 * What Listening says of a call. Times are in seconds from the first sample, with three decimals at most. A
 * report may carry names put beside it, such as id, agent and time.
 */
export interface ReportData {
  /** Name and version of this schema. */
  schema: "listening.report/1";
  /** The engine that made it; not there in older reports. */
  engine?: Engine;
  /**
   * Name and version of the profile that scored it, followed by the hash of a calibration, as in
   * `contact_center/2+calibration:0123456789abcdef`.
   */
  profile: string;
  /** How it was known who talked when; not there in older reports. */
  basis?: string;
  /** Length of the call, in seconds. */
  duration: number;
  /** The channel of each party. An inspection of a mono recording has one. */
  parties: { agent: Channel; customer: Channel };
  /** Talk without a silence of 180 ms or more, in order of start. */
  talkspurts: Talkspurt[];
  /** Turns: stretches in which a party has the floor, in order of start. */
  turns: Turn[];
  /** What the parties did, and silences, in order of start; final ones only. */
  events: Event[];
  /** All measures of both parties. */
  measures: Measure[];
  /** Marks of the telephone system, in order of start; not there where there are none. */
  marks?: Mark[];
  /** The parts of the call with one agent each, in order, if a transfer names an agent; not there otherwise. */
  legs?: Leg[];
  /** The party whose listening was scored; not there in older reports, which are assumed to assess the agent. */
  assessed?: "agent" | "customer";
  /** The score of the assessed party. */
  score: Score;
  /** The eleven pairs of opposite words from rating forms. */
  traits: Trait[];
  /** The five characteristics of a good listener. */
  characteristics: Characteristic[];
  /** What the report does not contain. */
  not_measured: NotMeasured[];
  /** What the report must not be used for. */
  notice: string;
}

/** What made a report. */
export interface Engine {
  /** Its version, such as `0.1.0`. */
  version: string;
  /** Name and version of the network that detected speech; not there where no audio was given. */
  network?: string;
}

/** A party's channel. */
export interface Channel {
  /** 0 (left) or 1 (right); null where no audio was given. */
  channel: 0 | 1 | null;
  /** Length of the party's talk, in seconds. */
  speech_seconds: number;
  /**
   * Active speech level by ITU-T P.56 method B, dBov, excluding music and the other party's leak; null without
   * talk or audio.
   */
  active_level_dbov: number | null;
  /** That level above the median level outside speech, dB; null where it is not known. */
  snr_db: number | null;
  /** Faults, music and tones on the channel, in order of start. */
  health: Health[];
}

/** A fault of a channel, or a sound on it other than talk. */
export interface Health {
  /** The finding; docs/hearing.md has the unit of each value. */
  code: string;
  /** Its start, in seconds from the first sample. */
  start: number;
  /** Its end, in seconds from the first sample. */
  end: number;
  /** Its amount, in the unit of its code; null where it has none. */
  value: number | null;
  /** Lower end of its 90 % interval, in the unit of its code; not there where the value is not an estimate. */
  low?: number;
  /** Upper end of its 90 % interval, in the unit of its code; not there where the value is not an estimate. */
  high?: number;
}

/** Talk of one party without a silence of 180 ms or more. */
export interface Talkspurt {
  /** Who talks. */
  party: "agent" | "customer";
  /** Its start, in seconds from the first sample. */
  start: number;
  /** Its end, in seconds from the first sample. */
  end: number;
  /** Standard deviation of its start, in seconds; not there where unknown. */
  start_sd?: number;
  /** Standard deviation of its end, in seconds; not there where unknown. */
  end_sd?: number;
}

/** A stretch in which a party has the floor. */
export interface Turn {
  /** Who has the floor. */
  party: "agent" | "customer";
  /** Its start, in seconds from the first sample. */
  start: number;
  /** Its end, in seconds from the first sample. */
  end: number;
}

/** Something that a party did, or a silence. */
export interface Event {
  /** Identifies the event in measures and deductions. */
  id: string;
  /** Its kind. */
  kind: string;
  /** The party that did it; for a silence, the party that talked last, and for a pause, the party whose turn it is. */
  by: "agent" | "customer";
  /** Onset, in seconds from the first sample. */
  start: number;
  /** End, in seconds from the first sample: that of the contribution, or 2.3 s after the onset if that is sooner. */
  end: number;
  /** Whether the other was talking at the onset. */
  in_overlap: boolean;
  /** Probability that the kind is right, 0 to 1; null where no classification was made. */
  confidence: number | null;
  /** Probability of each kind it might be, 0 to 1, most probable first; not there where no classification was made. */
  kinds?: Record<string, number>;
  /** Whether it can still change; those of a report are final. */
  status: "provisional" | "final" | "withdrawn" | "committed";
  /**
   * Its weight against the assessed party, 0 to 1; not there where it does not count. This is its largest weight
   * in a scored measure.
   */
  charged?: number;
  /** The scored measures it counts in; not there where there are none. */
  measures?: string[];
  /** The reasons for its kind, in words; the most important first. */
  reasons: string[];
  /** Whether it may be the other party's echo; if so, it is charged to no one. */
  leak_suspect: boolean;
}

/** One measure of one party. */
export interface Measure {
  /** Its name; docs/methods.md defines each. */
  id: string;
  /** The party whose behaviour it describes. */
  party: "agent" | "customer";
  /** The value, in `unit`; null where there were no cases. */
  value: number | null;
  /**
   * The value that the score uses, in `unit`: the best estimate under the profile's prior, with events and turns
   * weighted by their probability. Only for measures of the assessed party that the profile scores; not there
   * where there is too little evidence for any score.
   */
  scored?: number;
  /** Unit of the value and its interval. */
  unit: string;
  /** Lower end of the 90 % interval, in `unit`; null where the value is a plain fact of this call. */
  low: number | null;
  /** Upper end of the 90 % interval, in `unit`; null like the lower end. */
  high: number | null;
  /** The number of cases: replies, pauses, talkspurts, windows. A count. */
  n: number;
  /** Ids of the events it is based on. */
  events: string[];
}

/** A mark of the telephone system on a stretch of the call. */
export interface Mark {
  /** Its kind. */
  kind: string;
  /** Its party; not there where it concerns the whole call. */
  party?: "agent" | "customer";
  /** Its start, in seconds from the first sample. */
  start: number;
  /** Its end, in seconds from the first sample. */
  end: number;
  /** The agent that a transfer goes to; not there where unknown. */
  agent?: string;
}

/** A part of the call with one agent, scored separately. */
export interface Leg {
  /** The agent's name, as given by the transfer to them; not there before the first transfer. */
  agent?: string;
  /** Its start, in seconds from the first sample. */
  start: number;
  /** Its end, in seconds from the first sample. */
  end: number;
  /** The score of the assessed party in it. */
  score: Score;
  /** Its measures, by party; the report's own `measures` cover the whole call. */
  measures: Measure[];
}

/** The score of the assessed party. */
export interface Score {
  /**
   * The total in points, 0 to 100: the weighted mean of the dimensions. null with less than 10 s of the other's
   * speech or without a change of the floor.
   */
  observable_listening: number | null;
  /** Lower end of the 90 % interval, in points, 0 to 100; null like the value. */
  low: number | null;
  /** Upper end of the 90 % interval, in points, 0 to 100; null like the value. */
  high: number | null;
  /** Level of the total; null, like its range, where the evidence is insufficient. */
  rating: "Outstanding" | "Above Average" | "Average" | "Poor" | "Ineffective" | null;
  /** Level of the lower end; null like that of the total. */
  rating_low: "Outstanding" | "Above Average" | "Average" | "Poor" | "Ineffective" | null;
  /** Level of the upper end; null like that of the total. */
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
  /** Lower end of the 90 % interval, in points, 0 to 100; null like the value. */
  low: number | null;
  /** Upper end of the 90 % interval, in points, 0 to 100; null like the value. */
  high: number | null;
  /** What cost points, largest first. */
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

/** A pair of opposite words from rating forms: effective and ineffective. */
export interface Trait {
  /** The effective listener. */
  effective: string;
  /** The ineffective listener. */
  ineffective: string;
  /** Points, 0 (ineffective) to 100 (effective); null where it was not measured. */
  value: number | null;
  /** What it is based on. */
  basis: "audio" | "words" | "none";
  /** The dimensions it is derived from. */
  measures: string[];
}

/** One of the five characteristics of a good listener. */
export interface Characteristic {
  /** Its name. */
  id: string;
  /** Points, 0 to 100; null where it was not measured. */
  value: number | null;
  /** What it is based on. */
  basis: "audio" | "words" | "none";
}

/** Something that the report does not contain. */
export interface NotMeasured {
  /** What is missing. */
  id: string;
  /** Why it is missing. */
  reason: string;
  /** What would be needed. */
  needs: string;
}
