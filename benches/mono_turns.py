#!/usr/bin/env python3
"""How near the report of a mono mix with turns comes to that of the two channels.

  mono_turns.py [BENCH_DIR] [--calls all|dev|aside] [--json FILE] [--per-call]
  mono_turns.py [BENCH_DIR] --changes

Each call is mixed to one channel (the mean of both), and its true talk becomes the turns that a
diariser or a recogniser would give: exact; padded by .3 s on each side and then merged where a party's
gaps are under .5 s; merged first and then padded; without overlaps, as an exclusive diarisation gives
them. For each kind it prints how far the score is from that of the two channels, in how many calls it
is within 3 points and inside the printed interval, and the F1 of the speech frames (10 ms, 50 ms around
true edges left out) against the truth.

With --changes it prints instead how many stretches of each number of speaker changes contain no overlap, in
the conversations of the bench's floor set: what turns without any overlap say of who made them.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from pathlib import Path

import calls
import numpy as np
import peers

PAD = 0.3
MERGED = 0.5
NEAR = 3.0

Spans = list[tuple[float, float]]
Turns = dict[str, Spans]


def merged(spans: Spans, gap: float) -> Spans:
    """What is less than `gap` apart, joined."""
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def padded(spans: Spans, by: float, length: float) -> Spans:
    """Each span longer on both sides."""
    return [(max(0.0, start - by), min(length, end + by)) for start, end in spans]


def exclusive(turns: Turns) -> Turns:
    """Each moment given to one party only: to who began first, until it stops."""
    given: Turns = {party: [] for party in turns}
    until = 0.0
    for start, end, party in sorted((s, e, party) for party, spans in turns.items() for s, e in spans):
        if end > max(start, until):
            given[party].append((max(start, until), end))
            until = end
    return given


def kinds(truth: dict) -> dict[str, Turns]:
    """The turns of a call as several tools would give them."""
    length = truth["duration"]
    exact = {party: [tuple(span) for span in truth["activity"][party]] for party in calls.PARTIES}
    each = lambda change: {party: change(spans) for party, spans in exact.items()}  # noqa: E731
    return {
        "exact": exact,
        "padded, then merged": each(lambda spans: merged(padded(spans, PAD, length), MERGED)),
        "merged, then padded": each(lambda spans: merged(padded(merged(spans, MERGED), PAD, length), 0.0)),
        "exclusive": exclusive(exact),
    }


def mixed(audio: np.ndarray) -> np.ndarray:
    """Both channels as one."""
    return (audio.astype(np.int32).sum(axis=1) // 2).astype(np.int16)


def figures(rows: list[dict]) -> dict:
    """What the calls of one kind come to."""
    off = [row["off"] for row in rows if row["off"] is not None]
    tp, fp, fn = (sum(row[name] for row in rows) for name in ("tp", "fp", "fn"))
    return {
        "calls": len(rows),
        "without_score": len(rows) - len(off),
        "mean_off": statistics.fmean(map(abs, off)) if off else None,
        "worst_off": max(map(abs, off)) if off else None,
        "within_3": sum(abs(each) <= NEAR for each in off),
        "within_interval": sum(row["inside"] for row in rows),
        "frames_f1": 2 * tp / (2 * tp + fp + fn),
    }


def work(args, measured, score, systems) -> dict:
    import listening

    found: dict[str, list[dict]] = {}
    for call in measured:
        stereo = listening.analyze(call.audio, sample_rate=peers.RATE)
        for kind, turns in kinds(call.truth).items():
            report = listening.analyze(mixed(call.audio), sample_rate=peers.RATE, turns=turns)
            found.setdefault(kind, []).append(row(call, stereo, report, score))
    table = {kind: figures(rows) for kind, rows in found.items()}
    lay_out(table)
    if args.per_call:
        for kind, rows in found.items():
            for each in rows:
                off = "none" if each["off"] is None else f"{each['off']:+.1f}"
                print(f"{kind:20} {each['id']} {off:>6} F1 {each['f1']:.3f} {' '.join(each['conditions'])}")
                print("    " + "  ".join(each["dimensions"]))
    return {"table": table, "calls": found}


def row(call, stereo, report, score) -> dict:
    """One call: the score's distance, and the frames."""
    ours, theirs = (each.score["observable_listening"] for each in (report, stereo))
    truth, said = call.truth, json.loads(report.to_json())
    counts = {"tp": 0, "fp": 0, "fn": 0}
    for party in calls.PARTIES:
        n = round(truth["duration"] / score.STEP)
        true = score.frames(truth["activity"][party], n)
        heard = score.frames(score.spans_of(said)[party], n)
        left_out = [each for each in truth.get("nonspeech", []) if each["kind"] == "prompt"]
        spans = [(each["start"], each["end"]) for each in left_out] + [
            tuple(each[:2]) for each in truth.get("uncertain", [])
        ]
        keep = ~(score.near_edges(truth["activity"][party], n, 0.05) | score.frames(spans, n))
        counts["tp"] += int((true & heard & keep).sum())
        counts["fp"] += int((~true & heard & keep).sum())
        counts["fn"] += int((true & ~heard & keep).sum())
    f1 = 2 * counts["tp"] / (2 * counts["tp"] + counts["fp"] + counts["fn"])
    both = [{each["id"]: each["value"] for each in of.score["dimensions"]} for of in (stereo, report)]
    dimensions = [
        f"{name} {both[0][name]:.0f}>{both[1].get(name) or 0:.0f}" for name in both[0] if both[0][name] is not None
    ]
    inside = ours is not None and theirs is not None and report.score["low"] <= theirs <= report.score["high"]
    return {
        "id": call.id,
        "off": None if ours is None or theirs is None else ours - theirs,
        "inside": inside,
        "f1": f1,
        "conditions": truth["conditions"],
        "dimensions": dimensions,
        **counts,
    }


def lay_out(table: dict) -> None:
    print("| turns | calls | no score | mean off | worst | within 3 | in interval | frames F1 |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, of in table.items():
        print(
            f"| {kind} | {of['calls']} | {of['without_score']} | {of['mean_off']:.1f} | "
            f"{of['worst_off']:.1f} | {of['within_3']} | {of['within_interval']} | {of['frames_f1']:.3f} |"
        )


def overlaps(activity: dict) -> list[bool]:
    """For each change of the party, whether anything since the last one was an overlap."""
    spurts = sorted((start, end, party) for party in "ab" for start, end in activity[party])
    until = {"a": 0.0, "b": 0.0}
    changes, last, overlap = [], None, False
    for start, end, party in spurts:
        overlap |= start < until["b" if party == "a" else "a"]
        until[party] = max(until[party], end)
        if last is not None and party != last:
            changes.append(overlap)
            overlap = False
        last = party
    return changes


def by_chance(bench: str) -> int:
    """Print how many stretches of changes hold no overlap."""
    with gzip.open(Path(bench) / "floor" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        talks = [overlaps(json.loads(line)["activity"]) for line in lines]
    for count in (5, 10, 20, 30):
        stretches = [talk[at : at + count] for talk in talks for at in range(0, len(talk) - count, count)]
        none = sum(not any(stretch) for stretch in stretches)
        print(f"{count} changes: {none} of {len(stretches)} stretches without any overlap")
    return 0


def main() -> int:
    parser = calls.parser(__doc__)
    parser.add_argument("--changes", action="store_true", help="print how often changes hold no overlap")
    parser.add_argument("--per-call", action="store_true", help="also a line for each call")
    args = parser.parse_args()
    return by_chance(args.bench) if args.changes and args.bench else calls.run(args, work)


if __name__ == "__main__":
    sys.exit(main())
