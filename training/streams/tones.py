"""Telephone tones, fax, hum, sirens and synthetic music."""

import numpy as np

from .grid import RATE, peak

CADENCES = [
    ([440, 480], 2, 4),
    ([425], 1, 4),
    ([425], 1, 3),
    ([400, 450], 0.4, 0.2),
    ([400, 450], 0.4, 2),
    ([425], 0.5, 0.5),
    ([480, 620], 0.5, 0.5),
    ([480, 620], 0.25, 0.25),
    ([350, 440], 99, 0),
    ([425], 99, 0),
    ([400], 0.375, 0.375),
    ([425], 0.25, 0.25),
    ([440], 0.5, 0.5),
    ([400, 425], 1.5, 3),
]
"""Dialling, ringing, busy and congestion of several countries: Hz, s on, s off."""


def tone(rng):
    """2 to 12 s of a signal at unit peak, float32, and whether it counts as tone or music (hum does not)."""
    samples = int(rng.uniform(2, 12) * RATE)
    time = np.arange(samples) / RATE
    kind = rng.integers(9)
    audio = MAKERS[min(kind, 7)](rng, time)
    return (audio / peak(audio)).astype(np.float32), kind != HUM


def keys(rng, time):
    """Keys of a telephone (DTMF)."""
    audio, start = np.zeros(len(time)), 0
    on, off = int(rng.uniform(0.05, 0.25) * RATE), int(rng.uniform(0.04, 0.4) * RATE)
    while start + on < len(time):
        low, high = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477, 1633])
        audio[start : start + on] = np.sin(2 * np.pi * low * time[:on]) + np.sin(2 * np.pi * high * time[:on])
        start += on + off
    return audio


def progress(rng, time):
    """Ringing, busy and the like, a little off their pitch."""
    frequencies, on, off = CADENCES[rng.integers(14)]
    audio = sum(np.sin(2 * np.pi * f * rng.uniform(0.99, 1.01) * time) for f in frequencies)
    return audio * (((time + rng.uniform(0, on + off)) % (on + off)) < on)


def beeps(rng, time):
    """Any tones with any cadence."""
    frequencies = rng.uniform(250, 3000, rng.integers(1, 4))
    on, off = rng.uniform(0.05, 2.5), rng.uniform(0.03, 4)
    audio = sum(rng.uniform(0.3, 1) * np.sin(2 * np.pi * f * time) for f in frequencies)
    return audio * ((time % (on + off)) < on)


def fax(rng, time):
    """Fax: the calling or answering tone, V.21 or like V.29."""
    samples, part = len(time), rng.integers(4)
    if part == 0:
        return np.sin(2 * np.pi * 1100 * time) * ((time % 3.5) < 0.5)
    if part == 1:
        return np.sin(2 * np.pi * 2100 * time)
    if part == 2:
        bits = np.repeat(rng.integers(0, 2, samples // 27 + 1), 27)[:samples]
        return np.sin(2 * np.pi * np.cumsum(np.where(bits, 1650, 1850)) / RATE)
    symbols = np.repeat(rng.integers(0, 8, samples // 4 + 1), 4)[:samples]
    return np.sin(2 * np.pi * 1700 * time + symbols * np.pi / 4)


def mains(rng, time, frequencies):
    """Hum of the mains with eleven harmonics; `frequencies` in Hz, one is drawn."""
    base = rng.choice(frequencies)
    return sum(rng.uniform(0.1, 1) / h * np.sin(2 * np.pi * base * h * time + h) for h in range(1, 12))


def hum(rng, time):
    """Hum as a signal of its own."""
    return mains(rng, time, [50, 60, 100, 120, 150])


def siren(rng, time):
    """Sweeps and sirens, in bursts."""
    centre = rng.uniform(400, 2500)
    swing = 1 + rng.uniform(0, 0.5) * np.sin(2 * np.pi * rng.uniform(0.2, 4) * time)
    audio = np.sin(2 * np.pi * np.cumsum(centre * swing) / RATE)
    return audio * ((time % rng.uniform(0.5, 5)) < rng.uniform(0.1, 3))


def music(rng, time):
    """Synthetic music: plucked or sustained chords, sometimes with a drum."""
    samples = len(time)
    audio, beat = np.zeros(samples), rng.uniform(0.18, 1.2)
    root = rng.uniform(80, 330)
    fade, vibrato = rng.uniform(0, 6) * (rng.random() < 0.6), rng.uniform(0, 0.006)
    harmonics, roll_off = rng.integers(3, 12), rng.uniform(0.8, 1.8)
    chord = [2 ** (v / 12) for v in ((0, 4, 7) if rng.random() < 0.6 else (0, 3, 7, 10))]
    steps = [2 ** (v / 12) for v in (0, -3, 5, 7, 2, -5, -7, 9)]
    for count, second in enumerate(np.arange(0, samples / RATE - 0.1, beat)):
        start = int(second * RATE)
        length = min(int(beat * RATE), samples - start)
        t = time[:length]
        for note in [*chord, chord[rng.integers(len(chord))] * 2, 0.5]:
            pitch = root * note * steps[(count // rng.integers(1, 5)) % 8]
            phase = 2 * np.pi * pitch * t + pitch * vibrato / 5 * np.sin(2 * np.pi * 5 * t)
            for h in range(1, harmonics):
                if pitch * h < 3700:
                    audio[start : start + length] += np.exp(-fade * t) * np.sin(h * phase + h) / h**roll_off
        if rng.random() < 0.4:
            drum = min(400, length)
            hit = rng.uniform(0.3, 1.5) * rng.standard_normal(drum) * np.exp(-np.arange(drum) / 80)
            audio[start : start + drum] += hit
    return audio


HUM = 5
MAKERS = (keys, progress, progress, beeps, fax, hum, siren, music)
"""By the number that is drawn; 7 and 8 are both music."""
