"""A call counted as other products count it, for people who migrate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from .. import _native
from .._audio import word_timings as given
from .errors import ConfigError, ListeningError
from ..types import Compared, Party
from .table import COMPARED, Table

PRESETS: Mapping[str, str] = dict(_native.PRESETS)
"""Names of the presets, each with the definition of what it counts."""

SCHEMA = "listening.comparison/1"


class Comparison:
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

    __slots__ = ("_data", "_json")

    def __init__(self, json: str) -> None:
        self._json = json
        self._data = _parsed(json)

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

        An old number that has several of ours beside it stands in as many rows.
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

    def to_json(self) -> str:
        """The comparison in schema ``listening.comparison/1``, as the engine wrote it: one line."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """A fresh dict of the whole comparison, in the order of the schema."""
        return cast("dict[str, Any]", json.loads(self._json))

    def to_text(self) -> str:
        """For reading, 80 columns wide: what ``listening compare`` prints."""
        from .._render.comparison_text import comparison_text

        return comparison_text(self)

    def __repr__(self) -> str:
        return f"<Comparison as {self.preset}: {len(self.rows)} rows>"

    def __eq__(self, other: object) -> bool:
        return self._json == other._json if isinstance(other, Comparison) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[type[Comparison], tuple[str]]:
        return Comparison, (self._json,)


def compare(report: str, preset: str, words: Any = None) -> Comparison:
    """Counts a report, given as JSON, as `preset` does."""
    said = None if words is None else given.checked(words)
    return Comparison(_native.compare(report, str(preset), said))


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


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (TypeError, ValueError) as error:
        raise ListeningError(f"not a comparison: {error}") from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise ListeningError(f"not a comparison of schema {SCHEMA}: its schema is {schema!r}")
    return cast("dict[str, Any]", data)
