"""Scores live turn decisions by TurnBench's rules (arXiv 2608.25218, `turnbench/README.md` of its
repository).

A party's commits of one task are read around its true events and within its negative spans:

- A true event at `t` is found by a commit from 0.25 s before it to 3 s after it, and not past the party's
  next true event. Events are taken in order of time; each claims the earliest commit that nobody has claimed.
- A negative span counts as fired where a commit lies within it or up to 0.25 s before it, at most once. A
  commit that was claimed, or that lies in the window of any true event, is no false one.
- Commits within excluded spans count for nothing, nor do those outside of all spans and windows.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

BEFORE_S = 0.25
LATEST_S = 3.0
STRICT_S = 1.5

Span = tuple[float, float]


@dataclass
class Truth:
    """What is true of one party in one task."""

    events: list[float]
    negatives: list[Span]
    excluded: list[Span] = field(default_factory=list)


@dataclass
class Tally:
    """Counts over parties and calls."""

    found: int = 0
    events: int = 0
    fired: int = 0
    negatives: int = 0
    latencies: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.found += other.found
        self.events += other.events
        self.fired += other.fired
        self.negatives += other.negatives
        self.latencies += other.latencies

    @property
    def recall(self) -> float:
        return self.found / self.events if self.events else math.nan

    @property
    def false_rate(self) -> float:
        return self.fired / self.negatives if self.negatives else math.nan

    def latency(self, percentile: float) -> float:
        """Seconds from the true time to the commit."""
        return float(np.percentile(self.latencies, percentile)) if self.latencies else math.nan


def score(truth: Truth, commits: Iterable[float], longer_s: float = 0.0) -> Tally:
    """Scores one party in one task. Negative spans reach `longer_s` further than the rules have them: with
    `STRICT_S` a commit that comes soon after a backchannel counts as well."""
    times = sorted(t for t in commits if not any(a <= t <= b for a, b in truth.excluded))
    events = sorted(truth.events)
    windows = [
        (at - BEFORE_S, min(at + LATEST_S, after)) for at, after in zip(events, [*events[1:], math.inf], strict=False)
    ]
    claimed: set[int] = set()
    tally = Tally(events=len(events), negatives=len(truth.negatives))
    for at, (first, last) in zip(events, windows, strict=True):
        inside = range(bisect.bisect_left(times, first), bisect.bisect_right(times, last))
        mine = next((k for k in inside if k not in claimed), None)
        if mine is not None:
            claimed.add(mine)
            tally.found += 1
            tally.latencies.append(times[mine] - at)
    free = [t for k, t in enumerate(times) if k not in claimed and not _within(t, windows)]
    for first, last in truth.negatives:
        k = bisect.bisect_left(free, first - BEFORE_S)
        tally.fired += k < len(free) and free[k] <= last + longer_s
    return tally


def _within(t: float, windows: Sequence[Span]) -> bool:
    """Windows rise in both of their ends."""
    k = bisect.bisect_right(windows, t, key=lambda window: window[0])
    return k > 0 and t <= windows[k - 1][1]


def false_by_onset(truth: Truth, onsets: Iterable[float]) -> int:
    """Commits that are about an onset or an end within a negative span, whenever they came: `onsets` are
    what was decided on."""
    first = [start for start, _ in truth.negatives]
    count = 0
    for onset in onsets:
        k = bisect.bisect_right(first, onset + 0.05)
        count += k > 0 and onset < truth.negatives[k - 1][1]
    return count
