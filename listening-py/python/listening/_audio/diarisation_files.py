"""Files of who talked when: RTTM, STM, CTM, TextGrid, EAF, CHAT and JSON of diarisers, read by the engine's crate."""

from __future__ import annotations

import io
import os
import warnings
from typing import NamedTuple

from .. import _native
from .._native import counted
from .._values.errors import TalkspurtError, TimesWarning
from .._values.paths import checked_path

_GZIP = b"\x1f\x8b"

_MOST = 1 << 26
"""Bytes that a packed file may have: a few of them can hold gigabytes."""


class Turn(NamedTuple):
    """A time in which a speaker talks."""

    recording: str | None
    speaker: str
    start: float
    end: float


def read(path: str | os.PathLike[str], depth: int = 1) -> list[Turn]:
    """The turns in a file, in its order. Warns of items that name no speaker, from `depth` callers up.

    A speaker's name that is used on two channels is two speakers: ``NAME/1`` and ``NAME/2``.
    """
    whole = _bytes(path)
    try:
        shape, found, unnamed = _native.diarisation(whole)
    except TalkspurtError as error:
        raise TalkspurtError(f"{os.fspath(path)}: {error}") from None
    if unnamed and not found:
        raise TalkspurtError(f"{os.fspath(path)}: {shape}: none of its {unnamed} items names a speaker")
    if unnamed:
        warnings.warn(unnamed_text(unnamed, unnamed + len(found)), TimesWarning, stacklevel=depth + 1)
    channels: dict[tuple[str | None, str], set[str | None]] = {}
    for recording, channel, speaker, _, _ in found:
        channels.setdefault((recording, speaker), set()).add(channel)
    return [
        Turn(
            recording,
            f"{speaker}/{channel}" if len(channels[recording, speaker]) > 1 else speaker,
            start,
            end,
        )
        for recording, channel, speaker, start, end in found
    ]


def _bytes(path: str | os.PathLike[str]) -> bytes:
    """What a file holds; lhotse packs its manifests with gzip."""
    with open(checked_path(path, TalkspurtError), "rb") as file:
        whole = file.read()
    if not whole.startswith(_GZIP):
        return whole
    import gzip
    import zlib

    try:
        with gzip.open(io.BytesIO(whole)) as packed:
            whole = packed.read(_MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise TalkspurtError(f"{os.fspath(path)}: it is compressed with gzip, and damaged: {error}") from None
    if len(whole) > _MOST:
        raise TalkspurtError(
            f"{os.fspath(path)}: unpacked it has over {_MOST} bytes: unpack it, and keep this call's lines"
        )
    return whole


def unnamed_text(unnamed: int, total: int) -> str:
    """What to say of items without a speaker."""
    verb = "names" if unnamed == 1 else "name"
    return f"{unnamed} of {counted(total, 'turn')} {verb} no speaker and {'is' if unnamed == 1 else 'are'} left out"


def chosen(turns: list[Turn], path: str | os.PathLike[str], recording: str | None) -> list[Turn]:
    """The turns of one recording: the one of that name, or the only one that there is."""
    names = list(dict.fromkeys(turn.recording for turn in turns))
    if len(names) <= 1:
        return turns
    # In RTTM as we and others write it, what was a space is an underscore.
    wanted = {recording, "_".join(recording.split())} if recording is not None else set()
    if wanted & set(names):
        return [turn for turn in turns if turn.recording in wanted]
    few = ", ".join(map(str, names[:5])) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    expected = "one" if recording is None else f"one, or one called {recording!r}"
    raise TalkspurtError(
        f"{os.fspath(path)} is of {len(names)} recordings ({few}): {expected} was expected; keep the lines of this call"
    )
