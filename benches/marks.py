"""What marks of the telephone system spare an agent: a made set of calls, before and after.

python benches/marks.py [BENCH] [--calls 8]

The calls are those of the bench's `calls/dev`, or without BENCH the demo call. Into each, at a place
where nobody talks, is put what happens on the telephone and not in the conversation: 40 s of silent
hold, of hold with music, of a pause for card data, of mute (in which the agent talks to a colleague),
and two transfers, each with a wait of 25 s. Printed are the charged events and the score as the call
was, with the stretch put in and no mark, and with its mark; a false charge is a charged event that
touches the stretch.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import listening
import numpy as np
import soundfile

RATE = 8000
NOISE = 3.0
"""Standard deviation of the line's noise, of 32768."""


def hiss(seconds: float, dice: np.random.Generator) -> np.ndarray:
    """A stretch on which nobody talks."""
    return np.round(dice.normal(0.0, NOISE, (round(seconds * RATE), 2))).astype(np.int16)


def music(seconds: float) -> np.ndarray:
    """Chords of a music box, a new one every half second."""
    t = np.arange(round(seconds * RATE)) / RATE
    chords = [(262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294)]
    wave = np.zeros(len(t))
    for k in range(int(seconds * 2)):
        at = slice(k * RATE // 2, (k + 1) * RATE // 2)
        fade = np.exp(-3.0 * (t[at] - k / 2))
        wave[at] = (
            sum(
                np.sin(2 * np.pi * hz * (1 + octave) * t[at]) / (1 + octave)
                for hz in chords[k % 4]
                for octave in (0, 1)
            )
            * fade
        )
    return np.round(1500 * wave).astype(np.int16)


def pause_of(report: listening.Report) -> float:
    """The middle of the longest silence in the middle third of a call."""
    third = report.duration / 3
    quiet = [
        event
        for event in report.events
        if event["kind"] in ("gap", "pause") and third <= event["start"] and event["end"] <= 2 * third
    ]
    longest = max(quiet, key=lambda event: event["end"] - event["start"])
    return (longest["start"] + longest["end"]) / 2


def made(
    samples: np.ndarray, report: listening.Report, dice: np.random.Generator
) -> dict[str, tuple[np.ndarray, list[Any]]]:
    """The call with each thing put in, and its marks."""
    at = pause_of(report)
    cut = round(at * RATE)
    stretch = hiss(40, dice)

    def put(middle: np.ndarray) -> np.ndarray:
        return np.concatenate([samples[:cut], middle, samples[cut:]])

    held = stretch.copy()
    held[:, 1] = music(40)
    muted = stretch.copy()
    own = [spurt for spurt in report.talkspurts if spurt["party"] == "agent"]
    first = max(own, key=lambda spurt: spurt["end"] - spurt["start"])
    said = samples[round(first["start"] * RATE) : round(first["end"] * RATE), 0]
    muted[RATE * 10 : RATE * 10 + len(said), 0] = said
    wait = hiss(25, dice)
    half = samples[cut:]
    middle = cut + len(wait) + len(half)
    return {
        "hold, silent": (put(stretch), [("hold", at, at + 40)]),
        "hold, music": (put(held), [("hold", at, at + 40)]),
        "card pause": (put(stretch), [("pause", at, at + 40)]),
        "mute": (put(muted), [("mute", at, at + 40, "agent")]),
        "two transfers": (
            np.concatenate([samples[:cut], wait, half, wait, samples]),
            [
                ("transfer", at, at + 25, None, "ben"),
                ("transfer", middle / RATE, middle / RATE + 25, None, "carla"),
            ],
        ),
    }


def false_charges(report: listening.Report, marks: list[Any]) -> int:
    """Charged events that touch a marked stretch."""
    return sum(any(event["start"] < mark[2] and event["end"] > mark[1] for mark in marks) for event in report.charged)


def score(value: float | None) -> str:
    """A score, or none."""
    return "-" if value is None else f"{value:.1f}"


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, nargs="?")
    parser.add_argument("--calls", type=int, default=8)
    asked = parser.parse_args()
    paths = (
        sorted((asked.bench / "calls" / "dev").glob("*.wav"))[: asked.calls] if asked.bench else [listening.demo_call()]
    )
    dice = np.random.default_rng(1)
    sums: dict[str, list[Any]] = {}
    for path in paths:
        samples, rate = soundfile.read(path, dtype="int16")
        assert rate == RATE
        plain = listening.analyze(samples, RATE)
        for what, (audio, marks) in made(samples, plain, dice).items():
            before, after = listening.analyze(audio, RATE), listening.analyze(audio, RATE, marks=marks)
            scores = [each.score["observable_listening"] for each in (plain, before, after)]
            row = sums.setdefault(what, [0, 0, 0, [], [], 0, 0.0])
            row[0] += 1
            row[1] += false_charges(before, marks)
            row[2] += false_charges(after, marks)
            if None not in scores:
                row[3].append(abs(scores[1] - scores[0]))
                row[4].append(abs(scores[2] - scores[0]))
            row[5] += len(after.legs)
            health = [each for each in after.parties["agent"]["health"] if each["code"] == "muted_speech"]
            row[6] += sum(each["value"] or 0.0 for each in health)
            if len(paths) == 1:
                shown = ", ".join(
                    f"{leg.get('agent', 'first')} {score(leg['score']['observable_listening'])}" for leg in after.legs
                )
                print(f"{what}: {' -> '.join(map(score, scores))}" + (f"; legs: {shown}" if shown else ""))
    heads = (
        "put in",
        "calls",
        "false charges, unmarked",
        "marked",
        "score moves by, unmarked (median, most)",
    )
    print("| " + " | ".join((*heads, "marked", "legs", "said while muted, s")) + " |")
    print("|---|--:|--:|--:|---|---|--:|--:|")
    for what, (calls, before, after, moved, left, legs, muted) in sums.items():
        shown = [f"{np.median(each):.1f}, {max(each):.1f}" if each else "-" for each in (moved, left)]
        print(f"| {what} | {calls} | {before} | {after} | {shown[0]} | {shown[1]} | {legs} | {muted:.1f} |")


if __name__ == "__main__":
    main()
