// Many calls: a table that fills, and what is saved of it.

import { onTable } from "listening-sorting";

import { Call, Question } from "./call.js";
import { csv } from "./csv.js";
import { at, made, show } from "./dom.js";
import { notRated, NOT_RATED } from "./not_rated.js";
import { save } from "./save.js";
import { Stopped, width } from "./workers.js";

let current = null;

export class Calls {
  /** @param whose Gives a call's agent and time, where a manifest was dropped with them. */
  constructor(grouped, side, whose, { failed, open }) {
    this.calls = grouped.map((group) => new Call(group, side));
    for (const call of this.calls) Object.assign(call, known(call, whose?.(call)));
    this.failed = failed;
    this.open = open;
    this.rows = new Map();
    current = this;
  }

  /** Hears one call after the other, as many at once as there are Workers. */
  async run() {
    at("rows").replaceChildren(...this.calls.map((call) => this.row(call)));
    document.title = `${this.calls.length} calls - Listening`;
    at("doing").textContent = `Listening to ${this.calls.length} recordings`;
    at("done").value = 0;
    show("again", "work", "calls");
    this.count();
    onTable();
    const todo = [...this.calls];
    const next = async () => {
      for (let call = todo.shift(); call; call = todo.shift()) {
        try {
          await call.hear(null);
        } catch (error) {
          if (error instanceof Stopped) return;
          call.error = error instanceof Question ? question(call, error) : error.message;
        }
        this.update(call);
      }
    };
    await Promise.all(Array.from({ length: width() }, next));
    if (current === this && at("one").hidden) show("again", "calls");
    at("work").hidden = true;
  }

  show() {
    document.title = `${this.calls.length} calls - Listening`;
    show("again", "calls", ...(this.done < this.calls.length ? ["work"] : []));
    at("back").hidden = true;
  }

  get done() {
    return this.calls.filter((call) => call.data || call.error).length;
  }

  row(call) {
    const name = made("button", { type: "button", disabled: true }, call.path);
    name.addEventListener("click", () => this.open(call));
    const head = made("th", { scope: "row" }, name);
    head.dataset.key = call.path;
    const row = made("tr", {}, head, made("td", {}, call.agent ?? ""), ...Array.from({ length: 4 }, () => made("td")));
    this.rows.set(call, row);
    return row;
  }

  /** Shows what became of a call. */
  update(call) {
    const [name, , length, score, rating, know] = this.rows.get(call).cells;
    name.firstElementChild.disabled = !call.data;
    if (call.data) {
      const { duration, score: found } = call.data;
      const why = notRated(call.data);
      fill(length, clock(duration), duration);
      fill(score, why ? "" : found.observable_listening.toFixed(1), why ? "" : found.observable_listening);
      fill(rating, why ? "not rated" : found.rating, why ? "" : found.observable_listening);
      const known = [why && (NOT_RATED[why] ?? why), call.clues && "agent and customer may be exchanged"];
      fill(know, known.filter(Boolean).join("; "));
    } else {
      fill(rating, "not analysed", "");
      fill(know, call.error);
    }
    this.count();
  }

  count() {
    const rated = this.calls.filter((call) => call.data && !notRated(call.data)).length;
    const failed = this.calls.filter((call) => call.error).length;
    const others = this.done - rated - failed;
    const parts = [`${rated} rated`, `${others} not rated`, `${failed} not analysed`];
    if (this.done < this.calls.length) parts.push(`${this.calls.length - this.done} to come`);
    at("calls-facts").textContent = parts.join(", ");
    at("done").value = this.done / this.calls.length;
  }
}

function fill(cell, text, key) {
  cell.textContent = text;
  if (key === undefined) delete cell.dataset.key;
  else cell.dataset.key = key;
}

function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Whose call it is, and when it was: where no manifest says it, the folder that it is in, and when the file was last changed. */
function known({ path, folder, files }, said) {
  const changed = new Date(Math.floor(files[0].lastModified / 1000) * 1000).toISOString();
  if (said) return { agent: said.agent, time: said.time ?? changed };
  return { agent: path.split("/").at(-2) ?? (folder || null), time: changed };
}

function question(call, { question: what, talkers }) {
  if (what === "mono") return "one channel, and nothing says who talks when in it: open it alone, together with its turns or the other party's recording";
  const labels = talkers.map((talker) => talker.label ?? "nobody").join(", ");
  return `nothing says who is who of ${labels}: open it alone, together with its transcript or turns`;
}

at("save-table").addEventListener("click", () => {
  save("scores.csv", csv(current.calls), "text/csv");
});
at("save-reports").addEventListener("click", () => {
  const lines = current.calls.filter((call) => call.data).map((call) =>
    `{"call_id":${JSON.stringify(call.path)},"agent":${JSON.stringify(call.agent)},"time":${JSON.stringify(call.time)},"report":${call.report}}`);
  save("reports.jsonl", `${lines.join("\n")}\n`, "application/x-ndjson");
});
