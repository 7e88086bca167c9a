#!/usr/bin/env python3
"""Fit what a holder's voice says of a change of the floor; write models/floor_manner.safetensors.

    fit_manner.py BENCH_DIR [--write]

BENCH_DIR holds calls/dev. Each call is heard by the library (example `deliveries`); its talkspurts
alone are then read again without voices (example `placements --events`), which gives the
probability that the holder gave way unfinished as timing has it. How the holder's last talkspurt
ended moves those odds along a line through the cue's mean, so that voices move no odds on average.

First every cue by itself, for onsets in overlap and in silence: its area under the curve, and how
much a line moves the log loss beside timing, and beside timing and the other cues that are used. On
the calls for development each call is read by a line fitted on the others; on the calls that
held_aside.py holds aside, by a line fitted on none of them. Then the lines that the library uses: a
cue that is new counts where it lowers the log loss on both. The fall of the voice counts at all
onsets, as it did; the length of the last syllable at those in overlap.

The voices of these calls are spliced, so the gain on real calls is unknown: that is why voices move
the odds by a factor of three at most (floor/manner.rs). Needs numpy and scipy.
"""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import tensors
from held_aside import chosen
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
UNFINISHED = ("interruption", "pause_interruption")
FINISHED = ("overlap", "smooth_switch")
MOST = 1.1
OTHER = {"agent": "customer", "customer": "agent"}
FALL, LENGTH = "voice's fall, dB", "last syllable, doublings"


def number(text):
    return float(text) if text else np.nan


def is_contour(name):
    return lambda row: float(row["contour"] == name) if row["contour"] else np.nan


CUES = {
    FALL: lambda row: number(row["end_db"]),
    LENGTH: lambda row: np.log2(max(number(row["lengthening"]), 0.01)),
    "contour: level": is_contour("level"),
    "contour: fall": is_contour("fall"),
    "contour: rise": is_contour("rise"),
    "movement, semitones": lambda row: np.clip(number(row["movement"]), -6, 6),
    "end, semitones": lambda row: np.clip(number(row["end_semitones"]), -12, 12),
    "abrupt stop": lambda row: number(row["abrupt"]),
}
PLACE = {name: 3 + k for k, name in enumerate(CUES)}


