"""One recording in many formats, made by ffmpeg (imageio-ffmpeg) and libsndfile (soundfile)."""

from __future__ import annotations

import subprocess
from pathlib import Path

STEREO = {
    "WAV, PCM 8 bit": ("pcm8.wav", "-c:a pcm_u8"),
    "WAV, PCM 16 bit": ("pcm16.wav", "-c:a pcm_s16le"),
    "WAV, PCM 24 bit": ("pcm24.wav", "-c:a pcm_s24le"),
    "WAV, PCM 32 bit": ("pcm32.wav", "-c:a pcm_s32le"),
    "WAV, float": ("float.wav", "-c:a pcm_f32le"),
    "WAV, double": ("double.wav", "-c:a pcm_f64le"),
    "WAV, mu-law": ("mulaw.wav", "-c:a pcm_mulaw"),
    "WAV, A-law": ("alaw.wav", "-c:a pcm_alaw"),
    "WAV, IMA ADPCM": ("ima.wav", "-c:a adpcm_ima_wav"),
    "WAV, Microsoft ADPCM": ("ms.wav", "-c:a adpcm_ms"),
    "WAV, GSM 6.10 (mono)": ("gsm.wav", None),
    "WAV, MP3": ("mp3.wav", "-c:a libmp3lame -ar 16000"),
    "RF64, PCM 16 bit": ("rf64.wav", "-c:a pcm_s16le -rf64 always"),
    "MP3": ("call.mp3", "-c:a libmp3lame -b:a 32k"),
    "M4A, AAC": ("call.m4a", "-c:a aac"),
    "AAC (ADTS)": ("call.aac", "-c:a aac -f adts"),
    "Ogg Vorbis": ("call.ogg", "-c:a libvorbis"),
    "Opus": ("call.opus", "-c:a libopus -b:a 32k"),
    "FLAC": ("call.flac", "-c:a flac"),
    "WebM, Opus": ("opus.webm", "-c:a libopus -b:a 32k"),
    "WebM, Vorbis": ("vorbis.webm", "-c:a libvorbis"),
    "Matroska, PCM": ("pcm.mka", "-c:a pcm_s16le"),
    "AIFF": ("call.aiff", "-c:a pcm_s16be"),
    "AU, mu-law": ("call.au", "-c:a pcm_mulaw"),
    "CAF, PCM": ("call.caf", "-c:a pcm_s16le"),
    "AMR (mono)": ("call.amr", "-c:a libopencore_amrnb -ac 1 -b:a 12.2k"),
    "WMA": ("call.wma", "-c:a wmav2 -ar 16000"),
}
"""By its name in docs/browser.md: the file, and the options of ffmpeg; None if libsndfile writes it."""


def convert(source: Path, target: Path, *options: str) -> Path:
    """Converts a recording."""
    import imageio_ffmpeg

    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run(
        [ffmpeg, "-nostdin", "-v", "error", "-y", "-i", source, *options, target],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return target


def made(source: Path, folder: Path) -> dict[str, Path]:
    """The recording in every format."""
    import soundfile

    found = {}
    for name, (file, options) in STEREO.items():
        target = folder / file
        if options is None:
            samples, rate = soundfile.read(source, dtype="int16")
            soundfile.write(target, samples[:, 0], rate, format="WAV", subtype="GSM610")
        else:
            convert(source, target, *options.split())
        found[name] = target
    return found
