"""The folder of a corpus: 8 kHz audio, labels on the 10 ms grid, and an index.

| file | what |
|---|---|
| `audio8.i16` | speech recordings, int16, 8 kHz, end to end |
| `lab.u8`, `wgt.u8` | a label (0, 1) and its weight (0 to 3) for every 10 ms of `audio8.i16` |
| `noise8.i16` | noise and music, int16, 8 kHz, end to end |
| `index.json` | `speech`, `noise`: a row for each piece; `stats`: licence, origin and hours of each source |
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

FRAME = 80


class SpeechPiece(NamedTuple):
    """A recording of speech in the index."""

    start: int
    """First frame of 10 ms in the audio and its labels."""
    frames: int
    source: str
    speaker: str
    """`source:name`, or `source:-` where the file does not say who speaks."""
    snr: float
    """Loud speech over the pauses, dB."""
    share: float
    """Share of the frames that are speech."""
    file: str


class NoisePiece(NamedTuple):
    """A recording of noise or music in the index."""

    start: int
    frames: int
    source: str
    kind: str
    """`noise` or `music`."""
    file: str


def _map(path, kind):
    """The numbers in a file, read when they are used; an empty file cannot be mapped."""
    if not path.exists() or path.stat().st_size == 0:
        return np.zeros(0, kind)
    return np.memmap(path, kind, "r")


class Corpus:
    """A corpus to read."""

    def __init__(self, folder):
        folder = Path(folder)
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        self.speech = [SpeechPiece(*row) for row in index["speech"]]
        self.noise = [NoisePiece(*row) for row in index["noise"]]
        self.stats = index["stats"]
        self.audio = _map(folder / "audio8.i16", np.int16)
        self.labels = _map(folder / "lab.u8", np.uint8)
        self.weights = _map(folder / "wgt.u8", np.uint8)
        self.noise_audio = _map(folder / "noise8.i16", np.int16)


class Writer:
    """A corpus to write; `close` writes the index."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._files = {
            name: (self.folder / name).open("wb") for name in ("audio8.i16", "lab.u8", "wgt.u8", "noise8.i16")
        }
        self.speech, self.noise, self.stats = [], [], {}
        self._speech_end = self._noise_end = 0

    def add_speech(self, audio, labels, weights, source, speaker, snr, file):
        """Adds a recording: `audio` int16 [80 n], `labels` and `weights` uint8 [n]."""
        self._files["audio8.i16"].write(audio.tobytes())
        self._files["lab.u8"].write(labels.tobytes())
        self._files["wgt.u8"].write(weights.tobytes())
        share = round(float(labels.mean()), 3)
        piece = SpeechPiece(self._speech_end, len(labels), source, speaker, round(float(snr), 1), share, file)
        self.speech.append(piece)
        self._speech_end += len(labels)

    def add_noise(self, audio, source, kind, file):
        """Adds noise or music: `audio` int16 [80 n]."""
        self._files["noise8.i16"].write(audio.tobytes())
        frames = len(audio) // FRAME
        self.noise.append(NoisePiece(self._noise_end, frames, source, kind, file))
        self._noise_end += frames

    def close(self):
        """Writes the index."""
        for file in self._files.values():
            file.close()
        index = {"speech": self.speech, "noise": self.noise, "stats": self.stats}
        (self.folder / "index.json").write_text(json.dumps(index, default=float), encoding="utf-8")
