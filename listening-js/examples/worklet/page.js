// The page of the example: where the parties are heard from, and what is shown of them.

import { listen } from "./listen.js";

const form = document.querySelector("form");
const { customer: choice, file, device, stop } = form.elements;
const start = form.querySelector("[type=submit]");
const alert = document.querySelector("[role=alert]");
const rows = new Map();
/** Events that are certain once they are there. */
const SILENCES = ["pause", "gap", "dead_air", "hold"];

/** What the browser does for talk is for ears: only echoes are taken out. */
const SPEECH = { echoCancellation: true, noiseSuppression: false, autoGainControl: false };

const microphone = (deviceId) =>
  navigator.mediaDevices.getUserMedia({ audio: { ...SPEECH, ...(deviceId && { deviceId: { exact: deviceId } }) } });

/** The node of the customer, and what has to be ended with the call. */
async function customerOf(context) {
  if (choice.value === "file") {
    if (!file.files.length) throw new Error("Choose the file that the customer is heard from.");
    const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(await file.files[0].arrayBuffer()) });
    source.connect(context.destination);
    return { node: source, begin: () => source.start(), tracks: [] };
  }
  // Browsers share a tab's sound only together with its picture, which is not used.
  const stream =
    choice.value === "tab"
      ? await navigator.mediaDevices.getDisplayMedia({ audio: { ...SPEECH, echoCancellation: false }, video: true })
      : await microphone(device.value);
  if (!stream.getAudioTracks().length) throw new Error("The tab was shared without its sound: tick “share audio” in the browser's dialog.");
  return { node: context.createMediaStreamSource(stream), begin: () => {}, tracks: stream.getTracks() };
}

const clock = (seconds) => `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;

function show(events) {
  for (const event of events) {
    if (event.status === "withdrawn") {
      rows.get(event.id)?.remove();
      rows.delete(event.id);
      continue;
    }
    const row = rows.get(event.id) ?? document.querySelector("tbody").insertRow(0);
    rows.set(event.id, row);
    row.className = event.status;
    const cells = [
      clock(event.start),
      event.by,
      event.kind.replaceAll("_", " "),
      (event.end - event.start).toFixed(1),
      SILENCES.includes(event.kind) ? "" : `${Math.round(100 * event.confidence)} %`,
      event.status,
    ];
    row.replaceChildren(...cells.map((text) => Object.assign(document.createElement("td"), { textContent: text })));
  }
}

function stand({ position, floor, silence, parties }) {
  const percent = (share) => (share === null ? "–" : `${Math.round(100 * share)} %`);
  const values = {
    Time: clock(position),
    "Floor": floor ? `${floor.by}, ${floor.seconds.toFixed(0)} s` : "–",
    Silence: silence ? `${silence.seconds.toFixed(1)} s` : "–",
    "Agent talks": percent(parties.agent.talk_share),
  };
  const made = Object.entries(values).map(([name, value]) => {
    const span = document.createElement("span");
    span.append(name, Object.assign(document.createElement("b"), { textContent: value }));
    return span;
  });
  document.querySelector("#now").replaceChildren(...made);
}

async function begin() {
  const context = new AudioContext();
  const mine = await microphone();
  const customer = await customerOf(context).catch((error) => {
    mine.getTracks().forEach((track) => track.stop());
    throw error;
  });
  const tracks = [...mine.getTracks(), ...customer.tracks];
  const call = await listen(context, { agent: context.createMediaStreamSource(mine), customer: customer.node }, (found) => {
    show(found.events);
    if (found.snapshot) stand(found.snapshot);
  });
  await context.resume();
  customer.begin();
  return async () => {
    const report = await call.stop();
    tracks.forEach((track) => track.stop());
    await context.close();
    return report;
  };
}

choice.addEventListener("change", async () => {
  file.closest("label").hidden = choice.value !== "file";
  device.closest("label").hidden = choice.value !== "microphone";
  if (choice.value !== "microphone" || device.options.length) return;
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "audioinput");
  device.replaceChildren(...devices.map(({ label, deviceId }, k) => new Option(label || `Microphone ${k + 1}`, deviceId)));
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  alert.textContent = "";
  document.querySelector("#score").textContent = "";
  rows.forEach((row) => row.remove());
  rows.clear();
  start.disabled = true;
  try {
    const end = await begin();
    stop.disabled = false;
    await new Promise((resolve) => stop.addEventListener("click", resolve, { once: true }));
    stop.disabled = true;
    const { score, duration } = await end();
    const points = score.observable_listening;
    document.querySelector("#score").textContent =
      points === null
        ? `${duration.toFixed(0)} s are too little to score.`
        : `Observable listening of the agent: ${points} of 100, likely ${score.low} to ${score.high}.`;
  } catch (error) {
    alert.textContent = error.message;
  } finally {
    start.disabled = false;
    stop.disabled = true;
  }
});
