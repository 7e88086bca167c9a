#!/usr/bin/env python3
"""Fit the floor's reading of an onset and write listening-core/src/floor/coefficients.rs.

    fit_floor.py BENCH_DIR [--words] [--write] [--agree]

With --words the words of the conversations are given too; coefficients_words.rs is written then, and what is
gained over timing alone is printed.

BENCH_DIR holds floor/dev.jsonl.gz (conversations with truth events), score.py, and calls/dev (whose timing
is left out of the fit, so that those calls stay unseen). The features come from the library itself, through
its example `placements`: whatever it names is used. Each regime (onset in overlap, onset in silence) is a
softmax over one curve of steps per feature and PAIRS tables of two features: boosted trees of two splits,
added up cell by cell, so that the tables are the trees and nothing is lost.

Printed: five-fold cross-validation by conversation, scored by score.py after the tracker's rules (ported
here); its spread; the calibration of `confidence`; the market's rules on the same conversations. The
reliability diagram goes to docs/figures/reliability.svg with --write. --agree compares the port with the
library as it is written. Needs numpy and scikit-learn.
"""

import argparse
import bisect
import collections
import csv
import glob
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

READINGS = [
    "none",
    "backchannel",
    "interruption",
    "overlap",
    "butting_in",
    "smooth_switch",
    "pause_interruption",
]
GROUPS = [
    ["none"],
    ["backchannel"],
    ["interruption", "overlap"],
    ["butting_in"],
    ["pause_interruption", "smooth_switch"],
]
MACROS = ("macro_f1_merged", "macro_f1_kinds")
GROUP_OF = [next(g for g, kinds in enumerate(GROUPS) if kind in kinds) for kind in READINGS]
FOLDS = 5
EDGES = 9
PAIRS = 28
BAGS = 4
TREES = 220
# With words there is more to say.
WORD_PAIRS = 32
WORD_TREES = 320
FIRST_WORD_FEATURE = "rule_joined"
RATE = 0.11
TOGETHER = 0.2
WINDOW = 2.3
CONTRIBUTION_GAP = 1.0
# Trespasses are reported at most this many times as often as they happen.
MOST = 1.3
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FLOOR = os.path.join(ROOT, "listening-core", "src", "floor")
FIGURE = os.path.join(ROOT, "docs", "figures", "reliability.svg")


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


def library(calls, *flags):
    """What the library's example says of `calls`, as rows."""
    keys = ("id", "activity", "words") if "--words" in flags else ("id", "activity")
    lines = "\n".join(json.dumps({key: c[key] for key in keys}) for c in calls)
    command = ["cargo", "run", "-q", "--release", "-p", "listening-core", "--example", "placements", "--"]
    done = subprocess.run(
        [*command, *flags], input=lines, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return csv.reader(io.StringIO(done.stdout))


class Onsets:
    """Every onset that the library reads, with its numbers and its true reading."""

    def __init__(self, calls, *flags):
        rows = library(calls, *flags)
        self.features = {True: next(rows)[4:], False: next(rows)[4:]}
        rows = list(rows)
        self.ids = np.array([r[0] for r in rows])
        self.party = [r[1] for r in rows]
        self.onset = np.array([float(r[2]) for r in rows])
        self.overlap = np.array([r[3] == "1" for r in rows])
        width = max(len(names) for names in self.features.values())
        self.x = np.array([r[4:] + ["0"] * (width + 4 - len(r)) for r in rows], dtype=np.float32)
        truth = {(c["id"], e["by"], round(e["start"], 2)): e["kind"] for c in calls for e in c["events"]}
        # Where words do not cover the talk, timing alone is read.
        self.covered = ~np.isnan(self.x).any(axis=1)
        self.words = "--words" in flags
        self.timing = self.features
        if self.words:
            self.timing = {r: names[: names.index(FIRST_WORD_FEATURE)] for r, names in self.features.items()}
        # A reading of -1: the truth says nothing that the model should learn.
        self.y = np.array([self.reading(truth, r) for r in rows])

    @staticmethod
    def reading(truth, row):
        onset = float(row[2])
        kinds = {truth.get((row[0], row[1], round(onset + d, 2))) for d in (0.0, -0.01, 0.01)} - {None}
        kind = kinds.pop() if kinds else "none"
        return 0 if kind == "hold" else READINGS.index(kind) if kind in READINGS else -1


def boost(x, y, trees, rate, pairs=None):
    singles = [{k} for k in range(x.shape[1])]
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_depth=2,
        max_leaf_nodes=4,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        max_bins=128,
        interaction_cst=None if pairs is None else singles + [set(p) for p in pairs],
    )
    return model.fit(x, y)


