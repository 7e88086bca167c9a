#!/bin/sh
# libsndfile 1.2.2 (soundfile 0.14.0) shifts Ogg Opus that does not start at 0 by its pre-skip, until a position is sought.
#
# A stream may start at any granule position (RFC 7845, section 4), for example a piece of a longer stream, or the rest after a lost
# page. Its first pre-skip samples (6.5 ms) must be dropped, and libsndfile's frame count assumes that. But
# it returns them, and omits as many at the end: everything is late by the pre-skip. After sf_seek, even to
# 0, the same file is correct, so the shift depends on whether a program seeks.
#
# Workaround: sf_seek(file, 0, SEEK_SET) before the first read.
#
# Observed: 20 s of noise at 8 kHz without the pages up to the middle: 52 samples late when read from the start (312 at 48 kHz), none
# after seek(0).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check soundfile==0.14.0 numpy==2.3.5
"$folder/venv/bin/python" - <<'PY'
import io
import struct

import numpy as np
import soundfile

RATE = 8000
noise = np.random.default_rng(1).normal(size=20 * RATE) * 0.1
file = io.BytesIO()
with soundfile.SoundFile(file, "w", RATE, 1, "OPUS", format="OGG") as sound:
    for at in range(0, len(noise), RATE):
        sound.write(noise[at : at + RATE])
content = file.getvalue()

pages, at = [], 0
while at < len(content):
    size = 27 + content[at + 26] + sum(content[at + 27 : at + 27 + content[at + 26]])
    pages.append((content[at : at + size], struct.unpack("<q", content[at + 6 : at + 14])[0]))
    at += size
# The headers, whose place is 0, and what follows the middle.
late = b"".join(page for page, place in pages if place == 0) + b"".join(page for page, _ in pages[len(pages) // 2 :])
whole, _ = soundfile.read(io.BytesIO(content))


def decoded(seek):
    with soundfile.SoundFile(io.BytesIO(late)) as sound:
        frames = sound.frames
        if seek:
            sound.seek(0)
        samples = sound.read()
        assert len(samples) == frames, "this has changed"
    return samples


def late_by(samples):
    """Samples by which they lie after their place, which is counted from the end."""
    at, length = len(samples) - 2 * RATE, RATE
    there = len(whole) - len(samples) + at
    around = whole[there - 500 : there + length + 500]
    return 500 - int(np.argmax(np.correlate(around, samples[at : at + length], "valid")))


print(f"soundfile {soundfile.__version__}, {soundfile.__libsndfile_version__}")
plain, sought = late_by(decoded(False)), late_by(decoded(True))
print(f"read from the start: {plain} samples late; after seek(0): {sought}")
assert (plain, sought) == (52, 0), "this has changed"
PY
