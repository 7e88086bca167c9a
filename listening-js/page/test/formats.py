"""What browsers decode and play, as the table of docs/browser.md: python formats.py [CHROMIUM] [FIREFOX]."""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3] / "listening-py/tests"))

from browser import Browser, chromium  # noqa: E402
from firefox import Firefox, firefox  # noqa: E402
from recordings import made  # noqa: E402

ROOT = Path(__file__).parents[3]

TRY = """(async () => {
  const bytes = Uint8Array.from(atob(%s), (each) => each.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: %s }));
  const decoded = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes.buffer)
    .then((buffer) => [buffer.numberOfChannels, buffer.duration], () => null);
  const played = await new Promise((resolve) => {
    const audio = new Audio(address);
    audio.addEventListener("canplay", () => resolve(true));
    audio.addEventListener("error", () => resolve(false));
  });
  return { decoded, played };
})()"""


def tried(browser: Any, files: dict[str, Path]) -> dict[str, dict[str, Any]]:
    """What a browser does with each file."""
    found = {}
    for name, path in files.items():
        data = json.dumps(base64.b64encode(path.read_bytes()).decode())
        found[name] = browser.evaluate(TRY % (data, '""'))
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "blank.html"
        page.write_text("<!doctype html><title>blank</title>")
        source = Path(folder) / "source.wav"
        import soundfile

        samples, rate = soundfile.read(ROOT / "demo/demo_call.wav", dtype="int16", stop=8000 * 10)
        soundfile.write(source, samples, rate)
        files = made(source, Path(folder))
        results = []
        for kind, program in ((Browser, chromium()), (Firefox, firefox())):
            with kind(program) as browser:
                browser.open(page)
                results.append(tried(browser, files))
        for name in files:
            print(name, *(each[name] for each in results), sep=" | ")


if __name__ == "__main__":
    main()
