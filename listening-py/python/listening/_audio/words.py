"""The words of a call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Word: TypeAlias = tuple[str, float, float, str]
"""Party, start and end in seconds, text."""


class Words(list[Word]):
    """Words with what their reader has to say of them."""

    def __init__(self, words: Iterable[Word] = (), notes: Iterable[str] = ()) -> None:
        super().__init__(words)
        self.notes = list(notes)
