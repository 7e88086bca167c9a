"""Label tracks of Audacity: start, end and text of each label, with tabs between them.

Source of the form: the manual of Audacity, "Importing and Exporting Labels".
"""

from __future__ import annotations

from ...types import ReportDict
from .labels import label, notable


def audacity(report: ReportDict, every: bool = False) -> str:
    """The report's events, a line each."""
    return "".join(f"{event['start']:.6f}\t{event['end']:.6f}\t{label(event)}\n" for event in notable(report, every))
