"""Figures of listening.html: its size, the time to the first card, and its speed beside the native engine's.

python listening-js/page/test/figures.py
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from pathlib import Path

from conftest import PAGE, Chromium, chromium_driver, firefox_driver
from recordings import convert
from steps import PATIENCE, problem

SECONDS = 600
RUNS = 3

HEAR = """(async () => {
  const text = (id) => document.getElementById(id).textContent.trim();
  const packed = new Blob([Uint8Array.from(atob(text("engine")), (each) => each.charCodeAt(0))]);
  const unpacked = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  const module = await new Response(unpacked).arrayBuffer();
  const worker = new Worker(URL.createObjectURL(new Blob([text("worker")])));
  const ask = (given) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data: { id, done, error } }) => {
      if (error) reject(new Error(error.message));
      else if (id === 0 || done !== undefined) resolve(done);
    };
    worker.postMessage(given);
  });
  await ask({ id: 0, task: "start", compiled: await WebAssembly.compile(module) });
  const sources = [{ name: "call", file: document.getElementById("files").kept }];
  const start = performance.now();
  const report = await ask({ id: 1, task: "hear", call: { sources, agent: "left", words: [], marks: [] } });
  const took = performance.now() - start;
  worker.terminate();
  return [took / 1000, report.length];
})()"""

KEEP = """document.getElementById("files").addEventListener("change", (event) => {
  event.target.kept = event.target.files[0];
  event.stopImmediatePropagation();
}, true)"""

CARD = "!document.getElementById('one').hidden && document.querySelector('#panel-page .score') !== null"


def long_call(folder: Path) -> Path:
    """A stereo call of ten minutes at 8 kHz: those of the demo folder, one after the other."""
    import listening
    import numpy as np
    import soundfile

    listening.demo_folder(folder / "team")
    calls = [soundfile.read(path, dtype="int16")[0] for path in sorted((folder / "team/calls/ben").glob("*.wav"))]
    calls = np.concatenate(calls)[: SECONDS * 8000]
    assert len(calls) == SECONDS * 8000
    soundfile.write(folder / "call.wav", calls, 8000)
    return folder / "call.wav"


def first_card(browser: object, path: Path) -> float:
    """Seconds from opening the page to the card of a recording that is given at once."""
    start = time.monotonic()
    browser.open(PAGE)
    browser.give("#files", path)
    browser.wait(f"({CARD}) || !document.getElementById('problem').hidden", PATIENCE)
    took = time.monotonic() - start
    assert problem(browser) is None
    return took


def main() -> None:
    """Prints the figures."""
    import listening

    size = PAGE.read_bytes()
    print(f"listening.html: {len(size)} bytes, {len(gzip.compress(size, 9))} with gzip -9")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wav = long_call(folder)
        files = {
            "10 min stereo MP3, 8 kHz, 32 kbit/s": convert(
                wav, folder / "call.mp3", "-c:a", "libmp3lame", "-b:a", "32k"
            ),
            "10 min mu-law WAV, 8 kHz": convert(wav, folder / "mulaw.wav", "-c:a", "pcm_mulaw"),
        }
        with Chromium(chromium_driver.chromium()) as chromium:
            print(chromium.send("Browser.getVersion")["product"])
            for what, path in files.items():
                print(f"  first card of a {what}: {min(first_card(chromium, path) for _ in range(RUNS)):.2f} s")
            chromium.open(PAGE)
            chromium.evaluate(KEEP)
            chromium.give("#files", wav)
            wasm, native = [], []
            for _ in range(RUNS):
                took, length = chromium.evaluate(HEAR)
                wasm.append(took)
                start = time.perf_counter()
                report = listening.analyze(wav)
                native.append(time.perf_counter() - start)
                assert length == len(report.to_json())
            fast, beside = SECONDS / min(wasm), SECONDS / min(native)
            print(f"  speed: {fast:.0f} x real time; native in the same run: {beside:.0f} x")
            print(f"  all runs, s: {json.dumps([[round(each, 2) for each in both] for both in (wasm, native)])}")
        with firefox_driver.Firefox(firefox_driver.firefox()) as firefox:
            print(f"Firefox {firefox.capabilities['browserVersion']}")
            for what, path in files.items():
                print(f"  first card of a {what}: {min(first_card(firefox, path) for _ in range(RUNS)):.2f} s")


if __name__ == "__main__":
    main()
