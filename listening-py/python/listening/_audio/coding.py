"""Which recordings were coded so low that the codec changes what is measured, as far as their files show.

The rates are those between the last bad and the first good one of benches/coding.py: docs/inputs.md has its table.
"""

from __future__ import annotations

import math
from typing import Any

_LEAST: dict[str, tuple[float, float]] = {
    "OPUS": (20.0, 6.0),
    "VORBIS": (30.0, 0.0),
    "AAC": (20.0, 0.0),
    "WMAV2": (60.0, 0.0),
    # Its second channel is a level alone.
    "SPEEX": (math.inf, 0.0),
    "LIBSPEEX": (math.inf, 0.0),
}
"""The least rates of a file with both parties and of one with one, kbit/s; 0 where all are good, or none was tried."""

_MP3_NARROW = (20.0, 20.0)
_MP3_WIDE = (28.0, 20.0)
_WIDE = 12_000
"""Samples per second from which on MP3 has a wider band to code."""

_PARAMETRIC = "HE-AACv2"
"""A profile of AAC whose second channel is parameters."""


def too_low(sound: Any, profile: str, rate: float) -> float | None:
    """The bit rate of a file, kbit/s, where it is too low for its codec.

    >>> from types import SimpleNamespace
    >>> opus = SimpleNamespace(subtype="OPUS", channels=2, samplerate=48_000)
    >>> too_low(opus, "", 19.94), too_low(opus, "", 20.0)
    (19.9, None)
    """
    codec = str(sound.subtype).upper()
    if codec.startswith("MPEG"):
        least = _MP3_WIDE if sound.samplerate >= _WIDE else _MP3_NARROW
    else:
        least = _LEAST.get(codec, (0.0, 0.0))
    both, one = least
    if _PARAMETRIC in profile.replace(" ", ""):
        both = math.inf
    alone = getattr(sound, "tracks", 1) > 1
    rate = rate / sound.tracks if alone else rate
    if not 0 < rate < (one if alone or sound.channels == 1 else both):
        return None
    return round(rate, 1)
