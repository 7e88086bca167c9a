"""Files of streams: coded as telephone lines code, and written as arrays."""

from pathlib import Path

import numpy as np

from ..g711 import A_LAW, MU_LAW, coded
from .codecs import transcode
from .stream import make_stream

AT_ONCE = 5
"""Streams that go through one low-rate codec together: starting ffmpeg costs more than coding."""


def conditions(kinds):
    """Name, condition, kind of noise and SNR in dB of every validation file."""
    noisy = [("noise", kind, snr) for kind in sorted(kinds) for snr in (10, 5, 0)]
    rows = [
        ("clean", None, None),
        ("far", None, None),
        ("tv", None, None),
        ("cold", None, 10),
        ("cold", None, 3),
    ]
    rows += [*noisy, ("babble", None, 10), ("babble", None, 5)]
    rows += [(f"only_{what}", None, None) for what in ("tones", "music", "noise", "breath")]
    for condition, kind, snr in rows:
        name = "val_" + (kind or condition) + ("" if snr is None else f"_{snr}")
        yield name, condition, kind, snr


def low_rate_streams(count):
    """How many of `count` random streams go through a low-rate codec."""
    return count * 20 // 64


def make_file(material, path, count, condition=None, kind=None, snr=None):
    """Makes `count` streams and writes them: x int16 [count, 160000]; y, w, m uint8 [count, 2000]. Gives the
    streams.

    y is speech, w its weight, m tone or music. Of random streams 20 in 64 go through a low-rate codec; all
    but a few go through mu-law or A-law.
    """
    rng = material.rng
    streams = [make_stream(material, condition, kind, snr) for _ in range(count)]
    audio = np.stack([stream.audio for stream in streams])
    if not condition:
        low_rate = low_rate_streams(count)
        for start in range(0, low_rate, AT_ONCE):
            part = audio[start : min(start + AT_ONCE, low_rate)]
            part[:] = transcode(rng, part.reshape(-1)).reshape(part.shape)
    draws = rng.random(count) * (0.85 if condition else 1)
    for row, draw in enumerate(draws):
        if draw < 0.85:
            audio[row] = coded(audio[row], MU_LAW if draw < 0.65 else A_LAW)
    # What was coded must not come first in every file.
    order = rng.permutation(count)
    labels = {
        key: np.stack([getattr(stream, name) for stream in streams])[order]
        for key, name in (("y", "speech"), ("w", "weight"), ("m", "music"))
    }
    write(path, x=audio[order], **labels)
    return streams


def write(path, **arrays):
    """Writes arrays to a .npz file that appears whole: another program may be waiting for it."""
    path = Path(path)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        np.savez(file, **arrays)
    part.rename(path)
