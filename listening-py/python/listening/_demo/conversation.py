"""A made conversation: who says what when, by the agent's habits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..types import Party
from .agents import Habits
from .chance import Chance

_OPENING = (("c1.1", "c1.2"), ("a2.1", "a2.2"))
_STORY = ("c2.1", "c2.2", "c2.3", "c3.1", "c3.2", "c3.3", "c4.1", "c4.2", "c5.1", "c5.2", "c5.3")
_BUSINESS = (
    (_STORY, ("a3.1", "a3.2")),
    (("c6.1", "c6.2"), ("a5.1",)),
    (("c7.1", "c7.2"), ("a5.1",)),
    (("c8.1", "c8.2"), ("a6.2",)),
    (("c9.1", "c9.2"), ("a8.1",)),
)
AGAIN = (
    (("c3.1", "c3.2", "c3.3", "c6.2"), ("a2.1",)),
    (("c4.1", "c4.2", "c5.3"), ("a2.1", "a2.2")),
    (("c5.1", "c5.2", "c7.2"), ("a5.1",)),
    (("c2.2", "c2.3", "c3.3"), ("a2.1", "a6.2")),
    (("c8.1", "c8.2", "c9.2"), ("a8.1",)),
    (("c6.2", "c2.2"), ("a3.1", "a6.2")),
)
"""What the customer may come back to."""
_CLOSE = ((("c10.1", "c10.2"), ("a9.1", "a9.2")), (("c11.1", "c11.2"), ("a10.1",)))
_FEEDBACK = ("b1.1", "b2.1", "b3.1")
_CUT_IN = (("a4.1", "a4.2"), ("a3.1", "a3.2"), ("a4.2",), ("a5.1", "a5.2"))
"""What is said when the agent cuts in: long enough to take the floor."""
_LONG = 1.3
"""Seconds of a clip that can be cut in on."""
_TRANSFER = 8.0
"""Seconds that it takes until another agent is there."""
_TRY_AGAIN = ("c1.1", "c2.1", "c8.1")
"""What a customer who was cut off says, in vain."""

GREETINGS = {"ann": ("a1.1", "a1.2")}
"""Ann says her name; the others have the same clips and must not."""
_GREETING = ("a6.1", "a1.2")


class Said(NamedTuple):
    """A clip that is said, or the beginning of it."""

    party: Party
    clip: str
    start: float
    end: float
    whole: bool
    """Whether it is said to its end."""

    voice: float = 1.0
    """How much higher the voice is than the party's first one: another agent has another."""


class Transfer(NamedTuple):
    """Another agent takes the call over, halfway."""

    to: str
    habits: Habits
    lengths: Mapping[str, float]
    """How long each clip is in this agent's mouth, seconds."""
    voice: float
    """How much higher the voice is than the first agent's."""


@dataclass
class Conversation:
    """Who says what when, and what a rater could notice."""

    said: list[Said] = field(default_factory=list)
    cut_ins: int = 0
    feedback: int = 0
    waits: list[float] = field(default_factory=list)
    end: float = 0.0
    """The last word's, seconds."""
    transfer: tuple[float, float, str] | None = None
    """From when to when the call goes over to another agent, and to whom."""
    voice: float = 1.0
    """The agent's now, as `Said` has it."""

    def say(self, party: Party, clip: str, start: float, end: float, whole: bool = True) -> float:
        """Adds what is said; gives its end."""
        voice = self.voice if party == "agent" else 1.0
        self.said.append(Said(party, clip, round(start, 3), round(end, 3), whole, voice))
        self.end = max(self.end, end)
        return end

    def activity(self) -> dict[Party, list[tuple[float, float]]]:
        """The talkspurts of each party, in order of time."""
        return {
            party: sorted((each.start, each.end) for each in self.said if each.party == party)
            for party in ("agent", "customer")
        }

    @property
    def customer_minutes(self) -> float:
        """How long the customer talks."""
        return sum(end - start for start, end in self.activity()["customer"]) / 60


def conversation(
    chance: Chance,
    habits: Habits,
    lengths: Mapping[str, float],
    *,
    again: int,
    greeting: tuple[str, ...] = _GREETING,
    transfer: Transfer | None = None,
) -> Conversation:
    """A conversation about a washing machine.

    Args:
        chance: What happens in it.
        habits: The agent's.
        lengths: How long each clip is, seconds.
        again: How often the customer comes back to something.
        greeting: The clips that the agent begins with.
        transfer: To whom the call goes over.
    """
    made = Conversation()
    eager = habits.feedback * chance.between(0.75, 1.25)
    now = _in_a_row(made, "agent", greeting, chance.between(0.7, 1.1), chance, lengths)
    exchanges = (_OPENING, *_BUSINESS, *chance.some(AGAIN, again), *_CLOSE)
    for number, (customer, agent) in enumerate(exchanges):
        if transfer is not None and number == len(exchanges) // 2 - 1:
            habits, lengths, made.voice = transfer.habits, transfer.lengths, transfer.voice
            eager = habits.feedback * chance.between(0.75, 1.25)
            made.transfer = (round(now + 0.4, 3), round(now + _TRANSFER, 3), transfer.to)
            now = _in_a_row(made, "agent", _GREETING, now + _TRANSFER + 0.4, chance, lengths)
        now += chance.between(0.3, 0.55)
        *before, last = customer
        for clip in before:
            end = made.say("customer", clip, now, now + lengths[clip])
            now = end + chance.between(0.3, 0.5)
            if lengths[clip] > 0.8 and chance.happens(eager):
                given = chance.pick(_FEEDBACK)
                made.say("agent", given, (at := end + chance.between(0.08, 0.2)), at + lengths[given])
                made.feedback += 1
                now = max(now, end + chance.between(0.5, 0.75))
        if lengths[last] > _LONG and len(before) > 0 and chance.happens(habits.cut_in):
            now = _cut_in(made, last, now, chance, lengths)
            continue
        end = made.say("customer", last, now, now + lengths[last])
        made.waits.append(habits.wait * chance.between(0.5, 1.5))
        now = _in_a_row(made, "agent", agent, end + made.waits[-1], chance, lengths)
    return made


def _in_a_row(
    made: Conversation,
    party: Party,
    clips: tuple[str, ...],
    start: float,
    chance: Chance,
    lengths: Mapping[str, float],
) -> float:
    """Clips of one party with a short pause between them; gives the end of the last."""
    end = start
    for number, clip in enumerate(clips):
        end = end + chance.between(0.28, 0.4) if number else start
        end = made.say(party, clip, end, end + lengths[clip])
    return end


def _cut_in(made: Conversation, clip: str, now: float, chance: Chance, lengths: Mapping[str, float]) -> float:
    """The agent cuts in on a clip, and the customer gives way."""
    onset = now + lengths[clip] * chance.between(0.3, 0.45)
    stop = min(now + lengths[clip], onset + chance.between(0.7, 1.0))
    made.say("customer", clip, now, stop, whole=False)
    if chance.happens(0.6):
        again = chance.pick(_TRY_AGAIN)
        made.say("customer", again, (at := stop + chance.between(0.3, 0.45)), at + lengths[again])
    made.cut_ins += 1
    return _in_a_row(made, "agent", chance.pick(_CUT_IN), onset, chance, lengths)
