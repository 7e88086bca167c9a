// The packed package in other runtimes and behind bundlers, each with the demo call, whose report must be the same bytes everywhere:
//
//     node listening-js/test/elsewhere.mjs [NAME...]
//
// Installs the tools by npm in a temporary folder. Needs the package built (scripts/js), and a Chromium for what bundlers make.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

import { report } from "./demo.mjs";

const HERE = new URL("..", import.meta.url).pathname;
const CALL = new URL("../../demo/demo_call.wav", import.meta.url).pathname;
const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** The demo call by the package, from the bytes of its file. */
const BODY = `
function analyzed(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const session = new Session({ sampleRate: 8000, provisional: false });
  for (let at = 12; at + 8 <= file.length; at += 8 + view.getUint32(at + 4, true)) {
    if (view.getUint32(at) !== 0x64617461) continue;
    session.pushBytes(file.subarray(at + 8, at + 8 + view.getUint32(at + 4, true)), "mulaw");
    return session.finish().json;
  }
}
`;
const server = (from) => `import { readFileSync } from "node:fs";
import { Session, init } from "${from}";
${BODY}
await init();
console.log(analyzed(new Uint8Array(readFileSync("call.wav"))));
`;
/** For browsers: where the module is, if the bundler does not find it by itself. */
const page = (wasm, source = "") => `${wasm}
import { Session, init } from "listening-js";
${BODY}
(async () => {
  try {
    await init(${source});
    const file = new Uint8Array(await (await fetch("/call.wav")).arrayBuffer());
    await fetch("/result", { method: "POST", body: analyzed(file) });
  } catch (error) {
    await fetch("/result", { method: "POST", body: String(error.stack) });
  }
})();
`;
const HTML = (script) => `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`;

/** What the page of a folder says. */
async function opened(folder) {
  const { promise, resolve } = pending();
  const web = createServer((request, answer) => {
    if (request.method === "POST") {
      let body = "";
      request.on("data", (part) => (body += part)).on("end", () => resolve(answer.end() && body));
      return;
    }
    const name = request.url === "/" ? "/index.html" : request.url.split("?")[0];
    const path = name === "/call.wav" ? CALL : join(folder, name);
    if (!existsSync(path)) return answer.writeHead(404).end();
    answer.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(readFileSync(path));
  });
  await new Promise((listening) => web.listen(0, "127.0.0.1", listening));
  try {
    return await shown(`http://127.0.0.1:${web.address().port}/`, promise);
  } finally {
    web.close();
    web.closeAllConnections();
  }
}

function pending() {
  let resolve;
  return { promise: new Promise((settle) => (resolve = settle)), resolve };
}

