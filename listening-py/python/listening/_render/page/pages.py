"""Reports and trackings as pages, and as cells of a notebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from ..._values.errors import ListeningError
from ..._values.paths import checked_path
from ...types import Explanation, ReportDict, TrackedMeasure
from .card import card
from .document import cell, fresh, page
from .player import Source, player
from .tracking_card import card as tracking_card


def report_page(
    report: ReportDict, title: str, audio: Source, sample_rate: int | None, explanation: Explanation | None
) -> str:
    """The page of a call, which plays `audio` where it is not None."""
    name = _text(title)
    sound = player(report, audio, sample_rate)
    return page(name, card(report, name, "call", player=sound, explanation=explanation))


def write(path: str | os.PathLike[str], text: str) -> None:
    """Writes a page."""
    with open(checked_path(path), "w", encoding="ascii", newline="\n") as file:
        file.write(text)


def report_cell(report: ReportDict, title: str, explanation: Explanation | None) -> str:
    """The card alone, without sound and without a script."""
    return cell(card(report, _text(title), fresh(), explanation=explanation), script=False)


def show_report(
    report: ReportDict, title: str, audio: Source, sample_rate: int | None, explanation: Explanation | None
) -> None:
    """Shows the card in the notebook that this runs in.

    Raises:
        ListeningError: It does not run in a notebook.
    """
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        raise ListeningError("there is no notebook to show it in: write a page, report.to_html('call.html', audio=...)")
    from IPython.display import HTML, display  # type: ignore[import-not-found,unused-ignore]

    sound = player(report, audio, sample_rate)
    body = card(report, _text(title), fresh(), player=sound, explanation=explanation)
    display(HTML(cell(body, script=True)))


def tracking_page(tracking: dict[str, Any], measures: Sequence[TrackedMeasure], title: str | None) -> str:
    """The page of many calls."""
    name = _text("Tracking" if title is None else title)
    return page(name, tracking_card(tracking, measures, name, "tracking"))


def tracking_cell(tracking: dict[str, Any], measures: Sequence[TrackedMeasure]) -> str:
    """The card of many calls."""
    return cell(tracking_card(tracking, measures, "Tracking", fresh()), script=False)


def _text(name: str) -> str:
    """The title as text: a file's name may hold bytes that are none."""
    return name.encode(errors="replace").decode()
