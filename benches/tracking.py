"""How often tracking finds what is not there, and how often it misses what is.

    python benches/tracking.py shuffled [--runs 100]  calls dealt at random: what holds, what is advised
    python benches/tracking.py queues [--runs 200]    equal agents on different queues: is 0 in the interval
    python benches/tracking.py training [--runs 100]  a training changed two agents: is it found, and in whom

The calls are those of `made_calls.py`. Figures are in docs/validation.md.
"""

import argparse
import random

import listening
import made_calls

DAY = 86_400


def report(chance, cuts, wait, feedback, longer=1.0):
    """A report on one made call."""
    return listening.from_talkspurts(*made_calls.call(chance, cuts, wait, feedback, longer)).to_json()


def centre(chance, agents, calls):
    """Calls of agents who differ: agent, report."""
    found = []
    for _ in range(agents):
        cuts, wait, feedback = (
            chance.gammavariate(4, 0.02),
            chance.uniform(0.3, 1.2),
            chance.uniform(0.1, 0.5),
        )
        found += [report(chance, cuts, wait, feedback) for _ in range(calls)]
    return found


def shuffled(options):
    """Nothing is there to be found: every call belongs to an agent and a day by chance alone."""
    chance = random.Random(options.seed)
    standing = advised = reported = tested = called = counted = 0
    for run in range(options.runs):
        if run % 10 == 0:
            reports = centre(chance, options.agents, options.calls)
        chance.shuffle(reports)
        rows = [(f"a{k % options.agents}", DAY * (k // options.agents), text) for k, text in enumerate(reports)]
        found = listening.track(rows)._data
        comparisons = found["comparisons"]
        tested, called = tested + comparisons["tested"], called + comparisons["called"]
        standing += comparisons["standing"] > 0
        advised += any(agent["habit"] for agent in found["agents"])
        reported += sum(bool(agent["habit"]) for agent in found["agents"])
        needed = [row["reliability"]["calls_needed"] for row in found["measures"] if row["reliability"]]
        counted += sum(calls is not None for calls in needed) / len(needed)
    n = options.runs
    print(f"{n} trackings of {options.agents} agents with {options.calls} calls each, dealt at random:")
    print(
        f"  a change or trend holds in {100 * standing / n:.0f} %;"
        f" advice is given in {100 * advised / n:.0f} % (to {reported} of {n * options.agents} agents)"
    )
    print(
        f"  called by their intervals: {called / n:.1f} of {tested / n:.0f} a tracking;"
        f" calls needed is a number for {100 * counted / n:.0f} % of measures"
    )


MEASURES = (
    *("observable_listening", "patience", "attentiveness", "interruption_rate", "backchannel_rate"),
    *("response_latency_p50", "talk_share", "pause_respect", "turns_per_min"),
)


def queues(options):
    """Equal agents, one mostly on a hard queue, one mostly on an easy one; four others take both."""
    held, unadjusted, n = dict.fromkeys(MEASURES, 0), dict.fromkeys(MEASURES, 0), dict.fromkeys(MEASURES, 0)
    for run in range(options.runs):
        chance = random.Random(1000 * options.seed + run)
        equal = (chance.gammavariate(4, 0.02), chance.uniform(0.3, 1.2), chance.uniform(0.1, 0.5))
        rows = []
        for agent, hard in enumerate((0.9, 0.1, *[chance.uniform(0.3, 0.7) for _ in range(4)])):
            own = (chance.gammavariate(4, 0.02), chance.uniform(0.3, 1.2), chance.uniform(0.1, 0.5))
            cuts, wait, feedback = equal if agent < 2 else own
            for day in range(options.calls):
                # On the hard queue all cut in twice as often, wait longer and say less; its calls are long.
                queue, more = ("hard", 2.0) if chance.random() < hard else ("easy", 1.0)
                text = report(chance, min(cuts * more, 0.9), wait * more**0.5, feedback / more**0.5, more**0.8)
                rows.append({"agent": f"a{agent}", "time": DAY * day, "queue": queue, "report": text})
        for adjust, tally in ((None, held), ((), unadjusted)):
            pairs = listening.track(rows, adjust=adjust, pairs=True).pairs
            for pair in pairs:
                if (pair["a"], pair["b"]) == ("a0", "a1") and pair["measure"] in tally:
                    tally[pair["measure"]] += not pair["called"]
                    n[pair["measure"]] += adjust is None
    print(f"{options.runs} centres of 6 agents with {options.calls} calls each; the 90 % interval of two equal")
    print("agents on different queues holds 0 in (adjusted, not adjusted):")
    for measure in filter(n.get, MEASURES):
        print(_coverage(measure, held[measure], unadjusted[measure], n[measure]))
    print(_coverage("all", sum(held.values()), sum(unadjusted.values()), sum(n.values())))


def _coverage(name, held, unadjusted, n):
    return f"  {name:<24} {100 * held / n:5.1f} % {100 * unadjusted / n:5.1f} %"


def training(options):
    """Twelve weeks of 40 calls; in week seven two of four agents learn something each."""
    both = others = right = advised = 0
    for run in range(options.runs):
        chance = random.Random(1000 * options.seed + run)
        rows = []
        for agent in range(4):
            cuts, wait, feedback = (
                chance.uniform(0.25, 0.4),
                chance.uniform(0.5, 1.0),
                chance.uniform(0.1, 0.2),
            )
            for call in range(12 * 40):
                week, day = divmod(call, 40)
                after = week >= 7
                own = (
                    cuts * (0.4 if after and agent == 0 else 1),
                    wait,
                    feedback * (2.5 if after and agent == 1 else 1),
                )
                time = made_calls.START + DAY * (7 * week + day // 8)
                rows.append((f"a{agent}", time, report(chance, *own)))
        start = made_calls.START + DAY * 7 * 6
        found = listening.track(rows, compare=(start, start + 7 * DAY))
        held = {
            agent["agent"]: {own["measure"] for own in agent["measures"] if (own["change"] or {}).get("stands")}
            for agent in found._data["agents"]
        }
        here = "interruption_rate" in held["a0"] and "backchannel_rate" in held["a1"]
        away = bool(held["a2"] or held["a3"])
        both, others, right = both + here, others + away, right + (here and not away)
        advised += (
            found.agent("a0")["habit"] is not None and found.agent("a0")["habit"]["measure"] == "interruption_rate"
        )
    print(f"{options.runs} centres of 4 agents with 12 weeks of 40 calls each, two trained in week seven:")
    print(f"  found in both {both}, in another {others}, in both and in no other {right}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["shuffled", "queues", "training"])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--agents", type=int, default=6)
    parser.add_argument("--calls", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.calls is None:
        options.calls = 60 if options.what == "queues" else 24
    globals()[options.what](options)


if __name__ == "__main__":
    main()
