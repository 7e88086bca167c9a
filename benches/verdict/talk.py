"""Who talked when in real conversations with truth events: reading, and cutting excerpts."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import beside  # noqa: F401
from floor_onsets import load
from held_aside import chosen

PARTIES = ("agent", "customer")
SHORT, MIDDLE, LONG = 50.0, 120.0, 300.0
"""Lengths of excerpts in seconds."""


@dataclass(frozen=True)
class Talk:
    """One conversation or a piece of it; times in seconds, talkspurts as (start, end) in order."""

    id: str
    duration: float
    agent: list[tuple[float, float]]
    customer: list[tuple[float, float]]
    events: list[dict]
    """The truth, each with `kind`, `by` (a party), `start` and `end`."""

    def spurts(self, party: str) -> list[tuple[float, float]]:
        return self.agent if party == "agent" else self.customer

    def having(self, party: str, spurts: list[tuple[float, float]], duration: float | None = None) -> Talk:
        """The same with other talkspurts of one party."""
        return dataclasses.replace(self, **{party: spurts, "duration": duration or self.duration})

    def line(self) -> dict:
        """As a line for `listening floor`."""
        return {
            "id": self.id,
            "duration": self.duration,
            "activity": {"a": self.agent, "b": self.customer},
        }


def other(party: str) -> str:
    return "customer" if party == "agent" else "agent"


def talks(bench: str, part: str = "all", sides: str = "ab") -> list[Talk]:
    """The conversations of floor/dev, once for every party in `sides` that is taken for the agent."""
    calls = {call["id"]: call for call in load(bench)}
    made = []
    for name in chosen(calls, part):
        call = calls[name]
        for side in sides:
            names = {side: "agent", "b" if side == "a" else "a": "customer"}
            spurts = {names[key]: [tuple(s[:2]) for s in call["activity"][key]] for key in "ab"}
            events = [{**event, "by": names[event["by"]]} for event in call["events"]]
            made.append(Talk(f"{name}{side}", call["duration"], spurts["agent"], spurts["customer"], events))
    return made


def silences(talk: Talk) -> list[float]:
    """The middles of all mutual silences, and both ends of the call."""
    middles, now = [0.0], 0.0
    for start, end in sorted(talk.agent + talk.customer):
        if start > now:
            middles.append(round((now + start) / 2, 3))
        now = max(now, end)
    return [*middles, talk.duration]


def cut(talk: Talk, start: float, end: float) -> Talk:
    """The piece from `start` to `end`; what reaches over an end is clipped, events stay if whole."""

    def inside(spurts):
        clipped = [(max(s, start), min(e, end)) for s, e in spurts if s < end and e > start]
        return [(round(s - start, 3), round(e - start, 3)) for s, e in clipped]

    events = [
        {**event, "start": round(event["start"] - start, 3), "end": round(event["end"] - start, 3)}
        for event in talk.events
        if event["start"] >= start and event["end"] <= end
    ]
    name = f"{talk.id}@{start:g}"
    return Talk(name, round(end - start, 3), inside(talk.agent), inside(talk.customer), events)


def excerpt(talk: Talk, length: float, chance) -> Talk | None:
    """A piece of about this many seconds that starts and ends where no one talks; None if there is none."""
    if talk.duration < length:
        return None
    quiet = silences(talk)
    at = chance.uniform(0, talk.duration - length)
    start = min(quiet, key=lambda t: abs(t - at))
    end = min(quiet, key=lambda t: abs(t - start - length))
    if abs(end - start - length) > 0.1 * length:
        return None
    return cut(talk, start, end)


def excerpts(conversations: list[Talk], length: float, most: int, chance) -> list[Talk]:
    """Up to `most` excerpts, at most one of a conversation and side, in an order by chance."""
    order = list(conversations)
    chance.shuffle(order)
    pieces = (excerpt(talk, length, chance) for talk in order)
    found = []
    for piece in pieces:
        if piece is not None and piece.agent and piece.customer:
            found.append(piece)
        if len(found) == most:
            break
    return found
