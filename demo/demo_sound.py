"""Sound of the demo call: the voices, the telephone band, levels, hold music, mu-law WAV.

Sound is a numpy array of -1..1. Levels are in dBov: 0 dBov is a full-scale square wave.
"""

import re
import struct
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np

RATE = 8000  # of the call, Hz
VOICE_RATE = 16000  # of the voices and of the music before they are band-limited, Hz
FRAME = RATE // 100  # 10 ms
FLOOR_DB = -45.0  # a frame is speech above this, re the active level
BRIDGE = 18  # frames; shorter silences are bridged into one talkspurt
MARGIN = 3  # frames kept, faded, outside the speech so that no soft onset is clipped
BAND = (300.0, 3400.0)  # Hz
HARMONICS = (1.0, 0.5, 0.3, 0.18, 0.1, 0.06)  # amplitudes in the music
SEMITONES = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}  # from A


class SoundError(Exception):
    """A voice could not be made."""


def run_flite(*arguments):
    """Run flite and return what it printed."""
    try:
        done = subprocess.run(["flite", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise SoundError("flite was not found; install it (Debian: apt-get install flite)") from None
    return done.stdout + done.stderr


def flite_version():
    """The version line of flite, such as `flite-2.2-current Sep 2018`."""
    match = re.search(r"version:\s*(flite-[^(\n]*)", run_flite("--version"))
    return match.group(1).strip() if match else "unknown"


def flite(voice, stretch, *said):
    """What flite says with a voice, at VOICE_RATE; stretch > 1 is slower."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "voice.wav")
        printed = run_flite("-voice", voice, "--setf", f"duration_stretch={stretch}", *said, "-o", str(path))
        if not path.is_file():
            raise SoundError(f"flite made no sound with voice {voice}: {printed.strip()}")
        with wave.open(str(path)) as file:
            if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (VOICE_RATE, 1, 2):
                raise SoundError(f"voice {voice} is not {VOICE_RATE} Hz mono of 16 bits")
            data = file.readframes(file.getnframes())
    return np.frombuffer(data, "<i2") / 32768.0


def to_telephone(sound, taps=441):
    """Band-limit sound at VOICE_RATE to BAND (windowed sinc, no delay) and bring it to RATE."""
    time = np.arange(taps) - taps // 2
    low, high = (2.0 * edge / VOICE_RATE for edge in BAND)
    kernel = (high * np.sinc(high * time) - low * np.sinc(low * time)) * np.blackman(taps)
    size = 1 << int(np.ceil(np.log2(len(sound) + taps)))
    wide = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(kernel, size), size)
    return wide[taps // 2 : taps // 2 + len(sound) : VOICE_RATE // RATE]


def to_frames(sound):
    """Cut sound at RATE into rows of one frame, the last one filled with zeros."""
    return np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME)


def dbov(power):
    """Mean square as dBov (0 dBov: a full-scale square wave)."""
    return 10.0 * np.log10(np.maximum(power, 1e-12))


def active_level(sound):
    """Level in dBov of the frames that are no more than 16 dB below that level."""
    power = np.mean(to_frames(sound) ** 2, axis=1)
    level = dbov(power.mean())
    for _ in range(20):
        level = dbov(power[dbov(power) > level - 16.0].mean())
    return float(level)


def speech_spans(sound, level):
    """Talkspurts in sound as (first frame, frame after the last)."""
    loud = np.flatnonzero(dbov(np.mean(to_frames(sound) ** 2, axis=1)) > level + FLOOR_DB)
    if not loud.size:
        return []
    breaks = np.flatnonzero(np.diff(loud) > BRIDGE)
    firsts, lasts = np.append(0, breaks + 1), np.append(breaks, loud.size - 1)
    return [(int(loud[i]), int(loud[j]) + 1) for i, j in zip(firsts, lasts)]


def trimmed(sound, level):
    """The speech in sound with MARGIN faded frames on either side; the rest is dropped."""
    spans = speech_spans(sound, level)
    if not spans:
        raise SoundError("flite spoke nothing for a part of an utterance")
    rows = np.pad(to_frames(sound), ((MARGIN, MARGIN), (0, 0)))
    audio = rows[spans[0][0] : spans[-1][1] + 2 * MARGIN].ravel()
    fade = np.linspace(0.0, 1.0, MARGIN * FRAME)
    audio[: fade.size] *= fade
    audio[-fade.size :] *= fade[::-1]
    return audio


def pitch(note):
    """Frequency in Hz of a note such as A4."""
    return 440.0 * 2.0 ** (SEMITONES[note[0]] / 12 + int(note[1]) - 4)


def pluck(note, length, decay):
    """A note of `length` samples at VOICE_RATE with harmonics, a soft attack and a decay."""
    time = np.arange(length) / VOICE_RATE
    tone = sum(a * np.sin(2 * np.pi * pitch(note) * (k + 1) * time) for k, a in enumerate(HARMONICS))
    edge = np.minimum(1.0, np.minimum(time, time[::-1]) / 0.02)
    return tone * edge * np.exp(-time / decay)


def compose(chords, melody, duration, level):
    """Hold music at RATE: chords under a melody, each spread evenly over the duration."""
    total = round(duration * VOICE_RATE)
    sound = np.zeros(total)
    for bars, decay, gain in ((chords, 2.5, 0.5), (melody, 0.5, 1.0)):
        length = total // len(bars)
        for index, notes in enumerate(bars):
            for note in notes.split():
                sound[index * length : (index + 1) * length] += gain * pluck(note, length, decay)
    audio = to_telephone(sound)
    return audio * 10 ** ((level - dbov(np.mean(audio**2))) / 20)


def encode_mulaw(linear):
    """G.711 mu-law of 14-bit integers."""
    size = np.minimum(np.abs(linear), 8158) + 33
    segment = np.searchsorted([63, 127, 255, 511, 1023, 2047, 4095], size)
    code = (segment << 4) | ((size >> (segment + 1)) & 15)
    return (code ^ np.where(linear < 0, 0x7F, 0xFF)).astype(np.uint8)


def wav_bytes(channels):
    """A stereo WAV file of format 7 (mu-law) from two rows of -1..1.

    G.711 decides between its codes at odd 14-bit values, so rounding is towards zero.
    """
    linear = np.clip(np.trunc(channels * 8192), -8192, 8191).astype(np.int64)
    data = encode_mulaw(linear).T.tobytes()
    chunks = [
        (b"fmt ", struct.pack("<HHIIHHH", 7, 2, RATE, 2 * RATE, 2, 8, 0)),
        (b"fact", struct.pack("<I", linear.shape[1])),
        (b"data", data),
    ]
    body = b"WAVE" + b"".join(name + struct.pack("<I", len(part)) + part for name, part in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
