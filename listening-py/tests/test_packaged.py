"""What the wheel brings beside its code."""

from __future__ import annotations

import json
from importlib.metadata import distribution


def text_of(end: str) -> str:
    (path,) = (path for path in distribution("listening").files or () if str(path).endswith(end))
    return path.read_text(encoding="utf-8")


def test_licences_of_everything_in_the_wheel_come_with_it():
    notices = text_of("licenses/THIRD-PARTY-NOTICES.txt")
    assert "Permission is hereby granted" in text_of("licenses/LICENSE-MIT")
    components = json.loads(text_of(".cyclonedx.json"))["components"]
    outside = [each for each in components if not each["name"].startswith("listening")]
    unnamed = {each["name"] for each in outside if f"{each['name']} {each['version']} (" not in notices}
    assert len(outside) - len(unnamed) > 30
    # These run while the wheel is built and are not in it.
    assert unnamed <= {"autocfg", "pyo3-build-config", "target-lexicon", "version_check"}
