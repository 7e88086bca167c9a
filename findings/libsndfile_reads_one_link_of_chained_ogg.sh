#!/bin/sh
# libsndfile 1.2.2 (soundfile 0.14.0) reads only the first link of a chained Ogg file.
#
# Ogg files may be joined end to end (RFC 3533, section 4, "grouping and chaining"; RFC 7845, section 4, for Opus); recorders that
# restart do so. libsndfile decodes the first link and stops without an error. The length it reports is that of the
# first link, or 2^63-1 if the links are longer. ffmpeg decodes all of them.
#
# Workaround: split the file where a page with the flag "first page" follows pages without it, and decode each part.
#
# Observed: of joined files of 3 and 5 s (Vorbis, Opus) libsndfile decodes 3 s, ffmpeg 8 s; of 40 and 50 s libsndfile decodes 40 s and
# reports 9223372036854775807 frames, ffmpeg decodes 90 s.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check soundfile==0.14.0 numpy==2.3.5 imageio-ffmpeg==0.8.1
"$folder/venv/bin/python" - "$folder" <<'PY'
import subprocess
import sys

import imageio_ffmpeg
import soundfile

FOLDER, RATE = sys.argv[1], 8000
FFMPEG = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "fatal", "-y"]


def ffmpeg(*options):
    return subprocess.run([*FFMPEG, *options], check=True, stdout=subprocess.PIPE).stdout


def read(path):
    with soundfile.SoundFile(path) as sound:
        count = 0
        while len(block := sound.read(4096)):
            count += len(block)
        return count / sound.samplerate, sound.frames


print(f"soundfile {soundfile.__version__}, {soundfile.__libsndfile_version__}, ffmpeg {imageio_ffmpeg.get_ffmpeg_version()}")
for codec in ("libvorbis", "libopus"):
    for first, second in ((3, 5), (40, 50)):
        links = []
        for seconds in (first, second):
            path = f"{FOLDER}/{codec}{seconds}.ogg"
            source = f"anoisesrc=sample_rate={RATE}:amplitude=0.1:duration={seconds}"
            ffmpeg("-f", "lavfi", "-i", source, "-c:a", codec, path)
            links.append(open(path, "rb").read())
        # Each link has a number of its own, as the standard asks.
        assert len({link[14:18] for link in links}) == 2
        joined = f"{FOLDER}/joined.ogg"
        open(joined, "wb").write(b"".join(links))
        ours, frames = read(joined)
        theirs = len(ffmpeg("-i", joined, "-f", "s16le", "-ar", str(RATE), "-")) / 2 / RATE
        print(f"{codec}: libsndfile decodes {ours:.2f} s and says {frames} frames; ffmpeg decodes {theirs:.2f} s")
        assert abs(ours - first) < 0.1 and abs(theirs - first - second) < 0.2, "this has changed"
PY
