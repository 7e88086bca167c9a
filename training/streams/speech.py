"""Recordings of speech, drawn and cut."""

import hashlib

import numpy as np

from ..storage import Corpus
from .grid import FRAME

ENOUGH_HOURS = 1.5
"""Hours of a source from which on its recordings count less."""


def digest(key):
    """A number that `key` always gives: what is held out must not change with the order of the files."""
    return int(hashlib.md5(key.encode()).hexdigest(), 16)


def is_held_out(piece):
    """Whether this speaker (this file, where the speaker is unknown) is kept for validation: one in 25."""
    unknown = piece.speaker.endswith("-")
    return digest(piece.file if unknown else piece.speaker) % 25 == 0


class Speech:
    """The speech of several corpora."""

    def __init__(self, folders, rng, *, held_out=False, drop=()):
        """Takes the recordings that are held out, or all others; leaves out the sources in `drop`."""
        self.pieces, self._corpus = [], []
        for folder in folders:
            corpus = Corpus(folder)
            for piece in corpus.speech:
                if piece.source not in drop and is_held_out(piece) == held_out:
                    self.pieces.append(piece)
                    self._corpus.append(corpus)
        if not self.pieces:
            raise ValueError(f"no speech {'held out' if held_out else 'to train on'} in {', '.join(map(str, folders))}")
        hours = {}
        for piece in self.pieces:
            hours[piece.source] = hours.get(piece.source, 0) + piece.frames / 360000
        odds = np.array([self._odds(piece, hours[piece.source]) for piece in self.pieces])
        self._by_speaker = {}
        for index, piece in enumerate(self.pieces):
            self._by_speaker.setdefault(piece.speaker, []).append(index)
        # Drawn once and gone through: a draw with odds for each recording would be slow.
        self._queue = rng.choice(len(self.pieces), 200000, p=odds / odds.sum())
        self._next = 0

    @staticmethod
    def _odds(piece, hours):
        """How often a recording is drawn: by its length, less where its source is large."""
        return min(12, piece.frames / 100 * min(1.0, (ENOUGH_HOURS / hours) ** 0.5))

    def draw(self):
        """The number of any recording."""
        self._next = (self._next + 1) % len(self._queue)
        return int(self._queue[self._next])

    def speaker(self, index):
        """Who speaks in a recording."""
        return self.pieces[index].speaker

    def of_speaker(self, rng, speaker):
        """The number of any recording of `speaker`."""
        return int(rng.choice(self._by_speaker[speaker]))

    def cut(self, rng, index, longest=12.0):
        """A recording, at most `longest` s of it, with speed and pitch moved by up to 15 % in two of five.

        Gives audio float32 [80 n] in 16-bit units, labels and weights [n].
        """
        start, frames = self.pieces[index].start, self.pieces[index].frames
        corpus, skip = self._corpus[index], 0
        if frames > longest * 100:
            kept = int(rng.uniform(3, longest) * 100)
            skip = int(rng.integers(0, frames - kept))
            frames = kept
        part = slice(start + skip, start + skip + frames)
        audio = corpus.audio[part.start * FRAME : part.stop * FRAME].astype(np.float32)
        labels, weights = np.array(corpus.labels[part]), np.array(corpus.weights[part])
        if rng.random() < 0.4:
            speed = rng.uniform(0.85, 1.15)
            new = max(20, int(frames / speed))
            at = np.arange(new * FRAME) * (frames / new)
            audio = np.interp(at, np.arange(frames * FRAME), audio).astype(np.float32)
            nearest = np.minimum(frames - 1, (np.arange(new) + 0.5) * (frames / new)).astype(int)
            labels, weights = labels[nearest], weights[nearest]
        return audio, labels, weights
