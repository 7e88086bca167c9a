"""Real backgrounds: the pauses of the speech recordings, as noise of kind `room`.

python -m training.rooms --corpus DIR ... --out DIR

Takes what the labels call sure non-speech for 1.3 s or more, without the .25 s beside speech, and no digital
silence.
"""

import argparse
from pathlib import Path

import numpy as np

from .storage import FRAME, Corpus, Writer

MARGIN, EDGE = 25, 2
"""Frames that are cut off beside speech, and at the ends of a recording."""
LEAST = 80
"""Frames that must be left."""


def stretches(sure):
    """First frame and end of each run in `sure`, bool [n], without the margins."""
    steps = np.diff(np.r_[0, sure.astype(np.int8), 0])
    for start, end in zip(np.where(steps == 1)[0], np.where(steps == -1)[0]):
        first = start + (MARGIN if start else EDGE)
        last = end - (MARGIN if end < len(sure) else EDGE)
        if last - first >= LEAST:
            yield int(first), int(last)


def is_digital_silence(audio, floor):
    """Whether a fifth of the frames of `audio` int16 has an RMS below `floor`, in 16-bit units."""
    level = np.sqrt(np.mean(audio.astype(np.float32).reshape(-1, FRAME) ** 2, 1))
    return np.percentile(level, 20) < floor


def add_rooms(writer, corpus, floor):
    """Adds the backgrounds of a corpus."""
    for piece in corpus.speech:
        part = slice(piece.start, piece.start + piece.frames)
        sure = (corpus.labels[part] == 0) & (corpus.weights[part] == 3)
        for first, end in stretches(sure):
            audio = corpus.audio[(piece.start + first) * FRAME : (piece.start + end) * FRAME]
            if is_digital_silence(audio, floor):
                continue
            name, of = f"room:{piece.source}", corpus.stats[piece.source]
            writer.add_noise(audio, name, "noise", piece.file)
            stats = writer.stats.setdefault(
                name,
                of | {"kind": "noise", "pieces": 0, "hours": 0.0, "speech_hours": 0.0, "files_seen": 0},
            )
            stats["pieces"] += 1
            stats["hours"] += (end - first) / 360000


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--floor", type=float, default=4.0, help="least RMS of the quiet frames, in 16-bit units")
    args = parser.parse_args()
    writer = Writer(args.out)
    for folder in args.corpus:
        add_rooms(writer, Corpus(folder), args.floor)
    writer.close()
    for name, stats in writer.stats.items():
        print(f"{name}: {stats['pieces']} pieces, {stats['hours'] * 60:.1f} min")


if __name__ == "__main__":
    main()
