"""The form of a report as a JSON schema, for those who check what they read."""

from __future__ import annotations

import json
import os
from typing import Any, cast


def report_schema() -> dict[str, Any]:
    """A fresh JSON schema (draft 2020-12) of ``listening.report/1``, as `Report.to_dict` gives it.

    >>> report_schema()["title"]
    'listening.report/1'
    """
    return cast("dict[str, Any]", json.loads(schema_text()))


def schema_text() -> str:
    """The same as text: what ``listening schema`` prints."""
    here = os.path.dirname(__file__)
    with open(os.path.join(here, os.pardir, "schema", "report_1.json"), encoding="utf-8") as file:
        return file.read()
