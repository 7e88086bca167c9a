#!/usr/bin/env python3
"""Fit the decision between speech and no speech; write models/decision.safetensors.

    fit_hearing.py BENCH_DIR [--all] [--write]

BENCH_DIR holds calls/dev (stereo calls with exact truth) and vad/dev (hand-labelled recordings of one
voice). The evidence of every frame comes from the library itself, through its example `evidence`, of the
recordings as they are, and of copies with other levels (-61 to -10 dBov), with the other party's echo, and
with the beginning cut away (cold starts). It is weighed by one hidden layer. Two thirds of the calls and
recordings are fitted on; what is left (`held_aside`) is only looked at. Printed: the share of frames heard
wrongly in each. Needs numpy, scikit-learn and soundfile.
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
from auc import TELEPHONE, telephone
from held_aside import chosen
from sklearn.neural_network import MLPClassifier

HIDDEN = 24
EVIDENCE = 22
STEP = 0.01
# What is rare in these calls but not in others counts more. A prompt is speech, but of no party.
WEIGHTS = {"breath": 6, "keyboard": 6, "music": 3, "echo": 2, "prompt": 0, "recording": 8}
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

    def __init__(self, name, samples, speech, weight, subtype="PCM_16"):
        self.name, self.samples, self.subtype = name, samples, subtype
        self.speech, self.weight = speech, weight

    def kind(self):
        return "call" if (len(self.speech[1]) and self.weight[1].any()) else "recording"

    def cut(self, start, seconds):
        """What a recorder that starts late would have."""
        first, last = round(start / STEP), round((start + seconds) / STEP)
        samples = self.samples[first * 80 : last * 80]
        keep = slice(first, first + len(samples) // 80)
        speech, weight = [m[keep] for m in self.speech], [m[keep] for m in self.weight]
        return Case(self.name, samples, speech, weight, self.subtype)

    def louder(self, gains):
        """With other gains, in dB, per channel."""
        samples = np.clip(self.samples * 10 ** (np.array(gains) / 20), -1, 1)
        return Case(self.name, samples, self.speech, self.weight, self.subtype)

    def leaking(self, gain, late):
        """With the other party's voice in each channel, so loud in dB and so late in seconds."""
        shift = round(late * TELEPHONE)
        other = np.roll(self.samples[:, ::-1], shift, axis=0)
        other[:shift] = 0
        samples = np.clip(self.samples + other * 10 ** (gain / 20), -1, 1)
        moved = [np.roll(speech, round(late / STEP)) for speech in self.speech[::-1]]
        weight = [
            np.where(m & ~s & (w == 1), 2, w) for m, s, w in zip(moved, self.speech, self.weight, strict=True)
        ]
        return Case(self.name, samples, self.speech, weight, self.subtype)

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
        yield Case(path.stem, samples, speech, weight, "ULAW"), levels


def recordings(bench):
    for path in sorted((bench / "vad/dev").glob("*.wav")):
        spans = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["speech"]
        samples, rate = soundfile.read(path)
        one = telephone(samples, rate)
        frames = -(-len(one) // 80)
        speech = mask(spans, frames)
        # The labels are good to 50 ms.
        weight = WEIGHTS["recording"] * ~edges(spans, frames, 0.05)
        silent = np.zeros(frames, dtype=bool)
        samples = np.stack([one, np.zeros_like(one)], 1)
        yield Case(path.stem, samples, [speech, silent], [weight, 0 * weight], "ULAW")


def variants(bench, random):
    """(case, weight of its frames); each recording in several forms."""
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
    for case in recordings(bench):
        yield case, 1.0


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
        fitted_on="calls and recordings with truth",
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--all", action="store_true", help="fit on everything; no part is left to check on")
    parser.add_argument("--write", action="store_true", help="write the weights")
    args = parser.parse_args()
    build = ["cargo", "build", "-q", "--release", "-p", "listening-core", "--example", "evidence"]
    subprocess.run(build, cwd=ROOT, check=True)
    program = ROOT / "target/release/examples/evidence"
    random = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        work = [(case, weight) for case, weight in variants(args.bench, random)]
        found = list(pool.map(lambda item: item[0].rows(program, folder), work))
    kinds = ("call", "recording")
    held = set()
    if not args.all:
        for kind in kinds:
            held.update(chosen(sorted({case.name for case, _ in work if case.kind() == kind}), "aside"))
    fitted, aside = [], []
    for (case, weight), (evidence, truth, weights) in zip(work, found, strict=True):
        if case.name in held:
            aside.append((case.kind(), evidence[weights > 0], truth[weights > 0]))
        else:
            copies = (weights * weight / 2 + random.random(len(truth))).astype(int)
            fitted.append((np.repeat(evidence, copies, axis=0), np.repeat(truth, copies)))
    x = np.concatenate([evidence for evidence, _ in fitted]).astype(np.float64)
    y = np.concatenate([truth for _, truth in fitted])
    mean, scale = x.mean(0), x.std(0)
    network = MLPClassifier((HIDDEN,), alpha=1e-3, batch_size=512, max_iter=15, random_state=0)
    network.fit((x - mean) / scale, y)
    wrong = network.predict((x - mean) / scale) != y
    print(f"fitted on {len(y)} frames, {y.mean():.3f} speech: {wrong.mean():.4f} wrong")
    for kind in kinds:
        rows = [(e, t) for of, e, t in aside if of == kind]
        if rows:
            e, t = np.concatenate([r[0] for r in rows]), np.concatenate([r[1] for r in rows])
            wrong = network.predict((e - mean) / scale) != t
            alone = (e[:, 0] > 0) != t
            print(
                f"aside, {kind}: {len(t)} frames, {wrong.mean():.4f} wrong; "
                f"the detector alone {alone.mean():.4f}"
            )
    if args.write:
        print(f"wrote {write(mean, scale, network).relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
