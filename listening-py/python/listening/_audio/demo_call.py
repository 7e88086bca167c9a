"""The recording that comes with the package."""

from __future__ import annotations

from pathlib import Path


def demo_call() -> Path:
    """Path of the recording that comes with the package: a made-up call with synthetic voices.

    >>> demo_call().name
    'demo_call.wav'
    """
    return Path(__file__).parent.parent / "data" / "demo_call.wav"
