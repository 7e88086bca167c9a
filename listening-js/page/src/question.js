// What only the user knows: who is who.

import { at, made, show } from "./dom.js";

const PARTIES = [
  ["agent", "agent"],
  ["customer", "customer"],
  ["", "neither"],
];

/** Asks for the party of each talker; gives them by label. */
export function whoIsWho(talkers, name) {
  const rows = talkers.map((talker, k) => {
    const choices = PARTIES.map(([value, text]) => {
      const input = made("input", { type: "radio", name: `talker-${k}`, value, required: true });
      return made("label", {}, input, ` ${text}`);
    });
    const called = talker.channel ? `channel ${Number(talker.label) + 1}` : (talker.label ?? "nobody is named");
    const who = made("legend", {}, `${called} (talks ${Math.round(talker.seconds)} s)`);
    return made("li", {}, made("fieldset", {}, who, ...choices));
  });
  return asked(
    [made("h2", {}, "Who is who?"), made("p", {}, `In what was dropped with ${name}, nothing says who is the agent.`), list(rows)],
    (form) => Object.fromEntries(talkers.map((talker, k) => [talker.label, form.get(`talker-${k}`) || null])),
  );
}

/** Asks which of two recordings is the agent's: gives 0 or 1. */
export function whichIsTheAgents(names) {
  const rows = names.map((name, k) => {
    const input = made("input", { type: "radio", name: "agent", value: String(k), required: true });
    return made("li", {}, made("label", {}, input, ` ${name}`));
  });
  return asked([made("h2", {}, "Which recording is the agent's?"), list(rows)], (form) => Number(form.get("agent")));
}

function list(rows) {
  return made("ul", {}, ...rows);
}

function asked(parts, read) {
  const form = at("question");
  const button = made("button", { type: "submit" }, "Go on");
  form.replaceChildren(...parts, made("p", { className: "buttons" }, button));
  show("again", "question");
  form.querySelector("input").focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      resolve(read(new FormData(form)));
    };
  });
}
