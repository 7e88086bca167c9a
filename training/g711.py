"""G.711 as tables: what each 16-bit sample is after coding and decoding."""

import numpy as np


def _tables():
    samples = np.arange(-32768, 32768)
    magnitude = np.minimum(np.abs(samples), 32635) + 132
    exponent = np.floor(np.log2(magnitude)).astype(int) - 7
    mantissa = (magnitude >> (exponent + 3)) & 15
    mu = np.sign(samples + 0.5) * ((((mantissa << 3) + 132) << exponent) - 132)
    coded = np.abs(samples) >> 3
    coded = np.where(samples < 0, np.maximum(coded - (np.abs(samples) % 8 == 0), 0), coded)
    segment = np.maximum(0, np.floor(np.log2(np.maximum(coded, 1))).astype(int) - 4)
    at_least_1 = np.maximum(segment, 1)
    upper = ((coded >> at_least_1) << (at_least_1 + 3)) + (1 << (at_least_1 + 2))
    a = np.where(segment == 0, ((coded >> 1) << 4) + 8, upper)
    a = np.clip(np.where(samples < 0, -a, a), -32768, 32767)
    return mu.astype(np.int16), a.astype(np.int16)


MU_LAW, A_LAW = _tables()
"""int16 [65536], by the sample + 32768."""


def coded(audio, table):
    """`audio` int16 after coding and decoding with a table."""
    return table[audio.astype(np.int32) + 32768]
