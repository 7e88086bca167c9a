// A call as it is shown: its page, its coaching card and its JSON.

import { onPage } from "listening-card";

import { at, show } from "./dom.js";
import { encoded, save, sized, stem } from "./save.js";
import { ask } from "./workers.js";

const TABS = ["page", "card", "json"];
/** Sound that is not there yet: where it is to be heard, the page has a player. */
const LATER = { kind: "audio/wav", sound: "" };

let shown = null;
let address = null;
let tab = "page";
/** Whether there is sound that a page may hold. */
let hearable = false;

/** Shows a call that was heard. */
export async function showCall(call, inTable) {
  const silent = call.files.length === 0;
  const { page, card } = await ask("draw", { report: call.report, title: call.title, ...(silent ? {} : LATER) });
  clear();
  shown = call;
  place("panel-page", page);
  place("panel-card", card);
  at("panel-json").firstElementChild.textContent = JSON.stringify(call.data, null, 2);
  at("placed").textContent = silent ? "A report without its recording." : call.placed;
  at("swap").hidden = silent || !call.clues;
  // One button for it is enough.
  at("exchange").hidden = silent || !at("swap").hidden;
  at("swap-text").textContent = `Agent and customer may be exchanged: ${call.clues} clues say so. Listen to the start of the call.`;
  hearable = !silent;
  offerSound();
  at("with-sound").checked = false;
  at("with-sound-text").textContent = "with the sound";
  at("back").hidden = !inTable;
  document.title = `${call.title} - Listening`;
  show("again", "one");
  if (!silent) bringSound(call);
}

/** Puts the article of a page into a panel, and brings it to life. */
function place(panel, page) {
  // The article alone: the style is here already, and the policy would refuse it.
  const template = document.createElement("template");
  template.innerHTML = page.slice(page.indexOf("<article"), page.lastIndexOf("</article>") + "</article>".length);
  const article = template.content.firstElementChild;
  // It would be asked for before there is any.
  article.querySelector("audio")?.removeAttribute("src");
  at(panel).replaceChildren(document.adoptNode(article));
  onPage();
}

async function bringSound(call) {
  let sound = null;
  try {
    sound = await call.sound();
  } catch {
    // The report is there without it.
  }
  if (shown !== call) return;
  if (sound === null) {
    for (const player of document.querySelectorAll("#one .player")) {
      player.querySelector(".playing").textContent = "The two recordings differ in their sample rate, and are not played together.";
    }
    hearable = false;
    offerSound();
    return;
  }
  address = URL.createObjectURL(sound);
  for (const audio of document.querySelectorAll("#one audio")) audio.src = address;
  at("with-sound-text").textContent = `with the sound (${sized(sound.size)})`;
}

function offerSound() {
  at("with-sound-of").hidden = !hearable || tab === "json";
}

function clear() {
  for (const audio of document.querySelectorAll("#one audio")) audio.removeAttribute("src");
  if (address) URL.revokeObjectURL(address);
  address = null;
}

function choose(name, focus) {
  tab = name;
  for (const each of TABS) {
    const chosen = each === name;
    at(`panel-${each}`).hidden = !chosen;
    at(`tab-${each}`).setAttribute("aria-selected", String(chosen));
    at(`tab-${each}`).tabIndex = chosen ? 0 : -1;
    if (!chosen) at(`panel-${each}`).querySelector("audio")?.pause();
  }
  if (focus) at(`tab-${name}`).focus();
  at("save").textContent = { page: "Save this page", card: "Save this card", json: "Save this report" }[name];
  offerSound();
}

async function saved() {
  const name = stem(shown.name);
  if (tab === "json") {
    save(`${name}.json`, `${shown.report}\n`, "application/json");
    return;
  }
  const sound = hearable && at("with-sound").checked ? await encoded(await shown.sound()) : {};
  const drawn = await ask("draw", { report: shown.report, title: shown.title, ...sound });
  save(`${name}${tab === "card" ? "-card" : ""}.html`, drawn[tab], "text/html");
}

/** Sets up the tabs and the buttons. */
export function startCallView({ exchange, failed }) {
  for (const name of TABS) at(`tab-${name}`).addEventListener("click", () => choose(name));
  at("tab-page").parentElement.addEventListener("keydown", (press) => {
    const now = TABS.indexOf(tab);
    const steps = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: TABS.length - 1 };
    const next = TABS[(steps[press.key] + TABS.length) % TABS.length];
    if (!next) return;
    press.preventDefault();
    choose(next, true);
  });
  at("save").addEventListener("click", () => saved().catch(failed));
  for (const id of ["exchange", "swap-now"]) at(id).addEventListener("click", () => exchange(shown));
}
