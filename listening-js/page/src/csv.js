// The table of calls, in the columns of `listening batch` (docs/batch.md) as far as a page knows them.

import { notRated } from "./not_rated.js";

const DIMENSIONS = ["patience", "attentiveness", "give_and_take", "composure"];

/** The row of a call, by column. */
export function row({ path, agent, time, data, error }) {
  const found = { call_id: path, agent, time };
  if (!data) return { ...found, not_rated_because: "not_analysed", error };
  const { score } = data;
  const why = notRated(data);
  const rated = (value) => (why ? null : value);
  const legs_n = data.legs?.length || 1;
  Object.assign(found, { duration: data.duration, legs_n, status: score.status, not_rated_because: why });
  Object.assign(found, interval("observable_listening", rated({ ...score, value: score.observable_listening })));
  for (const name of ["rating", "rating_low", "rating_high"]) found[name] = rated(score[name]);
  found.coverage = score.coverage;
  for (const id of DIMENSIONS) Object.assign(found, interval(id, rated(score.dimensions.find((each) => each.id === id))));
  const weights = data.events.filter((event) => "charged" in event).map((event) => event.charged);
  found.charged = rated(Number(weights.reduce((sum, each) => sum + each, 0).toFixed(3)));
  found.charged_n = rated(weights.length);
  for (const party of ["agent", "customer"]) {
    const facts = data.parties[party];
    for (const name of ["speech_seconds", "active_level_dbov", "snr_db"]) found[`${party}_${name}`] = facts[name];
    found[`${party}_health`] = [...new Set(facts.health.map(({ code }) => code))].join(" ");
  }
  // Where the channels do not show who talked, no measure has a party.
  for (const measure of score.status === "withheld" ? [] : data.measures) {
    const name = `${measure.party}_${measure.id}`;
    Object.assign(found, interval(name, measure), { [`${name}_n`]: measure.n });
  }
  return { ...found, profile: data.profile };
}

function interval(name, found) {
  return { [name]: found?.value ?? null, [`${name}_low`]: found?.low ?? null, [`${name}_high`]: found?.high ?? null };
}

/** Calls as CSV (RFC 4180), with a mark by which spreadsheets see that it is UTF-8. */
export function csv(calls) {
  const rows = calls.map(row);
  const names = [...new Set(rows.flatMap(Object.keys))].filter((name) => name !== "error").concat("error");
  const lines = [names, ...rows.map((each) => names.map((name) => each[name]))];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  // A spreadsheet would take it for a formula.
  const plain = typeof value === "string" && /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
