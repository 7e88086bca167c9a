"""A comparison for reading: plain ASCII, as wide as the layout says."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from ..types import Compared
from .layout import fitted, wrapped
from .numbers import fixed

_NAME = 46
"""Columns up to an old number."""


def comparison_text(comparison: dict[str, Any]) -> str:
    """The definition, and each old number with ours below it."""
    lines = [comparison["preset"].upper(), *wrapped(comparison["definition"], indent="  ")]
    rows: list[Compared] = comparison["rows"]
    for _, group in groupby(rows, key=lambda row: (row["name"], row["party"])):
        lines += ["", *_number(list(group))]
    if comparison["document"] is not None:
        lines += ["", *wrapped('The whole in their own shape: "document" in --json.', indent="  ")]
    return "\n".join(lines)


def _number(group: list[Compared]) -> list[str]:
    old = group[0]
    of = f" ({old['party']})" if old["party"] else ""
    lines = fitted([f"  {old['name'] + of:<{_NAME}} {amount(old['value'], old['unit'])}"], indent=" " * 4)
    lead = "ours"
    for row in group:
        if row["ours"] is not None:
            lines += fitted([f"    {lead:<5}{_ours(row)}"], indent=" " * 19)
            lead = ""
    if old["note"]:
        lines += wrapped(old["note"], first="    note ", indent=" " * 9)
    return lines


def _ours(row: Compared) -> str:
    unit = row["ours_unit"] or ""
    text = f"{row['ours_party']:<9} {row['ours']:<29} {amount(row['ours_value'], unit)}"
    low, high = row["ours_low"], row["ours_high"]
    if row["ours_value"] is None or low is None or high is None:
        return text
    return f"{text} ({amount(low, '')} to {amount(high, '')})"


def amount(value: float | None, unit: str) -> str:
    """A number with its unit.

    >>> amount(2.0, "count"), amount(0.512, "share"), amount(3.14, "1/min"), amount(None, "%")
    ('2', '0.51', '3.14 per min', '-')
    """
    if value is None:
        return "-"
    text = fixed(value, 0 if unit in ("count", "ms") else 2)
    said = {"count": "", "share": "", "": "", "1/min": " per min", "words/min": " words per min"}.get(unit, f" {unit}")
    return text + said
