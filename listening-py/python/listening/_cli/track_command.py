"""The command ``track``: agents over many calls."""

from __future__ import annotations

import argparse
import os

from .._batch.written_tables import tracked_file
from .._review.tracked_calls import Gathered, read
from .._review.tracking_settings import Settings, settings
from .._values.errors import ConfigError, ListeningError
from .._values.times import seconds
from ..tracking import tracked
from .messages import Stop
from .streams import standard_input, write


def track(options: argparse.Namespace) -> None:
    """Reports of many calls: each agent over time."""
    how = _settings(options)
    gathered = Gathered(options.by, how.labels)
    name = "standard input" if options.file == "-" else options.file
    if options.file == "-":
        try:
            read(standard_input(), gathered)
        except ListeningError as error:
            raise Stop(f"{name}: {gathered.placed(str(error), 'line')}", error) from None
    else:
        tracked_file(options.file, gathered)
    if not len(gathered):
        raise Stop(f"{name}: it contains no calls", ListeningError())
    try:
        tracking = tracked(gathered, how)
    except ListeningError as error:
        raise Stop(f"{name}: {error}", error) from None
    page = tracking.to_html(title=os.path.basename(name)) if options.html else None
    write(page or (tracking.to_json() if options.json else tracking.to_text()), options)


def _settings(options: argparse.Namespace) -> Settings:
    if options.since is not None:
        _time("--since", options.since)
    compared = [_time("--compare", text) for text in options.compare or ()]
    if len(compared) > 2:
        raise Stop(f"--compare has {len(compared)} times: one or two were expected")
    if len(compared) == 2 and compared[0] > compared[1]:
        first, second = options.compare
        raise Stop(
            f"--compare {first} {second}: the first time lies after the second; the end of the time before comes "
            f"first: --compare {second} {first}"
        )
    try:
        return settings(
            by=options.by,
            assessed=options.assessed,
            period=options.period,
            compare=(compared if len(compared) == 2 else compared[0]) if compared else None,
            since=options.since and _time("--since", options.since),
            adjust=options.adjust,
            pairs=options.pairs,
        )
    except ConfigError as error:
        raise Stop(str(error), error) from None


def _time(option: str, text: str) -> float:
    try:
        found = seconds(float(text))
    except ValueError:
        found = seconds(text)
    if found is None:
        raise Stop(f"{option} is {text}: a number of seconds or a time in ISO 8601 was expected")
    return found
