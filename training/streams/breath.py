"""Breaths, made from noise."""

import numpy as np
from scipy.signal import lfilter

from .filters import resonance
from .grid import rms


def breath(rng, samples):
    """A breath of `samples` at unit RMS: noise through two resonances that swells and fades."""
    noise = rng.standard_normal(samples + 64)
    for frequency in (rng.uniform(400, 1200), rng.uniform(1300, 3000)):
        radius = rng.uniform(0.7, 0.93)
        noise = lfilter([1 - radius], resonance(frequency, radius), noise)
    noise = noise[64:]
    top = rng.uniform(0.3, 0.8)
    swell = np.interp(np.arange(samples) / samples, [0, top, 1], [0, 1, rng.uniform(0, 0.4)])
    swell = swell ** rng.uniform(0.7, 2)
    return (noise * swell / (rms(noise * swell))).astype(np.float32)
