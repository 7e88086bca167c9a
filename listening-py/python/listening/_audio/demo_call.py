"""The recording that comes with the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def demo_call() -> Path:
    """Path of the recording that comes with the package: a simulated call with synthetic voices.

    >>> demo_call().name
    'demo_call.wav'
    """
    # Slower to import than half of this package.
    from pathlib import Path

    return Path(__file__).parent.parent / "data" / "demo_call.wav"
