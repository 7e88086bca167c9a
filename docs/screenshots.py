"""Makes the pictures of cards, pages and plots in this folder, from the demo call and made-up calls.

scripts/screenshots
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import listening
import matplotlib
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "listening-py" / "tests"))
from browser import Browser, chromium  # noqa: E402

TITLE = "Demo: a simulated call with synthetic voices"
CARDS = [
    # Name, page, width in pixels of CSS, down to the end of what, dark, magnified.
    ("card_light", "call", 940, ".lost", False, 1.5),
    ("card_dark", "call", 940, ".lost", True, 1),
    ("card_phone", "call", 360, ".rows", False, 1.5),
    ("coaching_card", "card", 760, ".notice", False, 1),
    ("tracking_page", "tracking", 940, ".one-agent figure", False, 1),
]


def small(picture: bytes, path: Path) -> None:
    """Writes a picture with as many colours as can be seen."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name:<20} {image.width} x {image.height}  {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Takes all pictures."""
    program = chromium()
    if program is None:
        sys.exit("no Chromium was found: install one, or name it in CHROMIUM")
    report = listening.analyze(listening.demo_call())
    made = subprocess.run([sys.executable, HERE.parent / "benches" / "made_calls.py"], capture_output=True, check=True)
    calls = [json.loads(line) for line in made.stdout.splitlines()]
    with tempfile.TemporaryDirectory() as name, Browser(program) as browser:
        folder = Path(name)
        report.to_html(folder / "call.html", audio=True, title=TITLE)
        report.to_card(folder / "card.html", audio=True, title=TITLE)
        listening.track(calls).to_html(folder / "tracking.html", title="Made-up calls")
        for name, page, width, last, dark, scale in CARDS:
            # The page has a margin next to the card.
            browser.open(folder / f"{page}.html", width=width + (60 if width > 640 else 0), dark=dark)
            if page != "tracking":
                browser.wait("document.querySelector('audio').readyState >= 2")
            else:
                browser.evaluate("document.querySelector('.one-agent').open = true")
            height = browser.evaluate(
                f"document.querySelector('{last}').getBoundingClientRect().bottom + 18"
                " - document.querySelector('.listening').getBoundingClientRect().top"
            )
            browser.screenshot(folder / "picture.png", ".listening", height, scale)
            small((folder / "picture.png").read_bytes(), HERE / f"{name}.png")
    matplotlib.use("Agg")
    drawn = io.BytesIO()
    report.plot().figure.savefig(drawn, format="png", dpi=130)
    small(drawn.getvalue(), HERE / "report_plot.png")


if __name__ == "__main__":
    main()
