"""Which of the bench's calls are for development, and which are held aside to judge it by.

The rule looks at nothing but the names: the third of the calls whose names have the smallest SHA-256 is
held aside. Whoever tunes the library looks at the others only.

>>> held = chosen([f"dev{k:03}" for k in range(24)], "aside")
>>> len(held), len(chosen([f"dev{k:03}" for k in range(24)], "dev"))
(8, 16)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

CHOICES = ("all", "dev", "aside")
PARTS = 3


def chosen(ids: Iterable[str], which: str) -> list[str]:
    """The ids of one part, in their order; `ids` are all there are."""
    ids = list(ids)
    if which not in CHOICES:
        raise ValueError(f"no such part: {which}; known: {', '.join(CHOICES)}")
    if which == "all":
        return ids
    ranked = sorted(ids, key=lambda name: hashlib.sha256(name.encode()).digest())
    aside = set(ranked[: len(ids) // PARTS])
    return [name for name in ids if (name in aside) == (which == "aside")]
