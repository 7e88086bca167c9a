// What is saved as a file.

import { made } from "./dom.js";

/** Offers a file to be saved. */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = made("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // A browser may ask first where to.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A recording's name without its ending. */
export function stem(name) {
  return name.replace(/\.[a-z0-9]{1,5}$/i, "");
}

/** Sound in base64, and its media type. */
export async function encoded(sound) {
  const reader = new FileReader();
  const address = await new Promise((resolve, reject) => {
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(sound);
  });
  const type = /^audio\/[a-z0-9.+-]+/i.exec(sound.type)?.[0] ?? "audio/mp4";
  return { kind: type, sound: address.slice(address.indexOf(",") + 1) };
}

/** A size, for people. */
export function sized(bytes) {
  return bytes < 950_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(bytes < 9.5e6 ? 1 : 0)} MB`;
}
