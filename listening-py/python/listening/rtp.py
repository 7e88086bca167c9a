"""A live call from its RTP packets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from . import _native
from ._values.errors import AudioError, ConfigError
from ._values.type_names import named_type
from .report import Report
from .session import Session
from .types import Event, Party

__all__ = ["RtpCall", "RtpCounts"]


class RtpCounts(NamedTuple):
    """Statistics of a party's packets."""

    packets: int
    """RTP packets received."""
    overtaken: int
    """Placed although others had overtaken them."""
    late: int
    """Arrived after their position had been passed."""
    copies: int
    """Duplicates."""
    foreign: int
    """Neither RTP nor RTCP, too large, or from an unaccepted source."""
    undecoded: int
    """With an unknown payload type."""
    lost: float
    """Seconds lost."""


class RtpCall:
    """The RTP packets of a call, placed in time and pushed to its session.

    Silence that a sender suppressed becomes silence, and audio counts as lost only if a later sequence number proves
    it. A stream that restarts, with another SSRC or another clock, as at a transfer, continues where its packets
    arrive, and the report's ``health`` has ``restarted``. RTCP may be pushed too: sender reports align the
    parties. Supported are PCMU, PCMA, comfort noise, and telephone events as payload type 101.

    Args:
        session: The session of the call; its rate is the clock rate of the payload types, 8000 to 48000.
        delay: Seconds for which an overtaken packet is awaited, 0 to 2.
        patience: Seconds without packets after which a party is assumed to be silent, 0 to 60; 30 for a capture.
        payload_types: Further payload types, by their names in the session description: ``{96: "L16/8000"}``.

    Raises:
        ConfigError: A number or a name is out of range.

    >>> import struct
    >>> call = RtpCall(Session(sample_rate=8000))
    >>> for k in range(100):
    ...     header = struct.pack(">BBHII", 0x80, 0, k, 160 * k, 7)
    ...     events = call.push("agent", 0.02 * k, header + bytes([0xFF]) * 160)
    >>> call.finish().duration
    2.0
    >>> call.counts("agent").packets
    100
    """

    def __init__(
        self,
        session: Session,
        *,
        delay: float = 0.06,
        patience: float = 1.0,
        payload_types: Mapping[int, str] | None = None,
    ) -> None:
        if not isinstance(session, Session):
            raise ConfigError(f"session is {named_type(session)}: give a listening.Session")
        self._session = session
        if not 0 <= patience <= 60:
            raise ConfigError(f"a patience of {patience} s: expected 0 to 60 s")
        self._rate = session.sample_rate
        self._packets = _native.RtpCall(self._rate, delay, patience)
        for number, name in (payload_types or {}).items():
            if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 128:
                raise ConfigError(f"payload type {number!r}: expected a whole number from 0 to 127")
            self._packets.set_payload_type(number, str(name))

    def push(self, party: Party, arrival: float, datagram: Any) -> list[Event]:
        """Processes a datagram, RTP or RTCP, with its arrival time in seconds, on one clock for both parties.

        Returns the events that became final or were announced. Anything but RTP and RTCP is counted and ignored.

        Raises:
            AudioError: The arrival is not finite, more than an hour after the previous one or a year after the first,
                or the datagram is not bytes.
        """
        try:
            data = bytes(memoryview(datagram))
        except TypeError:
            raise AudioError(f"the datagram is {named_type(datagram)}: bytes were expected") from None
        return _events(self._packets.push(self._session._engine, party, arrival, data))

    def advance(self, now: float) -> list[Event]:
        """Declares that nothing arrived until `now`: the session continues while both parties are silent."""
        return _events(self._packets.advance(self._session._engine, now))

    @property
    def has_ended(self) -> bool:
        """Whether both parties have sent RTCP BYE, and nothing since."""
        return self._packets.has_ended

    def counts(self, party: Party) -> RtpCounts:
        """Statistics of a party's packets so far."""
        packets, overtaken, late, copies, foreign, undecoded, lost = self._packets.counts(party)
        return RtpCounts(packets, overtaken, late, copies, foreign, undecoded, lost / self._rate)

    def finish(self) -> Report:
        """Places the packets that still wait, and ends the call. Further calls return the same report."""
        if self._session._report is None:
            self._packets.finish(self._session._engine)
        return self._session.finish()

    def __repr__(self) -> str:
        return f"<RtpCall of {self._session!r}>"


def _events(lines: list[str]) -> list[Event]:
    return [cast("Event", json.loads(line)) for line in lines]
