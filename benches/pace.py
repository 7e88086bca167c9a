#!/usr/bin/env python3
"""Counts syllables in speech whose syllables are known, beside de Jong & Wempe's script.

  pace.py [--prompts FOLDER TEXTS]... [--fit] [--vad BENCH_DIR]

What is spoken comes from `pace_voices.py`. It is put on a telephone line: 300 to 3400 Hz, 8 kHz,
-26 dBov, mu-law, clean and with pink noise 20 dB below. Counted is the `syllables` measure of
`listening.analyze`; the peer is the 2009 algorithm with Praat's own intensity and pitch (through
parselmouth), on the same audio. The error is the mean over the sayings of |counted - true| / true, the bias
that of all syllables together, r the correlation over the sayings of counted and true syllables per second of
speech (the same seconds for all).

--fit tries bands, smoothings and prominences for the engine's counting, and judges each voice by what the
others choose.
--vad also counts on the recordings of BENCH_DIR/vad/dev, where no truth is known: ours over the peer's.
"""

from __future__ import annotations

import argparse
import io
import itertools
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pace_voices import Saying, sayings
from tables import markdown

RATE = 8000
LEVEL_DBOV = -26.0
LINE_NOISE_DB = 42.0
CONDITIONS = {"telephone": LINE_NOISE_DB, "telephone, 20 dB": 20.0}
KINDS = ("recorded", "flite", "festival", "espeak")
# Formant synthesis has clearer syllables than people: it counts for little in a choice.
WEIGHTS = {"recorded": 1.0, "flite": 1.0, "festival": 1.0, "espeak": 0.25}


def on_the_line(saying: Saying, snr_db: float, seed: int) -> np.ndarray:
    """The saying as a telephone brings it, with 0.3 s of the line before and after."""
    import soundfile
    from scipy.signal import butter, resample_poly, sosfilt

    common = np.gcd(saying.rate, RATE)
    speech = resample_poly(saying.samples, RATE // common, saying.rate // common)
    band = butter(4, [300, 3400], "band", fs=RATE, output="sos")
    speech = sosfilt(band, np.pad(speech, 2400))
    loud = speech[abs(speech) > abs(speech).max() * 0.05]
    speech *= 10 ** (LEVEL_DBOV / 20) / np.sqrt((loud**2).mean())
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(len(speech)))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), len(speech))
    noise = sosfilt(band, noise)
    speech += noise / noise.std() * 10 ** ((LEVEL_DBOV - snr_db) / 20)
    line = io.BytesIO()
    soundfile.write(line, np.clip(speech, -1, 1), RATE, subtype="ULAW", format="WAV")
    line.seek(0)
    return soundfile.read(line, dtype="float32")[0]


def ours(samples: np.ndarray) -> tuple[float, float]:
    """Syllables and seconds of speech, by the report."""
    import listening

    call = np.stack([samples, np.zeros_like(samples)], axis=1).astype(np.float32)
    report = listening.analyze(call, sample_rate=RATE)
    return report.measure("syllables")["value"] or 0.0, report.parties["agent"]["speech_seconds"]


def de_jong_wempe(samples: np.ndarray, rate: int = RATE, dip: float = 2.0, range_db: float = 25.0) -> int:
    """The algorithm of the script of 2009: voiced peaks of intensity with a dip after them."""
    import parselmouth

    sound = parselmouth.Sound(samples.astype(float), rate)
    intensity = sound.to_intensity(50)
    level, times = intensity.values[0], intensity.xs()
    floor = max(parselmouth.praat.call(intensity, "Get quantile", 0, 0, 0.99) - range_db, level.min())
    inner = level[1:-1]
    peaks = 1 + np.flatnonzero((inner > level[:-2]) & (inner >= level[2:]) & (inner > floor))
    kept = [a for a, b in itertools.pairwise(peaks) if level[a] - level[a : b + 1].min() > dip]
    pitch = sound.to_pitch_ac(0.02, 30, 4, False, 0.03, 0.25, 0.01, 0.35, 0.25, 450)
    return sum(pitch.get_value_at_time(times[peak]) > 0 for peak in kept)