def splits(model):
    """(feature, threshold, gain, feature of the split above or None) of every split of a fitted model."""
    for trees in model._predictors:
        for tree in trees:
            root = tree.nodes[0]
            for k, node in enumerate(tree.nodes):
                if not node["is_leaf"]:
                    above = None if k == 0 else int(root["feature_idx"])
                    yield int(node["feature_idx"]), float(node["num_threshold"]), float(node["gain"]), above


def leaves(model):
    """(reading, {feature: (low, high)}, height) of every leaf: the leaf holds for low < x <= high."""
    for trees in model._predictors:
        for kind, tree in zip(model.classes_ if len(trees) > 1 else model.classes_[1:], trees):
            todo = [(0, {})]
            while todo:
                at, box = todo.pop()
                node = tree.nodes[at]
                if node["is_leaf"]:
                    yield int(kind), box, float(node["value"])
                    continue
                feature, cut = int(node["feature_idx"]), float(node["num_threshold"])
                low, high = box.get(feature, (-np.inf, np.inf))
                todo.append((int(node["left"]), {**box, feature: (low, min(high, cut))}))
                todo.append((int(node["right"]), {**box, feature: (max(low, cut), high)}))


def steps_within(low, high):
    """The whole numbers above `low` and up to `high`."""
    return slice(
        int(np.floor(low)) + 1 if np.isfinite(low) else 0,
        int(np.floor(high)) + 1 if np.isfinite(high) else None,
    )


def edges_of(model, x):
    """For each feature the EDGES cuts that the trees gain most from, no two next to each other."""
    gain = [collections.Counter() for _ in range(x.shape[1])]
    for feature, cut, worth, _ in splits(model):
        gain[feature][round(cut, 3)] += worth
    out = []
    for column, cuts in zip(x.T, gain):
        ranks = np.sort(column)
        chosen = []
        for cut, _ in cuts.most_common():
            rank = np.searchsorted(ranks, cut, side="right") / len(ranks)
            if all(abs(rank - other) > 0.01 for _, other in chosen) and len(chosen) < EDGES:
                chosen.append((cut, rank))
        out.append(np.array(sorted(cut for cut, _ in chosen), dtype=np.float32))
    return out


