"""RTTM: a line for each talkspurt, for diarisation tools.

Source of the form: NIST, The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan, appendix A.
"""

from __future__ import annotations

from ...types import ReportDict


def rttm(report: ReportDict, recording: str) -> str:
    """The report's talkspurts, in whole milliseconds; spaces in `recording` become ``_``. Nothing where nobody talks.

    The channel is that of the party, from 1; 1 where it has none.

    >>> spurt = {"party": "customer", "start": 0.5, "end": 2.0}
    >>> print(rttm({"parties": {"customer": {"channel": 1}}, "talkspurts": [spurt]}, "call 17"), end="")
    SPEAKER call_17 2 0.500 1.500 <NA> <NA> customer <NA> <NA>
    """
    name = "_".join(recording.split()) or "call"
    lines = []
    for row in report["talkspurts"]:
        channel = (report["parties"][row["party"]]["channel"] or 0) + 1
        times = f"{row['start']:.3f} {row['end'] - row['start']:.3f}"
        lines.append(f"SPEAKER {name} {channel} {times} <NA> <NA> {row['party']} <NA> <NA>\n")
    return "".join(lines)
