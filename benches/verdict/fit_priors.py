#!/usr/bin/env python3
"""The priors of the built-in profile: what is usual of each measure, and how much evidence that is worth.

    fit_priors.py BENCH_DIR [--calls dev|aside|all]

Each conversation of floor/dev is cut in two at the mutual silence nearest to its middle, for either
party as the agent, and scored by the built-in profile without its priors (they weigh next to nothing), so
that `scored` is what each half shows alone. The mean is that of all halves, weighted by exposure (minutes
for rates, things counted for all else). The weight k is that with which the best linear guess of one half
from the other is the posterior mean: the slope of one half on the other is n / (n + k), at the median
exposure n. Fit with `--calls dev` (the default), and look at `--calls aside`: the same columns there.
"""

import json

import listening
import numpy as np
import scoring
from halves import halves
from tables import markdown, number
from talk import talks


def bare():
    """The built-in profile with priors that weigh nothing: without any, what had no case is not scored."""
    built_in = listening.built_in_profile()
    profile = json.loads(built_in) if isinstance(built_in, str) else dict(built_in)
    for dimension in profile["dimensions"]:
        for measure in dimension["measures"]:
            if "prior" in measure:
                measure["prior"]["weight"] = 1e-6
    return {**profile, "id": "without_priors/2"}


CONFIG = listening.Config(profile=bare())


def seen(piece):
    """{measure: (value, exposure)} of a piece."""
    report = listening.from_talkspurts(piece.agent, piece.customer, piece.duration, config=CONFIG)
    plain = json.loads(report.to_json())
    speech = plain["parties"]["customer"]["speech_seconds"] / 60
    minutes = piece.duration / 60
    exposures = {"interruption_rate": speech, "backchannel_rate": speech, "dead_air_rate": minutes}
    # The opening is half a minute of speech.
    exposures["opening_uninterrupted_s"] = min(1.0, 2 * speech)
    rows = [row for row in plain["measures"] if row["party"] == "agent" and row.get("scored") is not None]
    return {row["id"]: (row["scored"], exposures.get(row["id"], row["n"])) for row in rows}


def both(whole):
    return [seen(half) for half in halves(whole)]


def row(name, pairs):
    values = np.array([[first[name][0], second[name][0]] for first, second in pairs])
    exposures = np.array([[first[name][1], second[name][1]] for first, second in pairs])
    mean = float((values * exposures).sum() / exposures.sum())
    # Both ways round, so that neither half is the one that is guessed.
    x, y = np.concatenate([values, values[:, ::-1]]).T
    slope = float(np.cov(x, y)[0, 1] / np.var(x, ddof=1))
    exposure = float(np.median(exposures))
    weight = exposure * (1 / slope - 1) if slope > 0 else float("inf")
    quantiles = [float(np.quantile(values, q)) for q in (0.1, 0.5, 0.9)]
    return [name, str(len(pairs)), *(number(v, 3) for v in (mean, *quantiles, exposure, slope, weight))]


def main():
    made = scoring.parser(__doc__, 0)
    made.set_defaults(calls="dev")
    given = scoring.arguments(made)
    if given is None:
        return
    halved = scoring.judged(both, talks(given.bench, given.calls), given.workers)
    names = sorted({name for pair in halved for half in pair for name in half})
    rows = []
    for name in names:
        pairs = [pair for pair in halved if all(half.get(name, (0, 0))[1] > 0 for half in pair)]
        if len(pairs) > 2:
            rows.append(row(name, pairs))
    heads = ["measure", "pairs", "mean", "10 %", "50 %", "90 %", "exposure", "slope", "weight"]
    print(markdown(heads, rows))
    print(scoring.footer(given))


if __name__ == "__main__":
    main()
