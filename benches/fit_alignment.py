#!/usr/bin/env python3
"""Fits how likely each lag between two parties is, and writes alignment.safetensors.

  fit_alignment.py [BENCH_DIR]

Of each conversation of the bench's floor set that is not held aside, and is not the timing of one of its
calls, some windows of 80 to 300 s are taken. A softmax over lags from -8 to 8 s says which is the true one,
zero: its evidence are the pairs of edges, one of each party, each by a curve of how much later the one is
than the other, and how long both talk at once. Newton's method with halved steps; a ridge on the scaled
weights.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

import numpy as np
import tensors
from held_aside import chosen

STEP, REACH, FARTHEST = 0.05, 3.0, 8.0
LATER = np.array([0.12, 0.25, 0.4, 0.55, 0.7, 0.9, 1.1, 1.4, 1.7, 2.1, 2.5])
KNOTS = np.concatenate([-LATER[::-1], [0.0], LATER])
GAP = 1.0
"""Silences of a contribution are shorter, in seconds."""
WINDOWS, SHORTEST, LONGEST = 4, 80.0, 300.0
RIDGE = 2e-4
SPREAD = 0.08
"""How far the true lag may be from zero, since people differ: standard deviation in seconds."""

SEEN = round((FARTHEST + REACH) / STEP)
LAGS = np.arange(-round(FARTHEST / STEP), round(FARTHEST / STEP) + 1, 2)


def basis() -> np.ndarray:
    """A triangle at each knot, by steps from -REACH to REACH."""
    half = round(REACH / STEP)
    at = np.arange(-half, half + 1) * STEP
    knots = np.concatenate([[-REACH], KNOTS, [REACH]])
    rows = [np.interp(at, knots[k : k + 3], [0, 1, 0], left=0, right=0) for k in range(len(KNOTS))]
    return np.array(rows)


def edges(spurts: np.ndarray) -> list[list[np.ndarray]]:
    """Onsets and ends, each inner and outer ones of contributions."""
    apart = spurts[1:, 0] - spurts[:-1, 1] >= GAP
    first, last = np.concatenate([[True], apart]), np.concatenate([apart, [True]])
    return [[spurts[~first, 0], spurts[first, 0]], [spurts[~last, 1], spurts[last, 1]]]


def counted(own: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How often an edge of `own` is later than one of `other` by each number of steps, from -SEEN."""
    size = 2 * SEEN + 1
    low, high = np.searchsorted(other, own - SEEN * STEP), np.searchsorted(other, own + SEEN * STEP)
    count = high - low
    which = np.repeat(np.arange(len(own)), count)
    place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
    step = np.rint((own[which] - other[place]) / STEP).astype(int) + SEEN
    return np.bincount(np.clip(step, 0, size - 1), minlength=size).astype(float)


def pairs(own: np.ndarray, other: np.ndarray) -> list[np.ndarray]:
    """The counts of all pairs that have a curve, in the order of the engine."""
    (on, off), (other_on, other_off) = edges(own), edges(other)
    after = [counted(on[k], other_off[j]) for k in (0, 1) for j in (0, 1)]
    alike = [counted(on[1], other_on[0]), counted(off[1], other_off[0])]
    return [*after, *alike, counted(on[1], other_on[1]) / 2, counted(off[1], other_off[1]) / 2]


def seen_at(counts: np.ndarray, sign: int, shapes: np.ndarray) -> np.ndarray:
    """What a curve of each shape says of each lag."""
    half = shapes.shape[1] // 2
    windows = np.lib.stride_tricks.sliding_window_view(counts, 2 * half + 1)
    return windows[SEEN + sign * LAGS - half] @ shapes.T


def talk(spurts: np.ndarray, length: float, step: float = 0.1) -> np.ndarray:
    """Whether there is talk at the middle of each step."""
    at = (np.arange(int(np.ceil(length / step))) + 0.5) * step
    return np.searchsorted(spurts[:, 0], at, "right") > np.searchsorted(spurts[:, 1], at, "right")


def together(first: np.ndarray, second: np.ndarray, length: float) -> np.ndarray:
    """Seconds in which both talk, at each lag."""
    one, two = talk(first, length).astype(float), talk(second, length).astype(float)
    far = round(FARTHEST / 0.1)
    size = 1 << int(np.ceil(np.log2(len(one) + 2 * far + 4)))
    both = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(two, size)), size)
    return both[np.arange(-far, far + 1) % size] * 0.1


