"""Every example in a docstring and in the README runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import listening
import pytest
from helpers import ROOT
from listening.cli import main

MODULES = [
    module.name
    for module in pkgutil.walk_packages(listening.__path__, "listening.")
    if module.name not in ("listening.__main__", "listening._native")
]
WITH_EXAMPLES = {
    "listening",
    "listening.comparison",
    "listening.report",
    "listening.session",
    "listening.whole",
    "listening.many",
}


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


def test_the_front_page_runs_and_shows_what_is_said(tmp_path, monkeypatch, capsys):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "call.wav").write_bytes(Path(listening.demo_call()).read_bytes())
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})
    (shown,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    capsys.readouterr()
    assert main(["demo"]) == 0
    said = capsys.readouterr().out.splitlines()
    missing = [line for line in shown.splitlines() if line != "..." and line not in said]
    assert not missing, "README.md shows lines that `listening demo` does not print: run scripts/readme"


def test_every_public_name_is_documented():
    for name in listening.__all__:
        assert getattr(listening, name).__doc__, name
