"""Decodes the recordings of the sources, labels speech, and stores a corpus (storage.py says what lies in its
folder).

python -m training.corpus --root DIR --out DIR [--kind speech ...] [--source NAME ...] [--table sources.csv]

Needs ffmpeg on the PATH for what libsndfile cannot read, and silero-vad as the teacher (labels.py).
"""

import argparse
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from .decode import RATE, decode, halved
from .labels import label
from .sources import KINDS, TABLE, choose, read_sources
from .storage import Writer
from .teacher import Teacher

PIECE = 30 * RATE
"""Samples of a piece that a long recording is cut into."""
LEAST = RATE // 4
"""Samples that a piece must have more than."""
LEAST_SPEECH = 15
"""Frames of 10 ms with speech that a recording of speech must have."""
FILES_AT_ONCE, PIECES_AT_ONCE = 48, 24


def pieces_of(paths):
    """Lists of name and samples (float32, 16 kHz) of recordings, cut into pieces of 30 s."""
    with ThreadPoolExecutor(2) as pool:
        for first in range(0, len(paths), FILES_AT_ONCE):
            some = paths[first : first + FILES_AT_ONCE]
            cut = []
            for path, audio in zip(some, pool.map(decode, some)):
                for start in range(0, len(audio), PIECE):
                    if len(audio) - start > LEAST:
                        cut.append((path, audio[start : start + PIECE].astype(np.float32) / 32768))
            # The teacher hears pieces of about the same length at once.
            yield sorted(cut, key=lambda piece: len(piece[1]))


def is_noise(probability, source):
    """Whether no voice is in a recording of noise or music."""
    return (probability > source.voice_max).mean() <= source.voice_share


def add(writer, source, file, audio, probability):
    """Adds a piece; gives its frames of 10 ms and how many are speech, or None where it is left out."""
    frames = len(audio) // 160
    if source.kind != "speech":
        if not is_noise(probability, source):
            return None
        writer.add_noise(halved(audio[: frames * 160]), source.name, source.kind, file)
        return frames, 0
    labels, weights, snr = label(audio, probability)
    if labels.sum() < LEAST_SPEECH:
        return None
    phone = halved(audio[: frames * 160])
    writer.add_speech(phone, labels, weights, source.name, source.speaker_of(file), snr, file)
    return frames, int(labels.sum())


def add_source(writer, source, root, teacher):
    """Adds the recordings of a source, until it has its hours; gives what it counts."""
    paths = source.files(root)
    # Which files a source gives must not depend on the sources before it.
    np.random.default_rng(3).shuffle(paths)
    kept = frames = speech = 0
    for some in pieces_of(paths):
        if frames > source.max_hours * 360000:
            break
        for first in range(0, len(some), PIECES_AT_ONCE):
            part = some[first : first + PIECES_AT_ONCE]
            probabilities = teacher.probabilities([audio for _, audio in part])
            for (path, audio), probability in zip(part, probabilities):
                added = add(writer, source, os.path.relpath(path, root), audio, probability)
                if added:
                    kept, frames, speech = kept + 1, frames + added[0], speech + added[1]
    return {
        "kind": source.kind,
        "licence": source.licence,
        "origin": source.origin,
        "pieces": kept,
        "hours": round(frames / 360000, 3),
        "speech_hours": round(speech / 360000, 3),
        "files_seen": len(paths),
    }


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, required=True, help="the folder below which the paths of the table lie")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kind", nargs="*", default=[], choices=KINDS)
    parser.add_argument("--source", nargs="*", default=[], help="names in the table; all without")
    parser.add_argument("--table", type=Path, default=TABLE)
    args = parser.parse_args()
    writer, teacher = Writer(args.out), Teacher()
    for source in choose(read_sources(args.table), args.source, args.kind):
        started = time.time()
        stats = writer.stats[source.name] = add_source(writer, source, args.root, teacher)
        if not stats["pieces"]:
            print(f"{source.name}: nothing was taken of {stats['files_seen']} files", flush=True)
            continue
        minutes, speech = stats["hours"] * 60, stats["speech_hours"] * 60
        seconds = time.time() - started
        print(f"{source.name}: {stats['pieces']} pieces, {minutes:.1f} min, speech {speech:.1f} min ({seconds:.0f} s)")
    writer.close()


if __name__ == "__main__":
    main()
