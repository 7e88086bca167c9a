#!/usr/bin/env python3
"""Fit the constants of the measures that need words, and look at what the measures say.

    fit_words.py BENCH_DIR [--sample TSV]

BENCH_DIR holds floor/dev.jsonl.gz (conversations with words). Printed, each over every second conversation
(what is fitted) and over the others (what it is judged by):

- stems: how many letters represent a word, and with how many words a reply begins: how much more content a
  reply shares with the turn before it than with other turns of the call, in standard errors;
- repeats: the share of turns that share this number of stems, and this part of their own, with an earlier
  turn of the same speaker; with one of the other party, which is the topic; and with as many turns of a
  speaker of another conversation, which is chance;
- the library's own measures: their spread over parties, and the same with the other party's words moved by
  half of the call, so that they answer other turns.

--sample writes 50 questions, drawn at random among those that the library's rule finds, to be judged by eye.
The rule is ported here for it (the report quotes nobody); the port's count is held against the library's.
"""

import argparse
import bisect
import gzip
import itertools
import json
import random
import statistics
from collections import defaultdict
from pathlib import Path

from listening import from_talkspurts

LEXICON = Path(__file__).resolve().parent.parent / "listening-core/src/floor/words/lexicon/en.txt"
PARTIES = {"a": "agent", "b": "customer"}
MARGIN = 0.09
SHARED, ONE_IN, OPENING, STEM, REACH, BACK = 4, 3, 15, 5, 4, 50
FEEDBACK = {"continuer", "hum", "yes", "right", "okay", "oh", "praise"}
CLAUSE = {"auxiliary", "pronoun", "question", "calls_for_more"}
MEASURES = (
    "words_per_minute",
    "question_rate",
    "question_share",
    "acknowledged_content",
    "paraphrase",
    "customer_repeats_self",
)


def lexicon():
    """Classes of each word, and of each two in a row."""
    words, pairs = defaultdict(set), defaultdict(set)
    for line in LEXICON.read_text().splitlines():
        name, _, items = line.split("#")[0].partition(":")
        for item in filter(None, (item.split() for item in items.split(","))):
            (words[item[0]] if len(item) == 1 else pairs[tuple(item)]).add(name.strip())
    return words, pairs


WORDS, PAIRS = lexicon()


def plain(text):
    return text.split("_")[0].strip('.,!?"[]()<>').lower()


def said(call, key):
    """(middle, word, classes) of a party's words, in order."""
    spoken = sorted((start, end, text) for start, end, text in call["words"][key] if text[0] not in "[<(")
    rows = [((start + end) / 2, plain(text)) for start, end, text in spoken]
    rows = [(middle, word) for middle, word in rows if any(c.isalnum() for c in word)]
    found = [{"partial"} if word.endswith("-") else set(WORDS.get(word, ())) for _, word in rows]
    for k, ((first, one), (second, two)) in enumerate(itertools.pairwise(rows)):
        if second - first < 1 and (one, two) in PAIRS:
            found[k] = found[k + 1] = set(PAIRS[one, two])
    return [(middle, word, classes) for (middle, word), classes in zip(rows, found, strict=True)]


def during(words, turn):
    low = bisect.bisect_left(words, turn["start"] - MARGIN, key=lambda word: word[0])
    return words[low : bisect.bisect_left(words, turn["end"] + MARGIN, key=lambda word: word[0])]


def stems(words, letters=STEM):
    roots = [max(reversed(word.split("'")), key=len) for _, word, classes in words if not classes]
    return frozenset(root[:letters] for root in roots if len(root) > 1)


def leads(classes):
    if classes & (FEEDBACK | {"no", "filler", "conjunction", "partial"}) and "question" not in classes:
        return True
    return "companion" in classes and not classes & CLAUSE


def asks(words):
    """Whether a clause that begins with these words asks."""

    def inverted(at):
        return at + 1 < len(words) and "auxiliary" in words[at][2] and "pronoun" in words[at + 1][2]

    if "asks" in words[0][2] or inverted(0):
        return True
    reach = itertools.takewhile(lambda at: at < len(words) and "pronoun" not in words[at][2], range(1, REACH + 1))
    return "question" in words[0][2] and any(inverted(at) for at in reach)


def questions(words, starts):
    """Places in `words` at which a question begins."""
    last, begins = None, True
    for index, (middle, _, classes) in enumerate(words):
        spurt = bisect.bisect_right(starts, middle + MARGIN)
        begins |= spurt != last
        last = spurt
        if begins and not leads(classes):
            if asks(words[index:]):
                yield index
            begins = False


def report(call, words=None):
    activity = call["activity"]
    found = from_talkspurts(activity["a"], activity["b"], call["duration"], words=words or call["words"])
    return json.loads(found.to_json())


def moved(call, key):
    """The words of a party at the times of those half a call later."""
    spoken = call["words"][key]
    half = len(spoken) // 2
    texts = [word[2] for word in spoken[half:] + spoken[:half]]
    turned = [[start, end, text] for (start, end, _), text in zip(spoken, texts, strict=True)]
    return {**call["words"], key: turned}


class Conversation:
    """A call with its report, its words by turns, and the questions in them."""

    def __init__(self, call):
        self.call, self.report = call, report(call)
        words = {party: said(call, key) for key, party in PARTIES.items()}
        self.turns = [(turn["party"], during(words[turn["party"]], turn)) for turn in self.report["turns"]]
        self.questions = []
        for key, party in PARTIES.items():
            starts = [start for start, _ in call["activity"][key]]
            for inside in (inside for owner, inside in self.turns if owner == party):
                self.questions += [(party, inside, at) for at in questions(inside, starts)]

    def own(self, party):
        return [words for owner, words in self.turns if owner == party]


