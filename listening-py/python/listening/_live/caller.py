"""When the caller's turn starts and ends, from what is heard and decided of it. No audio, no framework."""

from __future__ import annotations

from typing import Literal, NamedTuple

UNASKED_S = 0.7
"""How long the caller talks while the agent is about to go on, without having begun over the agent's voice, until it is
taken for a turn: such an onset is no entry in overlap, so nothing is decided about it."""
HEARD_ON_S = 0.2
"""For how long after its last sound the caller still counts as talking."""
AGENT_PAUSE_S = 1.0
"""How long the agent may pause and still be about to go on, where nobody says whether it is."""
UNDECIDED_S = 3.0
"""After how much silence a turn that nobody decided on is over: no end is in question for longer."""


class TurnChange(NamedTuple):
    """The caller's turn starts or ends."""

    kind: Literal["started", "ended"]
    time: float
    """Seconds of the call at which the caller began to talk, or fell silent."""
    heard: float
    """Seconds of the call that had been heard when this was decided."""
    probability: float | None
    """How probable that is; None where it was not in question."""
    interrupts: bool
    """Whether the agent is to stop: the caller takes the floor from it."""


class Heard(NamedTuple):
    """The state of the call at a moment."""

    position: float
    talks: bool
    """Whether the caller talks."""
    silent: float | None
    """Seconds since the caller was heard; None where it was not yet."""
    agent_talks: bool
    agent_silent: float | None
    """As `silent`, of the agent."""
    agent_waits: bool | None
    """Whether the agent has something left to say; None where nobody knows."""
    in_question: bool
    """Whether it is open if the caller takes the floor."""


class CallerTurn:
    """Follows the caller's turns."""

    def __init__(self, most_silence: float = UNDECIDED_S) -> None:
        self._most_silence = most_silence
        self.runs = False
        """Whether the caller has a turn that has not ended."""
        self.feedback = False
        """Whether what the caller said last is no turn, or not yet."""
        self._since: float | None = None
        """Since when the caller talks."""
        self._began = 0.0
        """When it last began to."""
        self._heard = 0.0
        """When it was last heard talking."""

    def decided(self, kind: str, start: float, heard: float, probability: float, now: Heard) -> list[TurnChange]:
        """What a decision about the caller means in the state `now`."""
        if kind == "floor_taken":
            return [] if self.runs else [self._start(start, heard, probability, True)]
        if self.runs:
            return [self._end(start, heard, probability)]
        if now.agent_talks or now.agent_waits:
            # The agent goes on: that was feedback, which ends too and is no turn.
            return []
        # A short answer, which may have been feedback for as long as it lasted.
        return [self._start(min(self._began, start), heard, None, False), self._end(start, heard, probability)]

    def moved(self, now: Heard) -> TurnChange | None:
        """What it means that the call has gone on."""
        if not now.talks:
            self._since = None
            if self.runs and now.position - self._heard >= self._most_silence - HEARD_ON_S:
                # What was taken for talk may turn out to have been none, so that the silence began before it.
                silent = 0.0 if now.silent is None else now.silent
                return self._end(max(now.position - silent, self._began), now.position, None)
            return None
        self._heard = now.position
        if self._since is None:
            self._since = self._began = now.position
            self.feedback = not self.runs
        if self.runs:
            return None
        pauses = now.agent_waits is None and now.agent_silent is not None and now.agent_silent < AGENT_PAUSE_S
        busy = now.agent_talks or bool(now.agent_waits) or pauses
        if busy and (now.in_question or now.position - self._since < UNASKED_S):
            return None
        return self._start(self._since, now.position, None, now.agent_talks or bool(now.agent_waits))

    def talked(self, position: float) -> float:
        """Seconds since the caller began to talk; 0 while it is silent."""
        return 0.0 if self._since is None else position - self._since

    def end(self) -> None:
        """Somebody else has ended the caller's turn."""
        self.runs = False

    def _start(self, time: float, heard: float, probability: float | None, interrupts: bool) -> TurnChange:
        self.runs, self.feedback, self._began = True, False, time
        return TurnChange("started", round(time, 3), heard, probability, interrupts)

    def _end(self, time: float, heard: float, probability: float | None) -> TurnChange:
        self.runs = False
        return TurnChange("ended", round(time, 3), heard, probability, False)
