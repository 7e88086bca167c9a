// Why a call has no rating: the words of `not_rated_because` in the tables of `listening batch`.

import { health } from "listening-words";

/** Seconds that the other party must talk for a rating, as docs/methods.md has it. */
const LEAST_SPEECH = 30;

/** One word, or the findings that withhold it; null where it has a rating. */
export function notRated({ score, parties, assessed }) {
  if (score.status === "ok") return null;
  if (score.withheld_by?.length) return score.withheld_by.join(" ");
  const heard = parties[assessed === "customer" ? "agent" : "customer"]?.speech_seconds ?? 0;
  return heard >= LEAST_SPEECH ? "too_few_turns" : "too_little_speech";
}

/** The same for people. */
export const NOT_RATED = {
  too_little_speech: "too little speech of the other party",
  too_few_turns: "too few turns",
  ...Object.fromEntries(Object.entries(health).map(([code, words]) => [code, words.what])),
};
