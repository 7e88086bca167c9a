// Runs a WebAssembly program of WASI preview 1 as a command: node scripts/wasi.mjs PROGRAM.wasm ARGUMENTS...
import { readFile } from "node:fs/promises";
import { argv, cwd } from "node:process";
import { WASI } from "node:wasi";

const [program, ...given] = argv.slice(2);
const wasi = new WASI({ version: "preview1", args: [program, ...given], preopens: { "/": "/", ".": cwd() } });
const { instance } = await WebAssembly.instantiate(await readFile(program), wasi.getImportObject());
wasi.start(instance);