def evidence(first: np.ndarray, second: np.ndarray, length: float, shapes: np.ndarray) -> np.ndarray:
    """A row for each lag."""
    one = np.concatenate([seen_at(counts, 1, shapes) for counts in pairs(first, second)], 1)
    two = np.concatenate([seen_at(counts, -1, shapes) for counts in pairs(second, first)], 1)
    return np.concatenate([one + two, together(first, second, length)[:, None]], 1)


def cut(spurts: np.ndarray, start: float, end: float) -> np.ndarray:
    """What is in a window, from its start."""
    inside = spurts[(spurts[:, 1] > start) & (spurts[:, 0] < end)]
    return np.clip(inside, start, end) - start


def conversations(bench: Path) -> list[dict]:
    """Those that are not held aside and are not the timing of a call."""
    with gzip.open(bench / "floor" / "dev.jsonl.gz", "rt") as lines:
        every = {call["id"]: call for call in map(json.loads, lines)}
    calls = (bench / "calls" / "dev").glob("*.json")
    used = {json.loads(path.read_text())["timing"]["session"] for path in calls}
    return [every[name] for name in chosen(every, "dev") if name not in used]


def fit(rows: np.ndarray) -> np.ndarray:
    """The weights."""
    wanted = np.exp(-0.5 * (LAGS * STEP / SPREAD) ** 2)
    wanted /= wanted.sum()
    scale = rows.std((0, 1)) + 1e-6
    rows = rows / scale
    rows -= rows.mean(1, keepdims=True)
    count, lags, size = rows.shape
    flat, ridge = rows.reshape(-1, size), RIDGE * count

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = (flat @ weights).reshape(count, lags)
        scores -= scores.max(1, keepdims=True)
        shares = np.exp(scores)
        whole = shares.sum(1, keepdims=True)
        nats = -((scores - np.log(whole)) * wanted).sum() + 0.5 * ridge * float(weights @ weights)
        return float(nats), shares / whole

    weights = np.zeros(size, np.float32)
    nats, shares = loss(weights)
    for round_ in range(12):
        slope = (shares - wanted).reshape(-1).astype(np.float32) @ flat + ridge * weights
        part = flat * np.sqrt(shares.reshape(-1, 1)).astype(np.float32)
        means = np.einsum("nl,nlk->nk", shares.astype(np.float32), rows)
        bend = part.T @ part - means.T @ means + ridge * np.eye(size)
        move, by = np.linalg.solve(bend.astype(float), slope.astype(float)).astype(np.float32), 1.0
        while (new := loss(weights - by * move))[0] > nats and by > 0.01:
            by /= 2
        gained, weights = nats - new[0], weights - by * move
        nats, shares = new
        best = np.abs(LAGS[shares.argmax(1)] * STEP) <= 0.2 + 1e-9
        print(f"round {round_}: {nats / count:.4f} nats, within 0.2 s in {best.mean():.3f}", flush=True)
        if gained < 1e-4 * count:
            break
    return weights / scale


def main() -> None:
    """Runs the fit."""
    bench = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["LISTENING_BENCH"])
    dice, shapes, rows = np.random.default_rng(1), basis(), []
    for call in conversations(bench):
        first, second = (np.array(call["activity"][who]).reshape(-1, 2) for who in "ab")
        for _ in range(WINDOWS):
            length = min(call["duration"], dice.uniform(SHORTEST, LONGEST))
            start = dice.uniform(0, call["duration"] - length)
            one, two = cut(first, start, start + length), cut(second, start, start + length)
            if len(one) and len(two):
                rows.append(evidence(one, two, length, shapes).astype(np.float32))
    weights = fit(np.stack(rows))
    size = len(KNOTS)
    curves = np.array([weights[k * size : (k + 1) * size] @ shapes for k in range(len(weights) // size)])
    numbers = {"curves": curves.astype(np.float32), "overlap": weights[-1:].astype(np.float32)}
    reported = {
        "written_by": "benches/fit_alignment.py",
        "fitted_on": "the timing of real two-party telephone calls",
    }
    print(tensors.write("alignment.safetensors", numbers, **reported))


if __name__ == "__main__":
    main()
