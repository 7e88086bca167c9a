"""The command ``floor``: who talked when, without audio."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, cast

from .._render.report_text import floor_line
from .._values.errors import ListeningError, TalkspurtError
from ..types import ReportDict
from .messages import Stop
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


def _write_floor(found: Any, name: str, as_json: bool) -> None:
    number = None
    try:
        for number, known, report in found:
            if as_json:
                # The id comes first, and is null where the line has none.
                print(f"{json.dumps(known, separators=(',', ':'))[:-1]},{report.to_json()[1:]}")
            else:
                data = cast("ReportDict", report.to_dict())
                print(floor_line(str(number if known["id"] is None else known["id"]), data))
    except ListeningError as error:
        sys.stdout.flush()
        raise Stop(f"{name}: {error}", error) from None
    if number is None:
        raise Stop(f"{name}: it is empty: one line of JSON per call was expected", TalkspurtError())
