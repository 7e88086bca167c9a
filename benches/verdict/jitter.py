#!/usr/bin/env python3
"""How far the score moves when every edge of every talkspurt is moved by chance within the error of hearing.

    jitter.py BENCH_DIR [--most N] [--by .03] [--draws 4]

Excerpts of conversations of floor/dev (at most N of a length) are scored as they are and with each edge moved
by a uniform random -BY to +BY seconds; no edge passes the middle between its old neighbours. Printed: the
change of the score against that of the true edges, and the largest of a dimension.
"""

import random
import sys

import numpy as np
import scoring
import talk
from tables import markdown

LENGTHS = {"50 s": 50.0, "2 min": 120.0, "3 min": 180.0, "5 min": 300.0}
GOAL_FROM = 180.0
"""Seconds of call from which the goal holds."""


def moved(piece, by, chance):
    for party in talk.PARTIES:
        edges = [0.0, *(edge for spurt in piece.spurts(party) for edge in spurt), piece.duration]
        new = []
        for before, edge, after in zip(edges, edges[1:], edges[2:]):
            low, high = (before + edge) / 2, (edge + after) / 2
            # A millisecond is kept between neighbours.
            shifted = min(max(edge + chance.uniform(-by, by), low + 0.001), high - 0.001)
            new.append(round(shifted if low + 0.001 < high - 0.001 else edge, 3))
        piece = piece.having(party, list(zip(new[::2], new[1::2])))
    return piece


def values(piece):
    score = scoring.reported(piece).score
    emitted = [score["observable_listening"], *(dimension["value"] for dimension in score["dimensions"])]
    return [scoring.number(value) for value in emitted]


def row(name, pieces, given):
    chance = random.Random(f"{given.seed} {name}")
    todo = []
    for piece in pieces:
        todo += [piece, *(moved(piece, given.by, chance) for _ in range(given.draws))]
    emitted = np.array(scoring.judged(values, todo, given.workers)).reshape(len(pieces), 1 + given.draws, -1)
    moves = np.abs(emitted[:, 1:] - emitted[:, :1]).reshape(-1, emitted.shape[2])
    score = moves[:, 0]
    dimension = np.nanmax(np.where(np.isnan(moves[:, 1:]), 0, moves[:, 1:]), axis=1)
    shown = [scoring.quantile(score, q) for q in (0.5, 0.95, 1)]
    shown += [scoring.quantile(dimension, q) for q in (0.5, 0.95)]
    return [name, str(len(pieces)), *(f"{value:.1f}" for value in shown)]


def main():
    parser = scoring.parser(__doc__, 465)
    parser.add_argument("--by", type=float, default=0.03, help="seconds")
    parser.add_argument("--draws", type=int, default=4, help="of each call")
    given = scoring.arguments(parser)
    if given is None:
        return 0
    everyone = talk.talks(given.bench, given.calls)
    rows = []
    for name, length in LENGTHS.items():
        pieces = talk.excerpts(everyone, length, given.most, random.Random(given.seed))
        rows.append(row(name, pieces, given))
    long = [whole for whole in everyone if whole.duration >= GOAL_FROM]
    random.Random(given.seed).shuffle(long)
    rows.append(row("whole, 3 to 10 min", long[: given.most], given))
    header = ["edges moved", "calls", "median", "95 %", "largest", "a dimension, median", "95 %"]
    print(markdown(header, rows))
    print(f"\nedges moved by up to {1000 * given.by:.0f} ms, {given.draws} times each")
    print(scoring.footer(given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