class Curves:
    """One regime's model."""

    def __init__(self, x, y, ids, pairs=PAIRS, trees=TREES):
        self.edges = edges_of(boost(x, y, 100, 0.2), x)
        q = self.steps(x)
        worth = collections.Counter()
        for feature, _, gain, above in splits(boost(q, y, 60, 0.2)):
            if above not in (None, feature):
                worth[tuple(sorted((above, feature)))] += gain
        self.pairs = sorted(pair for pair, _ in worth.most_common(pairs))
        count = [len(e) + 1 for e in self.edges]
        curves = [np.zeros((n, len(READINGS))) for n in count]
        tables = {(a, b): np.zeros((count[a], count[b], len(READINGS))) for a, b in self.pairs}
        base = np.full(len(READINGS), -12.0)
        base[np.unique(y)] = 0.0
        names = sorted(set(ids))
        bag = dict(zip(names, np.random.default_rng(1).permutation(len(names)) % BAGS))
        bag = np.array([bag[name] for name in ids])
        for b in range(BAGS):
            model = boost(q[bag != b], y[bag != b], trees, RATE, self.pairs)
            base[model.classes_] += np.ravel(model._baseline_prediction) / BAGS
            for kind, box, height in leaves(model):
                index = [(f, steps_within(*interval)) for f, interval in sorted(box.items())]
                if len(index) == 1:
                    curves[index[0][0]][index[0][1], kind] += height / BAGS
                elif index:
                    (f, rows), (g, columns) = index
                    tables[f, g][rows, columns, kind] += height / BAGS
                else:
                    base[kind] += height / BAGS
        self.purify(q.astype(int), curves, tables)
        self.base = np.round(1000 * base).astype(int)
        self.heights = [np.round(1000 * c).astype(int) for c in curves]
        self.tables = {pair: np.round(1000 * t).astype(int) for pair, t in tables.items()}

    @staticmethod
    def purify(q, curves, tables):
        """Moves what a table says of one feature alone into its curve: the sums stay."""
        for (a, b), table in tables.items():
            seen = np.full(table.shape[:2], 0.5)
            np.add.at(seen, (q[:, a], q[:, b]), 1.0)
            for _ in range(10):
                rows = (table * seen[..., None]).sum(axis=1) / seen.sum(axis=1)[:, None]
                table -= rows[:, None]
                curves[a] += rows
                columns = (table * seen[..., None]).sum(axis=0) / seen.sum(axis=0)[:, None]
                table -= columns[None]
                curves[b] += columns

    def steps(self, x):
        return np.stack([np.searchsorted(e, c, side="left") for e, c in zip(self.edges, x.T)], axis=1).astype(
            float
        )

    def probabilities(self, x):
        q = self.steps(x).astype(int)
        scores = self.base + sum(h[q[:, k]] for k, h in enumerate(self.heights))
        scores = scores + sum(t[q[:, a], q[:, b]] for (a, b), t in self.tables.items())
        odds = np.exp((scores - scores.max(axis=1, keepdims=True)) / 1000)
        return odds / odds.sum(axis=1, keepdims=True)


def fit(onsets, rows, words=False):
    """A model for each regime, from timing alone or with words too."""
    out = {}
    for regime, names in (onsets.features if words else onsets.timing).items():
        use = rows & (onsets.overlap == regime) & (onsets.y >= 0)
        if words:
            use &= onsets.covered
        size = (WORD_PAIRS, WORD_TREES) if words else (PAIRS, TREES)
        out[regime] = Curves(onsets.x[use][:, : len(names)], onsets.y[use], onsets.ids[use], *size)
    return out


def predict(models, onsets, rows):
    p = np.zeros((len(rows), len(READINGS)))
    for regime, model in models.items():
        use = rows & (onsets.overlap == regime)
        p[use] = model.probabilities(onsets.x[use][:, : len(model.edges)])
    return p[rows]


def grouped(p):
    """Probability of each group, and of each group's first kind within it."""
    groups = np.stack([p[:, [READINGS.index(k) for k in kinds]].sum(axis=1) for kinds in GROUPS], axis=1)
    first = np.stack([p[:, READINGS.index(kinds[0])] for kinds in GROUPS], axis=1)
    return groups, first / np.maximum(groups, 1e-12)


def choose(p, choice):
    """The reading to report: the likeliest group after weighing, then the first kind of it past its share."""
    weights, shares = choice
    groups, first = grouped(p)
    best = np.argmax(groups * weights, axis=1)
    kinds = np.array([[READINGS.index(kinds[0]), READINGS.index(kinds[-1])] for kinds in GROUPS])
    past = first[np.arange(len(p)), best] >= np.array(shares)[best]
    return np.where(past, kinds[best, 0], kinds[best, 1])


def macro_f1(y, chosen, kinds):
    hits = np.bincount(y[y == chosen], minlength=kinds)
    said, was = np.bincount(chosen, minlength=kinds), np.bincount(y, minlength=kinds)
    return (2 * hits / np.maximum(said + was, 1))[1:].mean()


