"""Made excerpts of talk in noise, from recordings that nothing was fitted on.

`Corpus(folder)` opens what `python -m training.corpus` wrote (speech at 8 kHz with labels every 10 ms, and
noise); `excerpts(corpus, count, seed)` yields `count` excerpts of 15 s per condition: one voice talks with
pauses over noise at an SNR against its active level, at -36 to -16 dBov, in the telephone's band, through
mu-law, A-law or GSM. Babble is 8 to 14 of the corpus's own voices; hiss is filtered random noise; the rest is
recorded.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 8000
FRAME = RATE // 100
SECONDS = 15
FRAMES, SAMPLES = SECONDS * 100, SECONDS * RATE
BRIDGED = 18
"""Pauses shorter than this, in frames, are talk, as in the product."""

SNRS = (10, 5)
RECORDED = {"street": ("street", "traffic"), "shop": ("market",), "engines": ("engines",)}
"""Recorded noises and the corpus's sources of each."""

KINDS = (*RECORDED, "hiss", "babble")
CODECS = {"ULAW": 0.5, "ALAW": 0.3, "GSM610": 0.2}


@dataclass
class Excerpt:
    """One excerpt: `audio` is float in -1..1 at 8 kHz, `speech` the spans of talk in seconds."""

    condition: str
    source: str
    audio: np.ndarray
    speech: list[tuple[float, float]]


class Corpus:
    """Voices and noises of a folder that `training/corpus.py` wrote."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; voices with less than 6 s are left out."""
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        self._audio = np.memmap(folder / "audio8.i16", np.int16, "r")
        self._labels = np.memmap(folder / "lab.u8", np.uint8, "r")
        self._noise = np.memmap(folder / "noise8.i16", np.int16, "r")
        voices: dict[tuple[str, str], list] = {}
        for start, frames, source, speaker, *_ in index["speech"]:
            voices.setdefault((source, speaker), []).append((start, frames))
        self.voices = {key: clips for key, clips in voices.items() if sum(n for _, n in clips) > 600}
        self._noises: dict[str, list] = {}
        for start, frames, source, *_ in index["noise"]:
            self._noises.setdefault(source, []).append((start, frames))

    def kinds(self) -> list[str]:
        """The noises that can be made from what the corpus holds."""
        return [k for k in KINDS if all(s in self._noises for s in RECORDED.get(k, ()))]

    def clip(self, voice, random) -> tuple[np.ndarray, np.ndarray]:
        """A piece of up to 5 s of a voice at unit active level, and its labels."""
        clips = self.voices[voice]
        start, frames = clips[random.integers(len(clips))]
        if frames > 600:
            start, frames = start + random.integers(0, frames - 500), 500
        audio = self._audio[start * FRAME : (start + frames) * FRAME].astype(np.float64)
        labels = np.array(self._labels[start : start + frames]) > 0
        return audio / level(audio[np.repeat(labels, FRAME)] if labels.any() else audio), labels

    def noise(self, sources: tuple[str, ...], random) -> np.ndarray:
        """Recorded noise at unit level: pieces in any order, each faded in and out over 50 ms."""
        pieces = [piece for source in sources for piece in self._noises[source] if piece[1] > 60]
        found, at = np.zeros(SAMPLES), 0
        while at < SAMPLES:
            start, frames = pieces[random.integers(len(pieces))]
            piece = faded(self._noise[start * FRAME : (start + frames) * FRAME].astype(np.float64), 400)
            kept = min(len(piece), SAMPLES - at)
            found[at : at + kept] += piece[:kept] / level(piece)
            at += max(kept - 400, 400)
        return found / level(found)


def level(audio: np.ndarray) -> float:
    """Root mean square, never nought."""
    return float(np.sqrt(np.mean(np.square(audio))) + 1e-6)


def faded(audio: np.ndarray, samples: int) -> np.ndarray:
    """Faded in and out over this many samples."""
    ramp = np.minimum(1, np.arange(1, len(audio) + 1) / samples)
    return audio * ramp * ramp[::-1]


