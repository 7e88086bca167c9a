"""A live call."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

from . import _native
from ._audio import marks as marking
from ._audio import word_timings
from ._audio.arrays import checked as checked_array
from ._settings.channels import Side, channel, rate
from ._settings.config import Config, checked
from ._values.errors import AudioError, ConfigError, ListeningError
from ._values.exchanged_roles import warn_exchanged
from ._values.type_names import named_type
from .report import Report
from .types import Event, Snapshot

__all__ = ["Session"]

ENCODINGS = {"s16le": 4, "f32le": 8, "mulaw": 2, "alaw": 2}
"""Encodings of raw interleaved bytes, with the number of bytes per frame of two channels."""

MOST_LOST = 1 << 30
"""The maximum number of frames in one call of `Session.push_lost`."""


class Session:
    """Processes a live call chunk by chunk and returns events as they become known.

    Each push returns the events that became final (``status`` is ``"final"``) or were announced (``"provisional"``: a
    second event with the same id follows, ``"final"`` or ``"withdrawn"``). A rejected push has no effect. With
    ``decisions`` (0.05, 0.1 or 0.2, the accepted share of false ones) it also returns live decisions (``"committed"``):
    ``floor_taken`` and ``turn_end``, see `Config.decisions`. The report depends only on the audio, not on how it was
    cut. Use a session from one thread at a time; the interpreter lock is released while the engine works.

    >>> import numpy as np
    >>> session = Session(sample_rate=8000)
    >>> for packet in np.zeros((50, 160, 2), dtype=np.int16):
    ...     events = session.push(packet)
    >>> session.finish().duration
    1.0
    """

    def __init__(
        self,
        sample_rate: int,
        agent: Side = 0,
        *,
        config: Config | None = None,
        decisions: float | None = None,
    ) -> None:
        settings = checked(config)
        if decisions is not None:
            settings = replace(settings, decisions=decisions)
        self._rate = rate(sample_rate)
        self._engine = _native.Session(self._rate, channel(agent), settings.provisional, settings.engine)
        self._waiting = b""
        self._encoding = ""
        self._report: Report | None = None
        self._last: list[str] = []

    def push(self, samples: Any) -> list[Event]:
        """Pushes an array of int16, float32 or float64, of shape (frames, 2) or (2, frames).

        The axis of length two is the channels; the last axis if both have length two.
        """
        if self._waiting:
            raise AudioError(
                f"{len(self._waiting)} bytes of an unfinished frame are waiting: "
                "push the rest of it with push_bytes first"
            )
        return _events(self._engine.push(checked_array(samples)))

    def push_bytes(self, data: Any, encoding: str = "s16le") -> list[Event]:
        """Pushes raw interleaved bytes: ``s16le``, ``f32le``, ``mulaw`` or ``alaw``.

        The bytes may be cut anywhere: an incomplete frame waits for the next push.
        """
        return _events(self.push_lines(data, encoding))

    def push_lines(self, data: Any, encoding: str = "s16le") -> list[str]:
        """Like `push_bytes`, but returns each event as one line of JSON."""
        if not isinstance(encoding, str) or encoding not in ENCODINGS:
            raise ConfigError(f"encoding {encoding!r} is not known: give {', '.join(ENCODINGS)}")
        if self._waiting and encoding != self._encoding:
            raise AudioError(
                f"{len(self._waiting)} bytes of an unfinished frame in {self._encoding} are "
                f"waiting: finish it before a push in {encoding}"
            )
        try:
            whole = self._waiting + bytes(memoryview(data))
        except TypeError:
            raise AudioError(f"data is {named_type(data)}: bytes were expected; push an array with push") from None
        rest = len(whole) % ENCODINGS[encoding]
        lines = self._engine.push_bytes(whole[: len(whole) - rest], encoding)
        self._waiting, self._encoding = whole[len(whole) - rest :], encoding
        return lines

    def push_word(self, party: str, start: float, end: float, text: str) -> None:
        """Pushes a recognised word, with times in seconds from the first sample, in any order.

        It affects onsets that are not yet final, so push it within 2.3 s of the onset before it counts. Its text is
        not kept.

        >>> session = Session(sample_rate=8000)
        >>> session.push_word("agent", 0.2, 0.5, "hello")
        """
        who, begins, ends, said = word_timings.one("the word", (party, start, end, text))
        self._engine.push_word(who, begins, ends, said)

    def push_mark(
        self, kind: str, start: float, end: float | None = None, party: str | None = None, agent: str | None = None
    ) -> None:
        """Pushes a mark of the telephone system, with times in seconds from the first sample, in any order.

        Nothing within a mark is charged to anyone. A mark without an end runs until it is pushed again with one. For
        the kinds see `analyze`; a ``"transfer"`` may name the ``agent`` it goes to, whose leg starts there.

        >>> session = Session(sample_rate=8000)
        >>> session.push_mark("hold", 12.5)
        >>> session.push_mark("hold", 12.5, 40.0)
        >>> session.push_mark("transfer", 61.0, 63.5, agent="anna")
        """
        self._engine.push_mark(marking.one("the mark", (kind, start, end, party, agent)))

    def push_lost(self, frames: int, party: str | None = None) -> list[Event]:
        """Declares lost packets, so that no party is charged for their effects.

        With a ``party``, its next ``frames`` frames are lost: push them as zeros or as the decoder concealed them; they
        are not analysed on that party's channel. Without a party, ``frames`` frames are missing on both channels: time
        advances, and the resulting events are returned.

        The report's ``health`` has ``lost_audio``, with the seconds.

        >>> session = Session(sample_rate=8000)
        >>> session.push_lost(160, "customer")
        []
        >>> events = session.push_lost(8000)
        >>> session.finish().parties["customer"]["health"][0]["code"]
        'lost_audio'
        """
        if isinstance(frames, bool) or not isinstance(frames, int) or not 0 <= frames <= MOST_LOST:
            raise AudioError(f"{frames!r} frames lost: expected a whole number from 0 to {MOST_LOST}")
        if party is None:
            if self._waiting:
                raise AudioError(
                    f"{len(self._waiting)} bytes of an unfinished frame are waiting: "
                    "push the rest of it with push_bytes first"
                )
            return _events(self._engine.push_gap(frames))
        if not isinstance(party, str) or party not in ("agent", "customer"):
            raise ConfigError(f"party is {party!r}: expected 'agent' or 'customer'")
        self._engine.push_lost(frames, party)
        return []

    def probability(self, kind: str, party: str) -> float | None:
        """The current probability that a party takes the floor (``floor_taken``) or its turn is over (``turn_end``).

        From 0 to 1, for the last 20 ms evaluated; None if no decision is open. An entry is open for 2.5 s
        from its onset over the other's talk, the end of a turn from 0.18 to 3 s of own silence.

        >>> session = Session(sample_rate=8000, decisions=0.1)
        >>> session.probability("turn_end", "customer") is None
        True
        """
        if not isinstance(party, str) or party not in ("agent", "customer"):
            raise ConfigError(f"party is {party!r}: expected 'agent' or 'customer'")
        if not isinstance(kind, str):
            raise ConfigError(f"kind is {kind!r}: expected 'floor_taken' or 'turn_end'")
        return None if self._report else self._engine.probability(kind, party)

    def note_truncated(self) -> None:
        """Records that the recording is known to be truncated: the report's ``health`` says so."""
        self._engine.note_truncated()

    @property
    def sample_rate(self) -> int:
        """Samples per second of each channel."""
        return self._rate

    @property
    def position(self) -> float:
        """Seconds of audio pushed so far."""
        return self._report.duration if self._report else self._engine.position

    def snapshot(self) -> Snapshot:
        """The state of the call at the last sample pushed, as a plain dict; the call continues.

        Who has the ``floor`` and for how many seconds, the current ``silence``, and for each party whether it is
        talking, when it was last heard, how long it has talked and its number of final events. It costs the same at any
        length of the call, so a display may call it after every packet. docs/desk.md describes every key.

        >>> session = Session(sample_rate=8000)
        >>> session.push_lost(8000)
        []
        >>> now = session.snapshot()
        >>> now["position"], now["floor"], now["parties"]["customer"]["silent_seconds"]
        (1.0, None, None)
        """
        return cast("Snapshot", json.loads(self.snapshot_line()))

    def snapshot_line(self) -> str:
        """Like `snapshot`, as one line of JSON."""
        return self._engine.snapshot()

    def report_so_far(self) -> Report:
        """The report that `finish` would return now; the call continues. Takes a few milliseconds for an hour.

        >>> session = Session(sample_rate=8000)
        >>> session.push_lost(8000)
        []
        >>> session.report_so_far().duration
        1.0
        """
        return self._report or Report(self._engine.report_so_far())

    def finish(self) -> Report:
        """Ends the call. Further calls return the same report.

        An incomplete frame that still waits is dropped, and counts as a truncated recording.
        """
        if self._report is None:
            if self._waiting:
                self.note_truncated()
            text, self._last = self._engine.finish()
            self._report = Report(text)
            warn_exchanged(text, None, 2)
        return self._report

    def last_events(self) -> list[Event]:
        """The events that became final only at the end of the call. Call `finish` first."""
        return _events(self.last_lines())

    def last_lines(self) -> list[str]:
        """Like `last_events`, each as one line of JSON."""
        if self._report is None:
            raise ListeningError("the call has not ended: call finish() first")
        return self._last

    def __repr__(self) -> str:
        state = "ended" if self._report else "open"
        return f"<Session {state} at {self.position:.3f} s>"


def _events(lines: list[str]) -> list[Event]:
    return [cast("Event", json.loads(line)) for line in lines]
