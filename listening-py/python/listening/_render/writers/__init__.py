"""Reports in the forms that other programs read: diarisation, annotation, subtitles, contact analytics."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...report import Report

FORMS = {
    "rttm": "write who talked when as RTTM, for diarisation tools",
    "textgrid": "write talkspurts, turns and events as a Praat TextGrid",
    "audacity": "write the events as a label track of Audacity",
    "webvtt": "write the events as WebVTT cues, for players",
    "aws": "write JSON in the shape of Transcribe Call Analytics",
}
"""Forms that a report can be written in, besides its own JSON, with a line on each."""


def written(report: Report, form: str, recording: str = "call", words: Any = None) -> str:
    """The report in one of `FORMS`."""
    if form == "rttm":
        return report.to_rttm(recording=recording)
    if form == "textgrid":
        return report.to_textgrid()
    if form == "audacity":
        return report.to_audacity()
    if form == "webvtt":
        return report.to_webvtt()
    return report.to_aws(words=words)


def saved(text: str, path: str | os.PathLike[str] | None) -> str:
    """`text`, which is also written to `path` where there is one: UTF-8, each line ended by a line feed."""
    if path is not None:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text if text.endswith("\n") else text + "\n")
    return text
