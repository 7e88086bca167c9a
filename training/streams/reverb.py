"""A synthetic room."""

import numpy as np
from scipy.signal import oaconvolve

from .grid import RATE, gain


def in_room(rng, audio, direct, decay):
    """`audio` in a room: direct sound, a few early reflections, an exponential tail.

    `direct` is the level of the direct sound over the tail in dB, `decay` the time in s in which the tail
    falls by 60 dB.
    """
    seconds = np.arange(int(min(0.7, decay) * RATE)) / RATE
    response = rng.standard_normal(len(seconds)) * 10 ** (-3 * seconds / decay)
    response[: int(rng.uniform(0.001, 0.006) * RATE) + 1] = 0
    response /= np.sqrt(np.sum(response**2)) + 1e-9
    for _ in range(rng.integers(1, 6)):
        response[rng.integers(8, 400)] += rng.normal(0, 0.3)
    response[0] = gain(direct)
    return oaconvolve(audio, response.astype(np.float32))[: len(audio)]
