"""The command ``stream``: a live call."""

from __future__ import annotations

import argparse

from .._settings.config import Config
from .._values.errors import ListeningError
from ..session import Session
from .messages import Stop
from .settings import offsets
from .streams import standard_input, write_lines

_BLOCK = 65_536


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
    source = standard_input()
    while data := source.read1(_BLOCK):
        try:
            write_lines(session.push_lines(data, options.encoding))
        except ListeningError as error:
            raise Stop(f"audio from {session.position:.3f} s on: {error}", error) from None
    report = session.finish()
    write_lines(session.last_lines())
    if options.report:
        print(report.to_json())
