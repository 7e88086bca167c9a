"""Low-rate telephone codecs, by ffmpeg."""

import subprocess

import numpy as np

VOIP = ("-application", "voip", "-f", "ogg")
CODECS = [
    ("-c:a", "libgsm", "-f", "gsm"),
    ("-c:a", "libgsm", "-f", "gsm"),
    ("-c:a", "libmp3lame", "-b:a", "8k", "-f", "mp3"),
    ("-c:a", "libmp3lame", "-b:a", "16k", "-f", "mp3"),
    ("-c:a", "libopus", "-b:a", "6k", *VOIP),
    ("-c:a", "libopus", "-b:a", "10k", *VOIP),
    ("-c:a", "libopus", "-b:a", "16k", *VOIP),
    ("-c:a", "g726", "-b:a", "24k", "-f", "wav"),
    ("-c:a", "g726", "-b:a", "16k", "-f", "wav"),
    ("-c:a", "libspeex", "-b:a", "8k", "-f", "ogg"),
]
"""Options of ffmpeg; what is listed twice is drawn twice as often. The last of each is the container."""
QUIET = ("ffmpeg", "-v", "error", "-threads", "1")
PHONE = ("-ar", "8000", "-ac", "1")
LATEST = 1600
"""Samples of delay within which the decoded signal is looked for."""


def ffmpeg(options, data):
    """What ffmpeg writes to its output for `data` at its input."""
    return subprocess.run([*QUIET, *options, "-"], input=data, capture_output=True, check=False).stdout


def missing_encoders():
    """Encoders in `CODECS` that this ffmpeg lacks; FileNotFoundError where there is no ffmpeg."""
    listed = subprocess.run(["ffmpeg", "-v", "error", "-encoders"], capture_output=True, check=True).stdout.decode()
    have = {line.split()[1] for line in listed.splitlines() if len(line.split()) > 1}
    return sorted({codec[1] for codec in CODECS} - have)


def transcode(rng, audio):
    """`audio` int16 through a random codec, its delay taken out; as it was where ffmpeg cannot do it."""
    codec = CODECS[rng.integers(len(CODECS))]
    stored = ffmpeg(["-f", "s16le", *PHONE, "-i", "-", *codec], audio.tobytes())
    # Raw GSM has no header that would name it.
    container = ["-f", "gsm"] if codec[-1] == "gsm" else []
    decoded = np.frombuffer(ffmpeg([*container, "-i", "-", "-f", "s16le", *PHONE], stored), np.int16)
    if len(decoded) < len(audio) * 0.9:
        return audio
    decoded = np.pad(decoded, (0, max(0, len(audio) + 2000 - len(decoded))))
    delay = lag(audio, decoded)
    return decoded[delay : delay + len(audio)]


def lag(before, after):
    """Samples by which `after` is later than `before`, from the first 16 s of both."""
    used, size = 1 << 17, 1 << 18
    before, after = before[:used].astype(np.float32), after[:used].astype(np.float32)
    correlation = np.fft.irfft(np.fft.rfft(after, size) * np.conj(np.fft.rfft(before, size)))
    return int(np.argmax(correlation[:LATEST]))
