"""What a WAV header promises. Reading is soundfile's work; this finds recordings that are not as it says."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO, NamedTuple

_CHUNKS = 64
"""Chunks looked at before giving up: a sane file has a handful."""

_OPEN_ENDED = 0x7FFF_F000
"""Sizes from here on are what programs write that could not seek back: no promise."""


class Header(NamedTuple):
    """What the header says, against what the file holds."""

    missing: int = 0
    """Bytes of audio that are promised and not there."""

    unclosed: bool = False
    """The writer never came back to fill in the sizes: all to the end of the file is audio."""


def examine(file: BinaryIO) -> Header:
    """Reads the header of a WAV file; of any other file there is nothing to say."""
    end = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(12)
    if len(head) < 12 or head[8:] != b"WAVE" or head[:4] not in (b"RIFF", b"RIFX", b"RF64", b"BW64"):
        return Header()
    number = struct.Struct(">I" if head[:4] == b"RIFX" else "<I")
    (whole,) = number.unpack(head[4:8])
    frame, long_size = 1, 0
    for _ in range(_CHUNKS):
        header = file.read(8)
        if len(header) < 8:
            break
        name, (size,) = header[:4], number.unpack(header[4:])
        start = file.tell()
        if name == b"data":
            if size == 0xFFFF_FFFF and long_size:
                size = long_size
            elif size == 0:
                # An empty recording with other chunks behind it has a true size in front.
                return Header(unclosed=end > start and not start - 8 < whole <= end)
            elif size >= _OPEN_ENDED:
                break
            missing = start + size - end
            return Header(missing=missing if missing >= frame else 0)
        body = file.read(min(size, 24))
        if name == b"ds64" and len(body) >= 16:
            long_size = int.from_bytes(body[8:16], "little")
        elif name == b"fmt " and len(body) >= 14:
            frame = max(1, int.from_bytes(body[12:14], "big" if number.format == ">I" else "little"))
        file.seek(start + size + size % 2)
    return Header()


class Unclosed:
    """A view of an unclosed file that libsndfile reads to its end: the size in front says 8."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.seek(0)
        self._size = b"\0\0\0\x08" if file.read(4) == b"RIFX" else b"\x08\0\0\0"

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As of a file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """As of a file."""
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        """As of a file, with the size in front replaced."""
        start = self._file.tell()
        data = self._file.read(size)
        if start >= 8:
            return data
        head = bytearray(data)
        for place, byte in enumerate(self._size, 4):
            if 0 <= place - start < len(head):
                head[place - start] = byte
        return bytes(head)
