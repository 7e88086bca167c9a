"""One whole training stream."""

import numpy as np

from .backgrounds import babble, background
from .faults import gate_pauses, set_level, spoil, telephone_band
from .grid import SAMPLES, gain, rms
from .near import near_party
from .quiet import nobody


def make_stream(material, condition=None, kind=None, snr=None):
    """A stream with int16 audio; random where no condition is given.

    `condition`: clean, far, tv, cold, noise, babble or one of only_tones, only_music, only_noise,
    only_breath; `kind` of noise and `snr` in dB where the condition has them.
    """
    rng, free = material.rng, not condition
    if (condition and not condition.startswith("only")) or (free and rng.random() < 0.80):
        stream = near_party(material, condition)
    else:
        stream = nobody(material, condition)
    if free and rng.random() < 0.16 and stream.speech.any():
        gate_pauses(rng, stream)
    add_background(material, stream, condition, kind, snr)
    telephone_band(rng, stream)
    set_level(rng, stream, condition)
    if free:
        stream.audio = spoil(rng, stream.audio)
    stream.audio = np.clip(np.round(stream.audio), -32768, 32767).astype(np.int16)
    return stream


def add_background(material, stream, condition, kind, snr):
    """Adds noise to four fifths of the free streams with speech, and under a condition what it asks for."""
    rng, free = material.rng, not condition
    if condition == "babble":
        noise = babble(material, SAMPLES)
        stream.audio = stream.audio + noise / rms(noise) * gain(-snr)
    wanted = (kind and snr is not None) or condition == "cold"
    if not (wanted or (free and rng.random() < 0.78 and stream.speech.any())):
        return
    if condition == "cold":
        kind, snr = material.recorded.draw_kind(rng), 10 if snr is None else snr
    is_babble = free and rng.random() < material.babble_share
    noise, least = (babble(material, SAMPLES), 0) if is_babble else background(material, SAMPLES, kind)
    noise = noise.astype(np.float32)
    noise = noise / rms(noise)
    if snr is None:
        if is_babble:
            snr = rng.uniform(0, 15)
        else:
            snr = rng.uniform(-5, 12) if rng.random() < 0.5 else rng.uniform(8, 35)
        snr = max(snr, least)
    stream.audio = stream.audio + noise * gain(-snr)
