#!/usr/bin/env python3
"""Cliffs: one onset of one party is moved in steps of 10 ms, and the score is watched.

    one_onset.py BENCH_DIR [--most N] [--show K] [--save FILE]

Drawn from floor/dev: at most N onsets for each length of excerpt, of either party, half of them in the
other's talk and half within .6 s of it. Each is moved from -.6 to +.6 s about where it is. The end of its
talkspurt stays, and a talkspurt stays one: it lasts .08 s or more, after .18 s or more of silence. Printed:
the largest step of the score between neighbours, over onsets; how many have one of more than a point; the
measures whose points moved most in those; the K largest with what was reported of the moved onset on both
sides, and which other events changed. --save writes both sides of the K largest as lines for
`listening floor`.
"""

import collections
import json
import random
import sys
from pathlib import Path

import numpy as np
import scoring
import talk
from tables import markdown

LENGTHS = {"50 s": talk.SHORT, "2 min": talk.MIDDLE, "5 min": talk.LONG}
NEAR, STEP = 0.6, 0.01
SHORTEST, BRIDGED = 0.08, 0.18
SILENCES = ("pause", "gap")
GOAL = 1.0
"""Points that a step may have."""


def onsets(piece, chance):
    """(party, index) of an onset in the other's talk and of one near it, where there are any."""
    inside, near = [], []
    for party in talk.PARTIES:
        others = piece.spurts(talk.other(party))
        for k, (start, _) in enumerate(piece.spurts(party)):
            if any(s < start < e for s, e in others):
                inside.append((party, k))
            elif any(s - NEAR < start < e + NEAR for s, e in others):
                near.append((party, k))
    return [chance.choice(found) for found in (inside, near) if found]


def moves(piece, party, k):
    """The call with the onset moved, as (seconds, call), from early to late."""
    spurts = piece.spurts(party)
    start, end = spurts[k]
    earliest = spurts[k - 1][1] + BRIDGED if k else 0.0
    count = round(NEAR / STEP)
    made = []
    for step in range(-count, count + 1):
        onset = round(start + step * STEP, 3)
        if onset >= min(earliest, start) and onset <= max(end - SHORTEST, start):
            made.append((step * STEP, piece.having(party, [*spurts[:k], (onset, end), *spurts[k + 1 :]])))
    return made


def largest_step(item):
    """(largest step of the score, how many steps, the shifts before and after it)."""
    made = moves(*item)
    scores = [scoring.points(call) for _, call in made]
    steps = np.abs(np.diff(scores))
    if not len(steps) or np.isnan(steps).all():
        return np.nan, len(steps), None
    at = int(np.nanargmax(steps))
    return float(steps[at]), len(steps), (at, at + 1)


def deductions(report):
    return {
        (dimension["id"], deduction["measure"]): deduction["points"]
        for dimension in report["score"]["dimensions"]
        for deduction in dimension["deductions"]
    }


def moved_points(before, after):
    """The measure whose points of its dimension moved most, and by how much."""
    one, two = deductions(before), deductions(after)
    moved = {key: two.get(key, 0.0) - one.get(key, 0.0) for key in one.keys() | two.keys()}
    return max(moved.items(), key=lambda item: abs(item[1]), default=(("-", "-"), 0.0))


def said_of(report, party, onset):
    """What is reported at an onset: kinds, probabilities, and what the reasons say of either."""
    emitted = []
    for event in report["events"]:
        if event["by"] == party and abs(event["start"] - onset) < 0.0015:
            sure = "" if event["confidence"] is None else f" {event['confidence']:.2f}"
            charged = "" if event.get("charged") is None else f" charged {event['charged']:.2f}"
            emitted.append(event["kind"] + sure + charged)
            emitted += [text for text in map(str, event["reasons"]) if "probability" in text or "stopped" in text]
    return "; ".join(emitted) or "nothing"


def changed(reports, party, onsets):
    """Events elsewhere that are on one side only, as (those before, those after)."""

    def listed(report, onset):
        return {
            f"{event['by']}'s {event['kind']} at {event['start']:.3f}"
            for event in report["events"]
            if event["kind"] not in SILENCES and abs(event["start"] - onset) >= 0.0015
        }

    one, two = (listed(report, onset) for report, onset in zip(reports, onsets))
    return sorted(one - two), sorted(two - one)


