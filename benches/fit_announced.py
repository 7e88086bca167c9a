#!/usr/bin/env python3
"""Fit the probabilities of an announced onset and write models/floor_announced.safetensors.

    fit_announced.py BENCH_DIR [--write] [--calls]

A provisional event rests on what precedes its onset: the numbers are those of fit_floor.py with nothing after
the onset. The onsets are those that the floor announces on floor/dev.jsonl.gz, given who talks when; calls/dev
is left out of the fit as there. The model is one curve of steps per number, without tables of two.

Printed: five folds by conversation, each judged by a model that has not seen it: how often the likeliest kind
was right, the calibration of its probability and of the probability that the floor is taken, and the area under
the ROC curve of that. With --calls the same for the announcements of live sessions on calls/dev, heard in
packets of 20 ms by the installed library. Needs numpy and scikit-learn, with --calls listening and soundfile.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np
import tensors
from fit_floor import FOLDS, folds_of, tables
from floor_curves import Curves, predict
from floor_onsets import READINGS, Onsets, library, load, sessions_of_calls
from sklearn.metrics import log_loss, roc_auc_score

# Less than fit_floor.py uses: what precedes an onset says less than what follows.
PAIRS, TREES = 0, 80
TAKES = [READINGS.index(kind) for kind in ("interruption", "overlap", "smooth_switch", "pause_interruption")]


def announced(calls, onsets):
    """Whether the floor announces each onset."""
    rows = {(name, party, at) for name, party, at, *_ in library(calls, "--announced")}
    return np.array([key in rows for key in zip(onsets.ids, onsets.party, (f"{at:.6f}" for at in onsets.onset))])


def fit(onsets, rows, pairs=PAIRS, trees=TREES):
    """A model for onsets in overlap and one for those in silence."""
    out = {}
    for regime, names in onsets.features.items():
        use = rows & (onsets.overlap == regime) & (onsets.y >= 0)
        out[regime] = Curves(onsets.x[use][:, : len(names)], onsets.y[use], onsets.ids[use], pairs, trees)
    return out


def calibration_error(p, right):
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((10 * p).astype(int), 9)
    parts = [bins == b for b in range(10) if (bins == b).any()]
    return sum(part.mean() * abs(p[part].mean() - right[part].mean()) for part in parts)


def judged(p, y):
    """The figures of one table row."""
    likeliest = 1 + p[:, 1:].argmax(axis=1)
    sure = p[np.arange(len(p)), likeliest]
    taken, takes = p[:, TAKES].sum(axis=1), np.isin(y, TAKES)
    return (
        f"{len(y):,} | {log_loss(y, p, labels=range(len(READINGS))):.3f} | {(likeliest == y).mean():.3f} "
        f"| {calibration_error(sure, likeliest == y):.3f} | {roc_auc_score(takes, taken):.3f} "
        f"| {calibration_error(taken, takes):.3f}"
    )


def cross_validate(onsets, use):
    _, side = folds_of(onsets)
    p = np.zeros((len(side), len(READINGS)))
    for f in range(FOLDS):
        at = use & (side == f)
        p[at] = predict(fit(onsets, use & (side != f)), onsets, at)
    print("| onsets | n | log loss | likeliest kind right | its calibration error | AUC, floor taken | its error |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    known = use & (onsets.y >= 0)
    for name, part in (("all", known), ("overlap", known & onsets.overlap), ("silence", known & ~onsets.overlap)):
        print(f"| {name} | {judged(p[part], onsets.y[part])} |")


def heard(call):
    """Probabilities, true readings and whether it is in overlap of each announced onset of a call."""
    import listening
    import soundfile

    samples, rate = soundfile.read(call, dtype="int16")
    truth = json.loads(call.with_suffix(".json").read_text(encoding="utf-8"))["events"]
    session = listening.Session(rate)
    for start in range(0, len(samples), rate // 50):
        for event in session.push(np.ascontiguousarray(samples[start : start + rate // 50])):
            if event["status"] != "provisional" or not event.get("kinds"):
                continue
            p = [event["kinds"].get(kind, 0.0) for kind in READINGS[1:]]
            near = [one for one in truth if one["by"] == event["by"] and abs(one["start"] - event["start"]) <= 0.3]
            kinds = [one["kind"] for one in near if one["kind"] in READINGS]
            yield [max(0.0, 1 - sum(p)), *p], READINGS.index(kinds[0]) if kinds else 0, event["in_overlap"]


def from_audio(bench):
    rows = [row for call in sorted(Path(bench, "calls", "dev").glob("*.wav")) for row in heard(call)]
    p, y, overlap = (np.array(column) for column in zip(*rows))
    p /= p.sum(axis=1, keepdims=True)
    for name, part in (("all", overlap >= 0), ("overlap", overlap), ("silence", ~overlap)):
        print(f"| from audio, {name} | {judged(p[part], y[part])} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench", help="the folder with floor/dev.jsonl.gz and calls/dev")
    parser.add_argument("--write", action="store_true", help="write the model that is fitted on everything")
    parser.add_argument("--calls", action="store_true", help="only judge live sessions on calls/dev")
    asked = parser.parse_args()
    if asked.calls:
        from_audio(asked.bench)
        return
    calls = load(asked.bench)
    onsets = Onsets(calls, "--onset")
    seen = ~np.isin(onsets.ids, list(sessions_of_calls(asked.bench)))
    use = announced(calls, onsets)
    cross_validate(onsets, use)
    if asked.write:
        models = fit(onsets, use & seen)
        path = tensors.write(
            "floor_announced.safetensors",
            {**tables("overlap", models[True]), **tables("silence", models[False])},
            written_by="benches/fit_announced.py",
            fitted_on="real two-party telephone timing",
        )
        print(f"{os.path.relpath(path)}: {path.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
