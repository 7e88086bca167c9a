// The page: what is dropped becomes a call, or a table of calls.

import { Call, Question } from "./call.js";
import { showCall, startCallView } from "./call_view.js";
import { Calls } from "./calls_view.js";
import { at, show } from "./dom.js";
import { chosen, dropped } from "./dropped.js";
import { calls, isBeside, within, worthALook } from "./grouped.js";
import { manifest } from "./manifest.js";
import { agentOf } from "./parties.js";
import { whichIsTheAgents, whoIsWho } from "./question.js";
import { Stopped, ask, start, stop } from "./workers.js";

/** A mono recording that waits for the other one, or for who talked when. */
let waits = [];
let table = null;
/** Counts what was dropped: what comes late of something older is left out. */
let turn = 0;

function side() {
  return document.querySelector("input[name=side]:checked").value;
}

function failed(error) {
  if (error instanceof Stopped) return;
  at("problem").textContent = error.message;
  const keep = ["one", "calls"].filter((id) => !at(id).hidden);
  show("problem", ...(keep.length ? ["again", ...keep] : ["start"]));
}

function working(text) {
  at("doing").textContent = text;
  at("done").value = 0;
  show("work", ...(at("start").hidden ? ["again"] : ["start"]));
}

async function take(given) {
  const found = worthALook(given);
  if (found.length === 0) {
    if (given.length > 0) failed(new Error("In this folder no file is called like a recording (.wav, .mp3, .m4a and others)."));
    return;
  }
  const mine = (turn += 1);
  stop();
  const all = [...waits, ...found];
  waits = [];
  try {
    if (await report(found, mine)) return;
    const recordings = all.filter((each) => !isBeside(each));
    if (recordings.length === 0) throw new Error(`${found[0].file.name} is no recording. Drop it together with the recording of its call.`);
    const two = recordings.length === 2 && (await areMono(recordings));
    const grouped = two ? [{ path: recordings[0].path, recordings, beside: all.filter(isBeside) }] : calls(all);
    if (grouped.length > 1 || isFolder(found)) {
      const inside = within(all);
      const whose = await manifest(inside.filter(isBeside));
      table = new Calls(calls(inside), side(), whose, { failed, open: (call) => showCall(call, true).catch(failed) });
      await table.run();
      return;
    }
    table = null;
    const call = new Call(grouped[0], side());
    if (two) {
      const names = call.files.map((file) => file.name);
      const agent = agentOf(names) ?? (await whichIsTheAgents(names));
      call.side = agent === 0 ? "left" : "right";
    }
    await hear(call, all, mine);
  } catch (error) {
    if (mine === turn) failed(error);
  }
}

/** A report that was saved. */
async function report(found, mine) {
  if (found.length !== 1 || !isBeside(found[0])) return false;
  const { file, path } = found[0];
  const look = await ask("look", { file });
  if (look.role !== "report" || mine !== turn) return false;
  const call = new Call({ path, recordings: [], beside: [] }, side());
  call.report = new TextDecoder().decode(look.bytes).trim();
  call.data = JSON.parse(call.report);
  await showCall(call, false);
  return true;
}

async function areMono(recordings) {
  const looks = await Promise.all(recordings.map(({ file }) => ask("look", { file })));
  if (looks.some((look) => look.role !== "recording")) return false;
  if (looks.every((look) => look.here)) return looks.every((look) => look.channels === 1);
  const probe = new Call({ path: "", recordings, beside: [] }, side());
  probe.looks = looks;
  const sources = await probe.sources();
  return sources.every((source, at) => (source.planes?.length ?? looks[at].channels) === 1);
}

function isFolder(found) {
  return found.some(({ path }) => path.includes("/"));
}

async function hear(call, all, mine) {
  working(`Listening to ${call.title}`);
  for (;;) {
    try {
      await call.hear((share) => (at("done").value = share));
      if (mine === turn) await showCall(call, table !== null);
      return;
    } catch (error) {
      if (!(error instanceof Question) || mine !== turn) throw error;
      if (error.question === "mono") {
        waits = all;
        throw new Error(
          `${call.name} has one channel, and nothing says who talks when in it.\n` +
            "If it holds both parties, now drop who talked when (RTTM, TextGrid, or a transcript with speakers). " +
            "If it holds one party, now drop the recording of the other one.",
        );
      }
      call.speakers = await whoIsWho(error.talkers, call.title);
      working(`Listening to ${call.title}`);
    }
  }
}

function startDropping() {
  const body = document.body;
  let depth = 0;
  const over = (change) => body.classList.toggle("over", (depth = Math.max(0, depth + change)) > 0);
  addEventListener("dragenter", (event) => (event.preventDefault(), over(1)));
  addEventListener("dragleave", () => over(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    over(0);
    dropped(event.dataTransfer).then(take, failed);
  });
  for (const [button, input] of [["choose", "files"], ["choose-again", "files"], ["choose-folder", "folder"]]) {
    at(button).addEventListener("click", () => at(input).click());
  }
  for (const id of ["files", "folder"]) {
    at(id).addEventListener("change", () => {
      take(chosen(at(id).files));
      at(id).value = "";
    });
  }
}

startDropping();
startCallView({
  failed,
  exchange(call) {
    const mine = (turn += 1);
    call.exchange();
    hear(call, [], mine).then(() => table?.update(call)).catch(failed);
  },
});
at("stop").addEventListener("click", () => {
  turn += 1;
  stop();
  show(...(table ? ["again", "calls"] : ["start"]));
});
at("back").addEventListener("click", () => table.show());
// So that the first call finds it ready.
start().catch(() => failed(new Error("This browser does not run the engine: it needs Chrome or Edge 91, Firefox 113, or Safari 16.4, or later.")));
