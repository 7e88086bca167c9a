"""Writes made-up calls of several agents over some weeks, a line each, for `listening track`.

    python benches/made_calls.py [--agents 6] [--calls 24] [--seed 1] > calls.jsonl

The agents differ in how often they cut in, in how long they wait before they answer and in how often they
say "mhm"; the first one cuts in less from the second half on. Calls have 10 to 24 turns and differ among
themselves as well: the customer has its part in it.
"""

import argparse
import json
import random

import listening

START = 1_767_225_600
"""The first of January 2026."""
DAY = 86_400


def call(chance, cuts, wait, feedback, longer=1.0):
    """The talkspurts of one call, agent's and customer's; `longer` times as many turns as usual."""
    agent, customer = [(0.0, chance.uniform(2, 5))], []
    # Two that talk together: each call has its own temper.
    cuts, wait = cuts * chance.gammavariate(1.5, 1 / 1.5), wait * chance.uniform(0.6, 1.4)
    now = agent[0][1]
    for _ in range(round(longer * chance.randint(10, 24))):
        start = now + chance.uniform(0.1, 0.6)
        end = start + chance.uniform(4, 16)
        while chance.random() < feedback:
            at = chance.uniform(start + 1.2, end - 2.5)
            if all(at > last + 1 for _, last in agent):
                agent.append((at, at + 0.4))
        reply = end + chance.gammavariate(2, wait / 2)
        if chance.random() < cuts:
            reply = end - chance.uniform(0.7, 1.0)
        customer.append((start, end))
        now = max(reply, agent[-1][1] + 0.3) + chance.uniform(2, 12)
        agent.append((max(reply, agent[-1][1] + 0.3), now))
        now = max(now, end)
    return agent, customer


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=6)
    parser.add_argument("--calls", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    names = ["ann", "bob", "cem", "dora", "eve", "finn", "gus", "hana"]
    for k in range(options.agents):
        name = names[k] if k < len(names) else f"agent {k:03}"
        cuts = 0.6 if k == 0 else chance.gammavariate(4, 0.02)
        wait, feedback = chance.uniform(0.3, 1.2), chance.uniform(0.1, 0.5)
        for n in range(options.calls):
            eased = cuts / 6 if k == 0 and n >= options.calls // 2 else cuts
            report = listening.from_talkspurts(*call(chance, eased, wait, feedback))
            time = START + DAY * n + chance.randint(9 * 3600, 17 * 3600)
            print(json.dumps({"agent": name, "time": time, "report": report.to_dict()}))


if __name__ == "__main__":
    main()
