// A call: its files, who is who in them, its report and its sound.

import { decode, plays } from "./decode.js";
import { exchanged, partiesOf } from "./parties.js";
import { ask } from "./workers.js";

/** What has to be asked before a call can be heard; `question` is "speakers" or "mono". */
export class Question extends Error {
  constructor(question, given) {
    super(question);
    Object.assign(this, { question, ...given });
  }
}

export class Call {
  /** @param side "left" or "right": where the agent is in stereo recordings. */
  constructor({ path, folder = "", recordings, beside }, side) {
    this.path = path;
    this.folder = folder;
    this.name = path.slice(path.lastIndexOf("/") + 1);
    this.files = recordings.map(({ file }) => file);
    this.beside = beside.map(({ file }) => file);
    this.side = side;
    /** The party of each speaker's label; null until it is known. */
    this.speakers = null;
    this.report = null;
    this.looks = [];
  }

  /** What it is called on its page. */
  get title() {
    return this.files.length === 2 ? this.files.map((file) => file.name).join(" and ") : this.name;
  }

  /** Reads the files and hears the call: its report, as JSON. */
  async hear(progress) {
    this.looks = await Promise.all(this.files.map((file) => ask("look", { file })));
    const wrong = this.looks.find((look) => look.role !== "recording");
    if (wrong) throw new Error(wrong.why ?? `${this.name} is no recording.`);
    const texts = await Promise.all(this.beside.map((file) => ask("look", { file })));
    const bad = texts.find((text) => text.role === "none");
    if (bad) throw new Error(bad.why);
    const sources = await this.sources();
    this.channels = sources[0].planes?.length ?? this.looks[0].channels;
    const given = await this.said(texts);
    const transfer = sources.flatMap((source) => source.planes?.map((plane) => plane.buffer) ?? []);
    this.report = await ask("hear", { call: { sources, agent: this.side, ...given } }, { transfer, progress });
    this.data = JSON.parse(this.report);
    return this.report;
  }

  /** The recordings as a Worker reads them: the browser decodes what is not read there. */
  async sources() {
    const source = async (file, look) => ({ name: file.name, ...(look.here ? { file } : await decode(file, look)) });
    return Promise.all(this.files.map((file, at) => source(file, this.looks[at])));
  }

  /** Words, marks and turns. */
  async said(texts) {
    const of = (role) => texts.filter((text) => text.role === role);
    const marks = (await Promise.all(of("marks").map(({ bytes }) => ask("marks", { bytes })))).flat();
    const [words, turns] = [of("words"), of("turns")];
    const mono = this.files.length === 1 && this.channels === 1;
    const teller = turns[0] ?? (mono || words.length > 0 ? words[0] : undefined);
    if (!teller) {
      if (mono) throw new Question("mono");
      return { marks };
    }
    const talkers = await ask("talkers", { bytes: teller.bytes, role: teller.role });
    const byChannel = !mono && talkers.every((talker) => talker.channel);
    this.speakers ??= byChannel ? {} : partiesOf(talkers);
    if (this.speakers === null) throw new Question("speakers", { talkers });
    const said = words.length === 0 ? [] : await this.words(words[0].bytes);
    if (!mono) return { marks, words: said };
    const of_ = (party) => talkers.filter((talker) => this.speakers[talker.label] === party).flatMap((talker) => talker.turns);
    return { marks, words: said, turns: { agent: of_("agent"), customer: of_("customer") } };
  }

  words(bytes) {
    return ask("words", { bytes, options: { speakers: this.speakers, agent: this.side } });
  }

  /** Takes agent and customer for each other. */
  exchange() {
    if (this.speakers && Object.keys(this.speakers).length > 0) this.speakers = exchanged(this.speakers);
    if (this.channels !== 1 || this.files.length === 2) this.side = this.side === "left" ? "right" : "left";
  }

  /** Who is where, for people. */
  get placed() {
    const [left, right] = this.side === "left" ? ["agent", "customer"] : ["customer", "agent"];
    if (this.files.length === 2) {
      const [first, second] = this.files.map((file) => file.name);
      return `${capital(left)}: ${first}. ${capital(right)}: ${second}.`;
    }
    if (this.channels === 1 && this.speakers) {
      const of = (party) => Object.keys(this.speakers).filter((label) => this.speakers[label] === party).join(", ");
      return `Agent: ${of("agent")}. Customer: ${of("customer")}.`;
    }
    return `Agent on the ${this.side} channel, customer on the other.`;
  }

  /** How many clues say that agent and customer are exchanged; 0 where none does. */
  get clues() {
    return this.data?.parties.agent.health?.find((found) => found.code === "roles_swapped")?.value ?? 0;
  }

  /** The sound: what the browser plays of it; null where there is none. */
  sound() {
    this.heard ??= this.made();
    return this.heard;
  }

  async made() {
    if (this.files.length === 0) return null;
    if (this.files.length === 1) {
      const address = URL.createObjectURL(this.files[0]);
      const whether = await plays(address);
      URL.revokeObjectURL(address);
      if (whether) return this.files[0];
    }
    return ask("sound", { sources: await this.sources() });
  }
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
