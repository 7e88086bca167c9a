import { asked } from "./errors.js";
import { engine } from "./engine.js";

const MADE_HERE = Symbol("made here");

/** The report that the engine wrote. */
export function made(json) {
  return new Report(json, MADE_HERE);
}

/** A report. Its parts are plain objects, as in the JSON of the schema `listening.report/1`. */
export class Report {
  #json;
  #data;

  /** @param {string} json What `json` of a report was, here or in another language. */
  constructor(json, known) {
    // Refused here rather than at the first use. What the engine has just written needs no check.
    if (known !== MADE_HERE) asked(() => engine().checkReport(json));
    this.#json = json;
  }

  /** The report as one line of JSON: the same bytes as from Python, Rust and C. */
  get json() {
    return this.#json;
  }

  /** The whole report as an object. */
  get data() {
    this.#data ??= JSON.parse(this.#json);
    return this.#data;
  }

  get score() {
    return this.data.score;
  }

  get events() {
    return this.data.events;
  }

  get turns() {
    return this.data.turns;
  }

  get measures() {
    return this.data.measures;
  }

  get parties() {
    return this.data.parties;
  }

  get duration() {
    return this.data.duration;
  }

  /** The events that count against the assessed party, heaviest first. */
  get charged() {
    const charged = this.events.filter((event) => event.charged > 0);
    return charged.sort((a, b) => b.charged - a.charged || a.start - b.start);
  }

  /** Where the score was lost, and what would change it most. */
  explain({ profile } = {}) {
    const text = profile === undefined || typeof profile === "string" ? profile : JSON.stringify(profile);
    return JSON.parse(asked(() => engine().explain(this.#json, text)));
  }

  /** So that `JSON.stringify(report)` gives the report. */
  toJSON() {
    return this.data;
  }
}
