#!/usr/bin/env python3
"""Fit the live decisions and write models/decisions.safetensors.

    fit_decisions.py BENCH_DIR [--write] [--rows FILE]

BENCH_DIR holds floor/dev.jsonl.gz (conversations with truth events) and calls/dev (whose timing is left out
of the fit, so that those calls stay unseen). The evidence comes from the library itself, through its example
`decisions`: every open question, every 20 ms. Each question is answered by boosted trees of 16 leaves
(scikit-learn), fitted on a sample of these moments; heights are rounded to thousandths of log-odds. The
operating points are the log-odds at which 5, 10 and 20 % of the negative spans fire over the held-out folds.

Printed: five folds by conversation, scored by TurnBench's rules (turns/scorer.py) on what is true
(turns/gold.py), and the calibration of the probability at every moment. --rows keeps the evidence in FILE for
another run. Needs numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import bisect
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import tensors
from floor_onsets import ROOT, load, sessions_of_calls
from sklearn.ensemble import HistGradientBoostingClassifier
from turns.gold import NEAR_S, TAKES, gold, talk_of
from turns.scorer import STRICT_S, Tally, score

FOLDS = 5
TREES = 60
LEAVES = 16
NODES = LEAVES - 1
LEAF = 128
SAMPLE = 400_000
RATES = (0.05, 0.1, 0.2)
ABOUT = 5
PARTIES = ("a", "b")
QUESTIONS = ("floor_taken", "turn_end")


def evidence(calls, path):
    """Every open question: rows of call, party, question, start, end and the evidence."""
    command = "cargo run -q --release -p listening-core --no-default-features --features internals"
    command += " --example decisions --"
    names = subprocess.run([*command.split(), "--names"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    if not path.exists():
        lines = "\n".join(json.dumps({"id": call["id"], "activity": call["activity"]}) for call in calls)
        with path.open("wb") as out:
            subprocess.run(command.split(), input=lines.encode(), stdout=out, cwd=ROOT, check=True)
    width = ABOUT + len(names.split(","))
    return np.memmap(path, np.float32, "r").reshape(-1, width)


def labels(calls, truth, rows):
    """Yes: 1 where it is scored, otherwise 2. No: 0 where it is scored, otherwise -1. -2 where it is
    unclear: not fitted on."""
    label = np.full(len(rows), -1, np.int8)
    about = np.asarray(rows[:, :ABOUT])
    for number in range(len(calls)):
        first, last = np.searchsorted(about[:, 0], [number, number + 1])
        for side, party in enumerate(PARTIES):
            mine = first + np.flatnonzero(about[first:last, 1] == side)
            ends = mine[about[mine, 2] == 1]
            label[ends] = _turn_end(truth[number][party].turn_end, about[ends])
            entries = mine[about[mine, 2] == 0]
            talk = talk_of(calls[number], party)
            label[entries] = _floor_taken(truth[number][party].floor_taken, about[entries], talk)
    return label


def _turn_end(truth, about):
    """Where feedback or a sound ended nothing is asked: whoever gave it is done, and had no turn."""
    answers = []
    negatives = {round(start, 2): end for start, end in truth.negatives}
    events = truth.events
    for start, now in about[:, 3:5]:
        if _near(events, start):
            answers.append(1)
            continue
        end = next((negatives[key] for key in _around(start) if key in negatives), None)
        answers.append(0 if end is not None and now <= end + NEAR_S else -2)
    return answers


def _floor_taken(truth, about, talk):
    """An entry is what its contribution is: one that goes on after a pause as well as its first onset."""
    starts = [one.start for one in talk]
    answers = []
    for start, _ in about[:, 3:5]:
        k = bisect.bisect_right(starts, start + NEAR_S) - 1
        kind = talk[k].kind if k >= 0 else None
        if kind in TAKES or kind == "backchannel":
            scored = (
                _near(truth.events, start)
                if kind in TAKES
                else any(a - NEAR_S <= start < b for a, b in truth.negatives)
            )
            answers.append(int(kind in TAKES) if scored else 2 if kind in TAKES else -1)
        else:
            answers.append(-1 if kind == "nonverbal" else -2)
    return answers


def _around(time):
    return [round(time + step / 100, 2) for step in (0, -1, 1, -2, 2)]


def _near(times, time):
    k = bisect.bisect_left(times, time - NEAR_S - 1e-6)
    return k < len(times) and times[k] <= time + NEAR_S + 1e-6


def fit(features, answers, seed):
    """Trees on a sample of moments."""
    use = np.flatnonzero(answers >= -1)
    if len(use) > SAMPLE:
        use = np.sort(np.random.default_rng(seed).choice(use, SAMPLE, replace=False))
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=0.2,
        min_samples_leaf=200,
        # Where all answers are the same a leaf has no finite height without it.
        l2_regularization=5.0,
        early_stopping=False,
        random_state=seed,
    )
    return model.fit(np.asarray(features[use]), answers[use] >= 1)


def forest(model):
    """A fitted model as tensors: the nodes of each tree in order, their leaves after 128."""
    shape = (TREES, NODES)
    features, edges = np.zeros(shape, np.uint8), np.zeros(shape, np.float32)
    children, leaves = np.full((*shape, 2), LEAF, np.uint8), np.zeros((TREES, LEAVES))
    for t, (predictor,) in enumerate(model._predictors):
        nodes = predictor.nodes
        inner = [k for k in range(len(nodes)) if not nodes[k]["is_leaf"]]
        outer = [k for k in range(len(nodes)) if nodes[k]["is_leaf"]]
        place = {k: n for n, k in enumerate(inner)} | {k: LEAF + n for n, k in enumerate(outer)}
        for n, k in enumerate(inner):
            features[t, n] = nodes[k]["feature_idx"]
            edges[t, n] = below(nodes[k]["num_threshold"])
            children[t, n] = [place[nodes[k]["left"]], place[nodes[k]["right"]]]
        leaves[t, : len(outer)] = [nodes[k]["value"] for k in outer]
    base = float(np.ravel(model._baseline_prediction)[0])
    return features, edges, children, tensors.whole(np.rint(leaves * 1000), np.int16), round(base * 1000)


def below(edge):
    """The largest float32 that is not over `edge`: evidence is float32, so it falls on the same side."""
    narrow = np.float32(edge)
    return narrow if float(narrow) <= edge else np.nextafter(narrow, np.float32(-np.inf))


def log_odds(trees, rows, step=500_000):
    """What the library finds, for many rows."""
    features, edges, children, leaves, base = trees
    found = np.empty(len(rows), np.int32)
    for start in range(0, len(rows), step):
        part = np.ascontiguousarray(np.asarray(rows[start : start + step]).T)
        everyone = np.arange(part.shape[1])
        total = np.full(part.shape[1], base, np.int32)
        for t in range(len(features)):
            at = np.zeros(part.shape[1], np.int64)
            going = everyone
            while len(going):
                node = at[going]
                right = part[features[t, node], going] > edges[t, node]
                at[going] = children[t, node, right.astype(int)]
                going = going[at[going] < LEAF]
            total += leaves[t, at - LEAF]
        found[start : start + step] = total
    return found


def first_over(about, odds, limit):
    """For each question asked, the first moment at which its log-odds reach `limit`: rows of call, party,
    start, end."""
    over = about[odds >= limit]
    if not len(over):
        return over[:, [0, 1, 3, 4]]
    key = over[:, [0, 1, 3]]
    _, first = np.unique(key, axis=0, return_index=True)
    return over[first][:, [0, 1, 3, 4]]


def tallies(truth, commits, question, calls, longer_s=0.0):
    by = {}
    for call, party, _, end in commits:
        by.setdefault((int(call), int(party)), []).append(round(float(end), 3))
    total = Tally()
    for call in calls:
        for side, party in enumerate(PARTIES):
            total.add(score(getattr(truth[call][party], question), by.get((call, side), ()), longer_s))
    return total


def limit_for(truth, about, odds, question, calls, rate):
    """The log-odds at which as many of the negative spans fire."""
    low, high = -6000, 6000
    while high - low > 5:
        middle = (low + high) // 2
        fired = tallies(truth, first_over(about, odds, middle), question, calls).false_rate
        low, high = (middle, high) if fired > rate else (low, middle)
    return high


def calibration(odds, answers):
    """Expected calibration error in ten equal parts of the probability, of moments that are scored."""
    scored = (answers == 0) | (answers == 1)
    p = 1 / (1 + np.exp(-odds[scored] / 1000))
    true = answers[scored] == 1
    part = np.minimum((p * 10).astype(int), 9)
    return sum(abs(p[part == k].mean() - true[part == k].mean()) * (part == k).mean() for k in set(part))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rows", type=Path)
    arguments = parser.parse_args()
    held = sessions_of_calls(arguments.bench)
    calls = [call for call in load(arguments.bench) if call["id"] not in held]
    truth = [gold(call) for call in calls]
    with tempfile.TemporaryDirectory() as folder:
        rows = evidence(calls, arguments.rows or Path(folder, "rows"))
        answers = labels(calls, truth, rows)
        fold = np.random.default_rng(0).permutation(len(calls)) % FOLDS
        out = {}
        print("| question | false | recall | median, s | 10 %, s | 90 %, s | strict | calibration |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|")
        for side, question in enumerate(QUESTIONS):
            asked = np.flatnonzero(rows[:, 2] == side)
            about, features, mine = np.asarray(rows[asked, :ABOUT]), rows[asked, ABOUT:], answers[asked]
            part = fold[about[:, 0].astype(int)]
            odds = np.zeros(len(asked), np.int32)
            for k in range(FOLDS):
                seen = mine.copy()
                seen[part == k] = -2
                odds[part == k] = log_odds(forest(fit(features, seen, k)), features[part == k])
            everyone = range(len(calls))
            limits = [limit_for(truth, about, odds, question, everyone, rate) for rate in RATES]
            error = calibration(odds, mine)
            for limit in limits:
                commits = first_over(about, odds, limit)
                found = tallies(truth, commits, question, everyone)
                strict = tallies(truth, commits, question, everyone, STRICT_S).false_rate
                times = " | ".join(f"{found.latency(p):.2f}" for p in (50, 10, 90))
                rates = f"{found.false_rate:.3f} | {found.recall:.3f}"
                print(f"| {question} | {rates} | {times} | {strict:.3f} | {error:.3f} |")
            if arguments.write:
                trees = forest(fit(features, mine, FOLDS))
                kinds = zip(("features", "edges", "children", "leaves"), trees[:4], strict=True)
                out |= {f"{question}.{name}": values for name, values in kinds}
                out[f"{question}.base"] = tensors.whole([trees[4]], np.int16)
                out[f"{question}.points"] = tensors.whole(limits, np.int16)
    if arguments.write:
        about = "real two-party telephone timing"
        print(tensors.write("decisions.safetensors", out, written_by="benches/fit_decisions.py", fitted_on=about))


if __name__ == "__main__":
    main()
