"""What a caller says of a recording beside its bytes: how to read it without a header, and which two channels count."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from .._settings.channels import rate
from .._values.errors import AudioError, ConfigError
from .file_kinds import has_header


class Raw(NamedTuple):
    """How samples without a header are read."""

    subtype: str
    """What soundfile calls it; of those in `BY_AV`, the demuxer."""

    endian: str | None
    rate: int | None
    """Samples per second, where the format has one."""

    channels: int | None
    """How many channels it may have at most; None for any number."""


BY_AV = {"g722": "G.722", "g729": "G.729", "g723": "G.723.1"}
"""Formats that PyAV reads, with what they are called."""

FORMATS = {
    "mulaw": Raw("ULAW", None, 8000, None),
    "alaw": Raw("ALAW", None, 8000, None),
    "s16le": Raw("PCM_16", "LITTLE", None, None),
    "s16be": Raw("PCM_16", "BIG", None, None),
    "f32le": Raw("FLOAT", "LITTLE", None, None),
    "vox": Raw("VOX_ADPCM", None, 8000, 1),
    "gsm": Raw("GSM610", None, 8000, 1),
    "g722": Raw("g722", None, 16000, 1),
    "g729": Raw("g729", None, 8000, 1),
    "g723": Raw("g723_1", None, 8000, 1),
}
"""Formats without a header, by name."""

_SLIN_KHZ = (8, 12, 16, 24, 32, 44, 48, 96, 192)
ENDINGS: dict[str, tuple[str, int | None]] = {
    **dict.fromkeys((".ulaw", ".ul", ".mu", ".ulw"), ("mulaw", None)),
    **dict.fromkeys((".alaw", ".al", ".alw"), ("alaw", None)),
    ".sln": ("s16le", 8000),
    ".slin": ("s16le", 8000),
    **{f".sln{khz}": ("s16le", 44100 if khz == 44 else 1000 * khz) for khz in _SLIN_KHZ},
    ".vox": ("vox", None),
    ".gsm": ("gsm", None),
    **{f".{name}": (name, None) for name in BY_AV},
}
"""Names of files without a header, with what is in them and at which rate: as Asterisk names them, of one channel."""

UNKNOWN = (".raw", ".pcm")
"""Names of files without a header that may hold anything: Asterisk's .raw is s16le and its .pcm is mulaw."""


class Reading(NamedTuple):
    """What is said of a recording."""

    format: str | None = None
    rate: int | None = None
    channels: int | None = None
    pick: tuple[int, int] | None = None
    """The left and the right one of more channels, from 0 on."""


class Described:
    """A recording with what is said of it."""

    def __init__(self, source: Any, reading: Reading) -> None:
        self.source, self.reading = source, reading

    def __str__(self) -> str:
        return str(self.source)


class DescribedPath(Described):
    """The same, of a path."""

    def __fspath__(self) -> Any:
        return os.fspath(self.source)


def reading(format: Any, sample_rate: Any, channels: Any, pick: Any) -> Reading:
    """What a caller gave, checked.

    >>> reading("mulaw", None, 2, None)
    Reading(format='mulaw', rate=8000, channels=2, pick=None)
    """
    if format is not None and (not isinstance(format, str) or format not in FORMATS):
        raise ConfigError(f"format is {format!r}: expected one of {', '.join(FORMATS)}, for a file without a header")
    if channels is not None and (isinstance(channels, bool) or not isinstance(channels, int) or channels < 1):
        raise ConfigError(f"channels is {channels!r}: expected how many there are, for a file without a header")
    raw = FORMATS.get(format) if isinstance(format, str) else None
    if raw and raw.channels and channels not in (None, raw.channels):
        raise ConfigError(f"format {format} has one channel: give a pair of recordings, one of each party")
    hertz = None if sample_rate is None else rate(sample_rate)
    if raw and hertz is None:
        hertz = raw.rate
        if hertz is None:
            raise ConfigError(f"format {format} does not say its sample rate: give sample_rate, or --rate")
    return Reading(format, hertz, channels, picked(pick))


def picked(pick: Any) -> tuple[int, int] | None:
    """Two channels, from 0 on."""
    if pick is None:
        return None
    try:
        left, right = pick
        numbers = [each for each in (left, right) if isinstance(each, int) and not isinstance(each, bool) and each >= 0]
    except (TypeError, ValueError):
        numbers = []
    if len(numbers) != 2 or numbers[0] == numbers[1]:
        raise ConfigError(
            f"pick is {pick!r}: expected two channels, the left one first, counted from 0: for instance (0, 2)"
        )
    return numbers[0], numbers[1]


def described(audio: Any, said: Reading) -> Any:
    """`audio` with what is said of it, if anything is; each of a pair."""
    if said == Reading():
        return audio
    if isinstance(audio, (tuple, list)):
        return tuple(described(each, said) for each in audio)
    kind = DescribedPath if isinstance(audio, (str, os.PathLike)) else Described
    return kind(audio, said)


def raw_of(said: Reading, name: str, head: bytes) -> tuple[str, Raw, int, int] | None:
    """How the file called `name` that begins with `head` is read without a header: format, settings, rate and channels.

    None for a file with a header.
    """
    known, hertz = ENDINGS.get(os.path.splitext(name)[1].lower(), (None, None))
    if has_header(head):
        if said.format is not None:
            raise ConfigError(f"{name} has a header, which says what is in it: leave format out")
        known = None
    format = said.format or known
    if format is None:
        if said.channels is not None:
            raise ConfigError(
                f"{name} says how many channels it has: channels goes with format, for files without a header"
            )
        return None
    raw = FORMATS[format]
    number = said.rate or hertz or raw.rate
    if number is None:
        raise AudioError(f"{name} does not say its sample rate: give sample_rate, or --rate")
    if raw.channels and said.channels not in (None, raw.channels):
        raise ConfigError(f"{name} holds {format}, which has one channel: give a pair of recordings, one of each party")
    return format, raw, rate(number), said.channels or 1


def advice(name: str) -> str:
    """What to say where a file may be one without a header."""
    of = " (Asterisk's .raw is s16le, its .pcm mulaw)" if name.lower().endswith(UNKNOWN) else ""
    return (
        f"if it is audio without a header{of}, say what it is: --format mulaw --rate 8000 --channels 2, in Python "
        f'format="mulaw", sample_rate=8000, channels=2 (formats: {", ".join(FORMATS)})'
    )


def both(channels: Sequence[int]) -> str:
    """Channels for reading, counted from 1."""
    numbers = [str(each + 1) for each in channels]
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def with_reading(audio: Any, sample_rate: Any, format: Any, channels: Any, pick: Any) -> Any:
    """`audio`, a recording or a pair of them, with what a caller says of it; an array is taken as it is.

    Raises:
        ConfigError: Something is said of an array, or is not what was expected.
    """
    said = (format, channels, pick) != (None, None, None)
    pair = list(audio) if isinstance(audio, (tuple, list)) else [audio]
    files = all(
        isinstance(each, (str, bytes, bytearray, memoryview, os.PathLike)) or hasattr(each, "read") for each in pair
    )
    if said and not (files and pair):
        raise ConfigError(
            "format, channels and pick are for recordings: give an array the channels and type that it needs"
        )
    # The rate alone is of a file without a header, or is compared with the file's own.
    by_name = any(
        isinstance(each, (str, os.PathLike)) and os.path.splitext(os.fsdecode(each))[1].lower() in ENDINGS
        for each in pair
    )
    if not said and not (by_name and sample_rate is not None):
        return audio
    return described(audio, reading(format, sample_rate, channels, pick))
