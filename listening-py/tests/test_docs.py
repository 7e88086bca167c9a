"""Every example in a docstring and in the README runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import listening
import pytest

MODULES = [
    f"listening.{module.name}"
    for module in pkgutil.iter_modules(listening.__path__)
    if module.name not in ("__main__", "_native")
]
WITH_EXAMPLES = {"listening", "listening.report", "listening.session", "listening.whole", "listening.many"}


@pytest.mark.parametrize("name", ["listening", *MODULES])
def test_docstrings(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted > 0 or name not in WITH_EXAMPLES


def test_readme():
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 3
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)


def test_every_public_name_is_documented():
    for name in listening.__all__:
        assert getattr(listening, name).__doc__, name
