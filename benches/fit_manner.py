#!/usr/bin/env python3
"""Fit what a holder's voice says of a change of the floor, and write floor/coefficients_manner.rs.

    fit_manner.py BENCH_DIR [--write]

BENCH_DIR holds calls/dev. Each call is heard by the library (example `analyze`); its talkspurts
alone are then read again without voices (example `placements --events`), which gives the
probability that the holder gave way unfinished as timing has it. How far the holder's voice had
fallen where it stopped ("ended 7 dB below its loud level") moves those odds along a line through
the mean fall, so that voices move no odds on average; its slope, one for onsets in overlap and in
silence, is the one number that is fitted. Fitted on the calls that held_aside.py does not hold
aside; the calls held aside are printed too. The voices of these calls are spliced, so the gain on
real calls is unknown: that is why voices move the odds by a factor of three at most
(floor/manner.rs). Needs numpy and scipy.
"""

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
from held_aside import chosen
from scipy.optimize import minimize_scalar

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "listening-core/src/floor/coefficients_manner.rs"
ENDED = re.compile(r"holder's voice ended (\d+) dB below")
UNFINISHED = ("interruption", "pause_interruption")
FINISHED = ("overlap", "smooth_switch")
MOST = 1.1


def example(name, *arguments, text=""):
    command = ["cargo", "run", "-q", "--release", "-p", "listening-core", "--example", name, "--", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def heard(wav):
    """Rows of a call: in overlap, was unfinished, log-odds of timing, dB of the end."""
    report = json.loads(example("analyze", str(wav)))
    truth = json.loads(wav.with_suffix(".json").read_text())
    talk = {
        key: [[s["start"], s["end"]] for s in report["talkspurts"] if s["party"] == party]
        for key, party in (("a", "agent"), ("b", "customer"))
    }
    line = json.dumps({"id": wav.stem, "activity": talk})
    for _, by, onset, kind, _, gave_way in csv.reader(
        io.StringIO(example("placements", "--events", text=line))
    ):
        party = {"a": "agent", "b": "customer"}[by]
        same = [e for e in report["events"] if e["by"] == party and abs(e["start"] - float(onset)) < 0.002]
        reasons = " ".join(reason for e in same for reason in e["reasons"])
        true = [
            e["kind"]
            for e in truth["events"]
            if e["by"] == party
            and abs(e["start"] - float(onset)) < 0.3
            and e["kind"] in UNFINISHED + FINISHED
        ]
        ended = ENDED.search(reasons)
        if gave_way and ended and true:
            p = min(max(float(gave_way), 0.01), 0.99)
            yield (
                kind in ("overlap", "interruption"),
                true[0] in UNFINISHED,
                np.log(p / (1 - p)),
                -float(ended[1]),
            )


def loss(y, odds):
    return np.logaddexp(0, np.where(y, -odds, odds)).mean()


def auc(y, x):
    a, b = x[y], x[~y]
    return (a[:, None] > b).mean() + 0.5 * (a[:, None] == b).mean()


def moved(rows, even, slope):
    return rows[:, 2] + np.clip(slope * (rows[:, 3] - even), -MOST, MOST)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--write", action="store_true", help="write the coefficients")
    args = parser.parse_args()
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    wavs = {path.stem: path for path in sorted((Path(args.bench) / "calls/dev").glob("*.wav"))}
    rows = {name: np.array(list(heard(path)), dtype=float).reshape(-1, 4) for name, path in wavs.items()}
    print("| onsets | calls | n | unfinished | log loss, timing | with voice | AUC, timing | with voice |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    fit = np.concatenate([rows[i] for i in chosen(wavs, "dev")])
    even = round(float(fit[:, 3].mean()), 1)

    def cost(slope):
        # The calls' share of unfinished turns is their makers' choice: an offset for each kind of
        # onset takes it up.
        total = (slope / 0.1) ** 2 / 2
        for overlap in (0, 1):
            part = fit[fit[:, 0] == overlap]
            y, odds = part[:, 1] == 1, moved(part, even, slope)
            total += minimize_scalar(lambda shift, y=y, odds=odds: loss(y, odds + shift) * len(y)).fun
        return total

    slope = round(float(minimize_scalar(cost, bounds=(0.0, 0.5), method="bounded").x), 3)
    for overlap, name in ((1, "overlap"), (0, "silence")):
        for which in ("dev", "aside"):
            some = np.concatenate([rows[i][rows[i][:, 0] == overlap] for i in chosen(wavs, which)])
            y = some[:, 1] == 1
            timing, voiced = some[:, 2], moved(some, even, slope)
            figures = loss(y, timing), loss(y, voiced), auc(y, timing), auc(y, voiced)
            print(f"| {name} | {which} | {len(some)} | {y.sum()} |", *(f"{value:.3f} |" for value in figures))
    fade = f"pub(super) const FADES: Fade = Fade {{ even_db: {even}, per_db: {slope} }};\n"
    print(fade)
    if args.write:
        TARGET.write_text(
            "//! Written by `benches/fit_manner.py`: do not edit.\n\nuse super::manner::Fade;\n\n"
            + fade
            + "/// A judgement, not a fit.\npub(super) const COMPETES: f32 = 0.4;\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
