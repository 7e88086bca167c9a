"""The figures of the front page are those of docs/validation.md."""

from __future__ import annotations

import re

import pytest
from helpers import ROOT

pytestmark = pytest.mark.skipif(not (ROOT / "README.md").exists(), reason="needs the whole repository")
FIGURE = re.compile(r"(?<![\w.])(?:\.\d{2,4}|\d,\d{3}|\d{3})(?![\w%])")


def test_figures_are_those_of_the_validation():
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## How accurate it is")[2]
    shown = set(FIGURE.findall(section.partition("## Read on")[0]))
    kept = set(FIGURE.findall((ROOT / "docs" / "validation.md").read_text(encoding="utf-8")))
    assert len(shown) >= 20
    assert shown - kept == set()


def test_it_is_short():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("scripts/demo") < text.index("scripts/test") < text.index("pip install")
    assert len(text) < 8_000
