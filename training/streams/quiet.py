"""Streams in which nobody talks: tones, music, noise, breaths, silence."""

import numpy as np

from .backgrounds import background
from .breath import breath
from .events import event
from .grid import FRAME, FRAMES, SAMPLES, Stream, gain, rms
from .tones import tone

DRAWS = {"only_tones": 0, "only_music": 0.5, "only_noise": 0.9}
"""What takes the place of the random number under a condition."""


def nobody(material, condition=None):
    """20 s without speech."""
    rng = material.rng
    stream = Stream.silent()
    # Drawn under a condition too: it keeps the order of the random numbers.
    draw = rng.random()
    draw = DRAWS.get(condition, draw)
    if condition == "only_breath":
        only_breath(rng, stream)
    elif draw < 0.34:
        only_tones(material, stream)
    elif draw < 0.66:
        audio = material.recorded.noise(rng, "music", SAMPLES)
        audio = audio * (1 if rng.random() < 0.8 else np.sin(np.arange(SAMPLES) / 8000 * rng.uniform(0.3, 2)) > 0)
        stream.audio = audio.astype(np.float32)
        stream.music[:] = 1
    elif draw < 0.95:
        audio = background(material, SAMPLES)[0].astype(np.float32)
        stream.audio = audio / rms(audio)
        if rng.random() < 0.3:
            start = int(rng.integers(0, SAMPLES // 2))
            stream.audio[start : start + SAMPLES // 3] = 0
    else:
        stream.audio = rng.standard_normal(SAMPLES).astype(np.float32) * gain(-rng.uniform(0, 60))
    return stream


def only_breath(rng, stream):
    """Breaths over faint noise."""
    at = int(rng.uniform(0, 100))
    while at < FRAMES - 60:
        frames = int(rng.uniform(15, 60))
        stream.audio[at * FRAME : (at + frames) * FRAME] += breath(rng, frames * FRAME) * gain(rng.normal(0, 4))
        at += frames + int(rng.uniform(50, 400))
    stream.audio += rng.standard_normal(SAMPLES) * gain(-rng.uniform(20, 45))


def only_tones(material, stream):
    """Tones with pauses, and now and then a noise."""
    rng = material.rng
    at = int(rng.uniform(0, 4) * 100)
    while at < FRAMES - 50:
        sound, is_music = tone(rng)
        if rng.random() < 0.25:
            sound, is_music = event(material), False
        frames = min(len(sound) // FRAME, FRAMES - at)
        stream.audio[at * FRAME : (at + frames) * FRAME] = sound[: frames * FRAME] * 2 * gain(rng.uniform(-10, 6))
        stream.music[at : at + frames] = is_music
        at += frames + int(rng.exponential(1.5) * 100)
