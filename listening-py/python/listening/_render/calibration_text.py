"""A calibration in words."""

from __future__ import annotations

from typing import Any

from .._native import counted
from ..types import CalibrationFigures, Figure
from .layout import fitted, wrapped
from .numbers import fixed
from .phrases import DIMENSIONS

_WHAT = {"quality_rating": "quality ratings", "customer_satisfaction": "customer satisfaction"}


def calibration_text(data: dict[str, Any]) -> str:
    """What was learnt and how well it agrees, for reading."""
    figures: CalibrationFigures = data["figures"]
    before, raters = figures["uncalibrated"], figures["raters"]
    lines = [
        f"CALIBRATION to {_WHAT[data['target']]}: {counted(figures['n'], 'call')} of "
        f"{counted(figures['agents'], 'agent')}",
        "  each call rated without the calls of its agent; in brackets 90 % intervals",
        "",
        f"  {'':<22}  {'calibrated':<20}  {'profile as it is':<20}",
        _row("kappa (levels)", figures["kappa"], before["kappa"], 2),
        _row("rank correlation", figures["spearman"], before["spearman"], 2),
        _row("mean error, points", figures["mean_absolute_error"], before["mean_absolute_error"], 1),
    ]
    if raters:
        lines += ["", _row(f"two raters (n = {raters['n']})", raters["kappa"], None, 2) + "  kappa with each other"]
        if raters["ceiling"] is not None:
            lines.append(f"  {'ceiling':<22}  {fixed(raters['ceiling'], 2):<20}  kappa with one of them, at most")
    lines += ["", "WHAT COUNTS                        here   profile"]
    for dimension in data["dimensions"]:
        name = DIMENSIONS.get(dimension["id"], dimension["id"])
        lines.append(f"  {name:<31}  {dimension['weight']:5.2f}    {dimension['profile_weight']:5.2f}")
    if data["shrinkage"] is None:
        lines += wrapped("The profile's own weights: others were not clearly better.", indent="  ")
    lines += ["", "LEVELS                    from points   given   found"]
    least: dict[str, float | None] = {each["level"]: each["from"] for each in data["thresholds"]}
    least["Ineffective"] = 0.0
    for count in figures["levels"]:
        points = least[count["level"]]
        begins = "never" if points is None else f"{points:.1f}"
        lines.append(f"  {count['level']:<22}  {begins:>11}   {count['given']:5}   {count['calibrated']:5}")
    for warning in data["warnings"]:
        lines += ["", *wrapped(warning[0].upper() + warning[1:] + ".", first="NOTE  ", indent=" " * 6)]
    return "\n".join(fitted((line.rstrip() for line in lines), indent=" " * 26))


def _row(name: str, here: Figure, before: Figure | None, digits: int) -> str:
    return f"  {name:<22}  {_figure(here, digits):<20}  {_figure(before, digits) if before else '':<20}".rstrip()


def _figure(figure: Figure, digits: int) -> str:
    if figure["value"] is None:
        return "not defined"
    text = fixed(figure["value"], digits)
    if figure["low"] is None or figure["high"] is None:
        return text
    return f"{text} ({fixed(figure['low'], digits)} to {fixed(figure['high'], digits)})"
