"""What one run leaves for the next, so that only what changed is built and tried again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def digest(content: bytes, *more: str) -> str:
    """A name for this content."""
    return hashlib.sha256(b"\0".join([content, *(part.encode() for part in more)])).hexdigest()[:32]


class Memory:
    """Values by digest, in a file of JSON lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, list[float]] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                key, values = json.loads(line)
                self._values[key] = values

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> list[float] | None:
        """What was kept under this key."""
        return self._values.get(key)

    def keep(self, key: str, values: list[float]) -> None:
        """Keeps numbers for this run and the next."""
        self._values[key] = values
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, values]) + "\n")
