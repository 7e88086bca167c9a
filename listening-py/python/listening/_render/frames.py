"""The frames of an inspection: columns, rows as CSV, and where the other party's echo is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from .._native import FRAME_COLUMNS
from .._values.optional import library
from .._values.paths import checked_path
from ..types import Party

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame as _Pandas  # type: ignore[import-untyped,unused-ignore]
    from polars import DataFrame as _Polars

Tracks: TypeAlias = Mapping[Party, Any]
"""Each party's frames of 10 ms: an array of shape (frames, columns)."""

CSV = ("time", "party", "speech", "level_db", "f0_hz", "voicing", "semitones")
"""Columns of the CSV file."""

_RATE = 100
"""Frames in a second."""
_AT_ONCE = 20_000
"""Frames written at a time."""

_BRIDGED, _LEAST = 20, 10
"""Frames: shorter breaks in the echo are passed over, and shorter echo is left out."""


def column(track: np.ndarray[Any, Any], name: str) -> np.ndarray[Any, Any]:
    """A column of a party's frames."""
    values: np.ndarray[Any, Any] = track[:, FRAME_COLUMNS.index(name)]
    return values


def times(frames: int) -> np.ndarray[Any, Any]:
    """Where each frame begins, in seconds."""
    import numpy as np

    seconds: np.ndarray[Any, Any] = np.arange(frames) / _RATE
    return seconds


class Frames(dict[str, Any]):
    """Columns by name, each an array of the same length; made a data frame of as a `Table` is.

    >>> import listening
    >>> frames = listening.inspect(listening.demo_call()).frames
    >>> list(frames)[:3], frames.columns[-1], len(frames["time"]) == len(frames.to_pandas())
    (['time', 'party', 'speech'], 'semitones', True)
    """

    __slots__ = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self)

    def to_pandas(self) -> _Pandas:
        """As a pandas data frame. Needs the extra ``pandas``."""
        pd = library("pandas")
        text = pd.Series([""]).dtype
        data = {name: pd.Series(values, dtype=text if name == "party" else None) for name, values in self.items()}
        return cast("_Pandas", pd.DataFrame(data))

    def to_arrow(self) -> Any:
        """As a `pyarrow.Table`; what is NaN is null. Needs the extra ``pyarrow``."""
        pa = library("pyarrow")
        return pa.table({name: pa.array(values, from_pandas=True) for name, values in self.items()})

    def to_polars(self) -> _Polars:
        """As a polars data frame; what is NaN is null. Needs the extra ``polars``."""
        return cast("_Polars", library("polars").DataFrame(dict(self), nan_to_null=True))


def columns(tracks: Tracks) -> Frames:
    """The frames of all parties in one: a row for each frame and party, in order of time."""
    import numpy as np

    length = max((len(track) for track in tracks.values()), default=0)
    data: dict[str, np.ndarray[Any, Any]] = {
        "time": np.repeat(times(length), len(tracks)),
        "party": np.tile(np.array(list(tracks), dtype=np.str_), length),
    }
    for name in FRAME_COLUMNS:
        data[name] = np.stack([column(track, name) for track in tracks.values()], axis=1).reshape(-1)
    return Frames(data)


def write_csv(tracks: Tracks, path: str | os.PathLike[str]) -> None:
    """Writes a row for each frame and party, in order of time."""
    with open(checked_path(path), "w", encoding="ascii", newline="\n") as file:
        file.write(",".join(CSV) + "\n")
        for lines in _csv(tracks):
            file.write(lines)


def _csv(tracks: Tracks) -> Iterator[str]:
    length = max((len(track) for track in tracks.values()), default=0)
    for start in range(0, length, _AT_ONCE):
        end = min(start + _AT_ONCE, length)
        # One iterator of lines for each party, read in turn.
        lines = [_lines(party, track[start:end], start) for party, track in tracks.items()]
        yield "".join(line for frame in zip(*lines, strict=True) for line in frame)


def _lines(party: str, track: np.ndarray[Any, Any], first: int) -> Iterator[str]:
    names = ("speech", "level_db", "f0_hz", "voicing", "semitones")
    rows = zip(*(column(track, name).tolist() for name in names), strict=True)
    for frame, (speech, level, hertz, voicing, semitones) in enumerate(rows, first):
        # What is not voiced has no pitch: NaN is the one number that is not equal to itself.
        pitch = f"{hertz:.1f},{voicing:.3f},{semitones:.2f}" if hertz == hertz else f",{voicing:.3f},"
        yield f"{frame / _RATE:.2f},{party},{speech:.3f},{level:.1f},{pitch}\n"


def echoes(track: np.ndarray[Any, Any]) -> list[tuple[float, float]]:
    """Where what can be heard is the other party's echo, in seconds."""
    import numpy as np

    heard = np.flatnonzero(column(track, "leak") > 0)
    if not len(heard):
        return []
    # Of two frames that are n apart, n - 1 lie between.
    pieces = np.split(heard, np.flatnonzero(np.diff(heard) > _BRIDGED) + 1)
    spans = [(int(piece[0]), int(piece[-1]) + 1) for piece in pieces]
    return [(start / _RATE, end / _RATE) for start, end in spans if end - start >= _LEAST]
