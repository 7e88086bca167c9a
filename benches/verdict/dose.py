#!/usr/bin/env python3
"""Whether a known dose of worse listening lowers the score: made pairs of who talked when.

    dose.py BENCH_DIR [--most N] [--show K]

For each length (50 s, 2 min, 5 min) and each behaviour of `doses.py` up to N excerpts of conversations of
floor/dev are drawn that have a place for the dose, at most one of a conversation and party; each is
scored as it is and changed. Printed: the share of pairs in the expected order (a tie is not), ties, the
difference in points, how often the status of the worse one is not `ok`, and in pairs out of order the
measure that cost less most. Pairs of which one has no score are counted apart. Neutral changes say
nothing of the agent: of them the size of the change is printed, and how often the changed one scores
lower. --show prints the K pairs of a row that are furthest out of order.
"""

import collections
import random
import sys

import numpy as np
import scoring
import talk
from doses import NEUTRAL, WORSE
from tables import markdown

LENGTHS = {"50 s": talk.SHORT, "2 min": talk.MIDDLE, "5 min": talk.LONG}
TRIES = 4
"""Excerpts that are drawn from a conversation until one has a place for the dose."""


def pairs(everyone, length, change, most, chance):
    """Up to `most` pairs (as it was, changed)."""
    order, found = list(everyone), []
    chance.shuffle(order)
    for whole in order:
        for _ in range(TRIES):
            piece = talk.excerpt(whole, length, chance)
            if piece is None or not (piece.agent and piece.customer):
                continue
            made = change(piece, chance)
            if made is not None:
                found.append((piece, made))
                break
        if len(found) == most:
            break
    return found


def both(pair):
    """The scores of a pair, the status of the changed one, and the measures that cost more in it."""
    reports = [scoring.reported(call).score for call in pair]
    scores = [scoring.number(score["observable_listening"]) for score in reports]
    costs = [
        {d["measure"]: d["points"] for dimension in score["dimensions"] for d in dimension["deductions"]}
        for score in reports
    ]
    moved = {key: costs[1].get(key, 0.0) - costs[0].get(key, 0.0) for key in costs[0].keys() | costs[1].keys()}
    return scores, reports[1]["status"], moved


def cells(results):
    fell = scoring.fell(scores for scores, *_ in results)
    thin = np.mean([status != "ok" for _, status, _ in results]) if results else np.nan
    return fell, thin


def blamed(results):
    """What most often cost less in the pairs that are not in order, and in how many."""
    most = collections.Counter()
    for (before, after), _, moved in results:
        if after >= before:
            measure, change = min(moved.items(), key=lambda item: item[1], default=("-", 0.0))
            most[measure if change < 0 else "nothing"] += 1
    return ", ".join(f"{measure} {count}" for measure, count in most.most_common(2)) or "-"


def main():
    given = scoring.arguments(scoring.parser_of_pairs(__doc__, 250))
    if given is None:
        return 0
    everyone = talk.talks(given.bench, given.calls)
    rows, neutral, wrong = [], [], []
    for name, change in {**WORSE, **NEUTRAL}.items():
        for length_name, length in LENGTHS.items():
            chance = random.Random(f"{given.seed} {name} {length_name}")
            made = pairs(everyone, length, change, given.most, chance)
            results = scoring.judged(both, made, given.workers)
            fell, thin = cells(results)
            count = [name, length_name, str(len(fell)), str(len(results) - len(fell))]
            if name in NEUTRAL:
                size = [f"{scoring.quantile(np.abs(fell), q):.1f}" for q in (0.5, 0.95, 1)]
                lower = (fell[fell != 0] > 0).mean() if fell.any() else np.nan
                neutral.append([*count, f"{(fell == 0).mean():.1%}", f"{lower:.1%}", *size])
                continue
            spread = [f"{scoring.quantile(fell, q):.1f}" for q in (0.5, 0.05)]
            rows.append(
                [
                    *count,
                    f"{(fell > 0).mean():.1%}",
                    f"{(fell == 0).mean():.1%}",
                    *spread,
                    f"{thin:.0%}",
                    blamed(results),
                ]
            )
            wrong += [(name, length_name, *item) for item in scoring.shown(given, made, results)]
    header = [
        "dose",
        "length",
        "pairs",
        "and without a score",
        "in order",
        "ties",
        "median difference",
        "5 %",
        "status not ok",
        "out of order: what cost less",
    ]
    print(markdown(header, rows))
    header = [
        "neutral change",
        "length",
        "pairs",
        "and without a score",
        "no change",
        "of the others lower",
        "median size",
        "95 %",
        "largest",
    ]
    print("\n" + markdown(header, neutral))
    for name, length_name, (piece, _), (scores, _, moved) in wrong:
        changes = sorted(moved.items(), key=lambda item: item[1])
        costs = ", ".join(f"{key} {value:+.1f}" for key, value in changes if abs(value) >= 0.05)
        print(f"- {name}, {length_name}: {piece.id} {scores[0]} -> {scores[1]}; costs: {costs}")
    print(scoring.footer(given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
