"""What browsers decode and play: `python listening-js/page/test/formats.py` prints the table of docs."""

from __future__ import annotations

import base64
import json
import tempfile
from pathlib import Path
from typing import Any

from conftest import ROOT, Chromium, chromium_driver, firefox_driver
from recordings import made

SECONDS = 10

HERE = {
    *("WAV, PCM 8 bit", "WAV, PCM 16 bit", "WAV, PCM 24 bit", "WAV, PCM 32 bit", "WAV, float", "WAV, double"),
    *("WAV, mu-law", "WAV, A-law", "WAV, IMA ADPCM", "RF64, PCM 16 bit"),
}
"""What the page reads itself, whatever the browser is."""

TRY = """(async () => {
  const bytes = Uint8Array.from(atob(%s), (each) => each.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes]));
  const decoded = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes.buffer)
    .then((buffer) => buffer.duration, () => null);
  const played = await new Promise((resolve) => {
    const audio = new Audio(address);
    audio.addEventListener("canplay", () => resolve(true));
    audio.addEventListener("error", () => resolve(false));
  });
  return [decoded, played];
})()"""


def recordings(folder: Path) -> dict[str, Path]:
    """The start of the demo call in every format."""
    import soundfile

    samples, rate = soundfile.read(ROOT / "demo/demo_call.wav", dtype="int16", stop=8000 * SECONDS)
    soundfile.write(folder / "source.wav", samples, rate)
    return made(folder / "source.wav", folder)


def tried(browser: Any, files: dict[str, Path], blank: Path) -> dict[str, str]:
    """What a browser does with each file: "yes", "no", or what is wrong."""
    blank.write_text("<!doctype html><title>blank</title>")
    browser.open(blank)
    found = {}
    for name, path in files.items():
        decoded, played = browser.evaluate(TRY % json.dumps(base64.b64encode(path.read_bytes()).decode()))
        if decoded is None:
            found[name] = "plays alone" if played else "no"
        elif abs(decoded - SECONDS) > 0.3:
            found[name] = f"wrong: {decoded / SECONDS:.0f} times as long"
        else:
            found[name] = "yes" if played else "decodes alone"
    return found


def row(name: str, chromium: str, firefox: str) -> str:
    """A line of the table."""
    read = "itself" if name in HERE else "by the browser" if "yes" in (chromium, firefox) else "not"
    return f"| {name} | {chromium} | {firefox} | {read} |"


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = recordings(folder)
        results = []
        for kind, program in (
            (Chromium, chromium_driver.chromium()),
            (firefox_driver.Firefox, firefox_driver.firefox()),
        ):
            with kind(program) as browser:
                results.append(tried(browser, files, folder / "blank.html"))
    for each in files:
        print(row(each, *(found[each] for found in results)))


if __name__ == "__main__":
    main()
