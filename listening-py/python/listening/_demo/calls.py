"""The calls of the simulated team: its recordings, and twelve weeks of talkspurts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..types import Party
from .agents import AGENTS, FIRST_DAY, QUEUES, WEEKS, Agent, Habits, at
from .chance import Chance
from .clips import Clip
from .conversation import AGAIN, GREETINGS, Conversation, Transfer, conversation

_RECORDED = (1, 3, 5, 8, 10, 12)
"""Weeks of which there is a recording of each agent: as many before the training as after it."""
_TRANSFERRED = {("ann", 12): "cara"}
"""By agent and week: to whom the recorded call goes over, halfway."""
_A_WEEK = 40
"""Calls of each agent in a week, without audio."""
_RATED = 12
"""Rated calls of each of the centre's other agents."""
_OTHERS = 20


@dataclass
class Call:
    """A made call, and what a centre's systems know of it."""

    call_id: str
    agent: str
    time: str
    team: str
    queue: str
    said: Conversation
    voices: dict[Party, float]
    """How much higher each voice is than in the demo call."""

    def known(self) -> dict[str, str]:
        """What its row in tables begins with."""
        names = ("call_id", "agent", "time", "team", "queue")
        return {name: getattr(self, name) for name in names}

    def line(self) -> dict[str, Any]:
        """The call as ``listening floor`` takes it."""
        spurts = self.said.activity()
        # The recording goes on a little after the last word.
        duration = round(self.said.end + 0.8, 3)
        line = self.known() | {"duration": duration, "activity": {"a": spurts["agent"], "b": spurts["customer"]}}
        if self.said.transfer is not None:
            start, end, to = self.said.transfer
            line["marks"] = [{"kind": "transfer", "start": start, "end": end, "agent": to}]
        return line


def recorded(clips: Mapping[str, Clip]) -> Iterator[Call]:
    """The calls that there are recordings of, agent by agent."""
    for number, agent in enumerate(AGENTS):
        for week in _RECORDED:
            day = FIRST_DAY + timedelta(weeks=week - 1, days=number)
            chance = Chance(f"recording {agent.name} {day}")
            to = _TRANSFERRED.get((agent.name, week))
            yield _call(f"{agent.name}/{day}-1.wav", agent, day, chance, clips, audio=True, to=to)


def one_more(clips: Mapping[str, Clip]) -> Call:
    """A call of the first agent that is no part of the team's table."""
    day = FIRST_DAY + timedelta(weeks=WEEKS)
    return _call("mono/call.wav", AGENTS[0], day, Chance("mono"), clips, audio=True)


def weeks(clips: Mapping[str, Clip]) -> Iterator[Call]:
    """Twelve weeks of calls without audio: week by week, agent by agent."""
    for week in range(WEEKS):
        for agent in AGENTS:
            for number in range(_A_WEEK):
                day = FIRST_DAY + timedelta(weeks=week, days=number % 5)
                name = f"{agent.name}/{day}-{number // 5 + 1}"
                yield _call(name, agent, day, Chance(f"week {name}"), clips, number // 5)


def rated(clips: Mapping[str, Clip]) -> Iterator[Call]:
    """The calls without audio that the raters rated: of twenty other agents, each with habits of its own."""
    for number in range(1, _OTHERS + 1):
        chance = Chance(f"agent {number}")
        habits = Habits(
            wait=0.35 + 3.2 * chance.between(0, 1) ** 2,
            cut_in=0.6 * chance.between(0, 1) ** 2,
            feedback=chance.between(0.01, 0.3),
        )
        agent = Agent(f"agent-{number:02d}", "north" if number % 2 else "south", "", habits, habits)
        for k in range(1, _RATED + 1):
            day = FIRST_DAY + timedelta(weeks=k - 1, days=number % 5)
            name = f"{agent.name}/{day}-1"
            yield _call(name, agent, day, Chance(f"rated {name}"), clips)


def _call(
    name: str,
    agent: Agent,
    day: date,
    chance: Chance,
    clips: Mapping[str, Clip],
    nth: int = 0,
    audio: bool = False,
    to: str | None = None,
) -> Call:
    """A call of an agent on a day; the customers of one queue have more to say than those of the other."""
    queue = chance.pick(QUEUES)
    voices: dict[Party, float] = {"agent": agent.voice, "customer": chance.between(0.9, 1.12)}
    # In a recording the clips keep the pace that they have.
    pace = {party: voices[party] * (1.0 if audio else chance.between(0.85, 1.2)) for party in voices}
    lengths = {clip.name: clip.length / pace[clip.party] for clip in clips.values()}
    again = chance.whole(3, 4) if audio else chance.whole(1, 3)
    again += 2 if queue == QUEUES[1] else 0
    habits = agent.on(day)
    habits = Habits(
        habits.wait * math.exp(chance.spread(0.2)), habits.cut_in * chance.between(0.6, 1.4), habits.feedback
    )
    greeting = {"greeting": GREETINGS[agent.name]} if agent.name in GREETINGS else {}
    transfer = None
    if to is not None:
        other = next(each for each in AGENTS if each.name == to)
        ratio = other.voice / agent.voice
        theirs = {name: length / (ratio if clips[name].party == "agent" else 1.0) for name, length in lengths.items()}
        transfer, again = Transfer(to, other.on(day), theirs, ratio), len(AGAIN)
    said = conversation(chance, habits, lengths, again=again, transfer=transfer, **greeting)
    minutes = min(9 * 60 + 55 * nth + chance.whole(0, 40), 17 * 60)
    return Call(name, agent.name, at(day, minutes), agent.team, queue, said, voices)
