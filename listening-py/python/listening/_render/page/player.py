"""The call's sound within a page: small, and only where it is asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ..._audio.arrays import beside
from ..._audio.arrays import checked as checked_array
from ..._audio.pair import is_pair, together
from ..._audio.recording import is_source, opened
from ..._settings.channels import rate as checked_rate
from ..._values.errors import AudioError
from ..._values.type_names import named_type
from ...types import ReportDict

_BLOCK = 65_536
_CROSS = 0.25
"""How much of each party is heard on the other ear: who talks is heard, and nobody is only heard by one ear."""
_QUALITY = 0.75
"""Of the MP3, as soundfile counts it, from 0 to 1: 24 kbit/s at 8 kHz."""
_APART = 0.5
"""Seconds by which a recording may be longer or shorter than the report's call."""

Source = Any
"""A path, bytes, a binary file object, a pair of them, or an array."""


def encoded(report: ReportDict, audio: Source, sample_rate: int | None = None) -> tuple[bytes, str]:
    """The call as MP3, or where soundfile cannot write it as WAV; and which of them.

    Raises:
        AudioError: The recording cannot be read, or is not of this call.
    """
    if is_source(audio):
        with opened(audio) as recording:
            return _encoded(report, recording.blocks("float32"), recording.sound.samplerate, recording.name)
    if is_pair(audio):
        if len(audio) == 2 and all(map(is_source, audio)):
            return _of_pair(report, *audio)
        raise AudioError("of a pair to be heard two recordings were expected: the agent's and the customer's")
    if not (hasattr(audio, "__array__") or hasattr(audio, "__array_interface__")):
        raise AudioError(f"audio is {named_type(audio)}: give True, a path, a binary file object or a NumPy array")
    if sample_rate is None:
        raise AudioError("an array has no sample rate of its own: give sample_rate, for instance 8000")
    return _encoded(report, _pieces(audio), checked_rate(sample_rate), "the array")


def _of_pair(report: ReportDict, first: Any, second: Any) -> tuple[bytes, str]:
    with opened(first) as left, opened(second) as right:
        name, rate = f"{left.name} and {right.name}", left.sound.samplerate
        if right.sound.samplerate != rate or (left.sound.channels, right.sound.channels) != (1, 1):
            raise AudioError(f"{name} are not two recordings of one channel and one sample rate")
        return _encoded(report, (_as_floats(beside(*blocks)) for blocks in together(left, right)), rate, name)


def _pieces(audio: Any) -> Iterator[Any]:
    import numpy as np

    array = np.asarray(checked_array(audio))
    frames = array if array.shape[-1] == 2 else array.T
    for start in range(0, len(frames), _BLOCK):
        yield _as_floats(frames[start : start + _BLOCK])


def _as_floats(frames: Any) -> Any:
    """Samples with full scale at 1."""
    import numpy as np

    return frames.astype(np.float32) * np.float32(1 / 32768 if frames.dtype == np.int16 else 1)


def _encoded(report: ReportDict, blocks: Iterator[Any], rate: int, name: str) -> tuple[bytes, str]:
    import numpy as np
    import soundfile  # type: ignore[import-untyped,unused-ignore]

    fewer = rate // (8000 if rate % 8000 == 0 else 11025)
    mixed = list(_thinned(_mixed(report, blocks, rate, name), max(fewer, 1)))
    frames = np.concatenate(mixed) if mixed else np.zeros((0, 2), dtype=np.int16)
    low = rate // max(fewer, 1)
    if abs(len(frames) / low - report["duration"]) > _APART:
        raise AudioError(
            f"{name} is {len(frames) / low:.1f} s long, and the report's call {report['duration']:.1f} s: "
            "give the recording of this call"
        )
    file = io.BytesIO()
    try:
        # Of one bit rate: in others a player finds a moment by guess only.
        with soundfile.SoundFile(
            file, "w", low, 2, "MPEG_LAYER_III", format="MP3", compression_level=_QUALITY, bitrate_mode="CONSTANT"
        ) as out:
            for start in range(0, len(frames), _BLOCK):
                # As floats: of 16-bit samples soundfile's encoder makes noise.
                out.write(frames[start : start + _BLOCK].astype(np.float32) / 32768)
        return file.getvalue(), "audio/mpeg"
    except (TypeError, ValueError, soundfile.SoundFileError):
        # An old libsndfile writes no MP3; one channel, for it is ten times as big.
        file = io.BytesIO()
        soundfile.write(file, frames.mean(axis=1).astype(np.int16), low, format="WAV", subtype="PCM_16")
        return file.getvalue(), "audio/wav"


def _mixed(report: ReportDict, blocks: Iterator[Any], rate: int, name: str) -> Iterator[Any]:
    """The agent on the left and the customer on the right, each a little on the other side."""
    import numpy as np

    agent = 1 if report["parties"]["agent"]["channel"] == 1 else 0
    for block in _moved(blocks, report, rate, agent):
        if block.shape[1] > 2:
            raise AudioError(f"{name} has {block.shape[1]} channels: give the recording of this call, one or two")
        two = block[:, [agent, 1 - agent]] if block.shape[1] == 2 else block[:, [0, 0]]
        left, right = two[:, 0], two[:, 1]
        yield np.stack([left + _CROSS * right, right + _CROSS * left], axis=1) / (1 + _CROSS)


def _moved(blocks: Iterator[Any], report: ReportDict, rate: int, agent: int) -> Iterator[Any]:
    """The blocks with each channel where the report has it."""
    import numpy as np

    parties = [report["parties"]["agent"], report["parties"]["customer"]]
    sides = parties[::-1] if agent == 1 else parties
    found = ([each["value"] for each in side["health"] if each["code"] == "moved"] for side in sides)
    later = [round((values[0] or 0.0) * rate) if values else 0 for values in found]
    if not any(later):
        yield from blocks
        return
    whole = np.concatenate([*blocks, np.zeros((0, 2), dtype=np.float32)])
    if whole.shape[1] == 2:
        for side, by in enumerate(later):
            column = whole[:, side]
            gone = np.zeros(min(abs(by), len(column)), dtype=column.dtype)
            rest = len(column) - len(gone)
            whole[:, side] = np.concatenate([gone, column[:rest]] if by > 0 else [column[len(column) - rest :], gone])
    for start in range(0, len(whole), _BLOCK):
        yield whole[start : start + _BLOCK]


def _thinned(blocks: Iterator[Any], fewer: int) -> Iterator[Any]:
    """Every `fewer`-th frame, after a low pass, as 16-bit samples."""
    import numpy as np

    half = 16 * fewer
    at = np.arange(-half, half + 1)
    taps = np.sinc(at * 0.92 / fewer) * np.hamming(2 * half + 1)
    taps = (taps / taps.sum()).astype(np.float32)
    held = np.zeros((half, 2), dtype=np.float32)
    skip = 0
    for block in _padded(blocks, half if fewer > 1 else 0):
        if fewer == 1:
            thin = block
        else:
            held = np.concatenate([held, block])
            if len(held) <= 2 * half:
                continue
            smooth = np.stack([np.convolve(held[:, side], taps, "valid") for side in (0, 1)], axis=1)
            thin = smooth[skip::fewer]
            skip = (skip - len(smooth)) % fewer
            held = held[len(held) - 2 * half :]
        yield (np.clip(thin, -1, 1) * 32767).astype(np.int16)


def _padded(blocks: Iterator[Any], more: int) -> Iterator[Any]:
    import numpy as np

    yield from blocks
    if more:
        yield np.zeros((more, 2), dtype=np.float32)