def fit_choice(p, y):
    """Weights and shares with the best macro-F1, first of the groups, then of all kinds."""
    p, y = p[y >= 0], y[y >= 0]
    groups, first = grouped(p)
    truth = np.array(GROUP_OF)[y]
    most = MOST * (truth == 3).sum()
    weights = np.array([1.0, 1.0, 1.4, 1.6, 1.1])
    best = macro_f1(truth, np.argmax(groups * weights, axis=1), len(GROUPS))
    for factor in (1.3, 1.1, 1.04):
        for g in [1, 2, 3, 4] * 2:
            for tried in (weights[g] * factor, weights[g] / factor):
                other = weights.copy()
                other[g] = tried
                chosen = np.argmax(groups * other, axis=1)
                score = macro_f1(truth, chosen, len(GROUPS))
                if score > best and (chosen == 3).sum() <= most:
                    best, weights = score, other
    weights = weights.round(2)
    shares = np.zeros(len(GROUPS))
    chosen = np.argmax(groups * weights, axis=1)
    for g in (2, 4):
        rare, common = (READINGS.index(kind) for kind in GROUPS[g])
        inside = chosen == g
        best = -1.0
        for share in np.arange(0.1, 0.6, 0.01):
            as_rare = inside & (first[:, g] >= share)
            if as_rare.sum() > MOST * (y == rare).sum():
                continue
            as_common = inside & ~as_rare
            score = sum(
                2 * (said & (y == k)).sum() / max(said.sum() + (y == k).sum(), 1)
                for said, k in ((as_rare, rare), (as_common, common))
            )
            if score > best:
                best, shares[g] = score, round(share, 3)
    return weights, shares


def track(call, placed, readings, p):
    """The tracker's rules (listening-core/src/floor/tracker.rs): (kind, by, start, confidence) of one call.

    `placed` maps (party, onset) to a row of `readings`, the chosen reading, and of `p`.
    """
    spurts = {party: [tuple(s[:2]) for s in call["activity"][party]] for party in "ab"}
    starts = {party: [s[0] for s in spurts[party]] for party in "ab"}
    aside = {party: {} for party in "ab"}
    holder, out = None, []

    def chain_end(party, k, horizon):
        own = spurts[party]
        while (
            k + 1 < len(own)
            and own[k + 1][0] < horizon
            and own[k + 1][0] - own[k][1] < CONTRIBUTION_GAP - 1e-7
        ):
            k += 1
        return min(own[k][1], horizon)

    def chain_start(party, k):
        own = spurts[party]
        while k and own[k][0] - own[k - 1][1] < CONTRIBUTION_GAP - 1e-7:
            k -= 1
        return own[k][0]

    for onset, party, k in sorted((s[0], who, k) for who in "ab" for k, s in enumerate(spurts[who])):
        other = "b" if party == "a" else "a"
        row = placed.get((party, round(onset, 3)))
        j = bisect.bisect_right(starts[other], onset) - 1
        overlapped = j >= 0 and spurts[other][j][1] > onset
        event, wins = None, False
        if row is not None and not (overlapped and aside[other].get(j) and holder == party):
            event = READINGS[readings[row]]
            confidence = p[row, readings[row]]
            together = overlapped and onset - chain_start(other, j) < TOGETHER - 1e-7
            if event == "none":
                event = None
            elif together and event != "backchannel":
                stop = chain_end(other, j, onset + WINDOW)
                wins = stop < chain_end(party, k, onset + WINDOW) and stop < onset + WINDOW
                event, confidence = "simultaneous_start", None
            if not overlapped and (holder is None or (holder == party and j < 0)) and event is not None:
                event = None if holder is None or event != "backchannel" else event
        if event:
            out.append((event, party, onset, confidence))
        apart = (
            event in ("backchannel", "butting_in")
            if event or row is not None
            else bool(k and aside[party][k - 1])
        )
        aside[party][k] = apart
        takes = event in ("smooth_switch", "overlap", "interruption", "pause_interruption") or wins
        if takes or (not apart and holder is None):
            holder = party
    return out


def events_of(calls, onsets, readings, p):
    """Events of every call by the port, by id."""
    placed = collections.defaultdict(dict)
    for row, name in enumerate(onsets.ids):
        placed[name][onsets.party[row], round(float(onsets.onset[row]), 3)] = row
    return {call["id"]: track(call, placed[call["id"]], readings, p) for call in calls}


