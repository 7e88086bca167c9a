#!/usr/bin/env python3
"""Whether the score still says something of a speaker: the two halves of each conversation, scored alone.

    halves.py BENCH_DIR [--most N]

Each conversation of floor/dev is cut in two at the mutual silence nearest to its middle, and scored once
for either party. Printed for the score and for each dimension: the correlation of both halves with its
standard error over conversations (both parties of one together, drawn again 500 times); the standard
deviation of whole conversations and of halves; how often the difference of the halves lies within the
root of the summed squared half-widths of their 90 % intervals; the mean width of these.
"""

import sys

import numpy as np
import scoring
import talk
from tables import markdown, number

DRAWS = 500


def figures(piece):
    """(value, low, high) of the score and of each dimension, by name."""
    score = scoring.reported(piece).score
    emitted = {"score": (score["observable_listening"], score["low"], score["high"])}
    for dimension in score["dimensions"]:
        emitted[dimension["id"]] = (dimension["value"], dimension["low"], dimension["high"])
    return {name: tuple(map(scoring.number, values)) for name, values in emitted.items()}


def halves(whole):
    middle = min(talk.silences(whole), key=lambda t: abs(t - whole.duration / 2))
    return talk.cut(whole, 0.0, middle), talk.cut(whole, middle, whole.duration)


def correlation(pairs):
    varies = len(pairs) > 2 and pairs.std(axis=0).all()
    return np.corrcoef(pairs[:, 0], pairs[:, 1])[0, 1] if varies else np.nan


def standard_error(pairs, owners, chance):
    """Of the correlation; the rows of one owner are drawn together."""
    rows = [np.flatnonzero(owners == name) for name in np.unique(owners)]
    drawn = []
    for _ in range(DRAWS):
        take = np.concatenate([rows[k] for k in chance.integers(len(rows), size=len(rows))])
        drawn.append(correlation(pairs[take]))
    return np.nanstd(drawn)


def cells(first, second, all_of_it, owners, chance):
    emitted = ~np.isnan(first).any(axis=1) & ~np.isnan(second).any(axis=1)
    if not emitted.any():
        return ["0", *["-"] * 6]
    first, second, owners = first[emitted], second[emitted], owners[emitted]
    pairs = np.stack([first[:, 0], second[:, 0]], axis=1)
    half = np.stack([(h[:, 2] - h[:, 1]) / 2 for h in (first, second)], axis=1)
    apart = np.abs(pairs[:, 0] - pairs[:, 1])
    inside = (apart <= np.hypot(half[:, 0], half[:, 1]) + 1e-9).mean()
    error = standard_error(pairs, owners, chance)
    values = all_of_it[~np.isnan(all_of_it[:, 0]), 0]
    return [
        str(len(pairs)),
        f"{number(correlation(pairs))} +- {number(error)}",
        number(values.std(ddof=1), 2),
        number(pairs.std(axis=0, ddof=1).mean(), 2),
        f"{inside:.1%}",
        number(2 * half.mean(), 1),
        number(float(np.median(apart)), 1),
    ]


def main():
    given = scoring.arguments(scoring.parser(__doc__, 465))
    if given is None:
        return 0
    chance = np.random.default_rng(given.seed)
    everyone = talk.talks(given.bench, given.calls)
    everyone = everyone[: 2 * given.most]
    pieces = [piece for whole in everyone for piece in (whole, *halves(whole))]
    emitted = scoring.judged(figures, pieces, given.workers)
    owners = np.array([whole.id[:-1] for whole in everyone])
    rows = []
    for name in emitted[0]:
        whole, first, second = (np.array([figure[name] for figure in emitted[k::3]]) for k in range(3))
        rows.append([name, *cells(first, second, whole, owners, chance)])
    header = [
        "halves",
        "pairs",
        "correlation",
        "deviation, whole conversations",
        "deviation, halves",
        "difference inside",
        "mean width",
        "median difference",
    ]
    print(markdown(header, rows))
    lengths = [piece.duration for k, piece in enumerate(pieces) if k % 3]
    print(f"\na half lasts {np.median(lengths):.0f} s (median; {min(lengths):.0f} to {max(lengths):.0f})")
    print(scoring.footer(given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
