"""Fails where a report of the demo call is another one than listening-core/tests/data/demo_report.json.

python scripts/same_report.py REPORT.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def differences(here: Any, kept: Any, at: str = "report") -> list[str]:
    """Where two values differ."""
    if isinstance(here, dict) and isinstance(kept, dict) and here.keys() == kept.keys():
        return [line for key in here for line in differences(here[key], kept[key], f"{at}.{key}")]
    if isinstance(here, list) and isinstance(kept, list) and len(here) == len(kept):
        return [
            line for k, pair in enumerate(zip(here, kept, strict=True)) for line in differences(*pair, f"{at}[{k}]")
        ]
    return [] if here == kept else [f"{at}: {here!r}, not {kept!r}"]


def main() -> None:
    """Runs the command line."""
    kept = Path(__file__).parent.parent / "listening-core" / "tests" / "data" / "demo_report.json"
    found = differences(*(json.loads(path.read_text(encoding="utf-8")) for path in (Path(sys.argv[1]), kept)))
    if found:
        raise SystemExit("\n".join(["same_report: the report of the demo call is another one", *found[:20]]))


main()
