"""A headless Firefox, spoken to over WebDriver BiDi, with the methods of the tests' Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "media.autoplay.default": 0,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


def firefox() -> str | None:
    """Path of a Firefox, if there is one."""
    names = ("firefox-esr", "firefox")
    return os.environ.get("FIREFOX") or next((path for name in names if (path := shutil.which(name))), None)


class Firefox:
    """One window with one page. Use with `with`; needs `websocket-client`."""

    def __init__(self, program: str) -> None:
        import websocket

        self.folder = tempfile.TemporaryDirectory(prefix="listening-firefox-", ignore_cleanup_errors=True)
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        ]
        (Path(self.folder.name) / "user.js").write_text("\n".join(lines))
        self.log = open(Path(self.folder.name) / "log", "w+")
        self.process = subprocess.Popen(
            [
                program,
                "--headless",
                "--no-remote",
                "--profile",
                self.folder.name,
                "--remote-debugging-port=0",
            ],
            stdout=subprocess.DEVNULL,
            stderr=self.log,
            env={**os.environ, "HOME": self.folder.name},
        )
        try:
            self.socket = websocket.create_connection(
                f"{self._address()}/session", timeout=120, suppress_origin=True
            )
        except BaseException:
            self.close()
            raise
        self.number = 0
        self.events: list[dict[str, Any]] = []
        self.capabilities = self.send("session.new", capabilities={})["capabilities"]
        self.send("session.subscribe", events=["log.entryAdded"])
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def __enter__(self) -> Firefox:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()
        self.close()

    def close(self) -> None:
        """Ends the program."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.folder.cleanup()

    def _address(self) -> str:
        for _ in range(600):
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", Path(self.log.name).read_text())
            if found:
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError("Firefox did not start")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends a command and waits for its answer; keeps the events that come before it."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]
            self.events.append(message)

    def open(self, path: Path) -> None:
        """Opens a file, and waits until it is there."""
        self.events.clear()
        self.send(
            "browsingContext.navigate", context=self.context, url=path.resolve().as_uri(), wait="complete"
        )

    def evaluate(self, expression: str) -> Any:
        """The value of an expression on the page; promises are waited for."""
        answer = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify({{ value: await ({expression}) }}))()",
            target={"context": self.context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(f"{expression[:200]}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"]).get("value")

    def wait(self, expression: str, seconds: float = 20) -> None:
        """Waits until an expression holds."""
        until = time.monotonic() + seconds
        while not self.evaluate(expression):
            if time.monotonic() > until:
                raise TimeoutError(f"in {seconds} s it did not become true that {expression}")
            time.sleep(0.02)

    def give(self, selector: str, *paths: Path) -> None:
        """Gives files to an input."""
        found = self.send(
            "browsingContext.locateNodes", context=self.context, locator={"type": "css", "value": selector}
        )
        element = {"sharedId": found["nodes"][0]["sharedId"]}
        self.send(
            "input.setFiles",
            context=self.context,
            element=element,
            files=[str(path.resolve()) for path in paths],
        )

    def complaints(self) -> list[str]:
        """What stood on the console since the page was opened."""
        self.evaluate("1")
        return [
            json.dumps(event["params"])[:400] for event in self.events if event["method"] == "log.entryAdded"
        ]
