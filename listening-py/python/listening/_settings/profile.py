"""Profiles: how measures become points."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, TypeAlias

from .._native import check_settings
from .._values.characters import characters
from .._values.errors import ConfigError
from .._values.type_names import named_type
from .engine import EngineSettings

Profile: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | None
"""A profile: its file's path, its JSON as text, the same as a dict, or None for the built-in one."""


def profile_text(profile: Profile) -> str:
    """The JSON of a profile; empty for the built-in one.

    Raises:
        ConfigError: It cannot be read, or is no profile.
    """
    if profile is None:
        return ""
    if isinstance(profile, Mapping):
        try:
            return json.dumps(profile)
        except (TypeError, ValueError, RecursionError) as error:
            raise ConfigError(f"profile is no JSON: {error}") from None
    try:
        text = os.fspath(profile)
    except TypeError:
        raise ConfigError(f"profile is {named_type(profile)}: give a path, JSON text or a dict") from None
    if text.lstrip().startswith("{"):
        return characters("profile", text, ConfigError)
    try:
        with open(text, encoding="utf-8") as file:
            # An empty file does not mean the built-in profile.
            read = file.read() or " "
    except (OSError, ValueError) as error:
        raise ConfigError(f"profile {text}: {getattr(error, 'strerror', None) or error}") from None
    try:
        check_settings(EngineSettings(profile=read))
    except ConfigError as error:
        raise ConfigError(f"{text}: {error}") from None
    return read
