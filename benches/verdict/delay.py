#!/usr/bin/env python3
"""What a slow line does to patience: the customer's talk reaches the recorder later than it was said.

    delay.py BENCH_DIR [--most N]

Excerpts of 5 minutes of floor/dev, either party as the agent. Everything that the customer says is
moved by half of the round trip against the agent, as a recorder beside the agent hears it. Printed by
round trip: the change of patience and of the score (median; the 90 % point of its size). What people do
on such a line is not simulated: they wait longer and collide more often.
"""

import random

import numpy as np
import scoring
import talk
from tables import markdown, number

ROUND_TRIPS = (0.3, 0.4, 0.6, 0.8, 1.0)
"""In seconds."""


def late(piece, by):
    spurts = [(round(s + by, 3), round(e + by, 3)) for s, e in piece.customer]
    return piece.having("customer", spurts, round(piece.duration + by, 3))


def emitted(piece):
    score = scoring.reported(piece).score
    patience = next(dimension for dimension in score["dimensions"] if dimension["id"] == "patience")
    return scoring.number(patience["value"]), scoring.number(score["observable_listening"])


def changes(piece):
    before = np.array(emitted(piece))
    return [np.array(emitted(late(piece, trip / 2))) - before for trip in ROUND_TRIPS]


def main():
    given = scoring.arguments(scoring.parser(__doc__, 400))
    if given is None:
        return
    pieces = talk.excerpts(talk.talks(given.bench, given.calls), talk.LONG, given.most, random.Random(given.seed))
    moved = np.array(scoring.judged(changes, pieces, given.workers))
    rows = []
    for trip, change in zip(ROUND_TRIPS, moved.transpose(1, 0, 2), strict=True):
        change = change[~np.isnan(change).any(axis=1)]
        cells = [f"{trip * 1000:.0f} ms", str(len(change))]
        for column in change.T:
            cells += [number(float(np.median(column)), 1), number(float(np.quantile(np.abs(column), 0.9)), 1)]
        rows.append(cells)
    heads = ["round trip", "calls", "patience, median", "90 % of sizes", "score, median", "90 % of sizes"]
    print(markdown(heads, rows))
    print(scoring.footer(given))


if __name__ == "__main__":
    main()
