"""A headless Chromium, spoken to over its DevTools protocol: what the page tests and scripts/screenshots need."""

from __future__ import annotations

import base64
import json
import os
import shutil
import urllib.request
from pathlib import Path
from typing import Any

from driver import Driver

FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--autoplay-policy=no-user-gesture-required",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
)

KEYS = {"Tab": 9, "Enter": 13, "Home": 36, "End": 35, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}


def chromium() -> str | None:
    """Path of a Chromium, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


class Browser(Driver):
    """A Chromium."""

    def __init__(self, program: str, *more: str) -> None:
        # Chromium refuses its sandbox to root.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        self.arguments = [program, *FLAGS, *(["--no-sandbox"] if root else []), *more]
        super().__init__()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def _command(self) -> list[str]:
        return [*self.arguments, f"--user-data-dir={self.folder.name}", "about:blank"]

    def _address(self) -> str | None:
        try:
            port = (Path(self.folder.name) / "DevToolsActivePort").read_text().splitlines()[0]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
                pages = [each for each in json.load(answer) if each["type"] == "page"]
        except (OSError, IndexError):
            return None
        return pages[0]["webSocketDebuggerUrl"] if pages else None

    def _refusal(self, answer: dict[str, Any]) -> str | None:
        return str(answer["error"]) if "error" in answer else None

    def open(self, path: Path | str, *, width: int = 1000, height: int = 900, dark: bool = False) -> None:
        """Opens a file or an address, and waits until it is there."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])
        self.events.clear()
        address = path if isinstance(path, str) else path.resolve().as_uri()
        self.send("Page.navigate", url=address)
        protocol = json.dumps(address.split("//")[0])
        self.wait(f"document.readyState === 'complete' && location.protocol === {protocol}")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression on the page; promises are waited for."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression[:200]}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Presses a key."""
        text = {"text": "\r"} if key == "Enter" else {}
        common = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        self.send("Input.dispatchKeyEvent", type="keyDown", **common, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def click(self, selector: str) -> None:
        """Clicks with the mouse on the middle of the first element of a selector."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.evaluate(f"{found}.scrollIntoView({{block: 'center', inline: 'center', behavior: 'instant'}})")
        box = self.evaluate(f"(b => [b.x + b.width / 2, b.y + b.height / 2])({found}.getBoundingClientRect())")
        place = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        self.send("Input.dispatchMouseEvent", type="mousePressed", **place)
        self.send("Input.dispatchMouseEvent", type="mouseReleased", **place)

    def complaints(self) -> list[str]:
        """What stood on the console, exceptions and refusals since the page was opened."""
        self.evaluate("1")
        kinds = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [json.dumps(event["params"])[:400] for event in self.events if event["method"] in kinds]

    def requests(self) -> list[str]:
        """What the page asked for, besides itself and data within it."""
        self.evaluate("1")
        asked = [
            event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in asked[1:] if not url.startswith(("data:", "blob:"))]

    def screenshot(self, path: Path, selector: str, height: int, scale: float) -> None:
        """A picture of an element, cut at a height."""
        box = self.evaluate(
            f"(b => ({{x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height}}))"
            f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
        )
        box["height"] = min(box["height"], height)
        clip = {**box, "scale": scale}
        data = self.send("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))
