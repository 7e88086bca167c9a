// The browser's own decoder, for what is not read by ours.

/** Rates at which browsers decode. */
const [LOWEST, HIGHEST] = [8000, 96000];
const USUAL = 48000;

/** The channels of a file at its own rate: a context of another one would resample it. */
export async function decode(file, { kind, sampleRate }) {
  const rate = sampleRate >= LOWEST && sampleRate <= HIGHEST ? sampleRate : USUAL;
  const context = new OfflineAudioContext(1, 1, rate);
  let buffer;
  try {
    buffer = await context.decodeAudioData(await file.arrayBuffer());
  } catch (error) {
    throw new Error(unreadable(file, kind, error));
  }
  if (buffer.length === 0) throw new Error(`${file.name} holds no audio.`);
  const planes = Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel).slice());
  return { planes, sampleRate: buffer.sampleRate };
}

function unreadable(file, kind, error) {
  if (error?.name === "NotReadableError" || error?.name === "NotFoundError") {
    return `${file.name} cannot be opened: it may have been moved or changed since it was dropped. Drop it again.`;
  }
  const what = kind ? `is ${kind}, which this browser does not decode` : "is no recording that this browser decodes";
  return `${file.name} ${what}. Convert it to WAV, as with: ffmpeg -i "${file.name}" call.wav`;
}

/** Whether the browser plays what is at an address. */
export function plays(address) {
  const audio = document.createElement("audio");
  return new Promise((resolve) => {
    const settle = (whether) => {
      audio.removeAttribute("src");
      audio.load();
      resolve(whether);
    };
    audio.addEventListener("canplay", () => settle(true), { once: true });
    audio.addEventListener("error", () => settle(false), { once: true });
    audio.preload = "auto";
    audio.src = address;
  });
}
