"""A headless Firefox, spoken to over WebDriver BiDi, with the methods of the tests' Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from driver import Driver

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


class Firefox(Driver):
    """A Firefox."""

    def __init__(self, program: str) -> None:
        self.program = program
        super().__init__()
        self.capabilities = self.send("session.new", capabilities={})["capabilities"]
        self.send("session.subscribe", events=["log.entryAdded"])
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def _command(self) -> list[str]:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (Path(self.folder.name) / "user.js").write_text("\n".join(lines))
        profile = ["--profile", self.folder.name]
        return [self.program, "--headless", "--no-remote", *profile, "--remote-debugging-port=0"]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "HOME": self.folder.name}

    def _address(self) -> str | None:
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)", self.log.read_text())
        return f"{found[1]}/session" if found else None

    def _refusal(self, answer: dict[str, Any]) -> str | None:
        return f"{answer['error']}: {answer['message']}" if answer["type"] == "error" else None

    def open(self, path: Path) -> None:
        """Opens a file, and waits until it is there."""
        self.events.clear()
        self.send("browsingContext.navigate", context=self.context, url=path.resolve().as_uri(), wait="complete")

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
        return [json.dumps(event["params"])[:400] for event in self.events if event["method"] == "log.entryAdded"]
