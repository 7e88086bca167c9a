"""A call counted as other products count it, for people who migrate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from .. import _native
from .._audio import word_timings
from .._render.comparison_text import comparison_text
from .._values.columns import COMPARED
from .._values.errors import ConfigError
from .._values.json_value import JsonValue
from .._values.table import Table
from ..types import Compared, Party

PRESETS: Mapping[str, str] = dict(_native.PRESETS)
"""Names of the presets, each with the definition of what it counts."""


class Comparison(JsonValue):
    """The old numbers of a call, and ours beside them with their intervals.

    Made by `Report.compare`. Comparisons are equal when their JSON is, and can be pickled and hashed.

    >>> import listening
    >>> report = listening.from_talkspurts(agent=[(0.0, 30.0)], customer=[(35.1, 100.0)])
    >>> comparison = report.compare("google_5s")
    >>> comparison.value("silence_percentage")
    5.1
    >>> [(row["ours"], row["ours_party"], row["ours_value"]) for row in comparison.rows][0]
    ('dead_air_rate', 'agent', 0.0)
    """

    __slots__ = ()

    _kind = "comparison"
    _schema = "listening.comparison/1"

    @property
    def preset(self) -> str:
        """Whose way of counting: one of `listening.PRESETS`."""
        return cast("str", self._data["preset"])

    @property
    def definition(self) -> str:
        """What is counted, with which threshold and from which source."""
        return cast("str", self._data["definition"])

    @property
    def rows(self) -> Table[Compared]:
        """An old number with one of our measures in each row.

        An old number that has several of ours beside it has a row for each.
        """
        return Table(self._data["rows"], COMPARED)

    @property
    def document(self) -> dict[str, Any] | None:
        """The output in the other's own shape, where the preset has one (``amazon``): a fresh dict."""
        return cast("dict[str, Any] | None", json.loads(self._json)["document"])

    def value(self, name: str, party: Party | None = None) -> float | None:
        """The old number of that name, of a party or of the call. A `KeyError` names those that there are."""
        for row in self.rows:
            if row["name"] == name and row["party"] == party:
                return row["value"]
        known = dict.fromkeys((row["name"], row["party"]) for row in self.rows)
        raise KeyError(f"no number {name!r} of {party!r}: there are {', '.join(map(str, known))}")

    def to_text(self) -> str:
        """For reading, 80 columns wide: what ``listening compare`` prints."""
        return comparison_text(self._data)

    def _summary(self) -> str:
        return f"as {self.preset}: {_native.counted(len(self.rows), 'row')}"


def compare(report: str, preset: str, words: Any = None) -> Comparison:
    """Counts a report, given as JSON, as `preset` does."""
    said = None if words is None else word_timings.checked(words)
    if not isinstance(preset, str) or preset not in PRESETS:
        raise ConfigError(f"preset {preset!r} is not known: give one of {', '.join(PRESETS)}")
    return Comparison(_native.compare(report, preset, said))


def chosen(names: Sequence[str] | None) -> list[str]:
    """The presets that are meant by names, or by lists of names with commas; all for "all" or nothing.

    >>> chosen(["verint_3s, medallia", "verint_3s"]), len(chosen(None))
    (['verint_3s', 'medallia'], 6)
    """
    asked = [name.strip() for each in names or ["all"] for name in each.split(",")]
    for name in asked:
        if name != "all" and name not in PRESETS:
            raise ConfigError(f"preset '{name}' is not known: give one of {', '.join(PRESETS)}, or all")
    return list(PRESETS) if "all" in asked else list(dict.fromkeys(asked))
