"""What decodes a recording: libsndfile, or PyAV for what it does not read; and which two of more channels."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, BinaryIO

from .._values.errors import AudioError, ChannelsWarning
from .decoding import Decoder
from .file_kinds import Kind, blank, convert, kind, needs_av, what
from .headerless import BY_AV, UNKNOWN, advice, both
from .layout import Layout

if TYPE_CHECKING:
    from .av_decoding import AvDecoder
    from .headerless import Raw

UNNAMED = "audio"
"""What a recording is called that is no file with a name."""

_BLOCK = 65_536
"""Frames read at a time."""


def decoder_of(
    file: BinaryIO, name: str, layout: Layout, path: str | None, head: bytes, raw: tuple[str, Raw, int, int] | None
) -> Decoder | AvDecoder:
    """What decodes the recording in `file`."""
    import soundfile  # type: ignore[import-untyped,unused-ignore]

    if raw is not None:
        format, form, hertz, channels = raw
        if format in BY_AV:
            return _of_av(file, name, Kind(f"{BY_AV[format]} without a header", form.subtype))
        reported = {"format": "RAW", "subtype": form.subtype, "endian": form.endian}
        return Decoder(file, layout, None, {**reported, "samplerate": hertz, "channels": channels})
    try:
        return Decoder(file, layout, path)
    except soundfile.SoundFileError as error:
        media = None if layout.blank else kind(head)
        if media is not None:
            # Of these the layout is looked at.
            return _of_av(file, name, media, layout.cut and media.demuxer in ("ogg", "wav", "caf"))
        text = blank(name) if layout.blank else what(head, name)
        if text is None:
            text = why(error) + (f"; {advice(name)}" if name == UNNAMED or name.lower().endswith(UNKNOWN) else "")
        raise unreadable(name, text) from None


def _of_av(file: BinaryIO, name: str, media: Kind, cut: bool = False) -> AvDecoder:
    from .av_decoding import AvDecoder, Silent, Undecodable, Unfinished

    try:
        return AvDecoder(file, media, cut)
    except ImportError:
        raise unreadable(name, needs_av(media, name)) from None
    except Undecodable as error:
        text = f"it is {media.text}, and PyAV says: {error}"
        reported = isinstance(error, (Silent, Unfinished)) or "ffmpeg" in text
        raise unreadable(name, text if reported else f"{text}; ffmpeg may read it, {convert(media, name)}") from None


def sounding(name: str, decoder: Decoder | AvDecoder) -> tuple[int, int]:
    """The two channels that hold anything but zeros."""
    import numpy as np

    number: int = decoder.sound.channels
    sounds = np.zeros(number, dtype=bool)
    buffer = np.empty((_BLOCK, number), dtype="float32")
    while (count := decoder.read(buffer)) and not sounds.all():
        sounds |= buffer[:count].any(axis=0)
    there = [int(at) for at in np.flatnonzero(sounds)]
    if len(there) != 2:
        held = f"of which {both(there)} hold{'s' if len(there) == 1 else ''} sound" if there else "and holds no sound"
        raise AudioError(
            f"{name} has {number} channels, {held}: say which two are the parties', --pick 1,2 counted from 1; "
            "in Python pick=(0, 1) counted from 0"
        )
    silent = [at for at in range(number) if at not in there]
    warnings.warn(
        f"{name} has {number} channels, and {both(silent)} hold{'s' if len(silent) == 1 else ''} only zeros: "
        f"{both(there)} are used as left and right",
        ChannelsWarning,
        stacklevel=7,
    )
    return there[0], there[1]


def unreadable(name: str, text: str) -> AudioError:
    """The error that a recording cannot be read."""
    return AudioError(f"{'the recording' if name == UNNAMED else name} cannot be read as audio: {text}")


def why(error: Exception) -> str:
    """Libsndfile's own words, without the object that soundfile puts before them."""
    words = getattr(error, "error_string", None) or str(error)
    return str(words).strip().rstrip(".")
