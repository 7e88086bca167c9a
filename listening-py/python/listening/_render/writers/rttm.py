"""RTTM: a line for each talkspurt, for diarisation tools.

Source of the form: NIST, The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan, appendix A.
"""

from __future__ import annotations

from ...types import ReportDict


def rttm(report: ReportDict, recording: str) -> str:
    """The report's talkspurts, in whole milliseconds; spaces in `recording` become ``_``.

    >>> print(rttm({"talkspurts": [{"party": "agent", "start": 0.5, "end": 2.0}]}, "call 17"), end="")
    SPEAKER call_17 1 0.500 1.500 <NA> <NA> agent <NA> <NA>
    """
    name = "_".join(recording.split()) or "call"
    return "".join(
        f"SPEAKER {name} 1 {row['start']:.3f} {row['end'] - row['start']:.3f} <NA> <NA> {row['party']} <NA> <NA>\n"
        for row in report["talkspurts"]
    )
