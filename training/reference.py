"""Reference vectors: what the engine must compute for a signal that is made here by formula.

python -m training.reference [--model vad8k.safetensors] [--out listening-core/tests/data]

Writes reference.wav (12 s, 8 kHz, 16 bit), reference.csv (frame, speech, tone_music) and
reference_features.csv (frame, 68 inputs; the first 300 frames).
"""

import argparse
import wave
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

from .frontend import features
from .network import run
from .weights import SHIPPED, load, to_engine

RATE, SECONDS = 8000, 12
VOWELS = [(700, 1220, 2600), (300, 2300, 3000), (450, 900, 2500), (550, 1800, 2500), (350, 1200, 2300)]
"""Resonances of five vowels, Hz."""
WIDTHS = (80, 110, 160)
"""Their bandwidths, Hz."""
DATA = SHIPPED.parent.parent / "tests" / "data"
FEATURE_FRAMES = 300


def syllable(rng, samples, pitch, vowel, level):
    """A syllable: pulses at about `pitch` Hz through the resonances of a vowel, at an RMS of `level`."""
    time = np.arange(samples) / RATE
    phase = np.cumsum(pitch * (1 + 0.08 * np.sin(2 * np.pi * 2.1 * time) - 0.15 * time)) / RATE
    pulses = (np.diff(np.floor(phase), prepend=0) > 0).astype(float)
    sound = pulses + 0.02 * rng.standard_normal(samples)
    for frequency, width in zip(VOWELS[vowel], WIDTHS):
        r = np.exp(-np.pi * width / RATE)
        sound = lfilter([1 - r], [1, -2 * r * np.cos(2 * np.pi * frequency / RATE), r * r], sound)
    sound *= np.minimum(1, np.minimum(np.arange(samples), samples - np.arange(samples)) / 240)
    return level * sound / (np.sqrt(np.mean(sound**2)) + 1e-12)


def signal():
    """Two phrases, telephone keys, faint noise, and digital silence at the end: int16 [96000]."""
    rng = np.random.default_rng(7)
    audio = np.zeros(SECONDS * RATE)
    at = RATE // 2
    for number in range(26):
        samples = int((0.11 + 0.08 * rng.random()) * RATE)
        vowel, level = int(rng.integers(5)), 0.06 + 0.03 * rng.random()
        audio[at : at + samples] += syllable(rng, samples, 120 if number < 13 else 205, vowel, level)
        at += samples
        if rng.random() < 0.4:
            fricative = int(0.07 * RATE)
            audio[at : at + fricative] += 0.02 * lfilter([1, -0.95], [1], rng.standard_normal(fricative))
        at += int((0.03 + 0.05 * rng.random()) * RATE) + (int(0.9 * RATE) if number == 12 else 0)
    time = np.arange(RATE) / RATE
    keys = np.sin(2 * np.pi * 770 * time) + np.sin(2 * np.pi * 1336 * time)
    audio[8 * RATE : 9 * RATE] += 0.1 * keys * (np.arange(RATE) % 1600 < 800)
    audio[: 10 * RATE] += 0.0008 * rng.standard_normal(10 * RATE)
    return np.clip(np.round(audio * 32767), -32768, 32767).astype(np.int16)


def write_wav(path, audio):
    """Writes int16 audio at 8 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(audio.tobytes())


def write_vectors(folder, weights):
    """Writes the signal, its features and the output for `weights` (the engine's layout); gives that."""
    audio = signal()
    inputs = features(audio[None])[0]
    speech, music = run(weights, inputs, whole=True)
    folder.mkdir(parents=True, exist_ok=True)
    write_wav(folder / "reference.wav", audio)
    with (folder / "reference.csv").open("w") as file:
        file.write("frame,speech,tone_music\n")
        file.writelines(f"{frame},{p:.6f},{q:.6f}\n" for frame, (p, q) in enumerate(zip(speech, music)))
    with (folder / "reference_features.csv").open("w") as file:
        file.write("frame," + ",".join(f"x{i}" for i in range(inputs.shape[1])) + "\n")
        for frame, row in enumerate(inputs[:FEATURE_FRAMES]):
            file.write(f"{frame}," + ",".join(f"{value:.5f}" for value in row) + "\n")
    return speech, music


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--out", type=Path, default=DATA)
    args = parser.parse_args()
    speech, music = write_vectors(args.out, to_engine(load(args.model)))
    print(f"{len(speech)} frames, speech {np.mean(speech > 0.5):.3f}, tone or music {np.mean(music > 0.5):.3f}")


if __name__ == "__main__":
    main()
