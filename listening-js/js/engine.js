// The WebAssembly module, once it is there.

import { ListeningError } from "./errors.js";

let loaded = null;

/** Keeps the module for all that follows. */
export function use(module) {
  loaded = module;
}

/** The module. */
export function engine() {
  if (loaded === null) {
    throw new ListeningError("config", "the engine is not loaded: `await init()` once before anything else");
  }
  return loaded;
}