def scored(bench, calls, events):
    """score.py's result for some calls."""
    with tempfile.TemporaryDirectory() as folder:
        truth, said, out = (
            os.path.join(folder, name) for name in ("truth.jsonl.gz", "said.jsonl", "out.json")
        )
        with gzip.open(truth, "wt") as file:
            file.writelines(json.dumps(call) + "\n" for call in calls)
        with open(said, "w", encoding="utf-8") as file:
            for call in calls:
                keys = ("kind", "by", "start", "end")
                told = [dict(zip(keys, (kind, by, at, at))) for kind, by, at, _ in events[call["id"]]]
                file.write(
                    json.dumps({"id": call["id"], "duration": call["duration"], "events": told}) + "\n"
                )
        command = [sys.executable, os.path.join(bench, "score.py"), "floor", truth, said, "--json", out]
        subprocess.run(command, check=True, capture_output=True)
        with open(out, encoding="utf-8") as file:
            return json.load(file)["events"]


def row(name, result):
    kinds = " | ".join(f"{result['kinds'][kind]['f1']:.3f}" for kind in READINGS[1:])
    return f"| {name} | {result['macro_f1_merged']:.3f} | {result['macro_f1_kinds']:.3f} | {kinds} |"


def calibration(calls, events):
    """(said, was, n) per tenth of the confidence, and the expected calibration error."""
    said, right = [], []
    for call in calls:
        truth = {(e["by"], round(e["start"], 2)): e["kind"] for e in call["events"]}
        for kind, by, at, confidence in events[call["id"]]:
            was = truth.get((by, round(at, 2)), "none")
            if confidence is not None and was in (*READINGS, "hold"):
                said.append(confidence)
                right.append(kind == was)
    said, right = np.array(said), np.array(right)
    tenth = np.minimum((said * 10).astype(int), 9)
    bins = [
        (said[tenth == t].mean(), right[tenth == t].mean(), int((tenth == t).sum()))
        for t in range(10)
        if (tenth == t).any()
    ]
    return bins, sum(n * abs(a - b) for a, b, n in bins) / len(said)


def reliability(bins):
    """The reliability diagram: area of a dot as its share of events."""
    most = max(n for _, _, n in bins)
    place = lambda v: 30 + 200 * v  # noqa: E731
    dots = "".join(
        f'<circle cx="{place(a):.1f}" cy="{260 - place(b):.1f}" r="{2 + 7 * (n / most) ** 0.5:.1f}"/>'
        for a, b, n in bins
    )
    ticks = "".join(
        f'<text x="{place(v):.0f}" y="246" text-anchor="middle">{v:g}</text>'
        f'<text x="24" y="{264 - place(v):.0f}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.5, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 250 275" width="375" font-family="sans-serif"'
        ' font-size="10">'
        '<rect width="250" height="275" fill="white"/><path d="M30 30V230H230" fill="none" stroke="black"/>'
        '<path d="M30 230L230 30" stroke="gray" stroke-dasharray="3"/>'
        f'<g fill="#1f6f8b">{dots}</g>{ticks}<text x="130" y="264" text-anchor="middle">confidence</text>'
        '<text x="34" y="24">share of such events that were right</text></svg>\n'
    )


def market(calls, longest):
    """F1 of "both talk for more than `longest` s", by whoever began last: (interruption, with butting-in)."""
    hits, said, was = np.zeros(2), 0, np.zeros(2)
    for call in calls:
        spurts = {party: [tuple(s[:2]) for s in call["activity"][party]] for party in "ab"}
        flagged = []
        for party in "ab":
            for start, end in spurts["b" if party == "a" else "a"]:
                for s, e in spurts[party]:
                    if start <= s < end and min(e, end) - s > longest:
                        flagged.append((party, s))
        said += len(flagged)
        for k, kinds in enumerate((("interruption",), ("interruption", "butting_in"))):
            truth = [(e["by"], e["start"]) for e in call["events"] if e["kind"] in kinds]
            was[k] += len(truth)
            free = list(truth)
            for party, s in flagged:
                near = [t for t in free if t[0] == party and abs(t[1] - s) <= 0.3]
                if near:
                    free.remove(min(near, key=lambda t: abs(t[1] - s)))
                    hits[k] += 1
    return 2 * hits / (said + was)


