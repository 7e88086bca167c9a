"""The floor's tracker, ported, and the choice of the kind that is reported, for the cross-validation."""

import bisect
import collections

import numpy as np
from floor_onsets import GROUPS, READINGS, grouped

GROUP_OF = [next(g for g, kinds in enumerate(GROUPS) if kind in kinds) for kind in READINGS]
TOGETHER = 0.2
WINDOW = 2.3
# A word may lie so far outside of its talkspurt.
MARGIN = 0.09
CONTRIBUTION_GAP = 1.0
# Trespasses are reported at most this many times as often as they happen.
MOST = 1.3


def choose(p, choice):
    """The reading to report: the likeliest group after weighing, then the first kind of it past its share."""
    weights, shares = choice
    groups, first = grouped(p)
    best = np.argmax(groups * weights, axis=1)
    kinds = np.array([[READINGS.index(kinds[0]), READINGS.index(kinds[-1])] for kinds in GROUPS])
    past = first[np.arange(len(p)), best] >= np.array(shares)[best]
    return np.where(past, kinds[best, 0], kinds[best, 1])


def macro_f1(y, chosen, kinds):
    hits = np.bincount(y[y == chosen], minlength=kinds)
    said, was = np.bincount(chosen, minlength=kinds), np.bincount(y, minlength=kinds)
    return (2 * hits / np.maximum(said + was, 1))[1:].mean()


def fit_choice(p, y):
    """Weights and shares with the best macro-F1, first of the groups, then of all kinds."""
    p, y = p[y >= 0], y[y >= 0]
    groups, first = grouped(p)
    truth = np.array(GROUP_OF)[y]
    most = MOST * (truth == 3).sum()
    weights = np.array([1.0, 1.0, 1.4, 1.6, 1.1])
    best = macro_f1(truth, np.argmax(groups * weights, axis=1), len(GROUPS))
    for factor in (1.3, 1.1, 1.04):
        for g in [1, 2, 3, 4] * 2:
            for tried in (weights[g] * factor, weights[g] / factor):
                other = weights.copy()
                other[g] = tried
                chosen = np.argmax(groups * other, axis=1)
                score = macro_f1(truth, chosen, len(GROUPS))
                if score > best and (chosen == 3).sum() <= most:
                    best, weights = score, other
    weights = weights.round(2)
    shares = np.zeros(len(GROUPS))
    chosen = np.argmax(groups * weights, axis=1)
    for g in (2, 4):
        rare, common = (READINGS.index(kind) for kind in GROUPS[g])
        inside = chosen == g
        best = -1.0
        for share in np.arange(0.1, 0.6, 0.01):
            as_rare = inside & (first[:, g] >= share)
            if as_rare.sum() > MOST * (y == rare).sum():
                continue
            as_common = inside & ~as_rare
            score = sum(
                2 * (said & (y == k)).sum() / max(said.sum() + (y == k).sum(), 1)
                for said, k in ((as_rare, rare), (as_common, common))
            )
            if score > best:
                best, shares[g] = score, round(share, 3)
    return weights, shares


def only_sounds(call, party, spurt):
    """Whether a talkspurt holds laughter alone, as far as can be seen when its onset is read."""
    start, end = spurt
    words = [
        word
        for word in call.get("words", {}).get(party, [])
        if start - MARGIN <= (word[0] + word[1]) / 2 < min(end, start + WINDOW) + MARGIN
        and word[1] <= start + WINDOW + 1e-7
    ]
    heard = sum(word[1] - word[0] for word in words)
    return bool(
        words
        and all(word[2].startswith("[") for word in words)
        and end <= start + WINDOW + 1e-7
        and end - start <= 3 * heard
    )


def track(call, placed, readings, p, words):
    """The tracker's rules (listening-core/src/floor/tracker.rs): (kind, by, start, confidence) of one call.

    `placed` maps (party, onset) to a row of `readings`, the chosen reading, and of `p`;
    with `words` laughter is left out of it.
    """
    spurts = {party: [tuple(s[:2]) for s in call["activity"][party]] for party in "ab"}
    starts = {party: [s[0] for s in spurts[party]] for party in "ab"}
    aside = {party: {} for party in "ab"}
    holder, out = None, []

    def chain_end(party, k, horizon):
        own = spurts[party]
        while k + 1 < len(own) and own[k + 1][0] < horizon and own[k + 1][0] - own[k][1] < CONTRIBUTION_GAP - 1e-7:
            k += 1
        return min(own[k][1], horizon)

    def chain_start(party, k):
        own = spurts[party]
        while k and own[k][0] - own[k - 1][1] < CONTRIBUTION_GAP - 1e-7:
            k -= 1
        return own[k][0]

    for onset, party, k in sorted((s[0], who, k) for who in "ab" for k, s in enumerate(spurts[who])):
        other = "b" if party == "a" else "a"
        row = placed.get((party, round(onset, 3)))
        j = bisect.bisect_right(starts[other], onset) - 1
        overlapped = j >= 0 and spurts[other][j][1] > onset
        event, wins = None, False
        sounds = row is None and words and only_sounds(call, party, spurts[party][k])
        if row is not None and not (overlapped and aside[other].get(j) and holder == party):
            event = READINGS[readings[row]]
            confidence = p[row, readings[row]]
            together = overlapped and onset - chain_start(other, j) < TOGETHER - 1e-7
            if event == "none":
                event = None
            elif together and event != "backchannel":
                stop = chain_end(other, j, onset + WINDOW)
                wins = stop < chain_end(party, k, onset + WINDOW) and stop < onset + WINDOW
                event, confidence = "simultaneous_start", None
            if not overlapped and (holder is None or (holder == party and j < 0)) and event is not None:
                event = None if holder is None or event != "backchannel" else event
        if event:
            out.append((event, party, onset, confidence))
        near = k and onset - spurts[party][k - 1][1] < CONTRIBUTION_GAP - 1e-7
        if sounds:
            apart = holder != party
        elif event == "simultaneous_start":
            apart = holder == other and not wins
        elif event or row is not None:
            apart = event in ("backchannel", "butting_in")
        else:
            apart = bool(near and aside[party][k - 1])
        aside[party][k] = apart
        # What goes on beside the other, who has taken the floor, leaves it there.
        tail = not event and near and not aside[party][k - 1] and overlapped and row is not None
        if not apart and not (tail and holder == other):
            holder = party
    return out


def events_of(calls, onsets, readings, p):
    """Events of every call by the port, by id."""
    placed = collections.defaultdict(dict)
    for row, name in enumerate(onsets.ids):
        placed[name][onsets.party[row], round(float(onsets.onset[row]), 3)] = row
    return {call["id"]: track(call, placed[call["id"]], readings, p, onsets.words) for call in calls}
