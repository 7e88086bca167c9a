"""The talkspurts of the demo call, which made calls are put together from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from .._audio.demo_call import demo_call
from ..types import Party


class Clip(NamedTuple):
    """A talkspurt of the demo call."""

    name: str
    """Its utterance and its place in it: ``c2.3``."""

    party: Party
    """Who talks."""

    start: float
    """Its onset in the demo call, seconds."""

    end: float
    """Its end there."""

    text: str
    """What is said."""

    @property
    def length(self) -> float:
        """Its length, seconds."""
        return self.end - self.start


def clips() -> dict[str, Clip]:
    """All of them by name, in order of party and time.

    >>> clips()["b1.1"].text
    'mm-hm'
    """
    rows = json.loads(Path(demo_call()).with_name("demo_clips.json").read_text(encoding="utf-8"))
    return {row[0]: Clip(*row) for row in rows}
