// The entry of Node: the engine is loaded from the package when it is imported.

import { readFileSync } from "node:fs";

import { use } from "./engine.js";
import * as module from "./wasm/listening.js";

export * from "./api.js";

module.initSync({ module: readFileSync(new URL("./wasm/listening_bg.wasm", import.meta.url)) });
use(module);

/** The engine is there already: for code that also runs in browsers. */
export function init() {
  return Promise.resolve();
}
