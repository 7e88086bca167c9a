"""A report in a notebook, and as a page of its own."""

from __future__ import annotations

import os
import sys

from ..._settings.config import Profile
from ..._values.errors import ListeningError
from ...report import Report
from ...tracking import Tracking
from .card import card
from .document import cell as as_cell
from .document import fresh
from .document import page as as_page
from .player import Source, player
from .tracking_card import card as tracked_card


def page(report: Report, audio: Source, sample_rate: int | None, title: str | None, profile: Profile) -> str:
    """The page."""
    name = _title(report, title)
    heard = player(report, audio, sample_rate)
    return as_page(name, card(report, name, "call", player=heard, profile=profile))


def write(path: str | os.PathLike[str], text: str) -> None:
    """Writes a page."""
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write(text)


def cell(report: Report) -> str:
    """The card alone, without sound and without a script."""
    return as_cell(card(report, _title(report, None), fresh()), script=False)


def show(report: Report, audio: Source, sample_rate: int | None, title: str | None, profile: Profile) -> None:
    """Shows the card in the notebook that this runs in."""
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        raise ListeningError("there is no notebook to show it in: write a page, report.to_html('call.html', audio=...)")
    from IPython.display import HTML, display  # type: ignore[import-not-found,unused-ignore]

    heard = player(report, audio, sample_rate)
    body = card(report, _title(report, title), fresh(), player=heard, profile=profile)
    display(HTML(as_cell(body, script=True)))


def tracking_page(tracking: Tracking, title: str | None) -> str:
    """The page of many calls."""
    name = _text("Tracking" if title is None else title)
    return as_page(name, tracked_card(tracking, name, "tracking"))


def tracking_cell(tracking: Tracking) -> str:
    """The card of many calls."""
    return as_cell(tracked_card(tracking, "Tracking", fresh()), script=False)


def _text(name: str) -> str:
    """A name that is no text must not hide the report."""
    return name.encode(errors="replace").decode()


def _title(report: Report, title: str | None) -> str:
    if title is None:
        first = report.source[0] if isinstance(report.source, tuple) else report.source
        title = os.path.basename(first) if first else "Call"
    return _text(title)
