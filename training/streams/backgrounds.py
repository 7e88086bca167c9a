"""Backgrounds of a whole stream: recorded noise, babble, machines, hiss, traffic, hum, music."""

import numpy as np
from scipy.signal import lfilter

from .filters import one_pole, resonance
from .grid import RATE, active_rms, gain, rms, wander
from .reverb import in_room
from .tones import mains

ANY = -99
"""A least SNR that every SNR is above."""
SHARES = (0.06, 0.06, 0.10, 0.52, 0.03, 0.05, 0.10, 0.08)
"""White noise, coloured noise, babble, recorded noise, hum, traffic, a machine, music."""


def background(material, samples, kind=None):
    """A background [samples], of a kind of recorded noise or any, and the least SNR in dB it is for."""
    rng = material.rng
    drawn = rng.choice(8, p=SHARES)
    if kind:
        return material.recorded.noise(rng, kind, samples), ANY
    if drawn == 0:
        return rng.standard_normal(samples), ANY
    if drawn == 1:
        return coloured(rng, samples), ANY
    if drawn == 2:
        return babble(material, samples), 2
    if drawn == 3:
        return mixed(material, samples), ANY
    if drawn == 4:
        return mains(rng, np.arange(samples) / RATE, [50, 60, 100, 120]), ANY
    if drawn == 5:
        return traffic(rng, samples), ANY
    if drawn == 6:
        return machine(rng, samples), ANY
    return material.recorded.noise(rng, "music", samples), 0


def coloured(rng, samples):
    """Noise whose spectrum falls evenly."""
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    bins = np.arange(len(spectrum)) + 1.0
    return np.fft.irfft(spectrum / bins ** rng.uniform(0.3, 1.1), samples)


def mixed(material, samples):
    """One to three recorded noises, sometimes with hiss."""
    rng, recorded = material.rng, material.recorded
    out = recorded.noise(rng, recorded.draw_kind(rng), samples)
    for _ in range(rng.integers(0, 3)):
        out = out + recorded.noise(rng, recorded.draw_kind(rng), samples) * gain(rng.uniform(-15, 3))
    return out if rng.random() < 0.6 else out + rng.standard_normal(samples) * gain(rng.uniform(-25, 0))


def traffic(rng, samples):
    """Traffic or wind: dark noise whose level wanders."""
    pole = rng.uniform(0.5, 0.985)
    return one_pole(rng.standard_normal(samples), pole) * wander(rng, samples, 24, 5)


def machine(rng, samples):
    """Noise through random resonances, with slow and fast changes of level and, half the time, an engine."""
    denominator = np.array([1.0])
    for _ in range(rng.integers(1, 4)):
        radius, frequency = rng.uniform(0.3, 0.97), rng.uniform(0, 3600)
        denominator = np.convolve(denominator, resonance(frequency, radius))
    noise = lfilter([1], denominator, rng.standard_normal(samples))
    noise = noise / rms(noise)
    time = np.arange(samples) / RATE
    if rng.random() < 0.5:
        base = rng.uniform(25, 300)
        drift = np.interp(time, np.linspace(0, samples / RATE, 12), rng.normal(0, 1, 12))
        phase = 2 * np.pi * np.cumsum(base * (1 + 0.1 * drift)) / RATE
        harmonics = rng.integers(3, 14)
        engine = sum(np.sin(k * phase + k * k) * rng.uniform(0, 1) / k**0.7 for k in range(1, harmonics))
        noise = noise * rng.uniform(0.1, 1) + engine / rms(engine) * rng.uniform(0.1, 1)
    if rng.random() < 0.6:
        depth, rate = rng.uniform(0.2, 0.95), rng.uniform(0.3, 14)
        noise = noise * (1 + depth * np.sin(2 * np.pi * rate * time + rng.uniform(0, 6)))
    if rng.random() < 0.5:
        noise = noise * wander(rng, samples, 30, 4)
    return noise


def babble(material, samples):
    """Five to twelve voices at about the same level, mostly in a room."""
    rng, speech = material.rng, material.speech
    out = np.zeros(samples, np.float32)
    for _ in range(rng.integers(5, 13)):
        voice, labels, _ = speech.cut(rng, speech.draw())
        voice = voice / active_rms(voice, labels)
        voice = np.roll(np.tile(voice, samples // len(voice) + 1)[:samples], rng.integers(samples))
        out += voice * gain(rng.normal(0, 2))
    return in_room(rng, out, rng.uniform(-6, 6), rng.uniform(0.2, 0.8)) if rng.random() < 0.6 else out
