// Who talks in a transcript or a diarisation, and what they say.

import { readDiarisation, readTranscript } from "../../js/api.js";

/** The speakers: `label`, whether it is a `channel`, `seconds`, and `turns`, start and end of each. */
export function talkers(module, bytes, role) {
  if (role === "words") return JSON.parse(module.transcriptSpeakers(bytes));
  const found = new Map();
  for (const { speaker, start, end } of readDiarisation(bytes).turns) {
    if (!found.has(speaker)) found.set(speaker, { label: speaker, channel: false, seconds: 0, turns: [] });
    const talker = found.get(speaker);
    talker.seconds += end - start;
    talker.turns.push([start, end]);
  }
  return [...found.values()];
}

/** The words with their parties. */
export function readWords(bytes, options) {
  return readTranscript(bytes, options).words;
}
