"""Reports that were written earlier, a line each: what ``listening analyze --json`` and its sisters print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .._values.errors import ListeningError
from ..report import Report


def reports(lines: Iterable[bytes | str]) -> Iterator[tuple[int, Any, Report]]:
    """Gives the number, the id (or None) and the report of each line; blank lines are skipped.

    >>> import listening
    >>> line = listening.from_talkspurts([(0, 1)], []).to_json()
    >>> [(id, report.duration) for _, id, report in reports([line])]
    [(None, 1.0)]
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text = line if isinstance(line, str) else line.decode("utf-8")
            report = Report(text.strip())
        except (UnicodeDecodeError, ListeningError, RecursionError) as error:
            raise ListeningError(f"line {number}: {error}") from None
        yield number, json.loads(text).get("id"), report


def named_json(id: Any, json_text: str) -> str:
    """JSON of an object with `id` put first, where there is one.

    >>> named_json("17", '{"preset":"miitel"}'), named_json(None, '{"preset":"miitel"}')
    ('{"id":"17","preset":"miitel"}', '{"preset":"miitel"}')
    """
    return json_text if id is None else f'{{"id":{json.dumps(id)},{json_text[1:]}'