/** Opens an address in Chromium until there is a result. */
async function shown(address, result) {
  const profile = mkdtempSync(join(tmpdir(), "listening-chromium-"));
  const flags = ["--headless", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  const browser = spawn(CHROMIUM, [...flags, address], { stdio: "ignore" });
  try {
    let timer;
    const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("no result in 90 s")), 90_000)));
    return await Promise.race([result, late]).finally(() => clearTimeout(timer));
  } finally {
    const gone = new Promise((resolve) => browser.on("exit", resolve));
    browser.kill();
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const run = (cwd, command, ...options) =>
  execFileSync(command, options, { cwd, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"], timeout: 300_000 });

/** A name, the packages that it needs, and how it comes to the report from a folder with the package installed. */
const TRIED = [
  ["node", [], (folder) => {
    writeFileSync(join(folder, "app.mjs"), server("listening-js"));
    return run(folder, process.execPath, "app.mjs");
  }],
  ["deno", ["deno@2.9.6"], (folder) => {
    writeFileSync(join(folder, "app.mjs"), server("listening-js"));
    return run(folder, "npx", "deno", "run", "--allow-read", "app.mjs");
  }],
  ["deno, the browsers' entry", ["deno@2.9.6"], (folder) => {
    writeFileSync(join(folder, "app.mjs"), server("./node_modules/listening-js/js/index.js"));
    return run(folder, "npx", "deno", "run", "--allow-read", "app.mjs");
  }],
  ["bun", ["bun@1.4.5"], (folder) => {
    writeFileSync(join(folder, "app.mjs"), server("listening-js"));
    return run(folder, "npx", "bun", "run", "app.mjs");
  }],
  ["esbuild", ["esbuild@0.28.2"], (folder) => {
    writeFileSync(join(folder, "app.js"), page('import wasm from "listening-js/listening_bg.wasm";', "wasm"));
    run(folder, "npx", "esbuild", "app.js", "--bundle", "--format=esm", "--loader:.wasm=file", "--outdir=out");
    writeFileSync(join(folder, "out", "index.html"), HTML("/app.js"));
    return opened(join(folder, "out"));
  }],
  ["vite build", ["vite@8.4.0"], (folder) => {
    writeFileSync(join(folder, "app.js"), page(""));
    writeFileSync(join(folder, "index.html"), HTML("/app.js"));
    run(folder, "npx", "vite", "build", "--outDir", "out");
    return opened(join(folder, "out"));
  }],
  ["vite dev", ["vite@8.4.0"], async (folder) => {
    writeFileSync(join(folder, "app.js"), page(""));
    writeFileSync(join(folder, "index.html"), HTML("/app.js"));
    const result = pending();
    // Else Vite ends this program where its input ends.
    process.env.CI ??= "true";
    // Dependencies that Vite bundles beforehand lose what lies beside them.
    const config = { optimizeDeps: { exclude: ["listening-js"] }, logLevel: "error", root: folder, server: { host: "127.0.0.1", port: 0 } };
    const { createServer: serve } = await import(join(folder, "node_modules/vite/dist/node/index.js"));
    const middle = {
      name: "result",
      configureServer(web) {
        web.middlewares.use((request, answer, next) => {
          if (request.url === "/call.wav") return answer.end(readFileSync(CALL));
          if (request.method !== "POST") return next();
          let body = "";
          request.on("data", (part) => (body += part)).on("end", () => result.resolve(answer.end() && body));
        });
      },
    };
    const web = await (await serve({ ...config, configFile: false, plugins: [middle] })).listen();
    try {
      return await shown(`http://127.0.0.1:${web.httpServer.address().port}/`, result.promise);
    } finally {
      await web.close();
    }
  }],
  ["webpack", ["webpack@5.113.0", "webpack-cli@7.3.1"], (folder) => {
    writeFileSync(join(folder, "app.js"), page(""));
    run(folder, "npx", "webpack", "./app.js", "--mode", "production", "-o", "out");
    writeFileSync(join(folder, "out", "index.html"), HTML("/main.js"));
    return opened(join(folder, "out"));
  }],
  ["rollup", ["rollup@4.68.8", "@rollup/plugin-node-resolve@16.0.3"], (folder) => {
    writeFileSync(join(folder, "app.js"), page(""));
    const settings = ["-p", "@rollup/plugin-node-resolve={exportConditions:['browser']}", "-f", "es", "-o", "out/app.js"];
    run(folder, "npx", "rollup", "app.js", ...settings);
    // Rollup leaves the module where it is: it has to lie beside what was made.
    cpSync(join(folder, "node_modules/listening-js/js/wasm/listening_bg.wasm"), join(folder, "out", "listening_bg.wasm"));
    writeFileSync(join(folder, "out", "index.html"), HTML("/app.js"));
    return opened(join(folder, "out"));
  }],
  ["parcel", ["parcel@2.16.4"], (folder) => {
    writeFileSync(join(folder, "app.js"), page(""));
    writeFileSync(join(folder, "index.html"), HTML("./app.js"));
    run(folder, "npx", "parcel", "build", "index.html", "--dist-dir", "out", "--no-cache", "--no-source-maps");
    return opened(join(folder, "out"));
  }],
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !TRIED.some(([known]) => known === name));
assert.deepEqual(unknown, [], `not tried here: ${unknown}; there are ${TRIED.map(([name]) => name).join(", ")}`);
let failed = 0;
const packed = mkdtempSync(join(tmpdir(), "listening-packed-"));
const [{ filename }] = JSON.parse(run(HERE, "npm", "pack", "--json", "--pack-destination", packed));
for (const [name, packages, tried] of TRIED.filter(([known]) => asked.length === 0 || asked.includes(known))) {
  const folder = mkdtempSync(join(tmpdir(), "listening-elsewhere-"));
  try {
    if (!CHROMIUM && packages.length && !["deno", "bun"].includes(name.split(",")[0])) {
      console.log(`${name}: passed over, no Chromium here`);
      continue;
    }
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    cpSync(CALL, join(folder, "call.wav"));
    run(folder, "npm", "install", "--silent", "--no-audit", "--no-fund", join(packed, filename), ...packages);
    const found = await tried(folder);
    assert.equal(found.trim()[0], "{", found);
    assert.deepEqual(JSON.parse(found), report());
    console.log(`${[name, ...packages].join(", ")}: the report of the demo call`);
  } catch (error) {
    failed += 1;
    console.log(`${name}: ${error.message.slice(0, 2000)} ${error.stderr ?? ""}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
rmSync(packed, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