def taken_up(conversations, letters, opening):
    """Shared with the turn before, by chance, and the difference in standard errors."""
    beyond, hits, chances = [], [], []
    for conversation, party in itertools.product(conversations, PARTIES.values()):
        pairs = [
            (stems(before, letters), stems(reply[:opening], letters))
            for (owner, before), (by, reply) in itertools.pairwise(conversation.turns)
            if by == party != owner
        ]
        pairs = [(before, reply) for before, reply in pairs if len(before) > 1 and reply]
        if len(pairs) < 5:
            continue
        for k, (before, reply) in enumerate(pairs):
            chance = statistics.mean(bool(reply & other) for i, (other, _) in enumerate(pairs) if i != k)
            hits.append(bool(before & reply))
            chances.append(chance)
            beyond.append(hits[-1] - chance)
    error = statistics.stdev(beyond) / len(beyond) ** 0.5
    return statistics.mean(hits), statistics.mean(chances), statistics.mean(beyond) / error


def repeats(conversations, shared, one_in):
    """The share of turns that repeat an own earlier one; the same of the other party's earlier ones, which is
    the topic; and of as many of a speaker of another conversation, which is chance. And how many turns."""
    full = [
        [
            [
                (turn, own)
                for turn, (by, words) in enumerate(c.turns)
                if by == party and len(own := stems(words)) >= shared
            ]
            for party in PARTIES.values()
        ]
        for c in conversations
    ]
    strangers = [[own for _, own in turns] for pair in full for turns in pair]

    def again(own, before):
        return any(
            len(own & earlier) >= shared and len(own & earlier) * one_in >= len(own) for earlier in before[-BACK:]
        )

    real, topic, chance = [], [], []
    for k, (turns, others) in enumerate(order for pair in full for order in (pair, pair[::-1])):
        for at, (turn, own) in enumerate(turns[1:], 1):
            real.append(again(own, [earlier for _, earlier in turns[:at]]))
            topic.append(again(own, [earlier for before, earlier in others if before < turn]))
            for other in (strangers[(k + 2) % len(strangers)], strangers[(k + 41) % len(strangers)]):
                chance.append(again(own, other[:at]))
    return *map(statistics.mean, (real, topic, chance)), len(real)


def spread(values):
    values = sorted(value for value in values if value is not None)
    return " ".join(f"{values[round(q * (len(values) - 1))]:8.3f}" for q in (0.05, 0.25, 0.5, 0.75, 0.95))


def measured(reports, id, party=None):
    return [
        row["value"]
        for found in reports
        for row in found["measures"]
        if row["id"] == id and party in (None, row["party"])
    ]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("bench", type=Path)
    options.add_argument("--sample", type=Path)
    options = options.parse_args()
    with gzip.open(options.bench / "floor/dev.jsonl.gz", "rt") as lines:
        every = [Conversation(json.loads(line)) for line in lines]
    halves = {"fitted": every[::2], "aside": every[1::2]}

    print("stems: letters, words of the reply: shared, by chance, standard errors")
    for name, half in halves.items():
        for letters, opening in itertools.product((4, 5, 6, 99), (8, 15, 30)):
            if name == "fitted" or (letters, opening) == (STEM, OPENING):
                hit, chance, z = taken_up(half, letters, opening)
                print(f"  {name:<6} {letters:>3} {opening:>3}   {hit:.3f} {chance:.3f} {z:5.1f}")

    print("repeats: stems, one in this many of its own: turns that repeat, by topic, by chance, turns")
    for name, half in halves.items():
        for shared, one_in in itertools.product((2, 3, 4, 5), (2, 3, 4)):
            if name == "fitted" or (shared, one_in) == (SHARED, ONE_IN):
                again, topic, chance, turns = repeats(half, shared, one_in)
                print(f"  {name:<6} {shared:>3} {one_in:>3}   {again:.4f} {topic:.4f} {chance:.4f} {turns}")

    reports = [conversation.report for conversation in every]
    print("measures: 5th, 25th, 50th, 75th, 95th of", 2 * len(every), "parties")
    for id in MEASURES:
        print(f"  {id:<22} {spread(measured(reports, id))}")
    turned = [report(conversation.call, moved(conversation.call, "b")) for conversation in every]
    print("agents, mean: as said, and with the customer's words moved by half of the call")
    for id in ("acknowledged_content", "paraphrase"):
        means = [
            statistics.mean(v for v in measured(found, id, "agent") if v is not None) for found in (reports, turned)
        ]
        print(f"  {id:<22} {means[0]:.3f} {means[1]:.3f}")

    found = [question for conversation in every for question in conversation.questions]
    minutes = [conversation.call["duration"] / 60 for conversation in every for _ in PARTIES]
    library = sum(rate * length for rate, length in zip(measured(reports, "question_rate"), minutes, strict=True))
    print(f"questions: {len(found)} by the rule as ported, {library:.0f} by the library")
    if options.sample:
        drawn = random.Random(1).sample(found, 50)
        options.sample.write_text("".join(shown(*question) for question in drawn))


def shown(party, words, at):
    before, after = words[max(0, at - 8) : at], words[at : at + 14]
    return f"{party}\t{' '.join(word[1] for word in before)}\t{' '.join(word[1] for word in after)}\n"


if __name__ == "__main__":
    main()