def talk(corpus: Corpus, voice, random, pauses: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """A voice that talks for the whole excerpt at unit active level, and where it talks."""
    audio, labels = np.zeros(SAMPLES), np.zeros(FRAMES, dtype=bool)
    at = int(random.uniform(20, 200)) if pauses else 0
    while at < FRAMES - 40:
        clip, own = corpus.clip(voice, random)
        kept = min(len(own), FRAMES - at)
        audio[at * FRAME : (at + kept) * FRAME] += faded(clip[: kept * FRAME], FRAME)
        labels[at : at + kept] |= own[:kept]
        at += kept + (int(random.exponential(80)) + 15 if pauses else 0)
    return audio, labels


def babble(corpus: Corpus, voice, random) -> np.ndarray:
    """Eight to fourteen other voices at once, within a few decibels of each other, at unit level."""
    others = [other for other in corpus.voices if other != voice]
    mixed = np.zeros(SAMPLES)
    for _ in range(random.integers(8, 15)):
        audio, _ = talk(corpus, others[random.integers(len(others))], random, pauses=False)
        mixed += np.roll(audio, random.integers(SAMPLES)) * 10 ** (random.normal(0, 2) / 20)
    return mixed / level(mixed)


def hiss(random) -> np.ndarray:
    """Random noise, from nearly white to falling by 6 dB an octave, at unit level."""
    from scipy.signal import lfilter

    noise = lfilter([1], [1, -random.uniform(-0.5, 0.95)], random.standard_normal(SAMPLES))
    return noise / level(noise)


def line(audio: np.ndarray, random) -> np.ndarray:
    """What comes out of a telephone line: its band, a little noise of its own, a level, a codec."""
    import soundfile
    from scipy.signal import butter, sosfilt

    audio = sosfilt(butter(4, [300, 3400], "band", fs=RATE, output="sos"), audio)
    audio = audio + random.standard_normal(SAMPLES) * 10 ** (-random.uniform(35, 55) / 20)
    audio = np.clip(audio * 10 ** (random.uniform(-36, -16) / 20), -1, 1)
    codec = random.choice(list(CODECS), p=list(CODECS.values()))
    coded = io.BytesIO()
    soundfile.write(coded, audio, RATE, subtype=codec, format="WAV")
    coded.seek(0)
    audio, _ = soundfile.read(coded)
    return np.pad(audio, (0, max(0, SAMPLES - len(audio))))[:SAMPLES]


def spans(labels: np.ndarray) -> list[tuple[float, float]]:
    """Spans of talk in seconds, short pauses bridged."""
    edges = np.flatnonzero(np.diff(labels.astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    found: list[list[int]] = []
    for start, end in edges.tolist():
        if found and start - found[-1][1] < BRIDGED:
            found[-1][1] = end
        else:
            found.append([start, end])
    return [(start / 100, end / 100) for start, end in found]


def excerpts(corpus: Corpus, count: int, seed: int) -> Iterator[Excerpt]:
    """`count` excerpts of each condition; sources of voices take turns."""
    random = np.random.default_rng(seed)
    sources = sorted({source for source, _ in corpus.voices})
    conditions = [(kind, snr) for kind in corpus.kinds() for snr in SNRS] + [("clean", None)]
    for kind, snr in conditions:
        for k in range(count):
            source = sources[k % len(sources)]
            voices = [voice for voice in corpus.voices if voice[0] == source]
            voice = voices[random.integers(len(voices))]
            audio, labels = talk(corpus, voice, random)
            if kind == "hiss":
                audio = audio + hiss(random) * 10 ** (-snr / 20)
            elif kind == "babble":
                audio = audio + babble(corpus, voice, random) * 10 ** (-snr / 20)
            elif kind in RECORDED:
                audio = audio + corpus.noise(RECORDED[kind], random) * 10 ** (-snr / 20)
            condition = kind if snr is None else f"{kind}, {snr} dB"
            yield Excerpt(condition, source, line(audio, random), spans(labels))
