"""How well events agree with the truth and are calibrated, and what the market's rules would say."""

import gzip
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from floor_onsets import READINGS


def scored(bench, calls, events):
    """score.py's result for some calls."""
    with tempfile.TemporaryDirectory() as folder:
        truth, said, out = (os.path.join(folder, name) for name in ("truth.jsonl.gz", "said.jsonl", "out.json"))
        with gzip.open(truth, "wt") as file:
            file.writelines(json.dumps(call) + "\n" for call in calls)
        with open(said, "w", encoding="utf-8") as file:
            for call in calls:
                keys = ("kind", "by", "start", "end")
                reported = [dict(zip(keys, (kind, by, at, at))) for kind, by, at, _ in events[call["id"]]]
                file.write(json.dumps({"id": call["id"], "duration": call["duration"], "events": reported}) + "\n")
        command = [sys.executable, os.path.join(bench, "score.py"), "floor", truth, said, "--json", out]
        subprocess.run(command, check=True, capture_output=True)
        with open(out, encoding="utf-8") as file:
            return json.load(file)["events"]


def row(name, result):
    kinds = " | ".join(f"{result['kinds'][kind]['f1']:.3f}" for kind in READINGS[1:])
    return f"| {name} | {result['macro_f1_merged']:.3f} | {result['macro_f1_kinds']:.3f} | {kinds} |"


def calibration(calls, events):
    """(said, was, n) per tenth of the confidence, and the expected calibration error."""
    said, right = [], []
    for call in calls:
        truth = {(e["by"], round(e["start"], 2)): e["kind"] for e in call["events"]}
        for kind, by, at, confidence in events[call["id"]]:
            was = truth.get((by, round(at, 2)), "none")
            if confidence is not None and was in (*READINGS, "hold"):
                said.append(confidence)
                right.append(kind == was)
    said, right = np.array(said), np.array(right)
    tenth = np.minimum((said * 10).astype(int), 9)
    bins = [
        (said[tenth == t].mean(), right[tenth == t].mean(), int((tenth == t).sum()))
        for t in range(10)
        if (tenth == t).any()
    ]
    return bins, sum(n * abs(a - b) for a, b, n in bins) / len(said)


def reliability(bins):
    """The reliability diagram: area of a dot as its share of events."""
    most = max(n for _, _, n in bins)
    place = lambda v: 30 + 200 * v  # noqa: E731
    dots = "".join(
        f'<circle cx="{place(a):.1f}" cy="{260 - place(b):.1f}" r="{2 + 7 * (n / most) ** 0.5:.1f}"/>'
        for a, b, n in bins
    )
    ticks = "".join(
        f'<text x="{place(v):.0f}" y="246" text-anchor="middle">{v:g}</text>'
        f'<text x="24" y="{264 - place(v):.0f}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.5, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 250 275" width="375" font-family="sans-serif"'
        ' font-size="10">'
        '<rect width="250" height="275" fill="white"/><path d="M30 30V230H230" fill="none" stroke="black"/>'
        '<path d="M30 230L230 30" stroke="gray" stroke-dasharray="3"/>'
        f'<g fill="#1f6f8b">{dots}</g>{ticks}<text x="130" y="264" text-anchor="middle">confidence</text>'
        '<text x="34" y="24">share of such events that were right</text></svg>\n'
    )


def market(calls, longest):
    """F1 of "both talk for more than `longest` s", by whoever began last: (interruption, with butting-in)."""
    hits, said, was = np.zeros(2), 0, np.zeros(2)
    for call in calls:
        spurts = {party: [tuple(s[:2]) for s in call["activity"][party]] for party in "ab"}
        flagged = []
        for party in "ab":
            for start, end in spurts["b" if party == "a" else "a"]:
                for s, e in spurts[party]:
                    if start <= s < end and min(e, end) - s > longest:
                        flagged.append((party, s))
        said += len(flagged)
        for k, kinds in enumerate((("interruption",), ("interruption", "butting_in"))):
            truth = [(e["by"], e["start"]) for e in call["events"] if e["kind"] in kinds]
            was[k] += len(truth)
            free = list(truth)
            for party, s in flagged:
                near = [t for t in free if t[0] == party and abs(t[1] - s) <= 0.3]
                if near:
                    free.remove(min(near, key=lambda t: abs(t[1] - s)))
                    hits[k] += 1
    return 2 * hits / (said + was)


def ours_as_market(calls, events):
    """The same two figures of our own events."""
    out = []
    for kinds in (("interruption",), ("interruption", "butting_in")):
        hits = said = was = 0
        for call in calls:
            truth = {(e["by"], round(e["start"], 2)) for e in call["events"] if e["kind"] in kinds}
            reported = {(by, round(at, 2)) for kind, by, at, _ in events[call["id"]] if kind in kinds}
            hits, said, was = hits + len(truth & reported), said + len(reported), was + len(truth)
        out.append(2 * hits / (said + was))
    return out
