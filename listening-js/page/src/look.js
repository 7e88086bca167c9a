// What a file is: a recording, words, turns, marks or a report.

import { readDiarisation, readMarks } from "../../js/api.js";
import { bytesOf } from "./bytes.js";

/** Texts beside a recording are small. */
const TEXT = 64 << 20;
const TURNS_FIRST = /\.(rttm|stm|ctm|textgrid|eaf|cha)$/i;
const MARKS_FIRST = /\.(csv|jsonl|ndjson)$/i;
const MAY_BE_TEXT = /\.(rttm|stm|ctm|textgrid|eaf|cha|csv|jsonl|ndjson|json|txt)$/i;

/** `role` says what it is: "recording", with what is known of it, "words", "turns", "marks" or "report", with `bytes`; or "none". */
export function look(module, file) {
  if (file.size === 0) return none(file, "is empty");
  const kind = JSON.parse(module.kind(bytesOf(file)));
  if (kind.text === null && MAY_BE_TEXT.test(file.name) && file.size <= TEXT) return text(module, file);
  if (!kind.isAudio) return none(file, `is ${kind.text}`);
  const found = module.Recording.open(bytesOf(file));
  if (found === undefined) return { role: "recording", here: false, kind: kind.text, sampleRate: kind.sampleRate };
  const { sampleRate, channels, frames } = found;
  found.free();
  if (frames === 0) return none(file, "holds no audio: its header is there, but no sample follows");
  return { role: "recording", here: true, kind: kind.text, sampleRate, channels, frames };
}

function none(file, why) {
  return { role: "none", why: `${file.name} ${why}.` };
}

function text(module, file) {
  const bytes = bytesOf(file).read(0, file.size);
  if (isReport(bytes)) return { role: "report", bytes };
  const readers = {
    words: () => JSON.parse(module.transcriptSpeakers(bytes)),
    turns: () => readDiarisation(bytes),
    marks: () => readMarks(bytes),
  };
  let order = ["words", "turns", "marks"];
  if (TURNS_FIRST.test(file.name)) order = ["turns", "words", "marks"];
  if (MARKS_FIRST.test(file.name)) order = ["marks", "words", "turns"];
  const refused = [];
  for (const role of order) {
    try {
      readers[role]();
      return { role, bytes };
    } catch (error) {
      refused.push(error.message);
    }
  }
  return none(file, `is neither a transcript, nor turns, nor marks: ${refused[0]}`);
}

function isReport(bytes) {
  const start = new TextDecoder().decode(bytes.subarray(0, 200));
  return /^\s*\{\s*"schema"\s*:\s*"listening\.report\//.test(start);
}
