#!/usr/bin/env python3
"""Area under the ROC curve of the probability of speech, at 10 ms, on recordings with hand labels.

  auc.py [BENCH_DIR] [--set vad/dev] [--calls all|dev|aside] [--peers] [--json FILE]

BENCH_DIR (or $LISTENING_BENCH) holds recordings of one voice in vad/dev: each a wav file beside a json
file with "speech", a list of [start, end] in seconds. The column `speech` of `listening.inspect` is
compared with the labels over the frames of all files together: as the files are, and after the
telephone's way, 8 kHz mu-law. Frames whose middle lies in a label count as speech. --calls takes a part of
them: fit_hearing.py has seen those of `dev`, not those held `aside` (held_aside.py).

With --peers, silero-vad, earshot and webrtcvad hear the same. Their decisions stand 16 or 32 ms apart and
lag each in its way, so each is brought to the 10 ms frames both held and interpolated, moved by -4 to +8
frames, and the best of these is given. Ours is taken as it comes. webrtcvad has no probability: given are
its points, with ours at the same false positives beside them.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from held_aside import CHOICES, chosen
from tables import markdown

OURS = "listening"
STEP = 0.01
SHIFTS = range(-4, 9)
TELEPHONE = 8000
MODES = range(4)


def parse_args(argv=None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--set", default="vad/dev", help="folder of the recordings in BENCH_DIR")
    parser.add_argument("--calls", choices=CHOICES, default="all", help="which part of the recordings")
    parser.add_argument("--peers", action="store_true", help="also measure the peers")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args(argv)


def labels(spans: list, frames: int) -> np.ndarray:
    """Which frames are speech."""
    middle = (np.arange(frames) + 0.5) * STEP
    speech = np.zeros(frames, dtype=bool)
    for start, end in spans:
        speech |= (middle >= start) & (middle < end)
    return speech


def auc(probability: np.ndarray, speech: np.ndarray) -> float:
    """Probability that a frame of speech is given a higher value than another; ties count half."""
    _, place, count = np.unique(probability, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    positive, negative = int(speech.sum()), int((~speech).sum())
    if not positive or not negative:
        raise ValueError("the labels hold no speech, or nothing else: no area to give")
    return float((rank[speech].sum() - positive * (positive + 1) / 2) / (positive * negative))


def telephone(samples: np.ndarray, rate: int) -> np.ndarray:
    """The samples at 8 kHz, from any multiple of it, through a windowed-sinc low-pass."""
    factor, rest = divmod(rate, TELEPHONE)
    if rest:
        raise ValueError(f"a rate of {rate} Hz is no multiple of {TELEPHONE} Hz")
    if factor == 1:
        return samples
    half = 32 * factor
    at = np.arange(-half, half + 1) / factor
    taps = 0.94 * np.sinc(0.94 * at) * np.kaiser(2 * half + 1, 8.0)
    return np.convolve(samples, taps / taps.sum(), mode="same")[::factor]


def as_it_is(files: list[Path], _scratch: Path) -> list[Path]:
    """The files."""
    return files


def mulaw(files: list[Path], scratch: Path) -> list[Path]:
    """The recordings as a telephone carries them."""
    import soundfile

    for path in files:
        samples, rate = soundfile.read(path, dtype="float64")
        samples = np.clip(telephone(samples, rate), -1, 1)
        soundfile.write(scratch / path.name, samples, TELEPHONE, subtype="ULAW", format="WAV")
    return [scratch / path.name for path in files]


FORMS = {"as it is": as_it_is, "8 kHz mu-law": mulaw}


def samples_for(path: Path, rates: tuple[int, ...]) -> tuple[np.ndarray, int]:
    """A recording of one channel as int16 of shape (samples, 1): at its rate if taken, else 8 kHz."""
    import soundfile

    samples, rate = soundfile.read(path, dtype="int16")
    if rate not in rates:
        samples = np.clip(np.rint(telephone(samples.astype(np.float64), rate)), -32768, 32767).astype(np.int16)
        rate = TELEPHONE
    return samples[:, None], rate


def peer_probabilities(detector, files: list[Path]) -> list[np.ndarray]:
    """A peer's probabilities over recordings of one channel."""
    found = []
    for path in files:
        samples, rate = samples_for(path, detector.rates)
        prepared = detector.prepare(samples) if rate == TELEPHONE else detector.prepare(samples, rate)
        found.append(detector.probabilities(prepared)[0])
    return found


def on_frames(values: np.ndarray, hop: float, frames: int) -> dict[str, np.ndarray]:
    """Values that stand `hop` seconds apart at the middles of 10 ms frames: held, and interpolated."""
    middle = (np.arange(frames) + 0.5) * STEP
    held = values[np.minimum((middle / hop).astype(int), len(values) - 1)]
    return {"held": held, "interpolated": np.interp(middle, (np.arange(len(values)) + 0.5) * hop, values)}


def moved(values: np.ndarray, by: int) -> np.ndarray:
    """The values `by` frames later, in place of each; the first or last value is used outside the range."""
    return values[np.clip(np.arange(len(values)) + by, 0, len(values) - 1)]


