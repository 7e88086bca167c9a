"""Settings of a call, and how the agent's channel and the sample rate are told."""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeAlias

from .._native import SUPPORTED_RATES, check_settings
from ..calibration import Calibration
from .._values.errors import ConfigError
from .._values.type_names import a

Side: TypeAlias = Literal[0, 1] | Literal["left", "right"]
"""A channel: 0 or ``"left"``, 1 or ``"right"``."""

_SIDES: dict[Any, int] = {0: 0, 1: 1, "left": 0, "right": 1}


Profile: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | None
"""A profile: its file's path, its JSON as text, the same as a dict, or None for the built-in one."""


def profile_text(profile: Profile) -> str:
    """The JSON of a profile; empty for the built-in one."""
    if profile is None:
        return ""
    if isinstance(profile, Mapping):
        return json.dumps(profile)
    try:
        text = os.fspath(profile)
    except TypeError:
        raise ConfigError(f"profile is {a(profile)}: give a path, JSON text or a dict") from None
    if text.lstrip().startswith("{"):
        return text
    try:
        with open(text, encoding="utf-8") as file:
            # An empty file is no wish for the built-in profile.
            read = file.read() or " "
    except (OSError, ValueError) as error:
        raise ConfigError(f"profile {text}: {getattr(error, 'strerror', None) or error}") from None
    try:
        check_settings(EngineSettings("agent", "en", "", read, False, "", None))
    except ConfigError as error:
        raise ConfigError(f"{text}: {error}") from None
    return read


class EngineSettings(NamedTuple):
    """What the engine is told of a `Config`; files have been read, names are checked there."""

    assessed: str
    language: str
    lexicon: str
    profile: str
    talker_prosody: bool
    calibration: str
    history: float | None


@dataclass(frozen=True)
class Config:
    """How a call is heard. Every field has a default.

    >>> Config(assessed="customer")  # doctest: +NORMALIZE_WHITESPACE
    Config(assessed='customer', provisional=True, language='en', lexicon=None, profile=None, talker_prosody=False,
    calibration=None, history=None)

    >>> Config(language="de", lexicon={"continuer": ["joa", "m hm"]}).engine.lexicon
    'continuer: joa, m hm'
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

    profile: Profile = None
    """How measures become points: a profile file's path, its JSON as text, or the same as a dict. By default
    the built-in ``contact_center/1``; `listening.built_in_profile()` is one to copy and change."""

    talker_prosody: bool = False
    """Whether the report also says how the customer's voice moves against its own norm, in neutral words. Read
    docs/activation.md first: in the EU it may be high-risk."""

    calibration: Calibration | str | os.PathLike[str] | None = None
    """The centre's own scale, fitted, or the path of a saved one. With it ``rating``, ``rating_low`` and
    ``rating_high`` are what the centre's raters would give, and `Report.profile` names it. Points stay as they are."""

    history: float | None = None
    """For lines that stay open for hours: how many seconds of the past a session remembers, 120 or more. Its memory
    then grows no further, and the report is about the last so many seconds: the finding ``forgotten`` in ``health``
    says from where on. Events are the same. By default all of the call."""

    def __post_init__(self) -> None:
        """Refuses a value out of range."""
        if self.assessed not in ("agent", "customer"):
            raise ConfigError(f"setting `assessed` is {self.assessed!r}: expected 'agent' or 'customer'")
        if not isinstance(self.talker_prosody, bool):
            raise ConfigError(f"setting `talker_prosody` is {self.talker_prosody!r}: expected True or False")
        if self.history is not None and (isinstance(self.history, bool) or not isinstance(self.history, int | float)):
            raise ConfigError(f"setting `history` is {self.history!r}: expected a number of seconds, or None")
        if isinstance(self.calibration, (str, os.PathLike)):
            object.__setattr__(self, "calibration", Calibration.load(self.calibration))
        if not isinstance(self.calibration, Calibration | None):
            raise ConfigError(f"setting `calibration` is {self.calibration!r}: expected a Calibration or a path")
        check_settings(self.engine)

    @property
    def engine(self) -> EngineSettings:
        """The settings as the engine takes them."""
        language, lexicon = self._speech()
        calibration = self.calibration.to_json() if isinstance(self.calibration, Calibration) else ""
        return EngineSettings(
            self.assessed, language, lexicon, profile_text(self.profile), self.talker_prosody, calibration, self.history
        )

    def _speech(self) -> tuple[str, str]:
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
        raise ConfigError(f"config is {a(config)}: give a listening.Config")
    return config


def carried(config: Config) -> Config:
    """The same, with what its files say in their place: it can go where they are not."""
    return replace(config, profile=profile_text(config.profile) or None)


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
    rates = ", ".join(map(str, SUPPORTED_RATES))
    if isinstance(sample_rate, (str, bytes)):
        raise ConfigError(f"sample rate {sample_rate!r} is text: a number was expected, one of {rates}")
    if number not in SUPPORTED_RATES:
        raise ConfigError(
            f"sample rate {sample_rate} Hz is not supported: give one of {rates}, or resample to one of them first"
        )
    return number
