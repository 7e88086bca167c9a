"""The command ``compare``: a call counted as other products count it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import Any

from .._analysis.whole_call import analyze
from .._audio.words import Word
from .._render.report_text import headline
from .._review.comparison import chosen
from .._values.errors import ListeningError
from ..report import Report
from .messages import Stop
from .reading import reading
from .report_lines import named_json, reports
from .settings import config_of
from .streams import standard_input, write_lines
from .words import given


def compare(options: argparse.Namespace) -> None:
    """A recording or reports: counted as other products do."""
    presets = chosen(options.presets)
    if options.call == "-":
        _write_stored(standard_input(), "standard input", presets, options)
    elif options.call.endswith((".json", ".jsonl")):
        with open(options.call, "rb") as lines:
            _write_stored(lines, options.call, presets, options)
    else:
        words = given(options.words, None, options.agent) if options.words else None
        report = analyze(options.call, agent=options.agent, words=words, config=config_of(options), **reading(options))
        _write_comparisons(os.path.basename(options.call), None, report, presets, words, options.json)


def _write_stored(lines: Iterable[bytes], name: str, presets: list[str], options: argparse.Namespace) -> None:
    if options.words:
        raise Stop("--words goes with a recording: a report was made with its words, or without them")
    first = True
    try:
        for number, id, report in reports(lines):
            if not (first or options.json):
                print()
            first = False
            title = f"report {number}" if id is None else str(id)
            _write_comparisons(title, id, report, presets, None, options.json)
    except ListeningError as error:
        sys.stdout.flush()
        raise Stop(f"{name}: {error}", error) from None
    if first:
        raise Stop(f"{name}: it contains no reports", ListeningError())


def _write_comparisons(
    title: str, id: Any, report: Report, presets: list[str], words: list[Word] | None, json: bool
) -> None:
    comparisons = [report.compare(preset, words) for preset in presets]
    if json:
        write_lines([named_json(id, each.to_json()) for each in comparisons])
    else:
        print("\n\n".join([headline(title, report.duration), *(each.to_text() for each in comparisons)]))
