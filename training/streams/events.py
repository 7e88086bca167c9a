"""Short sounds that are not speech: knocks, breaths, coughs, rustle, recorded noises."""

import numpy as np

from .breath import breath
from .filters import one_pole
from .grid import RATE, peak


def event(material):
    """0.5 to 5 s of short sounds at unit peak, float32."""
    rng = material.rng
    samples = int(rng.uniform(0.5, 5) * RATE)
    kind = rng.integers(7)
    if kind < 4:
        audio = (knocks, breaths, coughs, rustle)[kind](rng, samples)
    else:
        audio = material.recorded.noise(rng, ("impact", "household", "keyboard")[kind - 4], samples)
        fade = np.minimum(1, np.arange(1, samples + 1) / 400)
        audio = audio * fade * fade[::-1]
    return (audio / peak(audio)).astype(np.float32)


def knocks(rng, samples):
    """Knocks and clicks of at most 30 ms."""
    audio = np.zeros(samples)
    for start in rng.integers(0, max(1, samples - 300), rng.integers(2, 30)):
        length = min(240, samples - start)
        hit = rng.uniform(0.2, 1) * rng.standard_normal(length)
        audio[start : start + length] += hit * np.exp(-np.arange(length) / rng.uniform(4, 80))
    return audio


def breaths(rng, samples):
    """Breaths with pauses."""
    audio, start = np.zeros(samples), 0
    while start + 1600 < samples:
        length = min(int(rng.uniform(0.2, 0.9) * RATE), samples - start)
        audio[start : start + length] = breath(rng, length)
        start += length + int(rng.uniform(0.3, 3) * RATE)
    return audio


def coughs(rng, samples):
    """Coughs and thumps: short broad bursts that die away."""
    audio = np.zeros(samples)
    for start in rng.integers(0, max(1, samples - 3000), rng.integers(1, 4)):
        length = min(int(rng.uniform(0.05, 0.3) * RATE), samples - start)
        pole = rng.uniform(0.2, 0.97)
        burst = one_pole(rng.standard_normal(length), pole)
        course = np.arange(length)
        audio[start : start + length] += burst / peak(burst) * np.exp(-course / length * 4) * np.minimum(1, course / 60)
    return audio


def rustle(rng, samples):
    """Rustle of cloth or paper: noise whose level jumps every 25 ms."""
    noise = rng.standard_normal(samples)
    noise = noise * np.repeat(rng.random(samples // 200 + 1) ** 3, 200)[:samples]
    return one_pole(noise, rng.uniform(0, 0.9))