def detail(found):
    (piece, party, k), (size, _, (at, then)) = found
    made = moves(piece, party, k)
    (early, one), (late, two) = made[at], made[then]
    reports = scoring.whole(one), scoring.whole(two)
    measure, change = moved_points(*reports)
    scores = [report["score"]["observable_listening"] for report in reports]
    onsets = [call.spurts(party)[k][0] for call in (one, two)]
    emitted = [said_of(report, party, onset) for report, onset in zip(reports, onsets)]
    return {
        "size": size,
        "call": piece.id,
        "party": party,
        "onset": piece.spurts(party)[k][0],
        "shifts": (early, late),
        "scores": scores,
        "measure": measure,
        "change": change,
        "emitted": emitted,
        "changed": changed(reports, party, onsets),
        "lines": [one.line(), two.line()],
    }


def drawn(everyone, length, given):
    """About `most` onsets, from excerpts of one length."""
    chance = random.Random(given.seed)
    found = []
    for piece in talk.excerpts(everyone, length, len(everyone), chance):
        found += [(piece, party, k) for party, k in onsets(piece, chance)]
        if len(found) >= given.most:
            break
    return found[: given.most]


def main():
    parser = scoring.parser(__doc__, 300)
    parser.add_argument("--show", type=int, default=10, help="largest steps to print")
    parser.add_argument("--save", type=Path, help="both sides of the largest steps, as lines for listening floor")
    given = scoring.arguments(parser)
    if given is None:
        return 0
    everyone = talk.talks(given.bench, given.calls)
    rows, all_found = [], []
    for name, length in LENGTHS.items():
        items = drawn(everyone, length, given)
        results = scoring.judged(largest_step, items, given.workers)
        sizes = np.array([size for size, *_ in results])
        found = [pair for pair in zip(items, results) if pair[1][2] is not None]
        all_found += found
        shown = [f"{scoring.quantile(sizes, q):.1f}" for q in (0.5, 0.95, 1)]
        over = np.nanmean(sizes > GOAL + 1e-9)
        steps = sum(count for _, count, _ in results)
        rows.append([name, str(len(items)), str(steps), *shown, f"{over:.1%}"])
    header = [
        "calls of",
        "onsets",
        "steps",
        "largest step, median",
        "95 %",
        "largest",
        f"over {GOAL:g} point",
    ]
    print(markdown(header, rows))
    over = [pair for pair in all_found if pair[1][0] > GOAL + 1e-9]
    over.sort(key=lambda pair: -pair[1][0])
    details = scoring.judged(detail, over, given.workers)
    by = collections.defaultdict(list)
    for one in details:
        by[one["measure"]].append(one["size"])
    rows = [
        [f"{dimension}: {measure}", str(len(sizes)), f"{np.median(sizes):.1f}", f"{max(sizes):.1f}"]
        for (dimension, measure), sizes in sorted(by.items(), key=lambda item: -len(item[1]))
    ]
    print("\n" + markdown(["points that moved most", "largest steps", "median", "largest"], rows))
    print(f"\nThe {min(given.show, len(details))} largest:")
    for one in details[: given.show]:
        early, late = one["shifts"]
        print(
            f"- {one['size']:.1f} points ({one['scores'][0]} -> {one['scores'][1]}): {one['call']},"
            f" {one['party']}'s onset at {one['onset']:.3f} s moved {early:+.2f} -> {late:+.2f} s;"
            f" {one['measure'][1]} costs {one['change']:+.1f}\n"
            f"  - before: {one['emitted'][0]}\n  - after: {one['emitted'][1]}"
        )
        for side, events in zip(("before", "after"), one["changed"]):
            if events:
                print(f"  - elsewhere, only {side}: {'; '.join(events)}")
    if given.save:
        lines = [json.dumps(line) for one in details[: given.show] for line in one["lines"]]
        given.save.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(scoring.footer(given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
