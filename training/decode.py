"""Recordings of any format as 16 kHz mono."""

import subprocess

import numpy as np
import soundfile
from scipy.signal import resample_poly

RATE = 16000


def to_int16(audio):
    """`audio` of -1 to 1 as int16."""
    return np.clip(np.round(audio * 32768), -32768, 32767).astype(np.int16)


def decode(path):
    """The mean of the channels at 16 kHz, int16; empty where nothing can be decoded."""
    try:
        audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError):
        return by_ffmpeg(path)
    audio = audio[:, 0] if audio.shape[1] == 1 else audio.mean(1)
    if rate != RATE:
        common = np.gcd(RATE, rate)
        audio = resample_poly(audio, RATE // common, rate // common)
    return to_int16(audio)


def by_ffmpeg(path):
    """What ffmpeg makes of a file that libsndfile cannot read (m4a, for one)."""
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(path),
        "-map",
        "a:0",
        "-ac",
        "1",
        "-ar",
        str(RATE),
        "-f",
        "s16le",
        "-",
    ]
    out = subprocess.run(command, capture_output=True, check=False).stdout
    return np.frombuffer(out[: len(out) // 2 * 2], np.int16)


def halved(audio):
    """`audio` float at 16 kHz as int16 at 8 kHz."""
    return to_int16(resample_poly(audio, 1, 2))
