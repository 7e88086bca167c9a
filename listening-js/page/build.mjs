// Writes listening.html, one file: node build.mjs WASM_FOLDER OUT
//
// The style is that of the pages (listening-page/assets) and the shell's; scripts are joined by esbuild; the module is packed with gzip.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const here = import.meta.dirname;
const assets = resolve(here, "../../listening-page/assets");
const [wasm, out] = process.argv.slice(2).map((path) => resolve(path));
const read = (...path) => readFileSync(resolve(...path), "utf8");

/** What pages bring as scripts of their own, as functions that the shell calls when it has placed one. */
const SCRIPTS = { "listening-card": ["onPage", "card.js"], "listening-sorting": ["onTable", "team.js"] };

const parts = {
  name: "parts",
  setup(build) {
    build.onResolve({ filter: /^listening-wasm$/ }, () => ({ path: resolve(wasm, "listening.js") }));
    build.onResolve({ filter: /^listening-words$/ }, () => ({ path: resolve(here, "../../listening-page/src/words/words.json") }));
    build.onResolve({ filter: /^listening-(card|sorting)$/ }, ({ path }) => ({ path, namespace: "script" }));
    build.onLoad({ filter: /.*/, namespace: "script" }, ({ path }) => {
      const [name, file] = SCRIPTS[path];
      return { contents: `export function ${name}() {\n${read(assets, file)}\n}` };
    });
  },
};

async function joined(entry) {
  const { outputFiles } = await build({
    entryPoints: [resolve(here, "src", entry)],
    bundle: true,
    minify: true,
    charset: "ascii",
    format: "iife",
    target: "es2022",
    legalComments: "none",
    write: false,
    plugins: [parts],
    // The module is handed over: it is never looked for beside a script.
    define: { "import.meta.url": "undefined" },
  });
  const [{ text }] = outputFiles;
  if (/<\/script|<!--/i.test(text)) throw new Error(`${entry} would end its script`);
  return text.trim();
}

/** A style without comments, margins and line breaks. */
const lean = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");

const pages = ["page", "base", "call", "call_small", "coaching"].map((name) => lean(read(assets, `${name}.css`))).join("\n");
const dark = `@media screen and (prefers-color-scheme: dark) {\n${lean(read(assets, "dark.css")).replace("SELECTOR", ".listening")}\n}`;
const style = `${pages}\n${dark}\n${lean(read(here, "shell.css"))}\n`;
const [script, worker] = await Promise.all(["main.js", "worker.js"].map(joined));
const engine = gzipSync(readFileSync(resolve(wasm, "listening_bg.wasm")), { level: 9 }).toString("base64");

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "worker-src blob:",
  "media-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>Listening</title><style>${style}</style></head><body>
${lean(read(here, "shell.html"))}
<script type="application/gzip" id="engine">${engine}</script><script type="text/plain" id="worker">${worker}</script><script>${script}</script></body></html>
`;
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, page);
console.log(`${out}: ${page.length} bytes, of which the module ${engine.length}, style ${style.length}, scripts ${script.length + worker.length}`);
