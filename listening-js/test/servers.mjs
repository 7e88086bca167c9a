// Runs an example as a developer does, and reads the lines that it prints.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { WebSocket } from "ws";

/** Starts an example on a free port: `{ connect, until, lines, stop }`. */
export async function started(name, ...options) {
  const path = new URL(`../examples/${name}`, import.meta.url).pathname;
  const process_ = spawn(process.execPath, [path, "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = [];
  const waiting = [];
  const check = () => waiting.forEach((look) => look());
  createInterface({ input: process_.stdout }).on("line", (text) => {
    lines.push(JSON.parse(text));
    check();
  });
  let code;
  process_.on("exit", (status) => {
    code = status ?? 1;
    check();
  });
  /** The first line that has `key`. */
  const until = (key) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = lines.find((line) => key in line);
        if (found) resolve(found);
        else if (code !== undefined) reject(new Error(`${name} ended with ${code} before a line with ${key}`));
      };
      waiting.push(look);
      look();
    });
  const { listening } = await until("listening");
  return {
    lines,
    until,
    connect: async (headers = {}) => {
      const socket = new WebSocket(`ws://127.0.0.1:${listening}`, { headers });
      await once(socket, "open");
      return socket;
    },
    stop: async () => {
      process_.kill();
      if (code === undefined) await once(process_, "exit");
    },
  };
}