@dataclass(frozen=True)
class Heard:
    """A saying on a line, and what was counted."""

    saying: Saying
    condition: str
    counts: dict[str, float]
    seconds: float


def figures(heard: list[Heard], system: str) -> tuple[float, float, float]:
    """Mean error, bias and correlation of the rate."""
    true = np.array([each.saying.syllables for each in heard], float)
    counted = np.array([each.counts[system] for each in heard])
    seconds = np.array([each.seconds for each in heard])
    return (
        float(np.mean(abs(counted - true) / true)),
        float(counted.sum() / true.sum() - 1),
        float(np.corrcoef(counted / seconds, true / seconds)[0, 1]),
    )


def table(heard: list[Heard]) -> str:
    """A row for each kind of voice and condition."""
    rows = []
    for condition, kind in itertools.product(CONDITIONS, (*KINDS, "all")):
        part = [each for each in heard if each.condition == condition and kind in (each.saying.kind, "all")]
        if part:
            cells = [
                f"{value:{form}}"
                for name in ("ours", "peer")
                for value, form in zip(figures(part, name), FORMS, strict=True)
            ]
            rows.append([condition, kind, str(len(part)), *cells])
    head = ["line", "voices", "sayings", "error", "bias", "rate r", "peer's error", "bias", "rate r"]
    return markdown(head, rows)


FORMS = (".3f", "+.3f", ".2f")


# The engine's counting, for the fit.

_HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(256) / 256)
_LINE_HZ = 31.25


