#!/usr/bin/env python3
"""Whether worse listening lowers the score of audio: pairs made from the calls of the bench.

    pairs_from_calls.py BENCH_DIR [--calls all|dev|aside] [--show K]

Each call of calls/dev, with either party for the agent, whole and in excerpts of 50 s, is made worse on
its audio in the ways of `audio_doses.py`. What is silenced gets the channel's own background. Calls with
echo are left out: what is silenced on one channel would stay on the other. Printed: the share of pairs in
the expected order (a tie is not) and the difference in points, by `listening.analyze` and, beside it,
from the true talkspurts of the same pairs. --show prints the K pairs of a row that are furthest out of
order, and what cost less in them.
"""

import random
import sys

import beside  # noqa: F401
import listening
import scoring
import talk
from audio_doses import WORSE
from calls import NoBench, load_calls
from peers import RATE
from recording import recordings
from tables import markdown

LENGTHS = {"50 s": (talk.SHORT, 2), "whole (141 s and more)": (None, 1)}
"""Length of an excerpt, and how many are taken of a call and side."""


def excerpts(recording, length, count, chance):
    if length is None:
        return [recording]
    quiet = talk.silences(recording.talk)
    room = recording.talk.duration - length
    # One in each part of the call, so that they overlap little.
    ats = [room * (k + chance.random()) / count for k in range(count)]
    starts = [min(quiet, key=lambda t: abs(t - a)) for a in ats]
    ends = [min(quiet, key=lambda t: abs(t - start - length)) for start in starts]
    return [recording.piece(start, end) for start, end in zip(starts, ends) if end - start > 0.8 * length]


def costs(report):
    return {
        deduction["measure"]: deduction["points"]
        for dimension in report.score["dimensions"]
        for deduction in dimension["deductions"]
    }


def heard(recording):
    """The score heard, what each measure costs, and the score from the true talkspurts."""
    report = listening.analyze(recording.audio, sample_rate=RATE)
    score = scoring.number(report.score["observable_listening"])
    return score, costs(report), scoring.points(recording.talk)


def paired(before, after):
    """Scores heard and from true talkspurts, both before and after; how much more each measure costs."""
    one, two = before[1], after[1]
    moved = {key: two.get(key, 0.0) - one.get(key, 0.0) for key in one.keys() | two.keys()}
    return (before[0], after[0]), (before[2], after[2]), moved


def cells(name, length, results):
    ours, known = (scoring.fell(result[k] for result in results) for k in (0, 1))
    return [
        name,
        length,
        str(len(ours)),
        str(len(results) - len(ours)),
        f"{(ours > 0).sum()} ({(ours > 0).mean():.1%})",
        str((ours == 0).sum()),
        *(f"{scoring.quantile(ours, q):.1f}" for q in (0.5, 0.05)),
        f"{(known > 0).sum()} of {len(known)} ({(known > 0).mean():.1%})",
    ]


def main():
    given = scoring.arguments(scoring.parser_of_pairs(__doc__, 1000))
    if given is None:
        return 0
    try:
        calls = load_calls(given.bench, given.calls)
    except NoBench as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    calls = [call for call in calls if not any(c.startswith("echo") for c in call.truth["conditions"])]
    rows, everything, wrong = [], {}, []
    for length_name, (length, count) in LENGTHS.items():
        pieces = []
        for call in calls:
            chance = random.Random(f"{given.seed} {call.id}")
            for recording in recordings(call):
                pieces += excerpts(recording, length, count, chance)
        reported = {id(piece): result for piece, result in zip(pieces, scoring.judged(heard, pieces, given.workers))}
        for name, change in WORSE.items():
            chance = random.Random(f"{given.seed} {name} {length_name}")
            made = [(piece, change(piece, chance)) for piece in pieces]
            made = [pair for pair in made if pair[1] is not None][: given.most]
            after = scoring.judged(heard, [worse for _, worse in made], given.workers)
            results = [paired(reported[id(piece)], result) for (piece, _), result in zip(made, after)]
            rows.append(cells(name, length_name, results))
            everything.setdefault(length_name, []).extend(results)
            wrong += [(name, length_name, *item) for item in scoring.shown(given, made, results)]
    rows += [cells("all", name, results) for name, results in everything.items()]
    rows.append(cells("all", "all", [result for results in everything.values() for result in results]))
    header = [
        "made worse",
        "calls of",
        "pairs",
        "and without a score",
        "in order",
        "ties",
        "median difference",
        "5 %",
        "in order from true talkspurts",
    ]
    print(markdown(header, rows))
    for name, length, (piece, _), (scores, known, moved) in wrong:
        changes = sorted(moved.items(), key=lambda item: item[1])
        cost = ", ".join(f"{key} {value:+.1f}" for key, value in changes if abs(value) >= 0.05)
        print(
            f"- {name}, {length}: {piece.talk.id} {scores[0]} -> {scores[1]},"
            f" true talkspurts {known[0]} -> {known[1]}; costs: {cost}"
        )
    print(f"\n{len(calls)} calls without echo")
    print(scoring.footer(given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
