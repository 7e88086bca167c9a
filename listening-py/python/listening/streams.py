"""Live calls from telephone platforms over a web socket: Twilio Media Streams, Genesys AudioHook."""

from __future__ import annotations

import json
from typing import Any, NamedTuple, cast

from . import _native
from ._values.errors import AudioError, ConfigError
from ._values.type_names import named_type
from .report import Report
from .session import Session
from .types import Event

__all__ = ["AudioHookAnswer", "AudioHookCall", "TwilioAnswer", "TwilioCall", "TwilioCounts"]


class TwilioAnswer(NamedTuple):
    """A Twilio message and the resulting events."""

    message: dict[str, Any]
    """The message without its audio: ``event`` and its other fields."""
    events: list[Event]
    """The events that became final or were announced."""


class TwilioCounts(NamedTuple):
    """Statistics of the messages with audio."""

    media: int
    """Messages with audio received."""
    overtaken: int
    """Of all messages, those placed although others had overtaken them."""
    late: int
    """Arrived after their position had been passed."""
    copies: int
    """Duplicates."""
    foreign: int
    """With a sequence number far from the others."""
    lost: dict[str, float]
    """Seconds lost, by party."""


class AudioHookAnswer(NamedTuple):
    """A text message of an AudioHook client, and the reply to send."""

    message: dict[str, Any]
    """The message: ``type`` and its other fields; times are seconds of the stream."""
    events: list[Event]
    """The events that became final or were announced."""
    reply: str | None
    """The reply, to be sent as text; None if there is none to send."""


class TwilioCall:
    """A call over Twilio Media Streams: its messages, placed by their timestamps and pushed to a session.

    Suppressed silence becomes silence, and audio counts as lost only if a missing ``sequenceNumber`` proves it. The
    result depends only on the messages, not on their arrival times.

    Args:
        session: The session of the call, at 8000 Hz.
        agent: The track with the agent: ``"outbound"`` for an incoming call, otherwise ``"inbound"``.
        delay: Seconds of the stream for which an overtaken message is awaited, 0 to 2.

    Raises:
        ConfigError: The session has another rate, or a setting is out of range.

    >>> call = TwilioCall(Session(sample_rate=8000))
    >>> call.push('{"event": "dtmf", "sequenceNumber": "1", "dtmf": {"track": "inbound_track", "digit": "5"}}')
    TwilioAnswer(message={'digit': '5', 'event': 'dtmf'}, events=[])
    """

    def __init__(self, session: Session, *, agent: str = "outbound", delay: float = 0.1) -> None:
        self._session = _checked(session)
        self._stream = _native.TwilioCall(agent, delay)

    def push(self, message: str | bytes) -> TwilioAnswer:
        """Processes a message as received.

        Raises:
            AudioError: It is not a message of this stream; it has no effect, and the stream continues.
        """
        said, events = self._stream.push(self._session._engine, _text(message))
        return TwilioAnswer(json.loads(said), _events(events))

    def advance(self, seconds: float) -> list[Event]:
        """Declares that no more audio will arrive for the time before `seconds` from the start of the stream.

        Events continue while no audio is sent. Allow a few seconds for a connection that stalls and catches up.
        """
        return _events(self._stream.advance(self._session._engine, seconds))

    @property
    def counts(self) -> TwilioCounts:
        """Statistics of the messages so far."""
        media, overtaken, late, copies, foreign, agent, customer = self._stream.counts()
        lost = {"agent": agent / 8000, "customer": customer / 8000}
        return TwilioCounts(media, overtaken, late, copies, foreign, lost)

    def finish(self) -> Report:
        """Places the messages that still wait, and ends the call. Further calls return the same report."""
        if self._session._report is None:
            self._stream.finish(self._session._engine)
        return self._session.finish()

    def __repr__(self) -> str:
        return f"<TwilioCall of {self._session!r}>"


class AudioHookCall:
    """A call over Genesys AudioHook, version 2 of its protocol: its messages, placed in time, and the server's replies.

    The customer is the external party. Audio that the client discarded is lost for both parties, and a pause is a mark
    of the kind ``pause``, not a hold.

    Args:
        session: The session of the call, at 8000 Hz.

    Raises:
        ConfigError: The session has another rate.

    >>> call = AudioHookCall(Session(sample_rate=8000))
    >>> said = call.push_text('{"version": "2", "type": "ping", "id": "1", "seq": 1, "parameters": {}}')
    >>> said.reply
    '{"clientseq":1,"id":"1","parameters":{},"seq":1,"type":"pong","version":"2"}'
    """

    def __init__(self, session: Session) -> None:
        self._session = _checked(session)
        self._stream = _native.AudioHookCall()

    def push_text(self, message: str | bytes) -> AudioHookAnswer:
        """Processes a text message.

        Raises:
            AudioError: It is not a message of this stream, or not allowed now; it has no effect. The protocol requires
                the server to end the stream afterwards: `disconnect`.
        """
        said, events, reply = self._stream.push_text(self._session._engine, _text(message))
        return AudioHookAnswer(json.loads(said), _events(events), reply)

    def push_audio(self, data: Any) -> list[Event]:
        """Processes a binary message; returns the events that became final or were announced.

        Raises:
            AudioError: The stream is not open or is paused, or the frames are incomplete; it has no effect.
        """
        try:
            audio = bytes(memoryview(data))
        except TypeError:
            raise AudioError(f"the audio is {named_type(data)}: bytes were expected") from None
        return _events(self._stream.push_audio(self._session._engine, audio))

    def disconnect(self, reason: str, info: str = "") -> str:
        """The message with which the server ends the stream: ``"completed"``, ``"unauthorized"`` or ``"error"``."""
        return self._stream.disconnect(reason, info)

    @property
    def has_ended(self) -> bool:
        """Whether the client has closed the stream."""
        return self._stream.has_ended

    @property
    def is_paused(self) -> bool:
        """Whether the stream is paused."""
        return self._stream.is_paused

    @property
    def lost(self) -> float:
        """Seconds that the client reported as discarded."""
        return self._stream.lost

    def finish(self) -> Report:
        """Ends the call. Further calls return the same report."""
        return self._session.finish()

    def __repr__(self) -> str:
        return f"<AudioHookCall of {self._session!r}>"


def _checked(session: Session) -> Session:
    if not isinstance(session, Session):
        raise ConfigError(f"session is {named_type(session)}: give a listening.Session")
    if session.sample_rate != 8000:
        raise ConfigError(f"the session has {session.sample_rate} samples a second: expected 8000, as the stream has")
    return session


def _text(message: str | bytes) -> str:
    if isinstance(message, str):
        return message
    try:
        return bytes(memoryview(message)).decode()
    except TypeError:
        raise AudioError(f"the message is {named_type(message)}: text or bytes were expected") from None
    except UnicodeDecodeError as error:
        raise AudioError(f"the message is no text: {error}") from None


def _events(lines: list[str]) -> list[Event]:
    return [cast("Event", json.loads(line)) for line in lines]
