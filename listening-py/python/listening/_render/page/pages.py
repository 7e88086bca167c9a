"""Reports and trackings as pages, and as cells of a notebook, which the native module draws."""

from __future__ import annotations

import json
import os
import sys
from base64 import b64encode

from ... import _native
from ..._values.errors import ListeningError
from ..._values.paths import checked_path
from ...types import Explanation, ReportDict
from .player import Source, encoded


class CallPage:
    """What the pages of a call are drawn from."""

    def __init__(
        self,
        text: str,
        report: ReportDict,
        title: str,
        explanation: Explanation | None,
        centre: str | None = None,
    ) -> None:
        self._text, self._report, self._title = text, report, _text(title)
        self._centre = centre
        self._explanation = None if explanation is None else json.dumps(explanation)

    def page(self, audio: Source, sample_rate: int | None, path: str | os.PathLike[str] | None) -> str:
        """The page of the call, which plays `audio` where it is not None; also written to `path`."""
        return _written(self._drawn(audio, sample_rate), path)

    def coaching(self, audio: Source, sample_rate: int | None, path: str | os.PathLike[str] | None) -> str:
        """The coaching card, in the same way."""
        return _written(self._drawn(audio, sample_rate, coaching=True), path)

    def cell(self) -> str:
        """The card alone, without sound and without a script."""
        return self._drawn(None, None, uid=_fresh())

    def show(self, audio: Source, sample_rate: int | None) -> None:
        """Shows the card in the notebook that this runs in.

        Raises:
            ListeningError: It does not run in a notebook.
        """
        ipython = sys.modules.get("IPython")
        if ipython is None or ipython.get_ipython() is None:
            raise ListeningError(
                "there is no notebook to show it in: write a page, report.to_html('call.html', audio=...)"
            )
        from IPython.display import HTML, display  # type: ignore[import-not-found,unused-ignore]

        display(HTML(self._drawn(audio, sample_rate, uid=_fresh())))

    def _drawn(self, audio: Source, sample_rate: int | None, *, uid: str | None = None, coaching: bool = False) -> str:
        sound = None
        if audio is not None and audio is not False:
            data, kind = encoded(self._report, audio, sample_rate)
            sound = kind, b64encode(data).decode()
        return _native.call_page(self._text, self._title, self._explanation, sound, uid, coaching, self._centre)


def write(path: str | os.PathLike[str], text: str) -> None:
    """Writes a page."""
    with open(checked_path(path), "w", encoding="ascii", newline="\n") as file:
        file.write(text)


def tracking_page(text: str, title: str | None) -> str:
    """The page of many calls."""
    return _native.tracking_page(text, _text("Tracking" if title is None else title))


def tracking_cell(text: str) -> str:
    """The card of many calls."""
    return _native.tracking_page(text, "Tracking", _fresh())


def _written(text: str, path: str | os.PathLike[str] | None) -> str:
    if path is not None:
        write(path, text)
    return text


def _fresh() -> str:
    """An id that no other card has."""
    return f"c{os.urandom(4).hex()}"


def _text(name: str) -> str:
    """The title as text: a file's name may hold bytes that are none."""
    return name.encode(errors="replace").decode()
