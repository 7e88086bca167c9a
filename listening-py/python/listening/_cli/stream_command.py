"""The command ``stream``: a live call."""

from __future__ import annotations

import argparse

from .._audio import marks
from .._settings.config import Config
from .._values.errors import ConfigError, ListeningError
from ..session import ENCODINGS, Session
from .messages import Stop
from .settings import offsets
from .streams import standard_input, write_lines

_BLOCK = 65_536
_SHORTEST = 0.01
"""Seconds of audio between two snapshots, at least."""


def stream(options: argparse.Namespace) -> None:
    """A live call on standard input: its events."""
    config = Config(
        provisional=not options.finals_only,
        talker_prosody=options.talker_prosody,
        calibration=options.calibration,
        history=options.history,
        decisions=options.decisions,
        offset=offsets(options.offset),
    )
    session = Session(options.rate, options.agent, config=config)
    for mark in marks.checked(options.marks):
        session.push_mark(*mark)
    step = _step(options)
    source, due = standard_input(), step
    while data := source.read1(_BLOCK):
        try:
            while data:
                # A snapshot comes after its audio, however that is cut.
                piece = data[: due or None]
                data = data[len(piece) :]
                write_lines(session.push_lines(piece, options.encoding))
                due -= len(piece) if step else 0
                if step and due == 0:
                    write_lines([f'{{"snapshot":{session.snapshot_line()}}}'])
                    due = step
        except ListeningError as error:
            raise Stop(f"audio from {session.position:.3f} s on: {error}", error) from None
    report = session.finish()
    write_lines(session.last_lines())
    if options.report:
        print(report.to_json())


def _step(options: argparse.Namespace) -> int:
    """Bytes of audio between two snapshots; 0 where none are asked for."""
    if options.snapshot is None:
        return 0
    if not _SHORTEST <= options.snapshot <= 86_400:
        raise ConfigError(f"--snapshot {options.snapshot:g}: expected {_SHORTEST:g} to 86400 seconds")
    frames: int = round(options.snapshot * options.rate)
    return ENCODINGS[options.encoding] * frames
