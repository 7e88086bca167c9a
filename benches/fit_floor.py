#!/usr/bin/env python3
"""Fit the floor's reading of an onset and write models/floor.safetensors.

    fit_floor.py BENCH_DIR [--words] [--write] [--agree]

With --words the words of the conversations are given too; floor_words.safetensors is written then, and what
is gained over timing alone is printed.

BENCH_DIR holds floor/dev.jsonl.gz (conversations with truth events), score.py, and calls/dev (whose timing
is left out of the fit, so that those calls stay unseen). The features come from the library itself, through
its example `placements`: whatever it names is used. Each regime (onset in overlap, onset in silence) is a
softmax over one curve of steps per feature and PAIRS tables of two features: boosted trees of two splits,
added up cell by cell, so that the tables are the trees and nothing is lost.

Printed: five-fold cross-validation by conversation, scored by score.py after the tracker's rules (ported in
floor_port.py); its spread; the calibration of `confidence`; the market's rules on the same conversations. The
reliability diagram goes to docs/figures/reliability.svg with --write. --agree compares the port with the
library as it is written. Needs numpy and scikit-learn.
"""

import argparse
import collections
import os
import sys

import numpy as np
import tensors
from floor_curves import fit, predict
from floor_onsets import GROUPS, READINGS, ROOT, Onsets, library, load, sessions_of_calls
from floor_port import choose, events_of, fit_choice
from floor_scores import calibration, market, ours_as_market, reliability, row, scored
from tensors import whole

MACROS = ("macro_f1_merged", "macro_f1_kinds")
FOLDS = 5
FIGURE = os.path.join(ROOT, "docs", "figures", "reliability.svg")


def tables(regime, model):
    """One regime's model as tensors: what is ragged lies end to end, and `edge_counts` cuts it."""
    heights = [np.reshape(h, (-1, len(READINGS))) for h in model.heights]
    cells = [np.reshape(t, (-1, len(READINGS))) for t in model.tables.values()]
    return {
        f"{regime}.edges": np.concatenate(model.edges).astype(np.float32),
        f"{regime}.edge_counts": whole([len(e) for e in model.edges], np.uint8),
        f"{regime}.heights": whole(np.concatenate(heights), np.int16),
        f"{regime}.pairs": whole(np.reshape(list(model.tables), (-1, 2)), np.uint8),
        f"{regime}.tables": whole(np.concatenate([np.empty((0, len(READINGS))), *cells]), np.int16),
        f"{regime}.base": whole(model.base, np.int16),
    }


def write(models, choice, words):
    weights, shares = (np.asarray(values, dtype=np.float32) for values in choice)
    return tensors.write(
        "floor_words.safetensors" if words else "floor.safetensors",
        {
            "weights": weights,
            "shares": shares,
            **tables("overlap", models[True]),
            **tables("silence", models[False]),
        },
        written_by="benches/fit_floor.py" + (" --words" if words else ""),
        fitted_on="real two-party telephone " + ("timing and words" if words else "timing"),
    )


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
                [r[key] - scored(bench, [c for c in calls if fold[c["id"]] == f], alone)[key] for key in MACROS]
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
    said = collections.Counter(kind for emitted in events.values() for kind, *_ in emitted)
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
    for name, by, onset, kind, confidence, *_ in library(calls, "--events", *(["--words"] if onsets.words else [])):
        theirs[name].append((kind, by, round(float(onset), 3), round(float(confidence or -1), 3)))
    differ = total = 0
    for name, emitted in ours.items():
        emitted = collections.Counter((kind, by, round(at, 3)) for kind, by, at, _ in emitted)
        there = collections.Counter(event[:3] for event in theirs[name])
        differ += sum(((emitted - there) + (there - emitted)).values())
        total += sum(emitted.values())
    print(f"port and library differ in {differ} of {total} events")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--words", action="store_true", help="with the words of the conversations")
    parser.add_argument("--write", action="store_true", help="write the tables and the diagram")
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
            print("wrote", os.path.relpath(write(models, choice, args.words), ROOT))
        if args.write and not args.words:
            os.makedirs(os.path.dirname(FIGURE), exist_ok=True)
            with open(FIGURE, "w", encoding="utf-8") as file:
                file.write(reliability(bins))
        if args.agree:
            agreement(calls, onsets, models, choice)
    return 0


if __name__ == "__main__":
    sys.exit(main())
