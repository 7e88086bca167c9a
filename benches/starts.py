#!/usr/bin/env python3
"""How much speech is missed where it starts: after silence, and where the audio itself begins in it.

  starts.py [BENCH_DIR] [--calls all|dev|aside] [--cuts 20] [--seed 1] [--peers] [--json FILE]

after silence   every onset on a channel of BENCH_DIR/calls/dev after 3 s or more without speech on it:
                frames of speech missed in the 2 s from it, frames called speech in the 3 s before it.
cold            every channel is cut at --cuts moments, half of them the onset of a talkspurt of 1 s or more,
                half in the middle of one, and 12 s from there are heard as if the call had begun there:
                frames of speech missed in the first 2 s and in the 10 s after them, and other frames
                called speech in the first 2 s.

Frames are 10 ms; truth and exempt spans are score.py's; moments are drawn with --seed. Conditions are
those of the channel itself.
"""

from __future__ import annotations

import random

import numpy as np
from calls import PARTIES, Call, parser, run
from peers import RATE
from tables import markdown

FRAME = RATE // 100
SILENCE, JUDGED, HEARD, LONG = 300, 200, 1200, 100
"""Frames without speech before an onset, judged from it, heard from a cut, of a talkspurt that is cut."""
INSIDE = 20
"""Frames at least from a cut in the middle to either end of its talkspurt."""

KINDS = ("after silence", "cold, at an onset", "cold, in mid-talk")


class Channel:
    """One channel of a call in frames."""

    def __init__(self, call: Call, party: str, score) -> None:
        """Take the truth's speech, what is not judged, and the talkspurts, in frames."""
        self.call, self.party, self.score = call, party, score
        frames = len(call.audio) // FRAME
        spans = call.truth["activity"][party]
        self.speech = score.frames(spans, frames)
        prompts = [
            (x["start"], x["end"])
            for x in call.truth.get("nonspeech", [])
            if x["kind"] == "prompt" and x["channel"] in (party, "both")
        ]
        unsure = (call.truth.get("uncertain") or {}).get(party, [])
        self.judged = ~score.frames([*prompts, *unsure], frames)
        self.spurts = [(round(start * 100), round(end * 100)) for start, end in spans]

    def onsets(self) -> list[int]:
        """Onsets after silence, all of it judged."""
        quiet = ~self.speech & self.judged
        starts = [start for start, _ in self.spurts if start >= SILENCE]
        return [start for start in starts if quiet[start - SILENCE : start].all()]

    def cuts(self, count: int, draw: random.Random) -> dict[str, list[int]]:
        """Moments to cut at, of both kinds, with all that is heard from there inside the call."""
        last = len(self.speech) - HEARD
        onsets = [start for start, end in self.spurts if end - start >= LONG and start <= last]
        middles = [
            frame
            for start, end in self.spurts
            if end - start >= LONG
            for frame in range(start + INSIDE, min(end - INSIDE, last + 1))
        ]
        half = count // 2
        return {
            KINDS[1]: sorted(draw.sample(onsets, min(half, len(onsets)))),
            KINDS[2]: sorted(draw.sample(middles, min(half, len(middles)))),
        }

    def heard(self, hear, start: int = 0, frames: int | None = None) -> np.ndarray:
        """Which frames a system calls this party's speech in a stretch of the call."""
        frames = len(self.speech) - start if frames is None else frames
        report = hear(self.call.audio[start * FRAME : (start + frames) * FRAME])
        return self.score.frames(self.score.spans_of(report)[self.party], frames)


class Tally:
    """Frames missed and falsely called speech, by kind and condition."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self.counts: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS}

    def add(self, kind: str, channel: Channel, heard: np.ndarray, at: int, false_from: int) -> None:
        """Judge JUDGED frames from `at` on; `heard` and the false alarms begin at `false_from`."""
        speech, judged = channel.speech, channel.judged
        window = slice(at, at + JUDGED)
        found = heard[at - false_from :][:JUDGED]
        missed = speech[window] & judged[window] & ~found
        # After silence, false alarms are those of the silence; in a cold start, those of the window.
        quiet = slice(false_from, at if false_from < at else at + JUDGED)
        other = ~speech[quiet] & judged[quiet]
        false = heard[: len(other)] & other
        counts = [1, missed.sum(), (speech[window] & judged[window]).sum(), false.sum(), other.sum(), 0, 0]
        if at == false_from:
            rest = slice(at + JUDGED, at + HEARD)
            later = speech[rest] & judged[rest]
            counts[5:] = (later & ~heard[JUDGED:HEARD]).sum(), later.sum()
        for tag in ("all", *channel.call.conditions(channel.party)):
            into = self.counts[kind].setdefault(tag, [0] * len(counts))
            into[:] = [a + int(b) for a, b in zip(into, counts, strict=True)]


def measured(channels: list[Channel], hear, cuts: int, seed: int) -> dict:
    """The counts of one system over all channels."""
    tally = Tally()
    for channel in channels:
        onsets = channel.onsets()
        whole = channel.heard(hear) if onsets else None
        for onset in onsets:
            tally.add(KINDS[0], channel, whole[onset - SILENCE :], onset, onset - SILENCE)
        draw = random.Random(f"{seed} {channel.call.id} {channel.party}")
        for kind, moments in channel.cuts(cuts, draw).items():
            for start in moments:
                tally.add(kind, channel, channel.heard(hear, start, HEARD), start, start)
    return tally.counts


def share(part: int, whole: int) -> str:
    """A share of frames, or nothing to tell."""
    return f"{part / whole:.3f}" if whole else "-"


def whole_table(figures: dict) -> str:
    """All conditions together: one row per kind and system."""
    rows = []
    for kind in KINDS:
        for name, counts in figures.items():
            starts, missed, speech, false, other, missed_later, later = counts[kind]["all"]
            shares = [share(missed, speech), share(missed_later, later), share(false, other)]
            rows.append([f"{kind}, {name}", str(starts), *shares])
    header = ["starts", "of them", "speech missed in 2 s", "in the 10 s after", "called speech without it"]
    return markdown(header, rows)


def condition_table(figures: dict) -> str:
    """Speech missed by condition: a row each, a column per kind and system."""
    tags = sorted({tag for counts in figures.values() for kind in counts.values() for tag in kind} - {"all"})
    columns = [(kind, name) for kind in KINDS for name in figures]
    rows = []
    for tag in tags:
        cells = [figures[name][kind].get(tag, [0] * 7) for kind, name in columns]
        rows.append([tag, *(f"{share(cell[1], cell[2])} ({cell[0]})" for cell in cells)])
    header = ["speech missed in 2 s (starts)", *(f"{kind}, {name}" for kind, name in columns)]
    return markdown(header, rows)


def work(args, calls: list[Call], score, systems: dict) -> dict:
    """Measure every system, and print the tables."""
    channels = [Channel(call, party, score) for call in calls for party in PARTIES]
    figures = {name: measured(channels, hear, args.cuts, args.seed) for name, hear in systems.items()}
    print(f"{len(calls)} calls\n\n{whole_table(figures)}\n\n{condition_table(figures)}")
    return figures


def main() -> int:
    """Run the bench; return the exit code."""
    made = parser(__doc__)
    made.add_argument("--cuts", type=int, default=20, help="cuts per channel")
    made.add_argument("--seed", type=int, default=1)
    return run(made.parse_args(), work)


if __name__ == "__main__":
    raise SystemExit(main())