def ours_as_market(calls, events):
    """The same two figures of our own events."""
    out = []
    for kinds in (("interruption",), ("interruption", "butting_in")):
        hits = said = was = 0
        for call in calls:
            truth = {(e["by"], round(e["start"], 2)) for e in call["events"] if e["kind"] in kinds}
            told = {(by, round(at, 2)) for kind, by, at, _ in events[call["id"]] if kind in kinds}
            hits, said, was = hits + len(truth & told), said + len(told), was + len(truth)
        out.append(2 * hits / (said + was))
    return out


def rust(name, curves, over):
    def heights(table):
        rows = table.reshape(-1, len(READINGS))
        return "&[" + ", ".join("[" + ", ".join(map(str, r)) + "]" for r in rows) + "]"

    edges = "\n".join(
        "        &[" + ", ".join(repr(round(float(v), 4)) for v in e) + "]," for e in curves.edges
    )
    lines = "\n".join(f"        {heights(h)}," for h in curves.heights)
    pairs = "\n".join(f"        ({a}, {b}, {heights(t)})," for (a, b), t in curves.tables.items())
    return (
        f"pub(super) static {name}: Curves{over} = Curves {{\n    edges: [\n{edges}\n    ],\n"
        f"    heights: [\n{lines}\n    ],\n"
        f"    pairs: &[\n{pairs}\n    ],\n    base: [{', '.join(map(str, curves.base))}],\n}};\n"
    )


def write(models, choice, words):
    weights, shares = (", ".join(repr(float(v)) for v in values) for values in choice)
    how, what, over = (" --words", "timing and words", "<ALL>") if words else ("", "timing", "")
    text = (
        f"//! Written by `benches/fit_floor.py{how}`: do not edit. Fitted on real two-party telephone "
        f"{what}.\n\n"
        "#![cfg_attr(rustfmt, rustfmt_skip)]\n"
        '#![allow(clippy::approx_constant, reason = "a fitted number may lie near a famous one")]\n\n'
        f"use super::model::{{{'ALL, ' if words else ''}Curves, GROUPS}};\n\n"
        f"pub(super) const WEIGHTS: [f32; GROUPS] = [{weights}];\n"
        f"pub(super) const SHARES: [f32; GROUPS] = [{shares}];\n\n"
        + rust("OVERLAP", models[True], over)
        + "\n"
        + rust("SILENCE", models[False], over)
    )
    target = "coefficients_words.rs" if words else "coefficients.rs"
    with open(os.path.join(FLOOR, target), "w", encoding="utf-8") as file:
        file.write(text)


def folds_of(onsets):
    """The fold of every conversation, and of every onset."""
    names = sorted(set(onsets.ids))
    fold = dict(zip(names, np.random.default_rng(0).permutation(len(names)) % FOLDS))
    return fold, np.array([fold[name] for name in onsets.ids])


def unseen(onsets, words):
    """Probabilities and readings of every onset by a model that has not seen its conversation; the choice."""
    _, side = folds_of(onsets)
    p = np.zeros((len(side), len(READINGS)))
    use = onsets.covered if words else np.ones(len(side), dtype=bool)
    for f in range(FOLDS):
        at = (side == f) & use
        p[at] = predict(fit(onsets, side != f, words), onsets, at)
    # Each fold's choice is made on the other folds too.
    readings = np.zeros(len(side), dtype=int)
    for f in range(FOLDS):
        at, rest = (side == f) & use, (side != f) & use
        readings[at] = choose(p[at], fit_choice(p[rest], onsets.y[rest]))
    return p, readings, fit_choice(p[use], onsets.y[use])


