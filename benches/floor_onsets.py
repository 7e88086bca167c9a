"""The onsets of conversations as the library places them, with their true readings."""

import csv
import glob
import gzip
import io
import json
import os
import subprocess

import numpy as np

READINGS = [
    "none",
    "backchannel",
    "interruption",
    "overlap",
    "butting_in",
    "smooth_switch",
    "pause_interruption",
]
GROUPS = [
    ["none"],
    ["backchannel"],
    ["interruption", "overlap"],
    ["butting_in"],
    ["pause_interruption", "smooth_switch"],
]
FIRST_WORD_FEATURE = "rule_joined"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def load(bench):
    with gzip.open(os.path.join(bench, "floor", "dev.jsonl.gz"), "rt") as lines:
        return [json.loads(line) for line in lines]


def sessions_of_calls(bench):
    """Conversations whose timing the audio calls were made from."""
    sessions = set()
    for path in glob.glob(os.path.join(bench, "calls", "dev", "*.json")):
        with open(path, encoding="utf-8") as file:
            sessions.add(json.load(file)["timing"]["session"])
    return sessions


def library(calls, *flags):
    """What the library's example says of `calls`, as rows."""
    keys = ("id", "activity", "words") if "--words" in flags else ("id", "activity")
    lines = "\n".join(json.dumps({key: c[key] for key in keys}) for c in calls)
    command = ["cargo", "run", "-q", "--release", "-p", "listening-core", "--example", "placements", "--"]
    done = subprocess.run([*command, *flags], input=lines, capture_output=True, text=True, check=True, cwd=ROOT)
    return csv.reader(io.StringIO(done.stdout))


class Onsets:
    """Every onset that the library reads, with its numbers and its true reading."""

    def __init__(self, calls, *flags):
        rows = library(calls, *flags)
        self.features = {True: next(rows)[4:], False: next(rows)[4:]}
        rows = list(rows)
        self.ids = np.array([r[0] for r in rows])
        self.party = [r[1] for r in rows]
        self.onset = np.array([float(r[2]) for r in rows])
        self.overlap = np.array([r[3] == "1" for r in rows])
        width = max(len(names) for names in self.features.values())
        self.x = np.array([r[4:] + ["0"] * (width + 4 - len(r)) for r in rows], dtype=np.float32)
        truth = {(c["id"], e["by"], round(e["start"], 2)): e["kind"] for c in calls for e in c["events"]}
        # Where words do not cover the talk, timing alone is read.
        self.covered = ~np.isnan(self.x).any(axis=1)
        self.words = "--words" in flags
        self.timing = self.features
        if self.words:
            self.timing = {r: names[: names.index(FIRST_WORD_FEATURE)] for r, names in self.features.items()}
        # A reading of -1: the truth says nothing that the model should learn.
        self.y = np.array([self.reading(truth, r) for r in rows])

    @staticmethod
    def reading(truth, row):
        onset = float(row[2])
        kinds = {truth.get((row[0], row[1], round(onset + d, 2))) for d in (0.0, -0.01, 0.01)} - {None}
        kind = kinds.pop() if kinds else "none"
        return 0 if kind == "hold" else READINGS.index(kind) if kind in READINGS else -1


def grouped(p):
    """Probability of each group, and of each group's first kind within it."""
    groups = np.stack([p[:, [READINGS.index(k) for k in kinds]].sum(axis=1) for kinds in GROUPS], axis=1)
    first = np.stack([p[:, READINGS.index(kinds[0])] for kinds in GROUPS], axis=1)
    return groups, first / np.maximum(groups, 1e-12)
