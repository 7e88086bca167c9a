#!/usr/bin/env python3
"""Fit the decision between speech and no speech; write models/decision.safetensors.

    fit_hearing.py BENCH_DIR STREAMS [--all] [--write]

BENCH_DIR holds calls/dev: stereo calls with exact truth. STREAMS holds the npz files that
`python -m training.streams` writes: streams of 20 s of labelled clean speech under recorded noise, babble,
distant talkers and music at -5 to 35 dB, through telephone codecs. The calls know the edges and the echo, the
streams know the noise. The evidence of every frame comes from the library itself, through its example
`evidence`: of the streams, of the calls, and of copies of the calls at other levels (-61 to -10 dBov), with
the other party's echo, and with the beginning cut away (cold starts). One hidden layer weighs it. Two
thirds of the calls and of the files of streams are fitted on; the rest (`held_aside`) is only looked at.
Prints the weighted share of frames that are wrong in each. Needs numpy, scikit-learn and soundfile.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import soundfile
import tensors
from auc import TELEPHONE
from held_aside import chosen
from sklearn.neural_network import MLPClassifier

HIDDEN = 24
EVIDENCE = 22
STEP = 0.01
# What is rare in these calls but not in others counts more. A prompt is speech, but of no party.
WEIGHTS = {"breath": 6, "keyboard": 6, "music": 3, "echo": 2, "prompt": 0}
# All streams together against all calls together, frame by frame.
STREAMS = 0.45
# Noise that is called speech makes events that never were; speech that is missed is mostly the end of a word.
FALSE_SPEECH = 1.5
ROOT = Path(__file__).resolve().parent.parent


def mask(spans, frames, pad=0.0):
    inside = np.zeros(frames, dtype=bool)
    for start, end in spans:
        inside[max(0, round((start - pad) / STEP)) : max(0, round((end + pad) / STEP))] = True
    return inside


def edges(spans, frames, within):
    return mask([(at, at) for span in spans for at in span], frames, within)


class Case:
    """A stereo recording at 8 kHz with the truth of each channel: speech, and the weight of each frame."""

    def __init__(self, name, samples, speech, weight, kind="call", subtype="PCM_16"):
        self.name, self.samples, self.kind, self.subtype = name, samples, kind, subtype
        self.speech, self.weight = speech, weight

    def cut(self, start, seconds):
        """What a recorder that starts late would have."""
        first, last = round(start / STEP), round((start + seconds) / STEP)
        samples = self.samples[first * 80 : last * 80]
        keep = slice(first, first + len(samples) // 80)
        speech, weight = [m[keep] for m in self.speech], [m[keep] for m in self.weight]
        return Case(self.name, samples, speech, weight, self.kind, self.subtype)

    def louder(self, gains):
        """With other gains, in dB, per channel."""
        samples = np.clip(self.samples * 10 ** (np.array(gains) / 20), -1, 1)
        return Case(self.name, samples, self.speech, self.weight, self.kind, self.subtype)

    def leaking(self, gain, late):
        """With the other party's voice in each channel, so loud in dB and so late in seconds."""
        shift = round(late * TELEPHONE)
        other = np.roll(self.samples[:, ::-1], shift, axis=0)
        other[:shift] = 0
        samples = np.clip(self.samples + other * 10 ** (gain / 20), -1, 1)
        moved = [np.roll(speech, round(late / STEP)) for speech in self.speech[::-1]]
        weight = [np.where(m & ~s & (w == 1), 2, w) for m, s, w in zip(moved, self.speech, self.weight, strict=True)]
        return Case(self.name, samples, self.speech, weight, self.kind, self.subtype)

    def rows(self, program, folder):
        """Evidence, truth and weight of every frame."""
        path = Path(folder) / f"{id(self)}.wav"
        soundfile.write(path, self.samples, TELEPHONE, subtype=self.subtype)
        out = subprocess.run([program, path], check=True, capture_output=True).stdout
        path.unlink()
        channels = np.frombuffer(out, "<f4").reshape(2, -1, EVIDENCE)
        parts = []
        for channel, speech, weight in zip(channels, self.speech, self.weight, strict=True):
            frames = min(len(channel), len(speech))
            parts.append((channel[:frames], speech[:frames], weight[:frames]))
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def calls(bench):
    for path in sorted((bench / "calls/dev").glob("*.wav")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        samples, _ = soundfile.read(path)
        frames = -(-len(samples) // 80)
        sides = ("agent", "customer")
        speech = [mask(truth["activity"][side], frames) for side in sides]
        weight = []
        for side, other in (sides, sides[::-1]):
            each = np.ones(frames)
            for sound in truth["nonspeech"]:
                if sound["channel"] in (side, "both"):
                    kind, span = sound["kind"], [(sound["start"], sound["end"])]
                    each[mask(span, frames, 0.1 if kind == "prompt" else 0)] = WEIGHTS.get(kind, 1)
            if any(condition.startswith(f"echo:{side}") for condition in truth["conditions"]):
                each[mask(truth["activity"][other], frames) & (each == 1)] = WEIGHTS["echo"]
            # What is said is worth the same whatever is heard besides.
            each[speech[sides.index(side)] & (each > 0)] = 1
            weight.append(each)
        levels = [truth["level_dbov"][side] for side in sides]
        yield Case(path.stem, samples, speech, weight, subtype="ULAW"), levels


def streams(folder):
    """Two streams at a time, as the two channels of a call."""
    for path in sorted(folder.glob("*.npz")):
        held = np.load(path)
        # Three is sure, two near an edge, one where teacher and level disagree, none where nobody knows.
        weights = held["w"] / 3
        for k in range(0, len(held["x"]) - 1, 2):
            samples = held["x"][k : k + 2].T / 32768
            yield Case(path.stem, samples, held["y"][k : k + 2] > 0, weights[k : k + 2], kind="stream")


def variants(bench, folder, random):
    """(case, weight of its frames); each call in several forms."""
    for case, levels in calls(bench):
        yield case, 1.0
        for low, high in ((-61, -50), (-61, -10)):
            gains = [random.uniform(low, high) - level for level in levels]
            yield case.louder(gains).cut(random.uniform(0, 40), 80), 1.0
        for _ in range(2):
            leak = case.leaking(random.uniform(-35, -8), random.uniform(0, 0.5))
            yield leak.cut(random.uniform(0, 40), 90), 0.4
        for _ in range(6):
            yield case.cut(random.uniform(0, len(case.samples) / 8000 - 8), 6), 1.0
    for case in streams(folder):
        yield case, STREAMS


def joined(rows):
    """Evidence, truth and weight of all frames, end to end."""
    evidence, truth, weights = (np.concatenate(column) for column in zip(*rows, strict=True))
    return evidence.astype(np.float64), truth, weights


def write(mean, scale, network):
    """The layers, with the scaling of the inputs put into the first, to five digits."""
    first, second = network.coefs_
    first = first / scale[:, None]
    layers = {
        "first": first,
        "first_start": network.intercepts_[0] - mean @ first,
        "second": second[:, 0],
        "second_start": network.intercepts_[1],
    }
    digits = np.vectorize(lambda value: float(f"{value:.5g}"))
    return tensors.write(
        "decision.safetensors",
        {name: digits(values).astype(np.float32) for name, values in layers.items()},
        written_by="benches/fit_hearing.py",
        fitted_on="simulated calls with truth and labelled speech in recorded noise",
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("streams", type=Path)
    parser.add_argument("--all", action="store_true", help="fit on everything; no part is left to check on")
    parser.add_argument("--write", action="store_true", help="write the weights")
    args = parser.parse_args()
    build = ["cargo", "build", "-q", "--release", "-p", "listening-core", "--example", "evidence"]
    subprocess.run(build, cwd=ROOT, check=True)
    program = ROOT / "target/release/examples/evidence"
    random = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        work = list(variants(args.bench, args.streams, random))
        found = list(pool.map(lambda item: item[0].rows(program, folder), work))
    kinds = ("call", "stream")
    held = set()
    if not args.all:
        for kind in kinds:
            held.update(chosen(sorted({case.name for case, _ in work if case.kind == kind}), "aside"))
    fitted, aside = [], {kind: [] for kind in kinds}
    for (case, weight), (evidence, truth, weights) in zip(work, found, strict=True):
        keep = weights > 0
        rows = evidence[keep], truth[keep], weights[keep] * weight
        (aside[case.kind] if case.name in held else fitted).append(rows)
    x, y, w = joined(fitted)
    mean, scale = x.mean(0), x.std(0)
    network = MLPClassifier((HIDDEN,), alpha=1e-4, batch_size=4096, warm_start=True, random_state=0)
    weights = np.where(y, w, FALSE_SPEECH * w)
    # Large steps first, then small ones: the last large step is a matter of chance.
    for step, rounds in ((3e-3, 6), (1e-3, 2), (2e-4, 2)):
        network.set_params(learning_rate_init=step, max_iter=rounds)
        network.fit((x - mean) / scale, y, weights)

    def wrong(x, y, w):
        return np.average(network.predict((x - mean) / scale) != y, weights=w)

    print(f"fitted on {len(y)} frames, {y.mean():.3f} speech: {wrong(x, y, w):.4f} wrong")
    for kind in kinds:
        if aside[kind]:
            e, t, v = joined(aside[kind])
            alone = np.average((e[:, 0] > 0) != t, weights=v)
            print(f"aside, {kind}: {len(t)} frames, {wrong(e, t, v):.4f} wrong; the network alone {alone:.4f}")
    if args.write:
        print(f"wrote {write(mean, scale, network).relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
