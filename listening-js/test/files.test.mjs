import assert from "node:assert/strict";
import { test } from "node:test";

import { ListeningError, readDiarisation, readMarks, readTranscript } from "listening-js";

const bytes = (text) => new TextEncoder().encode(text);

test("a transcript as a recogniser writes it", () => {
  const deepgram = {
    results: {
      channels: [
        { alternatives: [{ words: [{ word: "hello", start: 0.1, end: 0.4 }] }] },
        { alternatives: [{ words: [{ word: "hi", start: 0.9, end: 1.1 }] }] },
      ],
    },
  };
  const found = readTranscript(bytes(JSON.stringify(deepgram)));
  assert.equal(found.shape, "Deepgram");
  assert.deepEqual(found.words, [
    { party: "agent", start: 0.1, end: 0.4, text: "hello" },
    { party: "customer", start: 0.9, end: 1.1, text: "hi" },
  ]);
  const right = readTranscript(bytes(JSON.stringify(deepgram)), { agent: "right" });
  assert.deepEqual(right.words.map((word) => word.party), ["customer", "agent"]);
  assert.throws(() => readTranscript(bytes("no transcript")), (error) => error instanceof ListeningError && error.code === "words");
});

test("a diarisation as RTTM", () => {
  const rttm = "SPEAKER call 1 0.500 1.500 <NA> <NA> S0 <NA> <NA>\nSPEAKER call 1 2.500 1.000 <NA> <NA> S1 <NA> <NA>\n";
  const found = readDiarisation(bytes(rttm));
  assert.equal(found.shape, "RTTM");
  assert.deepEqual(found.turns.map(({ speaker, start, end }) => [speaker, start, end]), [["S0", 0.5, 2], ["S1", 2.5, 3.5]]);
});

test("marks as CSV", () => {
  assert.deepEqual(readMarks(bytes("kind,start,end,party\nhold,3,9.5,\nmute,10,11,agent\n")), [
    { kind: "hold", start: 3, end: 9.5, party: null, agent: null },
    { kind: "mute", start: 10, end: 11, party: "agent", agent: null },
  ]);
  assert.throws(() => readMarks(bytes("x")), { code: "mark" });
});
