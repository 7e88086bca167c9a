#!/bin/sh
# libopus (as in imageio-ffmpeg 0.8.1) merges two channels into one at 16 kbit/s, without a warning.
#
# A call with one party per channel, coded as stereo Opus at 16 kbit/s, comes back with the same samples on both channels:
# at such a low rate the encoder mixes them down (RFC 6716 allows that), and the file still says two channels. It is lost who
# talked. Nothing warns: ffmpeg accepts "-b:a 16k", which is plenty for one voice, and the file plays well.
#
# Workaround: 28 kbit/s or more for both parties (24 with -application voip), or one file per party, adequate from 8 kbit/s on.
#
# Observed with noise on the left for a second, then on the right: at 16 kbit/s both channels are equal to the sample, at 48
# the silent one is more than 20 dB below the other.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check soundfile==0.14.0 numpy==2.3.5 imageio-ffmpeg==0.8.1
"$folder/venv/bin/python" - "$folder" <<'PY'
import subprocess
import sys

import imageio_ffmpeg
import numpy as np
import soundfile

RATE = 8000
FFMPEG = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y"]
folder = sys.argv[1]
# Turns of a second each.
turns = np.tile(np.repeat([0, 1], RATE), 10)
noise = np.random.default_rng(1).normal(0, 2000, len(turns))
call = np.stack([noise * (turns == 0), noise * (turns == 1)], axis=1).astype(np.int16)
soundfile.write(f"{folder}/call.wav", call, RATE)

print(f"ffmpeg {imageio_ffmpeg.get_ffmpeg_version()}")
apart = {}
for rate in (16, 48):
    coded, back = f"{folder}/{rate}.opus", f"{folder}/{rate}.wav"
    subprocess.run([*FFMPEG, "-i", f"{folder}/call.wav", "-c:a", "libopus", "-b:a", f"{rate}k", coded], check=True)
    subprocess.run([*FFMPEG, "-i", coded, "-ar", str(RATE), back], check=True)
    samples = soundfile.read(back)[0][: len(turns)]
    same = np.mean(samples[:, 0] == samples[:, 1])
    at = np.linspace(0, len(samples) / RATE, len(samples), endpoint=False) % 1
    middle = (at > 0.25) & (at < 0.75)
    talks, silent = (samples[middle & (turns[: len(samples)] == turn), 0] for turn in (0, 1))
    apart[rate] = same, 10 * np.log10(np.mean(talks**2) / max(np.mean(silent**2), 1e-12))
    print(f"{rate} kbit/s: {100 * same:.0f} % of the samples equal on both channels, the silent party {apart[rate][1]:.0f} dB below")
assert apart[16][0] > 0.99 and apart[16][1] < 3, "this has changed"
assert apart[48][0] < 0.5 and apart[48][1] > 20, "this has changed"
PY
