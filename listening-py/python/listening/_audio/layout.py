"""How a recording lies in its file: which parts of it a decoder is given, and what is missing."""

from __future__ import annotations

import os
from typing import BinaryIO, NamedTuple

from .. import _native
from .file_view import FileView, Piece

_HEADERLESS = (".raw",)
"""Names that soundfile takes for a wish to read without a header."""


class Part(NamedTuple):
    """A stretch of a recording that a decoder can read."""

    pieces: list[Piece]
    lost: int
    """Frames that are lost before it."""
    frames: int | None
    """Number of frames in it, if the file gives it."""
    stretch: tuple[int, int] | None = None
    """How far its end is from that of the part before it, in units with this many per second: what is not decoded
    of that is lost before it."""

    def view(self, file: BinaryIO, path: str | None = None) -> FileView | str:
        """What the decoder is given: the file's path, which is fastest, where it can read the file as it is."""
        as_it_is = self.pieces == [(0, file.seek(0, os.SEEK_END))]
        if path is None or path.lower().endswith(_HEADERLESS) or not as_it_is:
            return FileView(file, self.pieces)
        return path


class Layout(NamedTuple):
    """What a file holds of a recording."""

    parts: list[Part]

    cut: bool
    """Its end is missing."""

    unfinished: bool
    """Its header was never completed; all that follows the header is read."""

    blank: bool
    """Zeros are where a header should be."""


def examine(file: BinaryIO) -> Layout:
    """The layout of the recording in `file`."""
    return _of(_native.recording_layout(file))


def without_damage(file: BinaryIO) -> Layout:
    """The frames of a FLAC file that are whole; of files that were joined, those of all."""
    return _of(_native.flac_runs(file))


def may_be_joined(file: BinaryIO) -> bool:
    """Whether another FLAC file may follow the first: a decoder stops at the end of that one."""
    return _native.flac_may_be_joined(file)


def _of(found: _native._Layout) -> Layout:
    parts, *rest = found
    return Layout([Part(*part) for part in parts], *rest)
