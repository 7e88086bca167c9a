"""Calls as telephone platforms send them over a web socket: Twilio Media Streams, Genesys AudioHook."""

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
    """What a message of Twilio's said, and what it settled."""

    message: dict[str, Any]
    """What it says, its audio apart: ``event``, and what is said beside it."""
    events: list[Event]
    """The events that it settled or announced."""


class TwilioCounts(NamedTuple):
    """What became of the messages with audio."""

    media: int
    """Messages with audio that came."""
    overtaken: int
    """Of all messages, placed although others had overtaken them."""
    late: int
    """Came after their place had been passed."""
    copies: int
    """Had come before."""
    foreign: int
    """Have a number far from the others."""
    lost: dict[str, float]
    """Seconds that are lost, by party."""


class AudioHookAnswer(NamedTuple):
    """What a text message of an AudioHook client said, and what is to be sent back."""

    message: dict[str, Any]
    """What it says: ``type``, and what is said beside it; times are seconds of the stream."""
    events: list[Event]
    """The events that it settled or announced."""
    reply: str | None
    """The answer, to be sent as text; none where none is due."""


class TwilioCall:
    """A call over Twilio Media Streams: its messages, placed by their timestamps and pushed to its session.

    Silence that is not sent is silence, and audio is lost only where a missing ``sequenceNumber`` proves it. What comes
    out depends on the messages alone, not on when they came.

    Args:
        session: The session of the call, of 8000 Hz.
        agent: The track on which the agent is heard: ``"outbound"`` of an incoming call, else ``"inbound"``.
        delay: Seconds of the stream for which a message that was overtaken is waited for, 0 to 2.

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
        """Takes a message as it came.

        Raises:
            AudioError: It is no message of this stream; nothing of it is taken, and the stream goes on.
        """
        said, events = self._stream.push(self._session._engine, _text(message))
        return TwilioAnswer(json.loads(said), _events(events))

    def advance(self, seconds: float) -> list[Event]:
        """Says that nothing will come for what is before `seconds` from the start of the stream.

        Events go on while nobody is sent. Leave some seconds for a connection that stands still and catches up.
        """
        return _events(self._stream.advance(self._session._engine, seconds))

    @property
    def counts(self) -> TwilioCounts:
        """What became of the messages so far."""
        media, overtaken, late, copies, foreign, agent, customer = self._stream.counts()
        lost = {"agent": agent / 8000, "customer": customer / 8000}
        return TwilioCounts(media, overtaken, late, copies, foreign, lost)

    def finish(self) -> Report:
        """Places what still waits, and ends the session's call. Asked again, it gives the same report."""
        if self._session._report is None:
            self._stream.finish(self._session._engine)
        return self._session.finish()

    def __repr__(self) -> str:
        return f"<TwilioCall of {self._session!r}>"


class AudioHookCall:
    """A call over Genesys AudioHook, version 2 of its protocol: its messages, placed, and what the server answers.

    The customer is the external party. What the client says it discarded is lost of both, and a pause is a mark of the
    kind ``pause``: no hold.

    Args:
        session: The session of the call, of 8000 Hz.

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
        """Takes a text message.

        Raises:
            AudioError: It is no message of this stream, or may not come now; nothing of it is taken. By the protocol
                the server ends the stream after it: `disconnect`.
        """
        said, events, reply = self._stream.push_text(self._session._engine, _text(message))
        return AudioHookAnswer(json.loads(said), _events(events), reply)

    def push_audio(self, data: Any) -> list[Event]:
        """Takes a binary message; gives the events that it settled or announced.

        Raises:
            AudioError: The stream is not open or is paused, or these are no whole frames; nothing is taken.
        """
        try:
            audio = bytes(memoryview(data))
        except TypeError:
            raise AudioError(f"the audio is {named_type(data)}: bytes were expected") from None
        return _events(self._stream.push_audio(self._session._engine, audio))

    def disconnect(self, reason: str, info: str = "") -> str:
        """The message by which the server ends the stream: ``"completed"``, ``"unauthorized"`` or ``"error"``."""
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
        """Seconds that the client said it discarded."""
        return self._stream.lost

    def finish(self) -> Report:
        """Ends the session's call. Asked again, it gives the same report."""
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
