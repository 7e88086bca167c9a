// The Workers that hear calls, and what they are asked.

/** How many calls are heard at once: a core stays free for the page. */
const MOST = 4;

let compiled = null;
let free = [];
let all = [];
let waiting = [];
let last = 0;

class Task {
  constructor(task, given, transfer, progress) {
    Object.assign(this, { task, given, transfer, progress, id: (last += 1) });
    this.promise = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }
}

/** Why a task did not come to its end. */
export class Stopped extends Error {}

/** Unpacks the engine that the page holds; once. */
export async function start() {
  compiled ??= WebAssembly.compile(await unpacked(document.getElementById("engine").textContent));
  await compiled;
}

async function unpacked(base64) {
  const text = atob(base64.trim());
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k += 1) bytes[k] = text.charCodeAt(k);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** How many tasks run at once. */
export function width() {
  return Math.max(1, Math.min(MOST, (navigator.hardwareConcurrency || 2) - 1));
}

/** Asks a Worker; gives what it answers. `transfer` lists buffers that it may keep. */
export async function ask(task, given = {}, { transfer = [], progress = null } = {}) {
  await start();
  const asked = new Task(task, given, transfer, progress);
  waiting.push(asked);
  next();
  return asked.promise;
}

/** Ends everything that runs or waits. */
export function stop() {
  for (const worker of all) worker.terminate();
  const ended = [...waiting, ...all.map((worker) => worker.asked).filter(Boolean)];
  [all, free, waiting] = [[], [], []];
  for (const asked of ended) asked.reject(new Stopped("stopped"));
}

async function next() {
  if (waiting.length === 0) return;
  if (free.length === 0 && all.length < width()) free.push(made());
  const worker = free.pop();
  if (!worker) return;
  const asked = waiting.shift();
  worker.asked = asked;
  if (!worker.started) {
    worker.started = true;
    worker.postMessage({ id: 0, task: "start", compiled: await compiled });
  }
  worker.postMessage({ id: asked.id, task: asked.task, ...asked.given }, asked.transfer);
}

function made() {
  const code = new Blob([document.getElementById("worker").textContent], { type: "text/javascript" });
  const address = URL.createObjectURL(code);
  const worker = new Worker(address);
  all.push(worker);
  worker.addEventListener("message", ({ data: { id, share, done, error } }) => {
    const { asked } = worker;
    if (id === 0) {
      URL.revokeObjectURL(address);
      if (error) fail(worker, error);
      return;
    }
    if (share !== undefined) {
      asked.progress?.(share);
      return;
    }
    worker.asked = null;
    free.push(worker);
    if (error) asked.reject(Object.assign(new Error(error.message), { code: error.code }));
    else asked.resolve(done);
    next();
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    fail(worker, { message: event.message || "the Worker ended" });
  });
  return worker;
}

/** A Worker that is broken is not used again. */
function fail(worker, { message }) {
  all = all.filter((each) => each !== worker);
  free = free.filter((each) => each !== worker);
  worker.terminate();
  worker.asked?.reject(new Error(`The engine does not run in this browser (${message}). It needs Chrome or Edge 91, Firefox 89, or Safari 16.4, or later.`));
  next();
}
