// Runs a WebAssembly program of WASI preview 1 as a command: node scripts/wasi.mjs PROGRAM.wasm ARGUMENTS...
// Arguments that are files are given by their whole paths, since the program has no current folder.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { argv } from "node:process";
import { WASI } from "node:wasi";

const [program, ...given] = argv.slice(2);
const whole = given.map((each) => (existsSync(each) ? resolve(each) : each));
const wasi = new WASI({ version: "preview1", args: [program, ...whole], preopens: { "/": "/" } });
const { instance } = await WebAssembly.instantiate(await readFile(program), wasi.getImportObject());
wasi.start(instance);
