"""Recordings with what goes with each: its words, its marks, and who talked when in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from typing import Any

from .._audio.diarisation import Speakers, checked
from .._native import counted
from .._values.data_frames import frame_rows
from .._values.errors import ConfigError
from .._values.type_names import named_type

_EACH = "give one for each recording, None where there is none"


@dataclass(frozen=True)
class Accompanied:
    """A recording with what goes with it, each as `listening.analyze` takes it."""

    audio: Any
    words: Any = None
    marks: Any = None
    turns: Any = None
    speakers: Speakers | None = None

    def __str__(self) -> str:
        return name_of(self.audio)


def name_of(audio: Any) -> str:
    """What a recording is called, or a pair of them."""
    return " + ".join(map(str, audio)) if isinstance(audio, tuple) else str(audio)


def accompanied(paths: Iterable[Any], given: Mapping[str, Any], speakers: Speakers | None) -> Iterable[Any]:
    """Each recording with what goes with it, taken one after the other; the recordings alone where nothing is given.

    Args:
        paths: The recordings.
        given: By what it is (``words``, ``marks``, ``turns``), one for each recording; None for what is not given.
        speakers: Who is who in all of them.

    Raises:
        ConfigError: One is not a list of them, or their lengths are known and differ.

    >>> list(accompanied(["a.wav"], {"words": None}, None))
    ['a.wav']
    >>> list(accompanied(["a.wav", "b.wav"], {"marks": ["a.csv", None]}, None))[0].marks
    'a.csv'
    """
    found = {what: each for what, each in given.items() if each is not None}
    if checked(speakers) is not None and not found.keys() & {"words", "turns"}:
        raise ConfigError("speakers maps the labels in turns or words, and neither was given")
    for what, each in found.items():
        one = isinstance(each, (str, bytes, os.PathLike, Mapping)) or frame_rows(each) is not None
        if one or not isinstance(each, Iterable):
            raise ConfigError(f"{what} is {named_type(each)}: {_EACH}")
        if isinstance(each, Sized) and isinstance(paths, Sized) and len(each) != len(paths):
            raise ConfigError(f"{what} has {len(each)} for {counted(len(paths), 'recording')}: {_EACH}")
    return _zipped(paths, found, speakers) if found else paths


def _zipped(paths: Iterable[Any], given: Mapping[str, Iterable[Any]], speakers: Speakers | None) -> Iterator[Any]:
    each = {what: iter(values) for what, values in given.items()}
    for number, path in enumerate(paths):
        found = {}
        for what, values in each.items():
            try:
                found[what] = next(values)
            except StopIteration:
                raise ConfigError(f"{what} ended after {number} of the recordings: {_EACH}") from None
        yield Accompanied(path, **found, speakers=speakers)
