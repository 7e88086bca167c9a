"""ROC-AUC at 10 ms of the bare network on folders of labelled recordings, as 8 kHz mu-law.

python -m training.eval_sets --models A.npz B.safetensors [--json DIR] [--scv DIR] [--rttm DIR]

--json: *.wav with *.json {"speech": [[start, end], ...]}; --scv: *.wav with *.scv, a line of name, then
start, end, 1 for speech; --rttm: *.wav with *.rttm beside them. All times in s. Such sets are looked at,
never trained on.
"""

import argparse
import json
import unicodedata
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import butter, resample_poly, sosfiltfilt

from .frontend import FRAME, features
from .g711 import MU_LAW, coded
from .network import run
from .rates import rates
from .weights import load, to_engine

TELEPHONE = butter(4, [300, 3400], btype="band", fs=8000, output="sos")


def json_set(folder):
    """Recordings and their talk, from a JSON file each."""
    for path in sorted(folder.glob("*.wav")):
        yield path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["speech"]


def scv_set(folder):
    """Recordings and their talk, from lines of start, end, label."""
    for path in sorted(folder.glob("*.wav")):
        fields = path.with_suffix(".scv").read_text(encoding="utf-8").strip().split(",")[1:]
        rows = zip(fields[::3], fields[1::3], fields[2::3])
        yield path, [(float(start), float(end)) for start, end, label in rows if int(label) == 1]


def rttm_set(folder):
    """Recordings and their talk, from RTTM; file names may be composed or decomposed Unicode."""
    talk = {}
    for path in folder.glob("*.rttm"):
        for row in path.read_text(encoding="utf-8").splitlines():
            fields = row.split()
            if fields and fields[0] == "SPEAKER":
                start, length = float(fields[3]), float(fields[4])
                talk.setdefault(unicodedata.normalize("NFC", fields[1]), []).append((start, start + length))
    for path in sorted(folder.glob("*.wav")):
        name = unicodedata.normalize("NFC", path.stem)
        if name in talk:
            yield path, talk[name]


def grid(spans, frames):
    """1 for each frame of 10 ms whose middle lies in a span of s."""
    labels, middle = np.zeros(frames, np.int8), (np.arange(frames) + 0.5) * 0.01
    for start, end in spans:
        labels[(middle >= start) & (middle < end)] = 1
    return labels


def telephone(path, *, narrow):
    """The first channel as 8 kHz mu-law, int16, with its length in s; `narrow`: 300 to 3400 Hz only."""
    audio, rate = soundfile.read(path, dtype="float64", always_2d=True)
    audio = np.clip(np.round(audio[:, 0] * 32768), -32768, 32767)
    common = np.gcd(rate, 8000)
    phone = resample_poly(audio, 8000 // common, rate // common)
    phone = sosfiltfilt(TELEPHONE, phone) if narrow else phone
    phone = np.clip(np.round(phone), -32768, 32767).astype(np.int16)
    return coded(phone, MU_LAW), len(audio) / rate


def evaluate(recordings, networks, *, narrow):
    """`rates` of each network over all recordings, and the minutes and the share of speech."""
    labels, scores = [], [[] for _ in networks]
    for path, spans in recordings:
        audio, seconds = telephone(path, narrow=narrow)
        inputs = features(audio[None])[0]
        truth = grid([(start, min(end, seconds)) for start, end in spans], int(seconds / 0.01))
        frames = min(len(truth), len(audio) // FRAME)
        labels.append(truth[:frames])
        for weights, kept in zip(networks, scores):
            kept.append(run(weights, inputs)[0][:frames])
    labels = np.concatenate(labels)
    return [rates(labels, np.concatenate(kept), 0.5) for kept in scores], len(labels) / 6000, labels.mean()


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", type=Path, required=True)
    kinds = {"json": json_set, "scv": scv_set, "rttm": rttm_set}
    for kind in kinds:
        parser.add_argument(f"--{kind}", type=Path, metavar="DIR")
    args = parser.parse_args()
    networks = [to_engine(load(path)) for path in args.models]
    for kind, read in kinds.items():
        folder = getattr(args, kind)
        if folder is None:
            continue
        recordings = list(read(folder))
        if not recordings:
            raise FileNotFoundError(f"no labelled *.wav in {folder}")
        for name, narrow in (("mu-law", False), ("300-3400 Hz", True)):
            results, minutes, share = evaluate(recordings, networks, narrow=narrow)
            for path, found in zip(args.models, results):
                errors = f"false {found['false_alarms']:.3f} missed {found['misses']:.3f}"
                figures = f"auc {found['auc']:.4f} {errors}"
                print(
                    f"{kind} {name:12s} {path.name:28s} {figures} ({minutes:.1f} min, speech {share:.2f})",
                    flush=True,
                )


if __name__ == "__main__":
    main()
