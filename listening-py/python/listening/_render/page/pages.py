"""Reports and trackings as pages, and as cells of a notebook, which the native module draws."""

from __future__ import annotations

import json
import os
import sys
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from ... import _native
from ..._values.data_frames import missing
from ..._values.errors import ListeningError
from ..._values.json_value import JsonValue
from ..._values.paths import checked_path
from ...types import Explanation, ReportDict
from ..tracking_text import when
from .player import Source, encoded


class CallPage:
    """What the pages of a call are drawn from."""

    def __init__(
        self,
        text: str,
        report: ReportDict,
        source: str | tuple[str, str] | None,
        title: str | None,
        explanation: Explanation | None,
        centre: JsonValue | str | None = None,
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self._text, self._report, self._source = text, report, source
        self._title = _text(_named(source) if title is None else title)
        self._centre = centre if centre is None or isinstance(centre, str) else centre.to_json()
        self._whose = _whose(about or {})
        self._explanation = None if explanation is None else json.dumps(explanation)

    def page(self, audio: Source, sample_rate: int | None, path: str | os.PathLike[str] | None) -> str:
        """The page of the call, which plays `audio` where it is not None; also written to `path`.

        Where `audio` is True that is the recording that the report was made from.
        """
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
            data, kind = encoded(self._report, self._recording(audio), sample_rate)
            sound = kind, b64encode(data).decode()
        shown = (self._explanation, sound, uid, coaching, self._centre, self._whose)
        return _native.call_page(self._text, self._title, *shown)

    def _recording(self, audio: Source) -> Source:
        if audio is not True:
            return audio
        if self._source is None:
            raise ListeningError(
                "audio=True asks for the recording that the report was made from, and it is not known: only a report "
                "that was made from a path in this process knows it. Give the path: audio='call.wav'"
            )
        return self._source


def _whose(about: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Agent, time and call_id as text; the time as seconds since 1970 too, and other keys are passed over."""
    agent, time, call_id = (None if missing(value) else value for value in map(about.get, ("agent", "time", "call_id")))
    if isinstance(time, (int, float)) and not isinstance(time, bool):
        time = when(time)
    return tuple(None if value is None else _text(str(value)) for value in (agent, time, call_id))  # type: ignore[return-value]


def _named(source: str | tuple[str, str] | None) -> str:
    """The recording's name."""
    first = source[0] if isinstance(source, tuple) else source
    return os.path.basename(first) if first else "Call"


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