def best(values: list[np.ndarray], hop: float, speech: list[np.ndarray], judge) -> tuple:
    """The best of the ways to bring a peer's values to the frames: what `judge` finds, way, frames moved."""
    truth = np.concatenate(speech)
    frames = [on_frames(v, hop, len(s)) for v, s in zip(values, speech, strict=True)]
    tried = [
        (judge(np.concatenate([moved(f[way], by) for f in frames]), truth), way, by)
        for way in ("held", "interpolated")
        for by in SHIFTS
    ]
    return max(tried)


def points(files: list[Path], ours: np.ndarray, speech: list[np.ndarray]) -> list[dict]:
    """Shares of speech and of the rest that webrtcvad calls speech in each mode, and ours at the latter."""
    import peers

    truth = np.concatenate(speech)
    descending = np.sort(ours[~truth])[::-1]
    found = []
    for mode in MODES:
        detector = peers.WebRtc(mode)
        heard = [samples_for(path, (TELEPHONE,))[0] for path in files]
        values = [detector.decide(detector.prepare(samples))[0] for samples in heard]

        def shares(values: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
            right, wrong = values[truth].mean(), values[~truth].mean()
            return right - wrong, right, wrong

        (_, right, wrong), _, by = best(values, detector.hop, speech, shares)
        threshold = descending[min(int(wrong * len(descending)), len(descending) - 1)]
        ours_right = (ours[truth] >= threshold).mean()
        figures = {"true_positive": right, "false_positive": wrong, "ours_true_positive": ours_right}
        found.append({"system": detector.name, "moved": by, **{k: round(float(v), 4) for k, v in figures.items()}})
    return found


def peer_areas(files: list[Path], speech: list[np.ndarray]) -> dict[str, dict]:
    """The figures of the peers that give probabilities."""
    import peers
    from native import Earshot, NoNative

    found = {}
    for make in (peers.Silero, peers.SileroSequence, Earshot):
        detector = make()
        try:
            own = getattr(detector, "prepare", None)
            values = peer_probabilities(detector, files) if own else detector.probabilities(files)
        except NoNative as error:
            print(f"{detector.name} is left out: {error}", file=sys.stderr)
            continue
        area, way, by = best(values, detector.hop, speech, auc)
        found[detector.name] = {"auc": round(area, 5), "frames": way, "moved": by}
    return found


def measured(listening, files: list[Path], truths: list[dict], with_peers: bool) -> dict:
    """The figures over all recordings in one form."""
    ours = [listening.inspect(path).frames["speech"] for path in files]
    speech = [labels(truth["speech"], len(own)) for truth, own in zip(truths, ours, strict=True)]
    together, truth = np.concatenate(ours), np.concatenate(speech)
    result = {
        "files": len(files),
        "frames": len(truth),
        "speech": round(float(truth.mean()), 4),
        "systems": {OURS: {"auc": round(auc(together, truth), 5), "frames": "its own", "moved": 0}},
        "points": [],
    }
    if with_peers:
        result["systems"] |= peer_areas(files, speech)
        result["points"] = points(files, together, speech)
    return result


def area_table(figures: dict) -> str:
    """Areas, one row per system and a column per form."""
    names = {name: None for found in figures.values() for name in found["systems"]}

    def cell(name: str, form: str) -> str:
        entry = figures[form]["systems"].get(name)
        if entry is None:
            return "-"
        how = "" if name == OURS else f" ({entry['frames']}, {entry['moved']:+d})"
        return f"{entry['auc']:.4f}{how}"

    return markdown(["ROC-AUC", *figures], [[name, *(cell(name, form) for form in figures)] for name in names])


def point_table(figures: dict) -> str:
    """Points of a peer without probabilities, and ours at the same false positives."""
    rows = [
        [
            f"{entry['system']}, {form}",
            f"{entry['false_positive']:.3f}",
            f"{entry['true_positive']:.3f}",
            f"{entry['ours_true_positive']:.3f}",
        ]
        for form, found in figures.items()
        for entry in found["points"]
    ]
    return markdown(["decisions only", "false positives", "true positives", "ours at these false positives"], rows)


def main(argv=None) -> int:
    """Measure; return the exit code."""
    args = parse_args(argv)
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    folder = Path(args.bench) / args.set
    files = sorted(folder.glob("*.wav"))
    if not files:
        print(f"error: {folder} holds no recordings; give the folder of the bench", file=sys.stderr)
        return 2
    part = set(chosen((path.stem for path in files), args.calls))
    files = [path for path in files if path.stem in part]
    try:
        listening = importlib.import_module("listening")
    except ImportError as error:
        print(f"error: cannot import listening ({error}); install the wheel", file=sys.stderr)
        return 2
    truths = [json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in files]
    figures = {}
    with tempfile.TemporaryDirectory(prefix="listening-bench-") as scratch:
        for name, form in FORMS.items():
            figures[name] = measured(listening, form(files, Path(scratch)), truths, args.peers)
    any_form = next(iter(figures.values()))
    count, frames, share = (any_form[key] for key in ("files", "frames", "speech"))
    print(f"{count} recordings, {frames} frames of 10 ms, {share:.1%} speech\n")
    print(area_table(figures))
    if args.peers:
        print("\nin brackets how a peer was brought to the frames, the best of 26 ways; ours as it comes\n")
        print(point_table(figures))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
