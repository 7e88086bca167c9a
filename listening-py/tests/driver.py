"""What the drivers of headless browsers share: start, stop, commands over a web socket."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any


class Driver:
    """A browser with one window and one page. Use with `with`; needs `websocket-client`."""

    def __init__(self) -> None:
        import websocket

        self.folder = tempfile.TemporaryDirectory(prefix="listening-browser-", ignore_cleanup_errors=True)
        self.log = Path(self.folder.name) / "log"
        with self.log.open("w") as log:
            self.command = self._command()
            self.process = subprocess.Popen(
                self.command, stdout=subprocess.DEVNULL, stderr=log, env=self._environment()
            )
        try:
            self.socket = websocket.create_connection(self._found(), timeout=120, suppress_origin=True)
        except BaseException:
            self.close()
            raise
        self.number = 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Any:
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
        self.folder.cleanup()

    def _command(self) -> list[str]:
        """The program and its arguments, with a profile in `folder`."""
        raise NotImplementedError

    def _environment(self) -> dict[str, str] | None:
        """The variables of the program; none for those of this process."""
        return None

    def _address(self) -> str | None:
        """Where the program takes commands, once it does."""
        raise NotImplementedError

    def _refusal(self, answer: dict[str, Any]) -> str | None:
        """Why a command was refused, if it was."""
        raise NotImplementedError

    def _found(self) -> str:
        for _ in range(600):
            if address := self._address():
                return address
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"{self.command[0]} did not start")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends a command and waits for its answer; keeps the events that come before it."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if (refusal := self._refusal(message)) is not None:
                    raise RuntimeError(f"{method}: {refusal}")
                return message["result"]
            self.events.append(message)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression on the page; promises are waited for."""
        raise NotImplementedError

    def wait(self, expression: str, seconds: float = 20) -> None:
        """Waits until an expression holds."""
        until = time.monotonic() + seconds
        while not self.evaluate(expression):
            if time.monotonic() > until:
                raise TimeoutError(f"in {seconds} s it did not become true that {expression}")
            time.sleep(0.02)
