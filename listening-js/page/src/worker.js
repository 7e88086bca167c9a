// The Worker: files are looked at, calls heard and pages drawn here.

import * as module from "listening-wasm";

import { readDiarisation, readMarks } from "../../js/api.js";
import { use } from "../../js/engine.js";
import { hear } from "./hear.js";
import { look } from "./look.js";
import { sound } from "./sound.js";
import { readWords, talkers } from "./spoken.js";

let ready = null;

async function start(compiled) {
  await module.default({ module_or_path: compiled });
  use(module);
}

const tasks = {
  start: ({ compiled }) => (ready = start(compiled)),
  look: ({ file }) => look(module, file),
  hear: ({ call }, progress) => hear(module, call, progress),
  draw({ report, title, kind, sound }) {
    return {
      page: module.callPage(report, title, kind, sound),
      card: module.coachingCard(report, title, kind, sound),
    };
  },
  sound: ({ sources }) => sound(module, sources),
  talkers: ({ bytes, role }) => talkers(module, bytes, role),
  words: ({ bytes, options }) => readWords(bytes, options),
  turns: ({ bytes }) => readDiarisation(bytes),
  marks: ({ bytes }) => readMarks(bytes),
};

addEventListener("message", async ({ data: { id, task, ...given } }) => {
  try {
    // What is asked first may come before the module is there.
    await ready;
    const done = await tasks[task](given, (share) => postMessage({ id, share }));
    postMessage({ id, done });
  } catch (error) {
    postMessage({ id, error: { message: error?.message ?? String(error), code: error?.code } });
  }
});
