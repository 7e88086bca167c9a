#!/usr/bin/env python3
"""Fit the floor's reading of an onset and write listening-core/src/floor/coefficients.rs.

    fit_floor.py BENCH_DIR [--write]

BENCH_DIR holds floor/dev.jsonl.gz (conversations with truth events) and calls/dev (whose timing is left
out of the fit, so that those calls stay unseen). The features come from the library itself, through its
example `placements`. Each regime (onset in overlap, onset in silence) is a softmax of piecewise-linear
curves. Printed: two-fold cross-validation by conversation and the calibration of the chosen reading's
probability. Needs numpy and scikit-learn.
"""

import argparse
import csv
import glob
import gzip
import io
import json
import os
import subprocess
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

READINGS = [
    "none",
    "backchannel",
    "interruption",
    "overlap",
    "butting_in",
    "smooth_switch",
    "pause_interruption",
]
MERGED = {
    "interruption": "take",
    "overlap": "take",
    "smooth_switch": "switch",
    "pause_interruption": "switch",
}
GROUPS = [
    ["none"],
    ["backchannel"],
    ["interruption", "overlap"],
    ["butting_in"],
    ["pause_interruption", "smooth_switch"],
]
KNOTS = 6
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.join(ROOT, "listening-core", "src", "floor", "coefficients.rs")


def load(bench):
    with gzip.open(os.path.join(bench, "floor", "dev.jsonl.gz"), "rt") as lines:
        return [json.loads(line) for line in lines]


def sessions_of_calls(bench):
    """Conversations whose timing the audio calls were made from."""
    sessions = set()
    for path in glob.glob(os.path.join(bench, "calls", "dev", "*.json")):
        with open(path, encoding="utf-8") as file:
            sessions.add(json.load(file)["timing"]["session"])
    return sessions


def placements(calls):
    """(id, party, onset, in_overlap, values) of every onset, from the library."""
    lines = "\n".join(json.dumps({"id": c["id"], "activity": c["activity"]}) for c in calls)
    command = ["cargo", "run", "-q", "--release", "-p", "listening-core", "--example", "placements"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, cwd=ROOT)
    rows = csv.reader(io.StringIO(done.stdout))
    next(rows)
    return [(r[0], r[1], float(r[2]), r[3] == "1", [float(x) for x in r[4:]]) for r in rows]


def labels(calls, placed):
    """Truth reading of every onset; None where the truth says nothing that the model should learn."""
    truth = {(c["id"], e["by"], round(e["start"], 2)): e["kind"] for c in calls for e in c["events"]}
    out = []
    for call, party, onset, _, _ in placed:
        kinds = {truth.get((call, party, round(onset + d, 2))) for d in (0.0, -0.01, 0.01)} - {None}
        kind = kinds.pop() if kinds else "none"
        out.append("none" if kind == "hold" else kind if kind in READINGS else None)
    return out


def knots_of(column):
    """KNOTS rising knots at the column's quantiles, rounded."""
    knots = sorted({round(float(q), 2) for q in np.quantile(column, np.linspace(0, 1, KNOTS))})
    while len(knots) < KNOTS:
        gaps = np.diff(knots)
        if len(knots) == 1:
            knots.append(knots[0] + 1.0)
            continue
        widest = int(np.argmax(gaps))
        knots.insert(widest + 1, round((knots[widest] + knots[widest + 1]) / 2, 4))
    return np.array(knots)


def basis(x, knots):
    """Every column as the shares of its two neighbouring knots."""
    parts = []
    for column, k in zip(x.T, knots):
        column = np.clip(column, k[0], k[-1])
        right = np.clip(np.searchsorted(k, column, side="right"), 1, KNOTS - 1)
        share = (column - k[right - 1]) / (k[right] - k[right - 1])
        part = np.zeros((len(column), KNOTS))
        rows = np.arange(len(column))
        part[rows, right - 1] = 1 - share
        part[rows, right] = share
        parts.append(part)
    return np.hstack(parts)


class Curves:
    """One regime's model."""

    def __init__(self, x, y):
        self.knots = [knots_of(column) for column in x.T]
        model = LogisticRegression(C=1.0, max_iter=600)
        model.fit(basis(x, self.knots), y)
        weights = np.full((len(READINGS), basis(x[:1], self.knots).shape[1]), 0.0)
        base = np.full(len(READINGS), -12.0)
        for row, bias, kind in zip(model.coef_, model.intercept_, model.classes_):
            weights[READINGS.index(kind)] = row
            base[READINGS.index(kind)] = bias
        self.heights = weights.T.reshape(x.shape[1], KNOTS, len(READINGS)).round(3)
        self.base = base.round(3)

    def probabilities(self, x):
        scores = basis(x, self.knots) @ self.heights.reshape(-1, len(READINGS)) + self.base
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)


def f1_scores(y, chosen, merge=False):
    name = (lambda k: MERGED.get(k, k)) if merge else (lambda k: k)
    pairs = [(name(t), name(c)) for t, c in zip(y, chosen) if t is not None]
    out = {}
    for kind in sorted({name(k) for k in READINGS} - {"none"}):
        hit = sum(t == c == kind for t, c in pairs)
        wrong = sum(t != kind and c == kind for t, c in pairs)
        missed = sum(t == kind and c != kind for t, c in pairs)
        out[kind] = 2 * hit / max(2 * hit + wrong + missed, 1)
    return out


def grouped(p):
    """Probability of each group, and of each group's first kind within it."""
    groups = np.stack([p[:, [READINGS.index(k) for k in kinds]].sum(axis=1) for kinds in GROUPS], axis=1)
    first = np.stack([p[:, READINGS.index(kinds[0])] for kinds in GROUPS], axis=1)
    return groups, first / np.maximum(groups, 1e-12)


