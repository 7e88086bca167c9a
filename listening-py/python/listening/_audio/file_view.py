"""A file as a decoder is to see it: pieces of it, and bytes that it lacks, joined."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, BinaryIO, TypeAlias

Piece: TypeAlias = bytes | tuple[int, int]
"""Bytes, or where a range of the file begins and ends."""


_HELD = 1 << 16
"""Bytes that are read at a time."""


class FileView:
    """Pieces of a file as a file that can only be read. No call of a decoder makes it raise."""

    def __init__(self, file: BinaryIO, pieces: Sequence[Piece]) -> None:
        self._file = file
        self._pieces = pieces
        sizes = [len(piece) if isinstance(piece, bytes) else piece[1] - piece[0] for piece in pieces]
        self._starts = list(accumulate(sizes, initial=0))
        self._at = self._from = 0
        self._held = memoryview(b"")
        self.size = self._starts.pop()
        """Bytes in all."""

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As of a file. A place before the start, which libsndfile asks for at times, leaves it where it is."""
        place = offset + {os.SEEK_CUR: self._at, os.SEEK_END: self.size}.get(whence, 0)
        if place >= 0:
            self._at = place
        return self._at

    def tell(self) -> int:
        """As of a file."""
        return self._at

    def readinto(self, into: Any) -> int:
        """As of a file."""
        left = memoryview(into).cast("B")
        wanted = len(left)
        while len(left) and self._at < self.size:
            skip = self._at - self._from
            if not 0 <= skip < len(self._held):
                self._hold()
                skip = self._at - self._from
                if not self._held:
                    break
            got = self._held[skip : skip + len(left)]
            left[: len(got)] = got
            left = left[len(got) :]
            self._at += len(got)
        return wanted - len(left)

    def _hold(self) -> None:
        """Takes what is at the place, and some of what follows: decoders of MP3 read a few bytes at a time."""
        index = bisect_right(self._starts, self._at) - 1
        piece = self._pieces[index]
        if isinstance(piece, bytes):
            self._from, self._held = self._starts[index], memoryview(piece)
        else:
            start = piece[0] + self._at - self._starts[index]
            self._file.seek(start)
            self._from, self._held = self._at, memoryview(self._file.read(min(_HELD, piece[1] - start)))

    def read(self, size: int = -1) -> bytes:
        """As of a file."""
        buffer = bytearray(max(self.size - self._at, 0) if size < 0 else size)
        return bytes(memoryview(buffer)[: self.readinto(buffer)])
