"""The warning that agent and customer may have been taken for each other."""

from __future__ import annotations

import json
import os
import warnings
from typing import Any

from .errors import RolesWarning


def warn_exchanged(report: str, source: Any, depth: int) -> None:
    """Warns where a report, as JSON, says so; from `depth` callers up. `source` is the recording, if it has a name."""
    # Hardly any report does: most are not read for it.
    text = exchanged(json.loads(report)) if "roles_swapped" in report else None
    if text:
        name = f"{os.path.basename(source)}: " if isinstance(source, str) else ""
        warnings.warn(name + text, RolesWarning, stacklevel=depth + 1)


def exchanged(report: Any) -> str | None:
    """What to say of a report whose parties may be exchanged; None for any other.

    >>> found = [{"code": "roles_swapped", "value": 2.0}]
    >>> exchanged({"parties": {"agent": {"channel": 0, "health": found}}}).split(": ")[1]
    'if so, give agent=1, on the command line --agent right'
    >>> exchanged({"parties": {"agent": {"channel": None, "health": found}}}).split(": ")[1]
    'if so, name the parties the other way round'
    """
    agent = report["parties"]["agent"]
    clues = next((found["value"] for found in agent["health"] if found["code"] == "roles_swapped"), None)
    if clues is None:
        return None
    channel = agent.get("channel")
    if channel is None:
        what, cure = "have been taken for each other", "name the parties the other way round"
    else:
        other, side = (1, "right") if channel == 0 else (0, "left")
        what, cure = "be on each other's channel", f"give agent={other}, on the command line --agent {side}"
    return f"agent and customer may {what} ({clues:.0f} clues): if so, {cure}"
