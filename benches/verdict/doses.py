"""What is done to who talked when, to make it worse by a known dose, or to leave it as good as it was.

Each takes an excerpt and a source of chance and gives the changed one, or None where there is no place for
it. The agent is the one who listens worse.
"""

from __future__ import annotations

import dataclasses

from talk import Talk

MINUTE = 60.0
CONTRIBUTION_GAP = 1.0
LATER = 2.0
MONOLOGUE = 60.0
PER_MINUTE = 1.5
"""So many there must be a minute of what is taken away or delayed, and two at least."""


def enough(count: int, piece: Talk) -> bool:
    return count >= max(2, PER_MINUTE * piece.duration / MINUTE)


def later(spurts, since: float, by: float):
    """Talkspurts with those that begin at `since` or after it moved."""
    return [(round(s + by, 3), round(e + by, 3)) if s >= since else (s, e) for s, e in spurts]


def shifted(piece: Talk, since: float, by: float) -> Talk:
    """The call with all that begins at `since` or after it moved."""
    events = [
        {**event, "start": event["start"] + by, "end": event["end"] + by} if event["start"] >= since else event
        for event in piece.events
    ]
    return dataclasses.replace(
        piece,
        duration=round(piece.duration + by, 3),
        agent=later(piece.agent, since, by),
        customer=later(piece.customer, since, by),
        events=events,
    )


def cut_in(piece: Talk, place: tuple[float, float], chance) -> Talk:
    """The agent talks for 3 s into a talkspurt of the customer, which breaks off and leaves it the floor."""
    start, end = place
    onset = round(chance.uniform(start + 1.0, end - 1.3), 3)
    stop = round(onset + chance.uniform(0.8, 1.2), 3)
    over = round(onset + chance.uniform(2.5, 3.5), 3)
    quiet = [(s, e) for s, e in piece.agent if not (start < s < end and e > onset - 0.3)]
    piece = piece.having("agent", quiet)
    # What comes next follows the agent's talk; what the customer did not get to say is lost.
    starts = [s for s, _ in piece.agent + piece.customer if s >= end]
    follows = min(starts, default=piece.duration)
    changed = shifted(piece, follows, round(over + chance.uniform(0.2, 0.6) - follows, 3))
    agent = sorted([*changed.agent, (onset, over)])
    customer = [(s, stop) if (s, e) == place else (s, e) for s, e in changed.customer]
    return dataclasses.replace(changed, agent=agent, customer=customer)


def interruptions(piece: Talk, chance) -> Talk | None:
    """One interruption for each minute of the call, each in another talkspurt of the customer."""
    count = max(1, round(piece.duration / MINUTE))

    def alone(start, end):
        # Feedback may lie in it; the agent's own talk may not be near.
        return all(e <= start - 0.5 or s >= end for s, e in piece.agent if e - s > 1.0 or e > end)

    places = [(s, e) for s, e in piece.customer if e - s >= 2.5 and alone(s, e)]
    if len(places) < count:
        return None
    # From the end, so that the places before stay where they are.
    for place in sorted(chance.sample(places, count), reverse=True):
        piece = cut_in(piece, place, chance)
    return piece


def no_feedback(piece: Talk, chance) -> Talk | None:
    """All feedback of the agent is taken away, as the truth has it."""
    spans = [(e["start"], e["end"]) for e in piece.events if (e["kind"], e["by"]) == ("backchannel", "agent")]

    def feedback(start, end):
        return any(s - 0.011 <= start and end <= e + 0.011 for s, e in spans)

    if not enough(len(spans), piece):
        return None
    return piece.having("agent", [spurt for spurt in piece.agent if not feedback(*spurt)])


def slow_replies(piece: Talk, chance) -> Talk | None:
    """The agent's replies out of silence come 2 s later, and all that follows with them."""
    replies = [e["start"] for e in piece.events if (e["kind"], e["by"]) == ("smooth_switch", "agent")]
    # Nobody talks at the onset, and the reply does not go on from feedback just before it.
    replies = [t for t in replies if not any(s < t < e for s, e in piece.customer)]
    replies = [t for t in replies if not any(s < t < e + CONTRIBUTION_GAP for s, e in piece.agent)]
    if not enough(len(replies), piece):
        return None
    for onset in sorted(replies, reverse=True):
        piece = shifted(piece, onset, LATER)
    return piece


def monologue(piece: Talk, chance) -> Talk | None:
    """The agent talks on for a minute after a talkspurt of a second or more; the customer is quiet."""

    def free(end):
        return not any(s < end + 0.2 and e > end - 0.2 for s, e in piece.customer)

    places = [(s, e) for s, e in piece.agent if e - s >= 1.0 and free(e)]
    if not places:
        return None
    at = chance.choice(places)[1]
    lengths = [e - s for s, e in piece.agent if e - s >= 0.8]
    talk, now = [], at
    while now < at + MONOLOGUE - 0.3:
        start = now + chance.uniform(0.2, 0.6)
        now = min(start + chance.choice(lengths), at + MONOLOGUE)
        if now - start >= 0.08:
            talk.append((round(start, 3), round(now, 3)))
    changed = shifted(piece, at, MONOLOGUE)
    return changed.having("agent", sorted(changed.agent + talk))


def later_start(piece: Talk, chance) -> Talk | None:
    """The call begins a second later: of the listening nothing is changed."""
    return shifted(piece, 0.0, 1.0)


def longer_pauses(piece: Talk, chance) -> Talk | None:
    """Mutual silences of .4 s or more within the customer's talk last .05 s longer."""
    spurts = sorted([(*s, "agent") for s in piece.agent] + [(*s, "customer") for s in piece.customer])
    places = []
    for before, after in zip(spurts, spurts[1:]):
        own = before[2] == after[2] == "customer"
        if own and after[0] - before[1] >= 0.4 and not any(s < after[0] and e > before[1] for s, e in piece.agent):
            places.append(after[0])
    for start in sorted(places, reverse=True):
        piece = shifted(piece, start, 0.05)
    return piece if places else None


WORSE = {
    "an interruption a minute": interruptions,
    "all feedback removed": no_feedback,
    "replies 2 s later": slow_replies,
    "a monologue of 60 s": monologue,
}
NEUTRAL = {"neutral: begins 1 s later": later_start, "neutral: customer's pauses +.05 s": longer_pauses}
