"""What is done to the audio of a call so that its agent listens worse.

Each takes a recording and a source of chance and gives the worse one, or None where there is no place for it.
"""

from __future__ import annotations

from doses import CONTRIBUTION_GAP, MINUTE, MONOLOGUE, later
from recording import Recording

PER_MINUTE = 2.0
"""Interruptions."""
LATER = 3.0
LEAST = 2
"""So many replies or feedback there must be."""


def of_agent(recording: Recording, kind: str) -> list[dict]:
    return [event for event in recording.talk.events if (event["kind"], event["by"]) == (kind, "agent")]


def cut_in(recording: Recording, place, chance) -> Recording | None:
    """The agent says something again that it says elsewhere, 1 s before the end of a customer's talkspurt."""
    start, end = place
    agent = recording.talk.agent
    elsewhere = [(s, e) for s, e in agent if 2.0 <= e - s <= 4.5]
    if not elsewhere:
        return None
    spurt = chance.choice(elsewhere)
    onset = round(chance.uniform(start + 1.0, end - 1.3), 3)
    stop, over = round(onset + chance.uniform(0.8, 1.2), 3), round(onset + spurt[1] - spurt[0], 3)
    for s, e in agent:
        if start < s < end:
            recording = recording.muted("agent", s, e)
    starts = [s for s, _ in recording.talk.agent + recording.talk.customer if s >= end]
    follows = min(starts, default=recording.talk.duration)
    # What follows waits for the agent's talk; what the customer did not get to say leaves no silence.
    by = round(over + chance.uniform(0.2, 0.6) - follows, 3)
    recording = recording.muted("customer", stop, end).longer(follows, by)
    return recording.said("agent", onset, later([spurt], follows, by)[0])


def interruptions(recording: Recording, chance) -> Recording | None:
    """Two interruptions a minute, two at least, each in another talkspurt of the customer."""
    count = max(2, round(PER_MINUTE * recording.talk.duration / MINUTE))

    def alone(start, end):
        return all(e <= start - 0.5 or s >= end for s, e in recording.talk.agent if e - s > 1.0 or e > end)

    places = [(s, e) for s, e in recording.talk.customer if e - s >= 2.5 and alone(s, e)]
    if len(places) < count:
        return None
    for place in sorted(chance.sample(places, count), reverse=True):
        recording = cut_in(recording, place, chance)
        if recording is None:
            return None
    return recording


def no_feedback(recording: Recording, chance) -> Recording | None:
    """All feedback of the agent is silenced."""
    feedback = of_agent(recording, "backchannel")
    for event in feedback:
        recording = recording.muted("agent", event["start"] - 0.02, event["end"] + 0.02)
    return recording if len(feedback) >= LEAST else None


def slow_replies(recording: Recording, chance) -> Recording | None:
    """Silence of 3 s before the agent's replies out of silence."""
    replies = [event["start"] for event in of_agent(recording, "smooth_switch")]
    customer, agent = recording.talk.customer, recording.talk.agent
    replies = [t for t in replies if not any(s < t < e for s, e in customer)]
    replies = [t for t in replies if not any(s < t < e + CONTRIBUTION_GAP for s, e in agent)]
    for onset in sorted(replies, reverse=True):
        recording = recording.longer(onset - 0.02, LATER)
    return recording if len(replies) >= LEAST else None


def contributions(spurts):
    chains: list[list[tuple[float, float]]] = []
    for spurt in spurts:
        if chains and spurt[0] - chains[-1][-1][1] < CONTRIBUTION_GAP:
            chains[-1].append(spurt)
        else:
            chains.append([spurt])
    return chains


def monologue(recording: Recording, chance) -> Recording | None:
    """The agent's longest contribution that ends alone is said again until it is 60 s longer."""

    def free(end):
        return not any(s < end + 0.3 and e > end - 0.3 for s, e in recording.talk.customer)

    chains = [chain for chain in contributions(recording.talk.agent) if free(chain[-1][1])]
    chains = [chain for chain in chains if chain[-1][1] - chain[0][0] >= 2.0]
    if not chains:
        return None
    chain = max(chains, key=lambda chain: chain[-1][1] - chain[0][0])
    end = chain[-1][1] + 0.05
    recording = recording.longer(end, MONOLOGUE)
    now = end
    while True:
        for s, e in chain:
            start = round(now + chance.uniform(0.2, 0.5), 3)
            if start + e - s > end + MONOLOGUE - 0.1:
                return recording
            recording = recording.said("agent", start, (s, e))
            now = start + e - s


WORSE = {
    "two interruptions a minute": interruptions,
    "all feedback silenced": no_feedback,
    "replies 3 s later": slow_replies,
    "60 s more of a monologue": monologue,
}
