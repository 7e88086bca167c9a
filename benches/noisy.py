#!/usr/bin/env python3
"""Speech found in noise, by condition, in excerpts made from recordings that nothing was fitted on.

  noisy.py CORPUS [--count 12] [--seed 5] [--peers] [--json FILE]

CORPUS is a folder that `python -m training.corpus --table training/aside.csv` wrote;
noisy_sets.py makes the excerpts. Prints for each condition

F1         of 10 ms frames, 50 ms around every edge of the truth left out
ROC-AUC    at 10 ms of the bare network and of the decision on top of it (built by cargo)

and with --peers the same of silero-vad at 8 kHz and webrtcvad, smoothed as accuracy.py does; their
probabilities are brought to the frames in the way that is best for them, as in auc.py.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import peers
from auc import auc, best, labels
from noisy_sets import RATE, Corpus, Excerpt, excerpts
from tables import markdown

COLLAR = 0.05
EVIDENCE = 22
ROOT = Path(__file__).resolve().parent.parent
OURS = "listening"


def judged(excerpt: Excerpt, frames: int) -> np.ndarray:
    """The frames that are not within the collar of an edge."""
    middle = (np.arange(frames) + 0.5) * 0.01
    edges = np.array([at for span in excerpt.speech for at in span])
    if not len(edges):
        return np.ones(frames, dtype=bool)
    return (np.abs(middle[:, None] - edges) > COLLAR).all(1)


def counts(excerpt: Excerpt, found: list[tuple[float, float]]) -> np.ndarray:
    """Frames rightly called speech, wrongly called speech, and missed."""
    frames = len(excerpt.audio) * 100 // RATE
    truth, heard, keep = labels(excerpt.speech, frames), labels(found, frames), judged(excerpt, frames)
    return np.array([(truth & heard & keep).sum(), (~truth & heard & keep).sum(), (truth & ~heard & keep).sum()])


def stereo(excerpt: Excerpt) -> np.ndarray:
    """As a call whose other party is silent: int16 of shape (samples, 2)."""
    own = np.clip(np.rint(excerpt.audio * 32768), -32768, 32767).astype(np.int16)
    return np.stack([own, np.zeros_like(own)], 1)


def decide(evidence: np.ndarray) -> np.ndarray:
    """The decision's log odds, from the weights in the repository."""
    from safetensors.numpy import load_file

    weights = load_file(ROOT / "listening-core/models/decision.safetensors")
    hidden = np.maximum(evidence @ weights["first"] + weights["first_start"], 0)
    return hidden @ weights["second"] + weights["second_start"]


def probabilities(excerpt: Excerpt, program: Path, scratch: Path) -> tuple[np.ndarray, np.ndarray]:
    """Log odds of the network and of the decision, a value per frame."""
    import soundfile

    path = scratch / "excerpt.wav"
    soundfile.write(path, stereo(excerpt), RATE)
    rows = subprocess.run([program, path], check=True, capture_output=True).stdout
    evidence = np.frombuffer(rows, "<f4").reshape(2, -1, EVIDENCE)[0]
    return evidence[:, 0], decide(evidence)


def spurts(report: dict) -> list[tuple[float, float]]:
    """The agent's talkspurts of a report."""
    return [(s["start"], s["end"]) for s in report["talkspurts"] if s["party"] == "agent"]


def f1(found: np.ndarray) -> float:
    """F1 of right, wrong and missed frames."""
    right, wrong, missed = found
    return 2 * right / max(2 * right + wrong + missed, 1)


def measured(made: list[Excerpt], with_peers: bool) -> dict[str, dict[str, float]]:
    """F1 and areas of one condition, by system."""
    import listening

    program = ROOT / "target/release/examples/evidence"
    truth = [labels(e.speech, len(e.audio) * 100 // RATE) for e in made]
    together = np.concatenate(truth)
    reports = [json.loads(listening.analyze(stereo(e), sample_rate=RATE).to_json()) for e in made]
    heard = sum(counts(e, spurts(r)) for e, r in zip(made, reports, strict=True))
    with tempfile.TemporaryDirectory() as scratch:
        pairs = [probabilities(e, program, Path(scratch)) for e in made]
    found = {
        OURS: {
            "f1": f1(heard),
            "network": auc(np.concatenate([p[0] for p in pairs]), together),
            "auc": auc(np.concatenate([p[1] for p in pairs]), together),
        }
    }
    if with_peers:
        for detector in (peers.Silero(), peers.WebRtc()):
            own = sum(counts(e, spurts(peers.peer_report(detector, stereo(e)))) for e in made)
            found[detector.name] = {"f1": f1(own)}
        silero = peers.Silero()
        values = [silero.probabilities(silero.prepare(stereo(e)[:, :1]))[0] for e in made]
        found[silero.name]["auc"] = best(values, silero.hop, truth, auc)[0]
    return found


def table(figures: dict[str, dict]) -> str:
    """A row per condition, a column per figure and system."""
    columns = [(system, key) for system, found in next(iter(figures.values())).items() for key in found]
    names = {"f1": "F1", "network": "ROC-AUC, bare network", "auc": "ROC-AUC"}
    header = ["condition", *(f"{system}: {names[key]}" for system, key in columns)]
    rows = [
        [condition, *(f"{found[system][key]:.4f}"[1:] for system, key in columns)]
        for condition, found in figures.items()
    ]
    return markdown(header, rows)


def main(argv=None) -> int:
    """Run the bench; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=12, help="excerpts per condition")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--peers", action="store_true", help="also silero-vad and webrtcvad")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args(argv)
    build = ["cargo", "build", "-q", "--release", "-p", "listening-core", "--example", "evidence"]
    subprocess.run(build, cwd=ROOT, check=True)
    by: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts(Corpus(args.corpus), args.count, args.seed):
        by.setdefault(excerpt.condition, []).append(excerpt)
    figures = {condition: measured(made, args.peers) for condition, made in by.items()}
    figures["all"] = measured([e for made in by.values() for e in made], args.peers)
    print(table(figures))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
