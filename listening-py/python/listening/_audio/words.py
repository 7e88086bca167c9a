"""The words of a call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from .. import _native

Word: TypeAlias = tuple[str, float, float, str]
"""Party, start and end in seconds, text."""


class Words(list[Word]):
    """Words with what their reader has to say of them."""

    def __init__(self, words: Iterable[Word] = (), notes: Iterable[str] = ()) -> None:
        super().__init__(words)
        self._notes = list(notes)
        self.times = 1.0
        """How many of the unit in which their times were are in a second."""
        self.quiet = False
        """Whether nothing is warned of, for who reads them says it."""
        self._unit = "seconds"
        self._why: str | None = None

    @property
    def notes(self) -> list[str]:
        """What a reader should know of them."""
        unit = [] if self.times == 1 else [f"the times of the words were read as {self._unit}: {self._why}"]
        return [*self._notes, *unit]

    def found_out(self, unit: str, times: float) -> None:
        """Says that the unit of the times, which are in seconds now, was found out from how long words last."""
        self._unit, self.times, self._why = unit, times, "half of the words last 20 s or more"

    def take(self, others: Words) -> None:
        """Adds words, with what is said of them."""
        self.extend(others)
        self._notes += others._notes
        if others.times != 1:
            self._unit, self.times = others._unit, others.times
        self._why = others._why or self._why

    def fit(self, duration: float | None) -> None:
        """Looks at the unit again, where it was found out, now that the length of the call is known."""
        if self._why is None or duration is None or not self:
            return
        lengths = [(end - start) * self.times / len(text.split()) for _, start, end, text in self]
        last = max(start for _, start, _, _ in self) * self.times
        unit, times = _native.time_unit(lengths, last, duration)
        if times == self.times:
            return
        ratio = self.times / times
        self[:] = [(who, start * ratio, end * ratio, text) for who, start, end, text in self]
        self._unit, self.times, self._why = unit, times, f"the call lasts {duration:,.0f} s"
