"""What the tests have in common besides fixtures."""

from __future__ import annotations

import struct
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RATE = 8000


def wav(data: bytes, *, rate: int = RATE, channels: int = 2, size: int | None = None, tag: int = 1) -> bytes:
    """A WAV file of 16-bit PCM (tag 1), A-law (6) or mu-law (7), whose header promises `size` bytes."""
    width = 2 if tag == 1 else 1
    size = len(data) if size is None else size
    form = struct.pack("<HHIIHH", tag, channels, rate, rate * channels * width, channels * width, 8 * width)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size)
    riff = min(4 + len(chunks) + size, 0xFFFF_FFFF)
    return b"RIFF" + struct.pack("<I", riff) + b"WAVE" + chunks + data
