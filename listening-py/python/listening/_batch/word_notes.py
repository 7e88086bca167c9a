"""What is to be known of the words of many calls, in one line."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

from .._values.errors import WordWarning


class WordNotes:
    """Keeps the first note, and counts the calls that have any.

    >>> notes = WordNotes()
    >>> notes.add("a.wav", ["2 of 9 words begin after the end of the call"])
    >>> notes.add("b.wav", [])
    >>> notes.text
    'a.wav: 2 of 9 words begin after the end of the call'
    >>> notes.add("c.wav", ["the times of the words were read as milliseconds"])
    >>> notes.text
    'the words of 2 calls need a look; the first, a.wav: 2 of 9 words begin after the end of the call'
    """

    def __init__(self) -> None:
        self._calls = 0
        self._first = ""

    def add(self, name: str, notes: Sequence[str]) -> None:
        """Takes what was noted of a call."""
        if notes:
            self._calls += 1
            self._first = self._first or f"{name}: {'; '.join(notes)}"

    @property
    def text(self) -> str:
        """The line; empty where there is nothing to be known."""
        return (
            f"the words of {self._calls} calls need a look; the first, {self._first}"
            if self._calls > 1
            else self._first
        )

    def warn(self, depth: int) -> None:
        """Warns of it, from `depth` callers up, where there is anything."""
        if self._calls:
            warnings.warn(self.text, WordWarning, stacklevel=depth + 1)
