#!/usr/bin/env python3
"""Whether the probability behind what an event is charged is right: its expected calibration error.

    calibration_error.py BENCH_DIR [--reports FILE] [--field NAME] [--bins]

The conversations of floor/dev, both parties. Each event at an onset has a probability that it is a
trespass; the truth is that its kind is `interruption` or `butting_in`. The error is the mean distance
between what was said and what was so over ten bins with as many events each. Onsets whose truth says
nothing (laughter, both began at once) are left out. --reports takes the reports from a file, one in a
line with the `id` of its conversation, such as `fold_reports.py` writes: the model that comes with the
library was fitted on most of these conversations.

--field is where the probability is: `held` works it out of the reasons as 0.1.0 charges it (all of a
floor that was taken for certain from a holder who talked on, the probability that it was taken if the
holder stopped after more than .5 s, that the holder gave way unfinished if sooner, the confidence of a
`butting_in`; 0 of all other kinds); `kinds` adds up what `kinds` says of both; else the key of the event.
The default is `kinds` where an event has it and `held` where not.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
import scoring
import talk
from tables import markdown

BINS = 10
TRESPASS = ("interruption", "butting_in")
TAKING = ("interruption", "overlap")
AT_ONSET = ("backchannel", "smooth_switch", "overlap", *TRESPASS, "pause_interruption")
JUDGED = (*AT_ONSET, "hold")
"""Kinds of the truth that say whether it was a trespass."""
TERMINAL_S, CERTAIN = 0.5, 0.9


def said(event, pattern):
    """The number in the reason that fits `pattern`; None where there is none."""
    found = (re.search(pattern, str(reason)) for reason in event["reasons"])
    return next((float(match.group(1)) for match in found if match), None)


def held(event):
    """What 0.1.0 charges of an event, before the ramp of a `butting_in`."""
    if event["kind"] == "butting_in":
        return event["confidence"]
    if event["kind"] not in TAKING:
        return 0.0
    took, gave_way = said(event, r"taken in overlap .*?([\d.]+)$"), said(event, r"unfinished .*?([\d.]+)$")
    stopped = said(event, r"holder stopped (\d+) ms")
    if stopped is not None and stopped > 1000 * TERMINAL_S:
        return 1.0 if took is not None and took >= CERTAIN else took
    return None if took is None or gave_way is None else took * gave_way


def probability(event, field):
    """That the event is a trespass; None where the report says nothing."""
    if field == "kinds" or (field is None and event.get("kinds")):
        kinds = event.get("kinds") or {}
        if not isinstance(kinds, dict):
            kinds = {each["kind"]: each.get("probability", each.get("confidence")) for each in kinds}
        return float(sum(kinds.get(kind) or 0.0 for kind in TRESPASS))
    return held(event) if field in (None, "held") else event.get(field)


def judged(call, report, field):
    """(kind, charged, in overlap, probability, was it a trespass) of each event that can be judged."""
    truth = {(event["by"], round(event["start"], 2)): event["kind"] for event in call.events}
    listed = {
        name for measure in report["measures"] if measure["id"] == "interruption_rate" for name in measure["events"]
    }
    rows, met = [], set()
    for event in report["events"]:
        if event["kind"] not in AT_ONSET:
            continue
        near = [(event["by"], round(event["start"] + d, 2)) for d in (0.0, -0.01, 0.01)]
        key = next((key for key in near if key in truth), None)
        met.add(key)
        p = probability(event, field)
        if p is not None and truth.get(key, "hold") in JUDGED:
            charged = (event.get("charged") or 0) > 0 or event["id"] in listed
            rows.append((event["kind"], charged, event["in_overlap"], p, truth.get(key) in TRESPASS))
    missed = sum(kind in TRESPASS and key not in met for key, kind in truth.items())
    return rows, missed


def error(p, was):
    """The expected calibration error, and (said, was, events) of each bin."""
    order = np.argsort(p, kind="stable")
    bins = [(p[part].mean(), was[part].mean(), len(part)) for part in np.array_split(order, BINS) if len(part)]
    return sum(n * abs(a - b) for a, b, n in bins) / len(p), bins


def spread(p, was, owner, chance):
    """Standard error of the calibration error over conversations."""
    groups = np.split(np.arange(len(p)), np.flatnonzero(np.diff(owner)) + 1)
    drawn = []
    for _ in range(100):
        take = np.concatenate([groups[k] for k in chance.integers(len(groups), size=len(groups))])
        drawn.append(error(p[take], was[take])[0])
    return np.std(drawn)


def main():
    parser = scoring.parser(__doc__, 465)
    parser.add_argument("--reports", type=Path, help="reports to judge instead of the library's")
    parser.add_argument("--field", help="held, kinds, or a key of the event")
    parser.add_argument("--bins", action="store_true", help="also the bins")
    given = scoring.arguments(parser)
    if given is None:
        return 0
    calls = talk.talks(given.bench, given.calls, sides="a")[: given.most]
    if given.reports:
        lines = given.reports.read_text(encoding="utf-8").splitlines()
        emitted = {report["id"]: report for report in map(json.loads, lines)}
        calls = [call for call in calls if call.id[:-1] in emitted]
        reports = [emitted[call.id[:-1]] for call in calls]
    else:
        reports = scoring.judged(scoring.whole, calls, given.workers)
    results = [judged(call, report, given.field) for call, report in zip(calls, reports)]
    owner = np.array([k for k, (rows, _) in enumerate(results) for _ in rows])
    rows = [row for part, _ in results for row in part]
    kind, charged, overlap, p, was = (np.array(column) for column in zip(*rows))
    parts = {
        "charged in `interruption_rate`": charged,
        "`interruption`, `overlap`, `butting_in`": np.isin(kind, (*TAKING, "butting_in")),
        "every event in overlap": overlap,
        "every event at an onset": np.ones(len(p), dtype=bool),
        **{f"`{name}`": kind == name for name in (*TAKING, "butting_in")},
    }
    table, bins = [], {}
    chance = np.random.default_rng(given.seed)
    for name, use in parts.items():
        size, bins[name] = error(p[use], was[use])
        off = spread(p[use], was[use], owner[use], chance)
        counts = [f"{p[use].sum():.0f}", f"{was[use].sum():.0f}"]
        table.append([name, str(use.sum()), *counts, f"{size:.3f} +- {off:.3f}"])
    print(markdown(["events", "judged", "expected trespasses", "true", "expected calibration error"], table))
    print(f"\ntrue trespasses where no event is reported: {sum(missed for _, missed in results)}")
    if given.bins:
        for name in list(parts)[:2]:
            cells = [[f"{a:.3f}", f"{b:.3f}", str(n)] for a, b, n in bins[name]]
            print("\n" + markdown([f"said, {name}", "was", "events"], cells))
    seen = "" if given.reports else "; the model of the library has seen most of these conversations"
    print(f"\nprobability: {given.field or 'kinds, or as 0.1.0 charges'}{seen}")
    print(scoring.footer(given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
