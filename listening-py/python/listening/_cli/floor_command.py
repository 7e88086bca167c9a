"""The command ``floor``: who talked when, without audio."""

from __future__ import annotations

import argparse
import sys
from typing import Any, cast

from .._render.report_text import floor_line
from .._values.errors import ListeningError, TalkspurtError
from ..types import ReportDict
from .messages import Stop
from .report_lines import named_json
from .settings import config_of
from .streams import standard_input
from .talkspurt_lines import reports


def floor(options: argparse.Namespace) -> None:
    """Lines of talkspurts: their reports."""
    config = config_of(options)
    if options.file == "-":
        _write_floor(reports(standard_input(), config), "standard input", options.json)
    else:
        with open(options.file, "rb") as lines:
            _write_floor(reports(lines, config), options.file, options.json)


def _write_floor(found: Any, name: str, json: bool) -> None:
    number = None
    try:
        for number, id, report in found:
            name_of_call = str(number if id is None else id)
            data = cast("ReportDict", report.to_dict())
            print(named_json(id, report.to_json()) if json else floor_line(name_of_call, data))
    except ListeningError as error:
        sys.stdout.flush()
        raise Stop(f"{name}: {error}", error) from None
    if number is None:
        raise Stop(f"{name}: no line came: a line of JSON for each call was expected", TalkspurtError())