def spectra(samples: np.ndarray) -> np.ndarray:
    """Power by frame of 10 ms and line of 31.25 Hz, as the engine has it."""
    frames = -(-len(samples) // 80)
    padded = np.concatenate([np.zeros(88), samples, np.zeros(336)])
    cut = np.arange(frames)[:, None] * 80 + np.arange(256)
    return abs(np.fft.rfft(padded[cut] * _HANN, axis=1)) ** 2 / (_HANN**2).sum()


@dataclass(frozen=True)
class Choice:
    """Constants of the counting."""

    band: tuple[int, int]
    order: int
    prominence_db: float
    range_db: float

    def count(self, spectrum: np.ndarray) -> int:
        """Nuclei in one talkspurt's frames."""
        low, high = (round(edge / _LINE_HZ) for edge in self.band)
        level = 10 * np.log10(spectrum[:, low : high + 1].mean(axis=1) + 1e-10)
        kernel = np.array([1.0])
        for _ in range(self.order):
            kernel = np.convolve(kernel, [0.5, 0.5])
        half = self.order // 2
        level = np.convolve(np.pad(level, half, mode="edge"), kernel, mode="valid")
        floor, count = level.max() - self.range_db, 0
        highest, lowest = -np.inf, -np.inf
        for value in level:
            if highest == -np.inf:
                if lowest == -np.inf or value > lowest + self.prominence_db:
                    highest = value
                else:
                    lowest = min(lowest, value)
            elif value >= highest:
                highest = value
            elif value < highest - self.prominence_db:
                count += highest > floor
                highest, lowest = -np.inf, value
        return int(count + (highest > floor))


CHOICES = [
    Choice(*each)
    for each in itertools.product(
        ((300, 900), (300, 1500), (300, 3300)),
        (4, 6, 8, 10),
        (0.6, 0.8, 1.0, 1.2, 1.5, 2.0),
        (16.0, 18.0, 20.0, 25.0),
    )
]


def talkspurts(spectrum: np.ndarray) -> list[slice]:
    """Frames within 30 dB of the loud ones, silences under 180 ms bridged: the clean line's, used for all."""
    level = 10 * np.log10(spectrum.mean(axis=1) + 1e-10)
    on = np.flatnonzero(level > np.quantile(level, 0.95) - 30)
    groups = np.split(on, 1 + np.flatnonzero(np.diff(on) > 18))
    return [slice(group[0], group[-1] + 1) for group in groups if len(group) >= 8]


def fit(said: list[Saying]) -> None:
    """Prints the best constants, and how each voice fares with what the others choose."""
    counted = {condition: np.zeros((len(said), len(CHOICES))) for condition in CONDITIONS}
    for number, saying in enumerate(said):
        spurts = talkspurts(spectra(on_the_line(saying, LINE_NOISE_DB, number)))
        for condition, snr in CONDITIONS.items():
            whole = spectra(on_the_line(saying, snr, number))
            parts = [whole[spurt] for spurt in spurts]
            counted[condition][number] = [sum(map(choice.count, parts)) for choice in CHOICES]
    both = np.concatenate(list(counted.values()))
    true = np.array([saying.syllables for saying in said] * len(counted), float)
    kinds = np.array([saying.kind for saying in said] * len(counted))
    voices = np.array([saying.voice for saying in said] * len(counted))

    def cost(rows: np.ndarray) -> np.ndarray:
        total = np.zeros(len(CHOICES))
        for kind in sorted(set(kinds[rows])):
            part = rows & (kinds == kind)
            error = np.mean(abs(both[part] - true[part, None]) / true[part, None], axis=0)
            bias = both[part].sum(axis=0) / true[part].sum() - 1
            total += WEIGHTS[kind] * (error + abs(bias))
        return total

    everything = np.ones(len(true), bool)
    order = np.argsort(cost(everything))
    print("best of all voices:")
    for place in order[:8]:
        print(f"  {cost(everything)[place]:.4f}  {CHOICES[place]}")
    apart = np.zeros(len(true))
    for voice in sorted(set(voices)):
        others = voices != voice
        chosen = int(np.argmin(cost(others)))
        apart[~others] = both[~others, chosen]
        print(f"  without {voice}: {CHOICES[chosen]}")
    for kind in KINDS:
        part = kinds == kind
        if part.any():
            error = np.mean(abs(apart[part] - true[part]) / true[part])
            bias = apart[part].sum() / true[part].sum() - 1
            print(f"  {kind}: error {error:.3f}, bias {bias:+.3f}, each voice held out")


def beside_the_peer(folder: Path) -> None:
    """Ours over the peer's on recordings whose syllables nobody counted."""
    import soundfile
    from scipy.signal import resample_poly

    own, peer = [], []
    for path in sorted(folder.glob("*.wav")):
        samples, rate = soundfile.read(path, dtype="float32")
        samples = resample_poly(samples, 1, rate // RATE).astype(np.float32)
        own.append(ours(np.clip(samples, -1, 1))[0])
        peer.append(de_jong_wempe(samples))
    ratio, r = sum(own) / sum(peer), np.corrcoef(own, peer)[0, 1]
    print(f"{len(own)} recordings: {sum(own):.0f} syllables, peer {sum(peer):.0f}, ratio {ratio:.3f}, r {r:.3f}")


def main() -> int:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", nargs=2, type=Path, action="append", default=[], metavar=("FOLDER", "TEXTS"))
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--vad", type=Path, metavar="BENCH_DIR")
    options = parser.parse_args()
    said = sayings([tuple(pair) for pair in options.prompts])
    if not said:
        print("no synthesiser is installed and no prompts were given: nothing to measure", file=sys.stderr)
        return 0
    if options.fit:
        fit(said)
        return 0
    heard = []
    for (number, saying), (condition, snr) in itertools.product(enumerate(said), CONDITIONS.items()):
        samples = on_the_line(saying, snr, number)
        count, seconds = ours(samples)
        counts = {"ours": count, "peer": float(de_jong_wempe(samples))}
        heard.append(Heard(saying, condition, counts, max(seconds, 0.1)))
    print(table(heard))
    if options.vad:
        beside_the_peer(options.vad / "vad" / "dev")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