def example(name, *arguments, text=""):
    command = ["cargo", "run", "-q", "--release", "-p", "listening-core", "--example", name, "--", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def last_spurt(spurts, onset, overlap, stopped):
    """The holder's talkspurt that ended last: where it stopped in overlap, else before the onset."""
    if not overlap:
        return [spurt for spurt in spurts if float(spurt["start"]) < onset][-1:]
    if not stopped:
        return []
    end = onset + float(stopped) / 1000
    return [spurt for spurt in spurts if abs(float(spurt["end"]) - end) < 0.002][-1:]


def heard(wav):
    """Rows of a call: in overlap, was unfinished, log-odds of timing, and the cues of the holder's end."""
    reported = list(csv.DictReader(io.StringIO(example("deliveries", str(wav)))))
    spurts = {party: [row for row in reported if row["party"] == party] for party in OTHER}
    truth = json.loads(wav.with_suffix(".json").read_text())
    talk = {
        key: [[float(s["start"]), float(s["end"])] for s in spurts[party]]
        for key, party in (("a", "agent"), ("b", "customer"))
    }
    line = json.dumps({"id": wav.stem, "activity": talk})
    read = example("placements", "--events", text=line)
    for _, by, at, kind, _, gave_way, stopped in csv.reader(io.StringIO(read)):
        party, onset = {"a": "agent", "b": "customer"}[by], float(at)
        true = [
            e["kind"]
            for e in truth["events"]
            if e["by"] == party and abs(e["start"] - onset) < 0.3 and e["kind"] in UNFINISHED + FINISHED
        ]
        if not (gave_way and true):
            continue
        overlap = kind in ("overlap", "interruption")
        p = min(max(float(gave_way), 0.01), 0.99)
        for spurt in last_spurt(spurts[OTHER[party]], onset, overlap, stopped):
            cues = [cue(spurt) for cue in CUES.values()]
            if not np.isnan(cues[0]):
                yield overlap, true[0] in UNFINISHED, np.log(p / (1 - p)), *cues


def loss(y, odds):
    return np.logaddexp(0, np.where(y, -odds, odds)).mean()


def auc(y, x):
    known = ~np.isnan(x)
    a, b = x[known & y], x[known & ~y]
    return (a[:, None] > b).mean() + 0.5 * (a[:, None] == b).mean()


def shifts(rows, evens, slopes):
    """How far lines move the odds; a cue that is not known moves none."""
    moved = sum(
        slope * np.nan_to_num(rows[:, PLACE[cue]] - even)
        for cue, even, slope in zip(evens, evens.values(), slopes, strict=True)
    )
    return np.clip(moved, -MOST, MOST)


def evens_of(rows, cues):
    return {cue: float(np.nanmean(rows[:, PLACE[cue]])) for cue in cues}


def fitted(rows, cues):
    """Lines through the means of `cues`: where they are even, and their slopes."""
    evens = evens_of(rows, cues)
    spread = np.array([max(float(np.nanstd(rows[:, PLACE[cue]])), 1e-6) for cue in cues])
    y = rows[:, 1] == 1

    def cost(values):
        # The calls' share of unfinished turns is their makers' choice: an offset takes it up.
        odds = rows[:, 2] + shifts(rows, evens, values[:-1] / spread) + values[-1]
        return loss(y, odds) * len(y) + (values[:-1] ** 2).sum() / 2

    found = minimize(cost, np.zeros(len(cues) + 1), method="Nelder-Mead", options={"maxiter": 4000})
    return evens, found.x[:-1] / spread


def judged(calls, cues):
    """Log loss on calls each read by lines fitted on the others."""
    odds, true = [], []
    for k, rows in enumerate(calls):
        others = np.concatenate(calls[:k] + calls[k + 1 :])
        odds.append(rows[:, 2] + shifts(rows, *fitted(others, cues)) if cues else rows[:, 2])
        true.append(rows[:, 1] == 1)
    return loss(np.concatenate(true), np.concatenate(odds))


def compare(parts):
    """The cues one by one."""
    print("| cue of the holder's end | onsets | AUC, dev | aside | beside timing, dev | aside", end="")
    print(" | beside the cues used, dev | aside |\n|---|---|---:|---:|---:|---:|---:|---:|")
    for overlap, name in ((1, "overlap"), (0, "silence")):
        calls = {which: [c[c[:, 0] == overlap] for c in part] for which, part in parts.items()}
        dev, aside = (np.concatenate(calls[which]) for which in ("dev", "aside"))
        y = aside[:, 1] == 1
        used = [FALL, LENGTH] if overlap else [FALL]

        def losses(cues, calls=calls, dev=dev, aside=aside, y=y):
            voiced = shifts(aside, *fitted(dev, cues)) if cues else 0.0
            return np.array([judged(calls["dev"], cues), loss(y, aside[:, 2] + voiced)])

        for cue in CUES:
            areas = [auc(rows[:, 1] == 1, rows[:, PLACE[cue]]) for rows in (dev, aside)]
            cells = [f"{area:.3f}" for area in areas]
            for beside in ([], [other for other in used if other != cue]):
                cells += [f"{gain:+.3f}" for gain in losses([*beside, cue]) - losses(beside)]
            print(f"| {cue} | {name} |", " | ".join(cells), "|")


def fit(rows):
    """The lines of the library: both, and the length of the last syllable for onsets in overlap alone."""
    rows = rows.copy()
    overlap = rows[:, 0] == 1
    even = {
        FALL: round(evens_of(rows, [FALL])[FALL], 1),
        LENGTH: round(evens_of(rows[overlap], [LENGTH])[LENGTH], 2),
    }
    rows[~overlap, PLACE[LENGTH]] = np.nan

    def cost(values):
        total = (values[0] / 0.1) ** 2 / 2 + values[1] ** 2 / 2
        for which, offset in ((overlap, values[2]), (~overlap, values[3])):
            part = rows[which]
            odds = part[:, 2] + shifts(part, even, values[:2]) + offset
            total += loss(part[:, 1] == 1, odds) * len(part)
        return total

    found = minimize(cost, [0.05, -0.3, 0, 0], method="Nelder-Mead", options={"maxiter": 4000})
    return even, [round(float(slope), 3) for slope in found.x[:2]]


def write(even, slopes):
    """Each line as where the odds are even, and the log-odds for each unit above that."""
    lines = zip(("fades", "drawn_out"), (FALL, LENGTH), slopes, strict=True)
    return tensors.write(
        "floor_manner.safetensors",
        {name: np.array([even[cue], slope], dtype=np.float32) for name, cue, slope in lines},
        written_by="benches/fit_manner.py",
        fitted_on="the voices of simulated calls with known events",
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--write", action="store_true", help="write the lines")
    args = parser.parse_args()
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    wavs = {path.stem: path for path in sorted((Path(args.bench) / "calls/dev").glob("*.wav"))}
    rows = {name: np.array(list(heard(path)), dtype=float).reshape(-1, 3 + len(CUES)) for name, path in wavs.items()}
    parts = {which: [rows[name] for name in chosen(wavs, which)] for which in ("dev", "aside")}
    compare(parts)
    even, slopes = fit(np.concatenate(parts["dev"]))
    print("\n| onsets | calls | n | unfinished | log loss, timing | with voice | AUC, timing | with voice |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for overlap, name in ((1, "overlap"), (0, "silence")):
        for which in ("dev", "aside"):
            some = np.concatenate([part[part[:, 0] == overlap] for part in parts[which]])
            if not overlap:
                some[:, PLACE[LENGTH]] = np.nan
            y = some[:, 1] == 1
            timing, voiced = some[:, 2], some[:, 2] + shifts(some, even, slopes)
            figures = loss(y, timing), loss(y, voiced), auc(y, timing), auc(y, voiced)
            print(f"| {name} | {which} | {len(some)} | {y.sum()} |", *(f"{value:.3f} |" for value in figures))
    print("\n| cue | even odds at | log-odds for each unit above |\n|---|---:|---:|")
    for cue, slope in zip((FALL, LENGTH), slopes, strict=True):
        print(f"| {cue} | {even[cue]} | {slope} |")
    if args.write:
        print("wrote", write(even, slopes).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
