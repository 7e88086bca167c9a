"""Settings from options."""

from __future__ import annotations

import argparse

from .._settings.config import Config


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
    )
