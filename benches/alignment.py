#!/usr/bin/env python3
"""Whether a party that was recorded too late or by another clock is found, and what is taken for it.

  alignment.py [BENCH_DIR] [--part all|dev|aside] [--no-audio] [--seed N]

From the timing of the bench's conversations (`from_talkspurts`) and from its calls (`analyze`): as they
are; with one party moved by 0.3 to 5 s, one way or the other; with one step of 1 to 3 s at a random moment;
with replies made later by 1 to 3 s, of one party or of both, which is no fault of a recording; and
conversations joined to 30 to 90 minutes, with a clock that is wrong by 100 millionths. `named` is the share
in which `misaligned` (or `drifting`) is found; `near` the share of those whose offset is right within 0.2 s
(or 50 millionths); `holds` the share whose interval holds the truth.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import listening
import numpy as np
from held_aside import CHOICES, chosen

PARTIES = ("agent", "customer")
SHIFTS = (0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0)
STEPS = (1.0, 2.0, 3.0)
DRIFT = 100.0
JOINED_MINUTES = (30, 60, 90)
JOINED = 30

Talk = tuple[np.ndarray, np.ndarray]


def found(report: listening.Report, code: str) -> list[tuple[float, float, float]]:
    """How late the agent is by each finding, with its interval."""
    each = []
    for party in PARTIES:
        for one in report.parties[party]["health"]:
            if one["code"] == code:
                value, low, high = one["value"], one["low"], one["high"]
                each.append((value, low, high) if party == "customer" else (-value, -high, -low))
    return each


def clipped(spurts: np.ndarray, length: float) -> np.ndarray:
    """What is inside the call."""
    inside = np.clip(spurts, 0, length)
    return inside[inside[:, 1] - inside[:, 0] > 0.02]


def of_talk(talk: Talk, length: float) -> listening.Report:
    """The report of who talked when."""
    agent, customer = (clipped(each, length) for each in talk)
    return listening.from_talkspurts(agent, customer, length)


class Row:
    """A line of the table."""

    def __init__(self, code: str = "misaligned", near: float = 0.2) -> None:
        self.code, self.near = code, near
        self.all = self.named = self.right = self.held = 0

    def add(self, report: listening.Report, truth: float) -> None:
        """Counts a report whose agent is late by `truth`."""
        self.all += 1
        each = found(report, self.code)
        if each:
            value, low, high = min(each, key=lambda one: abs(one[0] - truth))
            self.named += 1
            self.right += abs(value - truth) <= self.near
            self.held += low - 1e-9 <= truth <= high + 1e-9
            if not report.score["withheld_by"]:
                raise SystemExit("a finding left the score")

    def print(self, name: str) -> None:
        """Prints it."""
        of = max(self.named, 1)
        print(
            f"{name:34} {self.named:4} of {self.all:4} named ({self.named / max(self.all, 1):.3f})"
            f"   near {self.right / of:.3f}   holds {self.held / of:.3f}",
            flush=True,
        )


def stepped(talk: Talk, at: float, by: float) -> Talk:
    """The agent's talk later by `by` from `at` on; earlier where negative, and what was there is lost."""
    agent, customer = talk
    before = np.minimum(agent[agent[:, 0] < at], at)
    after = np.maximum(agent[agent[:, 1] > at - min(by, 0.0)], at - min(by, 0.0)) + by
    return np.concatenate([before, after]), customer


def slower(talk: Talk, length: float, late: tuple[float, float]) -> tuple[Talk, float]:
    """Replies within 2 s delayed by this many seconds, for each party, and everything after them."""
    every = sorted((start, end, who) for who in (0, 1) for start, end in talk[who])
    last, places = [-9.0, -9.0], []
    for start, end, who in every:
        before = last[1 - who]
        if start - last[who] >= 1 and 0 <= start - before < 2 and before > last[who] and late[who]:
            places.append((start - 1e-3, late[who]))
        last[who] = max(last[who], end)
    at = np.array([place for place, _ in places])
    more = np.concatenate([[0.0], np.cumsum([by for _, by in places])])
    moved = tuple(each + more[np.searchsorted(at, each[:, 0])][:, None] for each in talk)
    return (moved[0], moved[1]), length + more[-1]


