#!/bin/sh
# soundfile 0.14.0 (libsndfile 1.2.2) loses the end of FLAC files of unknown length.
#
# A FLAC file may declare its length as unknown (0 total samples; RFC 9639, section 8.2), as every encoder that writes to a pipe
# does. soundfile seeks to its current position after each read. libsndfile rejects that at the end of such a stream, so the last
# read, which is shorter than requested, raises "Internal psf_fseek() failed" instead of returning its frames. With blocks of 65,536
# frames, up to 8.2 s of an 8 kHz recording are lost, and a shorter recording cannot be read at all.
#
# Workaround: correct the length before libsndfile sees it (the last frame's header has its position), or read with a subclass of
# SoundFile whose `seekable` is False.
#
# Observed: of 80,000 frames 65,536 are read, then the error; all 80,000 if `seekable` is False, or if the file was written to disk.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check soundfile==0.14.0 numpy==2.3.5 imageio-ffmpeg==0.8.1
"$folder/venv/bin/python" - "$folder" <<'PY'
import io
import subprocess
import sys

import imageio_ffmpeg
import soundfile

SOURCE = ["-f", "lavfi", "-i", "sine=440:sample_rate=8000:duration=10"]
FFMPEG = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *SOURCE]
BLOCK = 65_536


class Sequential(soundfile.SoundFile):
    def seekable(self):
        return False


def read(content, kind=soundfile.SoundFile):
    count = 0
    with kind(io.BytesIO(content)) as sound:
        try:
            while len(block := sound.read(out=None, frames=BLOCK)):
                count += len(block)
        except soundfile.LibsndfileError as error:
            return count, error.error_string
    return count, None


print(f"soundfile {soundfile.__version__}, {soundfile.__libsndfile_version__}, ffmpeg {imageio_ffmpeg.get_ffmpeg_version()}")
piped = subprocess.run([*FFMPEG, "-f", "flac", "-"], check=True, stdout=subprocess.PIPE).stdout
disk = f"{sys.argv[1]}/call.flac"
subprocess.run([*FFMPEG, disk], check=True)
assert int.from_bytes(piped[21:26], "big") % 2**36 == 0
found = {"pipe": read(piped), "disk": read(open(disk, "rb").read()), "pipe, not seekable": read(piped, Sequential)}
for name, (count, error) in found.items():
    print(f"{name}: {count} frames, {error}")
assert found["disk"] == (80_000, None) and found["pipe, not seekable"][0] == 80_000, "this has changed"
assert found["pipe"][0] == BLOCK and "psf_fseek" in found["pipe"][1], "this has changed"
PY