def cross_validate(bench, calls, onsets):
    """Every onset judged by a model that has not seen its conversation."""
    fold, _ = folds_of(onsets)
    print("| events | macro-F1, 4 merged | macro-F1, 6 kinds | " + " | ".join(READINGS[1:]) + " |")
    print("|---|" + "---:|" * 8)
    p, readings, choice = unseen(onsets, words=False)
    if onsets.words:
        alone = events_of(calls, onsets, readings, p)
        print(row("timing alone", scored(bench, calls, alone)), flush=True)
        with_words, chosen, choice = unseen(onsets, words=True)
        p[onsets.covered], readings[onsets.covered] = with_words[onsets.covered], chosen[onsets.covered]
    events = events_of(calls, onsets, readings, p)
    whole = scored(bench, calls, events)
    print(row("with words" if onsets.words else "cross-validated", whole))
    folds = [scored(bench, [c for c in calls if fold[c["id"]] == f], events) for f in range(FOLDS)]
    for f, result in enumerate(folds):
        print(row(f"fold {f}", result))
    if onsets.words:
        gains = np.array(
            [
                [
                    r[key] - scored(bench, [c for c in calls if fold[c["id"]] == f], alone)[key]
                    for key in MACROS
                ]
                for f, r in enumerate(folds)
            ]
        )
        print(
            "gain over timing alone, mean and spread over folds:",
            *gains.mean(axis=0).round(3),
            *gains.std(axis=0, ddof=1).round(3),
        )
    spread = [np.std([r[key] for r in folds], ddof=1) for key in MACROS]
    print(f"spread over folds {spread[0]:.3f} {spread[1]:.3f}")
    said = collections.Counter(kind for told in events.values() for kind, *_ in told)
    was = collections.Counter(e["kind"] for c in calls for e in c["events"])
    print("reported / true:", ", ".join(f"{kind} {said[kind]}/{was[kind]}" for kind in READINGS[1:]))
    bins, error = calibration(calls, events)
    print("\n| confidence | was right | events |\n|---:|---:|---:|")
    print("\n".join(f"| {a:.3f} | {b:.3f} | {n:,} |" for a, b, n in bins))
    print(f"expected calibration error {error:.3f}\n")
    print("| detector | F1 of interruption | of interruption and butting-in |\n|---|---:|---:|")
    for longest in (0.5, 1.0, 3.0):
        print("| both talk > {:g} s | {:.2f} | {:.2f} |".format(longest, *market(calls, longest)))
    print("| floor, cross-validated | {:.2f} | {:.2f} |".format(*ours_as_market(calls, events)))
    print("\nweights and shares of", GROUPS, *(list(map(float, values)) for values in choice))
    return choice, bins


def agreement(calls, onsets, models, choice):
    """How many events of the library and of the port differ, with the model that is written."""
    use = onsets.covered if onsets.words else np.ones(len(onsets.y), dtype=bool)
    p = np.zeros((len(use), len(READINGS)))
    p[use] = predict(models, onsets, use)
    # Onsets that words do not cover are left out: read as nothing here, and as something there.
    ours = events_of(calls, onsets, choose(p, choice), p)
    theirs = collections.defaultdict(list)
    for name, by, onset, kind, confidence, _ in library(
        calls, "--events", *(["--words"] if onsets.words else [])
    ):
        theirs[name].append((kind, by, round(float(onset), 3), round(float(confidence or -1), 3)))
    differ = total = 0
    for name, told in ours.items():
        told = collections.Counter((kind, by, round(at, 3)) for kind, by, at, _ in told)
        there = collections.Counter(event[:3] for event in theirs[name])
        differ += sum(((told - there) + (there - told)).values())
        total += sum(told.values())
    print(f"port and library differ in {differ} of {total} events")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--words", action="store_true", help="with the words of the conversations")
    parser.add_argument("--write", action="store_true", help="write the coefficients and the diagram")
    parser.add_argument("--agree", action="store_true", help="compare the port with the library as written")
    args = parser.parse_args()
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    calls = load(args.bench)
    heard = sessions_of_calls(args.bench)
    onsets = Onsets(calls, *(["--words"] if args.words else []))
    choice, bins = cross_validate(args.bench, calls, onsets)
    if args.write or args.agree:
        rows = np.array([name not in heard for name in onsets.ids])
        models = fit(onsets, rows, args.words)
        print(f"fitted on {len(set(onsets.ids[rows]))} conversations, {len(set(onsets.ids))} in all")
        if args.write:
            write(models, choice, args.words)
        if args.write and not args.words:
            os.makedirs(os.path.dirname(FIGURE), exist_ok=True)
            with open(FIGURE, "w", encoding="utf-8") as file:
                file.write(reliability(bins))
        if args.agree:
            agreement(calls, onsets, models, choice)
    return 0


if __name__ == "__main__":
    sys.exit(main())
