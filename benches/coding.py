#!/usr/bin/env python3
"""What lossy codecs cost, and the least bit rate of each that is good.

    coding.py BENCH_DIR [--calls dev|aside|all] [--most 8] [--but ID,ID] [--only NAME[=RATE,RATE]]
              [--ffmpeg FFMPEG] [--json FILE]

Each call is coded by ffmpeg (by speexenc for Speex), decoded again, and heard. Given are, for each codec and
rate: the rate that the files have, score.py's F1 of speech frames and of events (the macro mean over the
merged four kinds), and how far the score lies from that of the call as it is, in the mean and at most. Good
is within .02 of the F1 of events of the call as it is, and within 1.5 points of its score in the mean.

One-party is what a pair of recordings costs: each channel coded by itself, and the rate of one.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import calls
import numpy as np

WORST_F1 = 0.02
WORST_SCORE = 1.5

# Codec, ending, encoder's options, rates in kbit/s, whether each party is coded by itself.
CODECS = {
    "Opus, ffmpeg's default (audio)": ("opus", ["-c:a", "libopus"], [16, 24, 28, 32, 48], False),
    "Opus, -application voip": ("opus", ["-c:a", "libopus", "-application", "voip"], [16, 24, 32, 48], False),
    "Opus, one party each": ("opus", ["-c:a", "libopus"], [8, 12, 16, 24], True),
    "MP3 at 8 kHz": ("mp3", ["-c:a", "libmp3lame"], [8, 16, 24, 32, 48], False),
    "MP3 at 16 kHz": ("mp3", ["-c:a", "libmp3lame", "-ar", "16000"], [24, 32, 48, 64], False),
    "MP3, one party each": ("mp3", ["-c:a", "libmp3lame"], [8, 16, 24], True),
    "Vorbis": ("ogg", ["-c:a", "libvorbis"], [20, 24, 32, 48], False),
    "AAC-LC at 16 kHz": ("m4a", ["-c:a", "aac", "-ar", "16000"], [16, 24, 32, 48, 64], False),
    "WMA 2 at 16 kHz": ("wma", ["-c:a", "wmav2", "-ar", "16000"], [16, 24, 32, 48, 64, 96], False),
    "AC-3 at 48 kHz": ("ac3", ["-c:a", "ac3", "-ar", "48000"], [48, 64, 96, 128], False),
    "AMR, one party each": ("amr", ["-c:a", "libopencore_amrnb"], [4.75, 5.9, 7.4, 12.2], True),
    "G.722, one party each": ("g722", ["-c:a", "g722", "-ar", "16000"], [64], True),
    "GSM 6.10, one party each": ("wav", None, [13], True),
    "Dialogic ADPCM, one party each": ("vox", None, [32], True),
    "Speex, one party each": ("spx", None, [4, 6, 8, 11, 15], True),
    "Speex, two channels": ("spx", None, [8, 15, 25], False),
}


def run(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def coded(audio: np.ndarray, name: str, rate: float, folder: Path, ffmpeg: str) -> tuple[np.ndarray, int]:
    """What a codec leaves of int16 audio at 8 kHz, and how many bytes it took."""
    import soundfile

    ending, options, _, _ = CODECS[name]
    plain, file, back = folder / "in.wav", folder / f"coded.{ending}", folder / "out.wav"
    soundfile.write(plain, audio, calls.peers.RATE)
    if name.startswith("GSM"):
        soundfile.write(file, audio, calls.peers.RATE, format="WAV", subtype="GSM610")
    elif name.startswith("Dialogic"):
        soundfile.write(file, audio, calls.peers.RATE, format="RAW", subtype="VOX_ADPCM")
    elif name.startswith("Speex"):
        run("speexenc", "--bitrate", int(rate * 1000), plain, file)
    else:
        run(ffmpeg, "-v", "error", "-y", "-i", plain, *options, "-b:a", f"{rate}k", file)
    if name.startswith("Dialogic"):
        samples, _ = soundfile.read(
            file, format="RAW", subtype="VOX_ADPCM", samplerate=calls.peers.RATE, channels=1, dtype="int16"
        )
        soundfile.write(back, samples, calls.peers.RATE)
    elif name.startswith("Speex"):
        run("speexdec", file, back)
    else:
        run(ffmpeg, "-v", "error", "-y", "-i", file, "-ar", calls.peers.RATE, "-c:a", "pcm_s16le", back)
    samples, _ = soundfile.read(back, dtype="int16")
    samples = samples.reshape(len(samples), -1)[: len(audio)]
    return np.pad(samples, ((0, len(audio) - len(samples)), (0, 0))), file.stat().st_size


def through(call: calls.Call, name: str, rate: float, ffmpeg: str) -> tuple[np.ndarray, float]:
    """A call as a codec leaves it, and the rate of a file, kbit/s."""
    with tempfile.TemporaryDirectory() as place:
        parts = [call.audio[:, [0]], call.audio[:, [1]]] if CODECS[name][3] else [call.audio]
        found = [coded(part, name, rate, Path(place), ffmpeg) for part in parts]
    seconds = len(call.audio) / calls.peers.RATE
    size = sum(size for _, size in found) / len(found)
    return np.concatenate([samples for samples, _ in found], axis=1), size * 8 / 1000 / seconds


def work(args, all_calls, score, systems) -> list[dict]:
    some = [call for call in all_calls if call.id not in args.but.split(",")][: args.most]
    print("calls:", ", ".join(call.id for call in some), flush=True)
    hear = systems[calls.OURS]

    def figures(change) -> tuple[dict, list[float | None], float]:
        kept, points, rates = score.Calls(0.3), [], []

        def one(call):
            audio, rate = change(call)
            return call, hear(np.ascontiguousarray(audio)), rate

        with ThreadPoolExecutor(args.workers) as threads:
            for call, report, rate in threads.map(one, some):
                kept.add(call.truth, report)
                points.append(report["score"]["observable_listening"])
                rates.append(rate)
        return kept.result(), points, float(np.mean(rates))

    rows = []
    plain, points, _ = figures(lambda call: (call.audio, 128.0))
    base = plain["events"]["macro_f1_merged"]

    def add(name, rate, found, mine, real) -> None:
        off = [abs(a - b) for a, b in zip(mine, points, strict=True) if a is not None and b is not None]
        lost = sum(a is None and b is not None for a, b in zip(mine, points, strict=True))
        row = {
            "codec": name,
            "rate": rate,
            "file": round(real, 1),
            "frames": round(found["frames"]["no collar | all"]["f1"], 3),
            "events": round(found["events"]["macro_f1_merged"], 3),
            "score_mean": round(float(np.mean(off)), 2) if off else None,
            "score_most": round(max(off), 1) if off else None,
            "unscored": lost,
        }
        close = bool(off) and row["score_mean"] <= WORST_SCORE and not lost
        row["good"] = close and row["events"] >= round(base, 3) - WORST_F1
        rows.append(row)
        print("| " + " | ".join(str(value) for value in row.values()) + " |", flush=True)

    print("| codec | asked, kbit/s | file | frames F1 | events F1 | score off, mean | most | no score | good |")
    print("|---|---|---|---|---|---|---|---|---|")
    add("as it is (mu-law)", 128, plain, points, 128.0)
    for name, (_, _, rates, _) in CODECS.items():
        wanted = [only.partition("=")[2] for only in args.only if only.partition("=")[0] in name]
        if args.only and not wanted:
            continue
        few = [float(rate) for rate in ",".join(wanted).split(",") if rate]
        for rate in [rate for rate in rates if not few or rate in few]:
            try:
                change = lambda call, name=name, rate=rate: through(call, name, rate, args.ffmpeg)  # noqa: E731
                add(name, rate, *figures(change))
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"| {name} | {rate} | not made: {error} |", flush=True)
    return rows


if __name__ == "__main__":
    parser = calls.parser(__doc__)
    parser.add_argument("--most", type=int, default=8, help="calls, the first of them")
    parser.add_argument("--but", default="", help="calls that are left out, with commas between them")
    parser.add_argument("--only", action="append", default=[], help="codecs whose names hold this, at these rates")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--ffmpeg", default="ffmpeg")
    raise SystemExit(calls.run(parser.parse_args(), work))
