// The entry of browsers, Deno and bundlers.

import { use } from "./engine.js";
import * as module from "./wasm/listening.js";

export * from "./api.js";

let loading = null;

/**
 * Loads the engine; once is enough.
 *
 * @param {string | URL | Request | Response | BufferSource | WebAssembly.Module} [source] The module, or where it is; beside this file
 *   if not given.
 */
export function init(source) {
  loading ??= module.default(source === undefined ? undefined : { module_or_path: source }).then(() => use(module));
  return loading;
}
