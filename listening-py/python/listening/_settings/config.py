"""Settings of a call."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from .._native import check_settings
from .._values.characters import characters
from .._values.errors import ConfigError
from .._values.type_names import named_type
from ..calibration import Calibration
from .engine import EngineSettings
from .offsets import Offsets, checked_offsets
from .profile import Profile, profile_text


@dataclass(frozen=True)
class Config:
    """How a call is analysed. Every field has a default.

    >>> Config(assessed="customer")  # doctest: +NORMALIZE_WHITESPACE
    Config(assessed='customer', provisional=True, language='en', lexicon=None, profile=None, talker_prosody=False,
    calibration=None, history=None, decisions=None, offset=None)

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
    text, a line ``continuer: mhm, uh-huh`` for each class. docs/methods.md lists the classes."""

    profile: Profile = None
    """How measures become points: a profile file's path, its JSON as text, or the same as a dict. By default
    the built-in ``contact_center/2``; `listening.built_in_profile()` is one to copy and change."""

    talker_prosody: bool = False
    """Whether the report also says how the customer's voice moves against its own norm, in neutral words. Read
    docs/activation.md first: in the EU it may be high-risk."""

    calibration: Calibration | str | os.PathLike[str] | None = None
    """The centre's own scale, fitted, or the path of a saved one. With it ``rating``, ``rating_low`` and
    ``rating_high`` are what the centre's raters would give, and `Report.profile` names it. Points stay as they are."""

    history: float | None = None
    """For lines that stay open for hours: how many seconds of the past a session remembers, 120 or more. Its memory
    then grows no further, and the report is about that last part: the finding ``forgotten`` in ``health`` has
    its beginning. Events are the same. By default all of the call."""

    decisions: float | None = None
    """Whether a session also decides live who takes the floor and which turn is over, and how readily: the share of
    decisions that may be false, 0.05, 0.1 or 0.2. `Session.push` gives them as events ``floor_taken`` and ``turn_end``
    whose ``status`` is ``"committed"``; they change no report. By default none."""

    offset: Offsets | None = None
    """By how many seconds a party's channel is moved later, as ``{"customer": 1.95}``, or earlier where negative: -60
    to 60. Its talk and its words move with it, the call keeps its length, and what then lies outside of it is not
    heard. The finding ``moved`` in ``health`` says so. With 0 it stays where it is, and its recording is taken to
    belong there."""

    def __post_init__(self) -> None:
        """Refuses a value out of range."""
        if self.assessed not in ("agent", "customer"):
            raise ConfigError(f"setting `assessed` is {self.assessed!r}: expected 'agent' or 'customer'")
        if not isinstance(self.talker_prosody, bool):
            raise ConfigError(f"setting `talker_prosody` is {self.talker_prosody!r}: expected True or False")
        if self.history is not None and (isinstance(self.history, bool) or not isinstance(self.history, int | float)):
            raise ConfigError(f"setting `history` is {self.history!r}: expected a number of seconds, or None")
        if self.decisions is not None and (
            isinstance(self.decisions, bool) or not isinstance(self.decisions, int | float)
        ):
            raise ConfigError(f"setting `decisions` is {self.decisions!r}: expected 0.05, 0.1 or 0.2, or None")
        checked_offsets(self.offset)
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
        offsets = checked_offsets(self.offset)
        return EngineSettings(
            self.assessed,
            language,
            lexicon,
            profile_text(self.profile),
            self.talker_prosody,
            calibration,
            self.history,
            self.decisions,
            offsets.get("agent"),
            offsets.get("customer"),
        )

    def _speech(self) -> tuple[str, str]:
        if not isinstance(self.language, str):
            raise ConfigError(f"setting `language` is {self.language!r}: expected 'en', 'de', 'es' or 'fr'")
        more = self.lexicon or ""
        if isinstance(more, str):
            return self.language, characters("setting `lexicon`", more, ConfigError)
        try:
            lists = [
                f"{name}: {', '.join([items] if isinstance(items, str) else items)}" for name, items in more.items()
            ]
        except (AttributeError, TypeError):
            raise ConfigError(f"setting `lexicon` is {more!r}: give lists of words by class") from None
        return self.language, characters("setting `lexicon`", "\n".join(lists), ConfigError)


def checked(config: Config | None) -> Config:
    """`config`, or the default."""
    if config is None:
        return Config()
    if not isinstance(config, Config):
        raise ConfigError(f"config is {named_type(config)}: give a listening.Config")
    return config


def with_offset(config: Config | None, offset: Offsets | None) -> Config:
    """`config`, or the default, with channels moved by `offset` where it is given."""
    settings = checked(config)
    return settings if offset is None else replace(settings, offset=offset)


def carried(config: Config) -> Config:
    """The same with the content of its files in place of their paths, for machines that do not have them."""
    return replace(config, profile=profile_text(config.profile) or None)
