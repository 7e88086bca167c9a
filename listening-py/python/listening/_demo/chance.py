"""Seeded chance: the same numbers with every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws that rest on `random.Random.random` alone, which is the same everywhere."""

    def __init__(self, seed: str) -> None:
        self._draw = random.Random(seed).random

    def between(self, low: float, high: float) -> float:
        """A number, each as probable as any other."""
        return low + (high - low) * self._draw()

    def happens(self, share: float) -> bool:
        """True in this share of the cases."""
        return self._draw() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return low + int(self._draw() * (high - low + 1))

    def pick(self, values: Sequence[T]) -> T:
        """One of them."""
        return values[int(self._draw() * len(values))]

    def some(self, values: Sequence[T], number: int) -> list[T]:
        """So many of them, in any order."""
        left, found = list(values), []
        for _ in range(min(number, len(left))):
            found.append(left.pop(int(self._draw() * len(left))))
        return found

    def spread(self, width: float) -> float:
        """Near zero, about normal, with this standard deviation."""
        return width * 2 * (self._draw() + self._draw() + self._draw() - 1.5)
