"""Live decisions about a caller who talks with a voice agent."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .._settings.config import Config, checked
from .._values.errors import ConfigError
from ..report import Report
from ..session import Session
from ..types import Event
from .caller import UNDECIDED_S, CallerTurn, Heard, TurnChange
from .tracks import RATE, Tracks

MOST_KEPT = 1000
"""How many decisions are remembered, so that a line that is open for days does not grow."""
LEAST_SILENCE_S = 0.4
"""What it takes to hear that it is silent, and a little."""
STEP = RATE // 50
"""Samples after which the call is looked at: 20 ms, at the same places however the audio was cut."""


class LiveTurns:
    """When the caller of a voice agent takes the floor, and when its turn is over.

    Give it both tracks: what the caller says, which is the clock, and what the agent plays, ahead of time or as it is
    heard. Their rates may differ and change. Where no audio of the agent comes, it is silent.

    While the agent talks, the caller's turn starts only where ``floor_taken`` is decided: an "mm-hm" interrupts
    nothing. A turn ends where ``turn_end`` is decided, and after `most_silence` in any case. Methods may be called
    from any thread, and callbacks run in the one that pushed.

    Args:
        decisions: The share of decisions that may be false: 0.05, 0.1 or 0.2. A smaller one decides later.
        most_silence: After how many seconds of silence a turn is over though nobody has decided, 0.4 to 3.
        config: Other settings of the call. ``history`` keeps a line that is open for hours from growing.
        most_behind: For a source of the agent's audio that gives it in real time: how many seconds it may be behind
            the caller's before the oldest of it is left out. By default all that is given is played to its end.

    >>> turns = LiveTurns(decisions=0.1)
    >>> turns.push_agent(bytes(48000), 24000)
    >>> for packet in range(100):
    ...     changes = turns.push_caller(bytes(320), 8000)
    >>> changes, turns.caller_talks, turns.agent_waits
    ([], False, None)
    """

    def __init__(
        self,
        *,
        decisions: float = 0.1,
        most_silence: float = UNDECIDED_S,
        config: Config | None = None,
        most_behind: float | None = None,
    ) -> None:
        if isinstance(most_silence, bool) or not isinstance(most_silence, int | float):
            raise ConfigError(f"most_silence is {most_silence!r}: expected a number of seconds")
        if not LEAST_SILENCE_S <= most_silence <= UNDECIDED_S:
            raise ConfigError(f"most_silence is {most_silence}: expected {LEAST_SILENCE_S} to {UNDECIDED_S:g} s")
        self._most_silence = most_silence
        self._config = replace(checked(config), decisions=decisions, provisional=False)
        self._most_behind = most_behind
        self._lock = threading.RLock()
        self._listeners: list[Callable[[TurnChange], object]] = []
        self._source: object = None
        self._start()

    def _start(self) -> None:
        self._session = Session(RATE, config=self._config)
        self._tracks = Tracks(self._most_behind)
        self._turn = CallerTurn(self._most_silence)
        self._position = 0
        self._now = Heard(0.0, False, None, False, None, None, False)
        self._agent_waits: bool | None = None
        self._report: Report | None = None
        self.decided: deque[Event] = deque(maxlen=MOST_KEPT)
        """The last decisions of the call, about either party, as `Session.push` gives them."""

    def push_caller(self, audio: Any, sample_rate: int, channels: int = 1) -> list[TurnChange]:
        """Takes what the caller has said since the last time, and gives what that changed.

        Args:
            audio: Bytes of 16-bit little-endian samples, or an array of int16 or of floats; any length.
            sample_rate: Samples per second.
            channels: More than one are interleaved, and their mean is taken.
        """
        with self._lock:
            self._tracks.push_caller(audio, sample_rate, channels)
            changes = self._hear()
            listeners = list(self._listeners)
        for change in changes:
            for listener in listeners:
                listener(change)
        return changes

    def push_agent(self, audio: Any, sample_rate: int, channels: int = 1) -> None:
        """Takes what the agent plays from now on, or after what it still has to play; as `push_caller` does."""
        with self._lock:
            self._tracks.push_agent(audio, sample_rate, channels)

    def stop_agent(self) -> None:
        """Says that what the agent has not played yet is not played."""
        with self._lock:
            self._tracks.playout.stop()

    def pause_agent(self, paused: bool = True) -> None:
        """Says that the agent's playback is paused, or goes on."""
        with self._lock:
            self._tracks.playout.paused = paused

    def agent_speaks(self, speaks: bool | None) -> None:
        """Says whether the agent is in the middle of what it has to say, pauses included, where a framework knows it.

        By default it is while audio of it waits, and may be in the first second after it was heard. In such a pause the
        caller has to talk for 0.7 s for its turn to start, or be decided to have finished while the agent does not go
        on. At any other time while the agent is silent it starts at once.
        """
        with self._lock:
            self._agent_waits = speaks

    def end_turn(self) -> None:
        """Says that something else has ended the caller's turn."""
        with self._lock:
            self._turn.end()

    def listen(self, listener: Callable[[TurnChange], object]) -> Callable[[], None]:
        """Has `listener` called with every change. What is given back, called, ends that."""
        with self._lock:
            self._listeners.append(listener)

        def end() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return end

    def probability(self, kind: str, party: str = "customer") -> float | None:
        """How probable it is now that the caller takes the floor or its turn is over: `Session.probability`.

        The caller is the ``"customer"``, the voice agent the ``"agent"``.
        """
        with self._lock:
            return self._session.probability(kind, party)

    @property
    def position(self) -> float:
        """Seconds of the call that were heard."""
        return self._position / RATE

    @property
    def caller_talks(self) -> bool:
        """Whether the caller is heard talking."""
        return self._now.talks

    @property
    def caller_talked(self) -> float:
        """Seconds for which the caller has been heard talking without a pause; 0 while it is silent."""
        return self._turn.talked(self._now.position)

    @property
    def caller_silent(self) -> float | None:
        """Seconds since the caller was heard, 0 while it talks; None where it was not yet."""
        return self._now.silent

    @property
    def caller_has_turn(self) -> bool:
        """Whether a turn of the caller runs."""
        return self._turn.runs

    @property
    def caller_gave_feedback(self) -> bool:
        """Whether what the caller said last, or is saying, has been no turn."""
        return self._turn.feedback

    @property
    def agent_talks(self) -> bool:
        """Whether the agent is heard talking."""
        return self._now.agent_talks

    @property
    def agent_waits(self) -> bool | None:
        """Whether the agent has something left to say: as was declared, or because audio waits; else None."""
        if self._agent_waits is not None:
            return self._agent_waits
        return True if self._tracks.playout.waiting > 0 else None

    def finish(self) -> Report:
        """Ends the call, and gives the report on how well the voice agent listened. Asked again, the same one."""
        with self._lock:
            if self._report is None:
                self._report = self._session.finish()
            return self._report

    def reset(self) -> None:
        """Begins another call: nothing of the last one is known any more. Listeners stay."""
        with self._lock:
            self._start()

    def hear(self, source: object, audio: Any, sample_rate: int, channels: int = 1) -> list[TurnChange]:
        """As `push_caller`, where the same audio comes by several ways: that of the first one that comes is heard."""
        with self._lock:
            if self._source is None:
                self._source = source
            if self._source is not source:
                return []
        return self.push_caller(audio, sample_rate, channels)

    def release(self, source: object) -> None:
        """Says that no more audio comes by this way, so that another one is heard."""
        with self._lock:
            if self._source is source:
                self._source = None

    def _hear(self) -> list[TurnChange]:
        changes: list[TurnChange] = []
        while (ready := self._tracks.ready()) > 0:
            frames = min(ready, STEP - self._position % STEP)
            events = self._session.push(self._tracks.take(frames))
            self._position += frames
            for event in events:
                if event["status"] == "committed":
                    self.decided.append(event)
                    if event["by"] == "customer":
                        decision = event["kind"], event["start"], event["end"], event["confidence"] or 0.0
                        changes += self._turn.decided(*decision, self._look())
            if self._position % STEP == 0:
                self._now = self._look()
                change = self._turn.moved(self._now)
                changes += [] if change is None else [change]
        return changes

    def _look(self) -> Heard:
        now = self._session.snapshot()["parties"]
        caller = now["customer"]
        return Heard(
            self.position,
            caller["talking"],
            caller["silent_seconds"],
            now["agent"]["talking"],
            now["agent"]["silent_seconds"],
            self.agent_waits,
            "floor_taken" in caller,
        )
