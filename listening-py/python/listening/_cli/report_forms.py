"""The forms in which ``listening analyze`` writes a report."""

from __future__ import annotations

from typing import Any

from ..report import Report

FORMS = {
    "rttm": "write talkspurts as RTTM, for diarisation tools",
    "textgrid": "write talkspurts, turns and events as a Praat TextGrid",
    "audacity": "write events as an Audacity label track",
    "webvtt": "write events as WebVTT cues, for players",
    "aws": "write JSON in the format of Transcribe Call Analytics",
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