def measure(talks: list[tuple[Talk, float]], dice: np.random.Generator) -> None:
    """The tables of conversations without audio."""

    def table(name: str, make: Callable[[Talk, float], tuple[Talk, float, float]]) -> None:
        row = Row()
        for talk, length in talks:
            changed, new_length, truth = make(talk, length)
            row.add(of_talk(changed, new_length), truth)
        row.print(name)

    table("as they are", lambda talk, length: (talk, length, 0.0))
    for shift in SHIFTS:

        def moved(talk: Talk, length: float, by: float = shift) -> tuple[Talk, float, float]:
            by *= dice.choice([-1, 1])
            return (talk[0] + by, talk[1]), length, by

        table(f"moved by {shift} s", moved)
    for step in STEPS:

        def later(talk: Talk, length: float, by: float = step) -> tuple[Talk, float, float]:
            by *= dice.choice([-1, 1])
            return stepped(talk, dice.uniform(0, length), by), length, by

        table(f"a step of {step} s", later)
    for late in ((1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (1.0, 1.0), (2.0, 2.0)):
        table(
            f"no fault: replies {late[0]} and {late[1]} s later",
            lambda t, n, by=late: (*slower(t, n, by), 0.0),
        )


def joined(talks: list[tuple[Talk, float]], minutes: int, dice: np.random.Generator) -> tuple[Talk, float]:
    """Conversations one after the other."""
    agents, customers, now = [], [], 0.0
    for place in dice.permutation(len(talks)):
        (agent, customer), length = talks[place]
        agents.append(agent + now)
        customers.append(customer + now)
        now += length
        if now >= 60 * minutes:
            break
    return (np.concatenate(agents), np.concatenate(customers)), min(now, 60.0 * minutes)


def measure_drift(talks: list[tuple[Talk, float]], dice: np.random.Generator) -> None:
    """The table of clocks."""
    for minutes in JOINED_MINUTES:
        for drift in (0.0, DRIFT):
            row = Row("drifting", 50.0)
            for _ in range(JOINED):
                (agent, customer), length = joined(talks, minutes, dice)
                ppm = drift * dice.choice([-1, 1])
                row.add(of_talk((agent * (1 + ppm * 1e-6), customer), length), ppm)
            row.print(f"{minutes} min, a clock wrong by {drift:.0f} ppm")


def of_calls(bench: Path, dice: np.random.Generator) -> None:
    """The table of calls, heard."""
    import soundfile

    folder = bench / "calls" / "dev"
    audio = {path.stem: soundfile.read(path, dtype="int16") for path in sorted(folder.glob("*.wav"))}

    def table(name: str, change: Callable[[np.ndarray, int], tuple[np.ndarray, float]]) -> None:
        row = Row()
        for samples, rate in audio.values():
            changed, truth = change(samples, rate)
            row.add(listening.analyze(changed, sample_rate=rate), truth)
        row.print(name)

    def moved(samples: np.ndarray, rate: int, by: float) -> tuple[np.ndarray, float]:
        """One side cut at its start, the other at its end: the agent is late by what the customer lacks."""
        count = round(abs(by) * rate)
        agent, customer = samples.T
        if by > 0:
            return np.stack([agent[:-count], customer[count:]], 1), by
        return np.stack([agent[count:], customer[:-count]], 1), by

    table("calls as they are", lambda samples, rate: (samples, 0.0))
    for shift in (0.5, 1.0, 1.5, 2.0, 3.0, 5.0):
        for way in (-1, 1):
            table(f"calls moved by {way * shift} s", lambda s, r, by=way * shift: moved(s, r, by))
    for step in STEPS:

        def later(samples: np.ndarray, rate: int, by: float = step) -> tuple[np.ndarray, float]:
            at, count = round(dice.uniform(0, len(samples))), round(by * rate)
            sides, cut = list(samples.T), dice.integers(2)
            sides[cut] = np.delete(sides[cut], slice(at, at + count))
            length = min(map(len, sides))
            # Whose audio is cut comes early.
            return np.stack([side[:length] for side in sides], 1), by if cut == 1 else -by

        table(f"calls with a step of {step} s", later)
    of_holes(audio, dice)


def of_holes(audio: dict[str, tuple[np.ndarray, int]], dice: np.random.Generator) -> None:
    """Calls with 3 s of digital silence on one side: on how many lines it is lost audio."""
    whole = lost = 0
    gated, kept = [], 0
    for name, (samples, rate) in audio.items():
        for side, party in enumerate(PARTIES):
            before = listening.analyze(samples, sample_rate=rate).parties[party]["health"]
            whole += any(one["code"] == "lost_audio" for one in before)
            at = round(dice.uniform(0.5, 0.9) * len(samples))
            holed = samples.copy()
            holed[at : at + 3 * rate, side] = 0
            after = listening.analyze(holed, sample_rate=rate).parties[party]["health"]
            spans = [(one["start"], one["end"]) for one in after if one["code"] == "lost_audio"]
            right = any(abs(start - at / rate) < 0.1 and abs(end - at / rate - 3) < 0.1 for start, end in spans)
            lost += right
            kept += not right
            if not right:
                gated.append(f"{name} {party}")
    print(f"lines as they are with lost audio: {whole}; a hole of 3 s found: {lost} of {lost + kept}")
    print(f"not found: {', '.join(gated)}")


def talks_of(bench: Path, part: str) -> Iterable[tuple[Talk, float]]:
    """The conversations of a part, each with its length."""
    with gzip.open(bench / "floor" / "dev.jsonl.gz", "rt") as lines:
        every = {call["id"]: call for call in map(json.loads, lines)}
    for name in chosen(every, part):
        first, second = (np.array(every[name]["activity"][who]).reshape(-1, 2) for who in "ab")
        yield (first, second), every[name]["duration"]


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", type=Path, default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--part", choices=CHOICES, default="aside")
    parser.add_argument("--no-audio", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.bench:
        raise SystemExit("give the folder of the bench, or set LISTENING_BENCH")
    dice = np.random.default_rng(options.seed)
    talks = list(talks_of(Path(options.bench), options.part))
    measure(talks, dice)
    measure_drift(talks, dice)
    if not options.no_audio:
        of_calls(Path(options.bench), dice)


if __name__ == "__main__":
    main()
