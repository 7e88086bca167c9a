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
    """The party whose listening is scored."""

    provisional: bool = True
    """Whether a session also announces events early, as provisional. A report contains only final events."""

    language: Literal["en", "de", "es", "fr"] = "en"
    """The language of the feedback words, if words are given. Only English was validated."""

    lexicon: Mapping[str, Iterable[str]] | str | None = None
    """Additional words: lists by class, as in ``{"continuer": ["mhm"], "right": ["fair enough"]}``, or the same as
    text, one line ``continuer: mhm, uh-huh`` per class. docs/methods.md lists the classes."""

    profile: Profile = None
    """How measures become points: the path of a profile file, its JSON as text, or the same as a dict. Default:
    the built-in ``contact_center/2``; `listening.built_in_profile()` returns one to copy and edit."""

    talker_prosody: bool = False
    """Whether the report also describes how the customer's voice differs from its own norm, in neutral words. Read
    docs/activation.md first: in the EU it may be high-risk."""

    calibration: Calibration | str | os.PathLike[str] | None = None
    """Your own rating scale: a fitted calibration, or the path of a saved one. With it ``rating``, ``rating_low`` and
    ``rating_high`` follow your raters' scale, and `Report.profile` names it. Points do not change."""

    history: float | None = None
    """For lines that stay open for hours: how many seconds of the past a session remembers, minimum 120. Its memory
    then stops growing, and the report covers that last part: the finding ``forgotten`` in ``health`` has
    its start. Events are the same. Default: the whole call."""

    decisions: float | None = None
    """Whether a session also decides live who takes the floor and which turn is over, given the accepted share of false
    decisions: 0.05, 0.1 or 0.2. `Session.push` returns the decisions as events ``floor_taken`` and ``turn_end``
    with the ``status`` ``"committed"``; they do not change the report. Default: no decisions."""

    offset: Offsets | None = None
    """Seconds by which a party's channel is shifted later, as ``{"customer": 1.95}``, or earlier if negative: -60
    to 60. Its talk and its words are shifted too, the call keeps its length, and audio outside it is not
    analysed. The finding ``moved`` in ``health`` reports it. 0 confirms that the recording is already
    aligned."""

    def __post_init__(self) -> None:
        """Rejects a value out of range."""
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
        """The settings in the form the engine takes."""
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
    """`config`, or the default, with channels shifted by `offset` if it is given."""
    settings = checked(config)
    return settings if offset is None else replace(settings, offset=offset)


def carried(config: Config) -> Config:
    """The same with the contents of its files instead of their paths, for machines that do not have them."""
    return replace(config, profile=profile_text(config.profile) or None)
