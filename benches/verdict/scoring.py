"""What the installed library says of talkspurts: in a few processes, and the command line of the scripts."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable

import beside  # noqa: F401
import listening
import numpy as np
from held_aside import CHOICES
from talk import Talk

RESOLUTION = 0.1
"""Points of 100 to which a report prints its score: a smaller change is not seen."""


def reported(talk: Talk):
    return listening.from_talkspurts(talk.agent, talk.customer, talk.duration)


def whole(talk: Talk) -> dict:
    """The whole report as plain data."""
    return json.loads(reported(talk).to_json())


def points(talk: Talk) -> float:
    """The score; NaN where none is given."""
    return number(reported(talk).score["observable_listening"])


def number(value) -> float:
    return float("nan") if value is None else float(value)


def judged(work: Callable, items: Iterable, workers: int) -> list:
    """`work` of every item, in order; it must be a function of a module."""
    items = list(items)
    if workers < 2:
        return [work(item) for item in items]
    # The library has no threads and no state: forked processes are cheap and safe.
    with multiprocessing.get_context("fork").Pool(workers, initializer=os.nice, initargs=(5,)) as pool:
        return pool.map(work, items, chunksize=max(1, min(50, len(items) // (4 * workers))))


def parser(description: str, most: int) -> argparse.ArgumentParser:
    """The command line that these scripts share."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"), help="holds floor/dev")
    made.add_argument("--calls", choices=CHOICES, default="all", help="part of the conversations")
    made.add_argument("--most", type=int, default=most, help=f"how much is drawn (default {most})")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--workers", type=int, default=2)
    return made


def arguments(made: argparse.ArgumentParser) -> argparse.Namespace | None:
    """What was given; None, and a line, where there is no bench."""
    given = made.parse_args()
    if not given.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return None
    return given


def footer(given: argparse.Namespace) -> str:
    return (
        f"\nlistening {listening.__version__}, conversations: {given.calls}, seed {given.seed};"
        f" scores are printed to {RESOLUTION} points"
    )


def quantile(values, q: float) -> float:
    values = np.asarray(values, dtype=float)
    values = values[~np.isnan(values)]
    return float(np.quantile(values, q)) if len(values) else float("nan")


def fell(pairs) -> np.ndarray:
    """By how many points the score fell, of those pairs (before, after) that have both."""
    scores = np.array(list(pairs), dtype=float).reshape(-1, 2)
    scores = scores[~np.isnan(scores).any(axis=1)]
    return np.round(scores[:, 0] - scores[:, 1], 6)


def shown(given: argparse.Namespace, made: list, results: list) -> list:
    """The pairs furthest out of order, as many as were asked for, each with its result: first both scores."""
    ordered = sorted(zip(made, results, strict=True), key=lambda item: item[1][0][0] - item[1][0][1])
    return ordered[: given.show]


def parser_of_pairs(description: str, most: int) -> argparse.ArgumentParser:
    """The command line of the scripts that make pairs."""
    made = parser(description, most)
    made.add_argument("--show", type=int, default=0, help="pairs furthest out of order to print")
    return made