def choose(p, choice):
    """The kind to report: the likeliest group after weighing, then the first kind of it past its share."""
    weights, shares = choice
    groups, first = grouped(p)
    best = np.argmax(groups * weights, axis=1)
    return [GROUPS[g][0] if first[row, g] >= shares[g] else GROUPS[g][-1] for row, g in enumerate(best)]


def fit_choice(p, y):
    """Weights and shares with which each kind is reported as often as it happens: nobody is over-charged."""
    known = [i for i, t in enumerate(y) if t is not None]
    p, y = p[known], [y[i] for i in known]
    truth = np.array([sum(t in kinds for t in y) for kinds in GROUPS])
    groups, first = grouped(p)
    weights = np.ones(len(GROUPS))
    for _ in range(200):
        chosen = np.bincount(np.argmax(groups * weights, axis=1), minlength=len(GROUPS))
        weights *= (truth / chosen) ** 0.1
        weights /= weights[0]
    weights = weights.round(2)
    best = np.argmax(groups * weights, axis=1)
    shares = np.zeros(len(GROUPS))
    for g, kinds in enumerate(GROUPS):
        if len(kinds) == 2:
            rare = sum(t == kinds[0] for t in y) / truth[g]
            shares[g] = np.quantile(first[best == g, g], 1 - rare).round(3)
    return weights, shares


def calibration(p, y, choice):
    """Expected calibration error of the chosen kinds' probability, ten bins."""
    chosen = np.array([READINGS.index(kind) for kind in choose(p, choice)])
    use = np.array([t is not None for t in y]) & (chosen > 0)
    confidence = p[np.arange(len(p)), chosen][use]
    right = np.array([READINGS[c] == t for c, t in zip(chosen, y)])[use]
    error, total = 0.0, len(confidence)
    for low in np.arange(0, 1, 0.1):
        inside = (confidence >= low) & (confidence < low + 0.1 + 1e-9 * (low > 0.85))
        if inside.any():
            error += inside.sum() / total * abs(confidence[inside].mean() - right[inside].mean())
            print(
                f"  {low:.1f}-{low + 0.1:.1f}  n {inside.sum():6d}  said {confidence[inside].mean():.3f}"
                f"  was {right[inside].mean():.3f}"
            )
    return error


def fit(x, y, overlap, rows):
    out = {}
    for regime in (True, False):
        use = [i for i in rows if overlap[i] == regime and y[i] is not None]
        out[regime] = Curves(x[use], [y[i] for i in use])
    return out


def predict(models, x, overlap):
    p = np.zeros((len(x), len(READINGS)))
    for regime, model in models.items():
        rows = np.where(overlap == regime)[0]
        p[rows] = model.probabilities(x[rows])
    return p


def rust(name, curves):
    def array(values):
        return "[" + ", ".join(repr(round(float(v), 4)) for v in values) + "]"

    knots = "\n".join(f"        {array(k)}," for k in curves.knots)
    heights = "\n".join(
        "        [\n" + "\n".join(f"            {array(row)}," for row in feature) + "\n        ],"
        for feature in curves.heights
    )
    return (
        f"pub(super) static {name}: Curves = Curves {{\n    knots: [\n{knots}\n    ],\n"
        f"    heights: [\n{heights}\n    ],\n    base: {array(curves.base)},\n}};\n"
    )


def write(models, choice):
    weights, shares = (", ".join(repr(float(v)) for v in values) for values in choice)
    text = (
        "//! Written by `benches/fit_floor.py`: do not edit. Fitted on real two-party telephone timing.\n\n"
        "#![cfg_attr(rustfmt, rustfmt_skip)]\n"
        '#![allow(clippy::approx_constant, reason = "a fitted number may lie near a famous one")]\n\n'
        "use super::model::{Curves, GROUPS};\n\n"
        f"pub(super) const WEIGHTS: [f32; GROUPS] = [{weights}];\n"
        f"pub(super) const SHARES: [f32; GROUPS] = [{shares}];\n\n"
        + rust("OVERLAP", models[True])
        + "\n"
        + rust("SILENCE", models[False])
    )
    with open(TARGET, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--write", action="store_true", help="write the coefficients")
    args = parser.parse_args()
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    calls = load(args.bench)
    unseen = sessions_of_calls(args.bench)
    placed = placements(calls)
    y = labels(calls, placed)
    x = np.array([p[4] for p in placed])
    overlap = np.array([p[3] for p in placed])
    ids = np.array([p[0] for p in placed])
    names = sorted(set(ids))
    fold = dict(zip(names, np.random.default_rng(0).permutation(len(names)) % 2))
    side = np.array([fold[i] for i in ids])
    p = np.zeros((len(x), len(READINGS)))
    for f in (0, 1):
        models = fit(x, y, overlap, np.where(side != f)[0])
        rows = np.where(side == f)[0]
        p[rows] = predict(models, x[rows], overlap[rows])
    choice = fit_choice(p, y)
    chosen = choose(p, choice)
    for merge in (False, True):
        scores = f1_scores(y, chosen, merge)
        print(f"macro-F1 {np.mean(list(scores.values())):.3f}", {k: round(v, 3) for k, v in scores.items()})
    print("weights and shares of", GROUPS, *(list(map(float, values)) for values in choice))
    print(f"expected calibration error {calibration(p, y, choice):.3f}")
    if args.write:
        rows = [i for i, name in enumerate(ids) if name not in unseen]
        print(f"fitted on {len({ids[i] for i in rows})} conversations, {len(names)} in all")
        write(fit(x, y, overlap, rows), choice)
    return 0


if __name__ == "__main__":
    sys.exit(main())
