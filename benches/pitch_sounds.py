"""Voices of which the pitch is known, and the lines that they come through, for pitch.py and fit_pitch.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pitch_tracks import praat

WIDE, TELEPHONE = 16000, 8000
STEP = 0.01
LINES = {"wide band": None, "telephone": None, "telephone, 20 dB": 20.0, "telephone, 10 dB": 10.0}
"""Each line, and how far the pink noise is under the speech, if there is any."""
_WORLD_STEP = 0.005
_SHORTEST = 6
"""Voiced stretches of fewer steps are not made."""


@dataclass
class Voice:
    """A recording with its pitch: hertz at k * 0.01 s, 0 where it is not voiced."""

    name: str
    audio: np.ndarray
    pitch: np.ndarray
    speech: np.ndarray
    """Whether there is speech at each moment."""
    seed: int


def recordings(folder: Path) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Name, audio at 16 kHz with its highest sample at one half, and where there is speech, by sample."""
    import soundfile

    found = []
    for path in sorted(folder.glob("*.wav")):
        audio, rate = soundfile.read(path)
        if rate != WIDE or audio.ndim != 1:
            raise SystemExit(f"error: {path} is not mono at {WIDE} Hz")
        speech = np.zeros(len(audio), dtype=bool)
        for start, end in json.loads(path.with_suffix(".json").read_text())["speech"]:
            speech[int(start * WIDE) : int(end * WIDE)] = True
        found.append((path.stem, _half(audio), speech))
    return found


def _half(audio: np.ndarray) -> np.ndarray:
    return audio / max(np.abs(audio).max(), 1e-9) * 0.5


def remade(name: str, audio: np.ndarray, speech: np.ndarray, seed: int) -> Voice:
    """The recording resynthesised by a vocoder (WORLD, Morise 2016), with the given voicing and pitch."""
    import pyworld

    times = np.arange(len(audio) * 200 // WIDE) * _WORLD_STEP
    pitch = praat(audio, WIDE, times)
    edges = np.flatnonzero(np.diff(np.r_[0, pitch > 0, 0]))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start < _SHORTEST:
            pitch[start:end] = 0
    envelope = pyworld.cheaptrick(audio, pitch, times, WIDE)
    breath = pyworld.d4c(audio, pitch, times, WIDE, threshold=0.0)
    made = pyworld.synthesize(pitch, envelope, breath, WIDE, 1000 * _WORLD_STEP)[: len(audio)]
    made = np.pad(made, (0, len(audio) - len(made)))
    frames = len(audio) // (WIDE // 100)
    return Voice(name, _half(made), pitch[::2][:frames], speech[:: WIDE // 100][:frames], seed)


def line(voice: Voice, name: str) -> tuple[np.ndarray, int]:
    """The voice after a line: 300-3400 Hz, pink noise of that band, 8 kHz, mu-law; wide band is left."""
    from scipy.signal import butter, resample_poly, sosfiltfilt

    if name == "wide band":
        return voice.audio, WIDE
    band = butter(4, [300, 3400], "bandpass", fs=WIDE, output="sos")
    audio = sosfiltfilt(band, voice.audio)
    under = LINES[name]
    if under is not None:
        spectrum = np.fft.rfft(np.random.default_rng(voice.seed).standard_normal(len(audio)))
        pink = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), len(audio))
        noise = sosfiltfilt(band, pink)
        talk = np.mean(audio[np.repeat(voice.speech, WIDE // 100)[: len(audio)].nonzero()[0]] ** 2)
        audio = audio + noise * np.sqrt(talk / np.mean(noise**2)) * 10 ** (-under / 20)
    return mulaw(resample_poly(audio, 1, 2)), TELEPHONE


def mulaw(audio: np.ndarray) -> np.ndarray:
    """The audio after 8-bit mu-law in its continuous form."""
    steps = np.round(np.log1p(255 * np.abs(np.clip(audio, -1, 1))) / np.log(256) * 127) / 127
    return np.sign(audio) * (256**steps - 1) / 255
