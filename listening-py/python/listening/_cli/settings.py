"""Settings from options."""

from __future__ import annotations

import argparse

from .._settings.config import Config
from .messages import Stop


def config_of(options: argparse.Namespace) -> Config:
    """The settings that the options ask for."""
    more = None
    if options.lexicon:
        with open(options.lexicon, encoding="utf-8", errors="replace") as file:
            more = file.read()
    return Config(
        language=options.language,
        lexicon=more,
        profile=getattr(options, "profile", None),
        talker_prosody=getattr(options, "talker_prosody", False),
        calibration=getattr(options, "calibration", None),
        offset=offsets(getattr(options, "offset", None)),
    )


def offsets(text: str | None) -> dict[str, float] | None:
    """What ``--offset`` says, as ``customer=+1.95`` or ``agent=-0.5,customer=1``.

    >>> offsets("customer=+1.95")
    {'customer': 1.95}
    """
    if text is None:
        return None
    found = {}
    for part in text.split(","):
        party, _, seconds = part.partition("=")
        try:
            found[party.strip()] = float(seconds)
        except ValueError:
            raise Stop(f"--offset is {text!r}: expected a party and seconds, as customer=+1.95") from None
    return found
