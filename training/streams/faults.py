"""What a telephone line does to a signal, before it is coded."""

import numpy as np
from scipy.signal import lfilter

from .filters import band, one_pole
from .grid import FRAME, RATE, SAMPLES, active_rms, gain, rms, widen

FULL_SCALE = 32768
PACKET = 160
"""Samples of 20 ms."""


def gate_pauses(rng, stream):
    """A noise suppressor: silence between the talkspurts, often with comfort noise in it."""
    hold = rng.integers(10, 40)
    is_open = widen((stream.speech > 0).astype(np.float32), hold)
    gate = np.repeat(is_open | (stream.music > 0), FRAME).astype(np.float32)
    gate = lfilter([1 / 80.0] * 80, [1], gate)
    least = 0 if rng.random() < 0.6 else gain(-rng.uniform(15, 40))
    stream.audio = stream.audio * np.maximum(gate, least)
    if rng.random() < 0.6:
        pole = rng.uniform(-0.3, 0.95)
        comfort = one_pole(rng.standard_normal(SAMPLES), pole)
        stream.audio = stream.audio + (1 - gate) * comfort / rms(comfort) * gain(-rng.uniform(18, 50))


def telephone_band(rng, stream):
    """The band of a telephone, or brighter or darker, or as it was."""
    draw = rng.random()
    if draw < 0.45:
        low, high = rng.uniform(120, 380), rng.uniform(3100, 3700)
        stream.audio = band(stream.audio, int(rng.integers(1, 5)), low, high)
    elif draw < 0.6:
        tilt = rng.uniform(-0.7, 0.9)
        darker = tilt > 0
        stream.audio = one_pole(stream.audio, tilt) if darker else lfilter([1, tilt], [1], stream.audio)


def set_level(rng, stream, condition):
    """The level of the active speech in dBov, mostly -36 to -14; from here on in 16-bit units."""
    now = active_rms(stream.audio, stream.speech) if stream.speech.any() else rms(stream.audio)
    draw = rng.random()
    if draw < 0.66 or condition:
        level = rng.uniform(-36, -14)
    elif draw < 0.88:
        level = rng.uniform(-50, -36)
    elif draw < 0.95:
        level = rng.uniform(-62, -50)
    else:
        level = rng.uniform(-14, -8)
    stream.audio = stream.audio / now * FULL_SCALE * gain(level)


def spoil(rng, audio):
    """Each fault of a line now and then: gain control, clipping, lost packets, hum, an offset, hiss."""
    if rng.random() < 0.08:
        audio = gain_control(rng, audio)
    if rng.random() < 0.05:
        limit = rms(audio) * rng.uniform(1.2, 4)
        audio = np.clip(audio, -limit, limit)
    if rng.random() < 0.06:
        audio = lose_packets(rng, audio)
    if rng.random() < 0.05:
        audio = add_hum(rng, audio)
    if rng.random() < 0.06:
        audio = audio + rng.choice([-1, 1]) * 10 ** rng.uniform(0.5, 2.9)
    if rng.random() < 0.3:
        audio = audio + rng.uniform(0.3, 12) * rng.standard_normal(SAMPLES)
    return audio


def gain_control(rng, audio):
    """Slow gain control towards -20 dBov."""
    power = lfilter([0.02], [1, -0.98], np.mean(audio.reshape(-1, FRAME) ** 2, 1))
    level = np.sqrt(np.repeat(power, FRAME)) + 30
    return audio * np.minimum(4, (FULL_SCALE * gain(-20) / level) ** rng.uniform(0.2, 0.6))


def add_hum(rng, audio):
    """Mains hum 5 to 30 dB under the signal."""
    time, base = np.arange(SAMPLES) / RATE, rng.choice([50, 60])
    level = rms(audio) * gain(-rng.uniform(5, 30))
    return audio + level * sum(rng.uniform(0.2, 1) / h * np.sin(2 * np.pi * base * h * time + h) for h in range(1, 8))


def lose_packets(rng, audio):
    """Packets lost in bursts: zeros, or the last packet repeated and faded."""
    packets = audio.reshape(-1, PACKET).copy()
    lost = np.zeros(len(packets), bool)
    for start in np.where(rng.random(len(packets)) < rng.uniform(0.003, 0.04))[0]:
        lost[start : start + int(rng.geometric(0.5))] = True
    if rng.random() < 0.4:
        packets[lost] = 0
        return packets.reshape(-1)
    factor = 1.0
    for k in np.where(lost)[0]:
        factor = factor * 0.7 if k and lost[k - 1] else 0.9
        if k:
            packets[k] = packets[k - 1] * factor
    return packets.reshape(-1)
