"""Recorded noise and music, drawn, cut and varied."""

import os
from typing import NamedTuple

import numpy as np

from ..storage import Corpus
from .filters import random_colour
from .grid import FRAME, RATE, gain, rms, wander
from .kinds import ODDS, STEADY, kind_of
from .speech import digest

NEEDED = ("music", "impact", "household", "keyboard")
"""Kinds that every stream may ask for."""
SHARED = ("blanket", "noisekun", "crowd")
"""Sources that hold the same recordings: held out together, by the name of the file."""


class Recording(NamedTuple):
    """A piece of noise with the audio that it lies in."""

    audio: np.ndarray
    start: int
    frames: int
    source: str
    key: str
    """What is held out together."""

    def samples(self, most=None):
        """The audio, float32 in 16-bit units; at most `most` frames of it."""
        frames = self.frames if most is None else min(self.frames, most)
        return self.audio[self.start * FRAME : (self.start + frames) * FRAME].astype(np.float32)


class Recorded:
    """The noise and music of several corpora, by kind."""

    def __init__(self, folders, *, held_out=False):
        """Takes the recordings that are held out (an eighth of the files of each kind), or all others."""
        self._vary = not held_out
        found = {}
        for folder in folders:
            corpus = Corpus(folder)
            for piece in corpus.noise:
                kind = "music" if piece.kind == "music" else kind_of(piece.source, piece.file)
                shared = piece.source in SHARED
                key = "amb:" + os.path.basename(piece.file) if shared else piece.file
                recording = Recording(corpus.noise_audio, piece.start, piece.frames, piece.source, key)
                found.setdefault(kind, []).append(recording)
        self.by_kind, self._odds = {}, {}
        for kind, recordings in found.items():
            kept = self._split(recordings, held_out)
            if kept:
                odds = np.array([self._weight(recording) for recording in kept])
                self.by_kind[kind], self._odds[kind] = kept, odds / odds.sum()
        missing = [kind for kind in NEEDED if kind not in self.by_kind]
        if missing:
            raise ValueError(
                f"no noise of kind {', '.join(missing)} {'held out' if held_out else 'to train on'} in "
                f"{', '.join(map(str, folders))}: streams need two files or more of each of "
                f"{', '.join(NEEDED)}"
            )
        self.kinds = [kind for kind in self.by_kind if kind != "music"]
        odds = np.array([ODDS[kind] for kind in self.kinds])
        self._kind_odds = odds / odds.sum()

    @staticmethod
    def _split(recordings, held_out):
        keys = sorted({recording.key for recording in recordings}, key=digest)
        kept_aside = set(keys[: max(1, int(np.ceil(0.12 * len(keys))))])
        return [recording for recording in recordings if (recording.key in kept_aside) == held_out]

    @staticmethod
    def _weight(recording):
        """How often a recording is drawn within its kind; hold music is what callers hear."""
        return min(recording.frames, 3000) ** 0.6 * (4 if recording.source == "asterisk-moh" else 1)

    def summary(self):
        """A line for each kind: pieces, minutes, files."""
        for kind, recordings in self.by_kind.items():
            minutes = sum(recording.frames for recording in recordings) / 6000
            files = len({recording.key for recording in recordings})
            yield f"{kind}: {len(recordings)} pieces, {minutes:.1f} min, {files} files"

    def draw_kind(self, rng):
        """Any kind of noise, not music."""
        return self.kinds[rng.choice(len(self.kinds), p=self._kind_odds)]

    def _draw(self, rng, kind):
        recordings = self.by_kind[kind]
        return recordings[rng.choice(len(recordings), p=self._odds[kind])]

    def noise(self, rng, kind, samples):
        """`samples` of a kind at unit RMS: long recordings are cut, short events scattered.

        In training also with another speed, colour and course of level; for validation as recorded.
        """
        audio = self._draw(rng, kind).samples()
        if self._vary and rng.random() < 0.6:
            speed = rng.uniform(0.65, 1.5)
            at = np.arange(int(len(audio) / speed)) * speed
            audio = np.interp(at, np.arange(len(audio)), audio).astype(np.float32)
        fade = np.minimum(1, np.arange(1, len(audio) + 1) / 160)
        audio = audio * np.minimum(fade, fade[::-1]).astype(np.float32)
        if len(audio) < samples and len(audio) < 3 * RATE and kind not in STEADY:
            audio = self._scatter(rng, audio, kind, samples)
        elif len(audio) < samples:
            audio = np.tile(audio, samples // len(audio) + 1)
        start = rng.integers(0, len(audio) - samples + 1)
        audio = audio[start : start + samples]
        if self._vary and rng.random() < 0.5:
            audio = random_colour(rng, audio)
        if self._vary and rng.random() < 0.25:
            audio = audio * wander(rng, samples, 16, 4).astype(np.float32)
        return audio / rms(audio)

    def _scatter(self, rng, first, kind, samples):
        """Events of one to three recordings at random places."""
        out = np.zeros(samples + 5 * RATE, np.float32)
        more = int(rng.integers(1, 4)) - 1
        events = [first] + [self._draw(rng, kind).samples(500) for _ in range(more)]
        events = [event / (np.abs(event).max() + 1) for event in events]
        count = int(rng.integers(2, 6) * samples / (10 * RATE)) + 1
        for start in rng.integers(0, samples, count):
            event = events[rng.integers(len(events))]
            out[start : start + len(event)] += event[: len(out) - start] * gain(rng.normal(0, 4))
        out = out[:samples]
        if rms(out) < 1e-5:
            # All of them were digital silence.
            out[:] = rng.standard_normal(samples)
        return out
