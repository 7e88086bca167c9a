"""Settings of a call, and how the agent's channel and the sample rate are told."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ._native import SUPPORTED_RATES, check_lexicon
from .calibration import Calibration
from .errors import ConfigError

Side: TypeAlias = Literal[0, 1] | Literal["left", "right"]
"""A channel: 0 or ``"left"``, 1 or ``"right"``."""

_SIDES: dict[Any, int] = {0: 0, 1: 1, "left": 0, "right": 1}


@dataclass(frozen=True)
class Config:
    """How a call is heard. Every field has a default.

    >>> Config(assessed="customer")
    Config(assessed='customer', provisional=True, language='en', lexicon=None, talker_prosody=False, calibration=None)

    >>> Config(language="de", lexicon={"continuer": ["joa", "m hm"]}).speech
    ('de', 'continuer: joa, m hm')
    """

    assessed: Literal["agent", "customer"] = "agent"
    """Whose listening is scored."""

    provisional: bool = True
    """Whether a session also announces events early, as provisional. A report holds only finals."""

    language: Literal["en", "de", "es", "fr"] = "en"
    """Whose feedback words are listened for, where words are given. Only English was measured."""

    lexicon: Mapping[str, Iterable[str]] | str | None = None
    """More of them: lists by class, as in ``{"continuer": ["mhm"], "right": ["fair enough"]}``, or the same as
    text, a line ``continuer: mhm, uh-huh`` for each class. The classes stand in docs/methods.md."""

    talker_prosody: bool = False
    """Whether the report also says how the customer's voice moves against its own norm, in neutral words. Read
    docs/activation.md first: in the EU it may be high-risk."""

    calibration: Calibration | str | os.PathLike[str] | None = None
    """The centre's own scale, fitted, or the path of a saved one. With it ``rating``, ``rating_low`` and
    ``rating_high`` are what the centre's raters would give, and `Report.profile` names it. Points stay as they are."""

    def __post_init__(self) -> None:
        """Refuses a value out of range."""
        if self.assessed not in ("agent", "customer"):
            raise ConfigError(f"setting `assessed` is {self.assessed!r}: expected 'agent' or 'customer'")
        if not isinstance(self.talker_prosody, bool):
            raise ConfigError(f"setting `talker_prosody` is {self.talker_prosody!r}: expected True or False")
        check_lexicon(self.speech)
        if isinstance(self.calibration, (str, os.PathLike)):
            object.__setattr__(self, "calibration", Calibration.load(self.calibration))
        if not isinstance(self.calibration, Calibration | None):
            raise ConfigError(f"setting `calibration` is {self.calibration!r}: expected a Calibration or a path")
        _ = self.scale

    @property
    def scale(self) -> str | None:
        """The calibration as JSON, as the engine takes it."""
        return self.calibration.to_json() if isinstance(self.calibration, Calibration) else None

    @property
    def speech(self) -> tuple[str, str]:
        """The language and the further words, as the engine takes them."""
        if not isinstance(self.language, str):
            raise ConfigError(f"setting `language` is {self.language!r}: expected 'en', 'de', 'es' or 'fr'")
        more = self.lexicon or ""
        if isinstance(more, str):
            return self.language, more
        try:
            lists = [
                f"{name}: {', '.join([items] if isinstance(items, str) else items)}" for name, items in more.items()
            ]
        except (AttributeError, TypeError):
            raise ConfigError(f"setting `lexicon` is {more!r}: give lists of words by class") from None
        return self.language, "\n".join(lists)


def checked(config: Config | None) -> Config:
    """`config`, or the default."""
    if config is None:
        return Config()
    if not isinstance(config, Config):
        raise ConfigError(f"config is a {type(config).__name__}: give a listening.Config")
    return config


def channel(agent: Side) -> int:
    """The number of the agent's channel."""
    try:
        return _SIDES[agent]
    except (KeyError, TypeError):
        raise ConfigError(f"agent is {agent!r}: give the agent's channel, 0 or 'left', 1 or 'right'") from None


def rate(sample_rate: Any) -> int:
    """`sample_rate` as a number that the engine takes, or an error that lists those."""
    if isinstance(sample_rate, float) and sample_rate.is_integer():
        sample_rate = int(sample_rate)
    try:
        number = operator.index(sample_rate)
    except TypeError:
        number = -1
    if number not in SUPPORTED_RATES:
        rates = ", ".join(map(str, SUPPORTED_RATES))
        raise ConfigError(
            f"sample rate {sample_rate} Hz is not supported: give one of {rates}, or resample to one of them first"
        )
    return number
