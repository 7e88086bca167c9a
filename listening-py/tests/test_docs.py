"""Every example in a docstring and in the README runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from importlib.util import find_spec
from pathlib import Path

import listening
import listening.page
import pytest
from helpers import ROOT
from listening.cli import main

MODULES = [
    f"listening.{module.name}"
    for module in pkgutil.iter_modules(listening.__path__)
    if module.name not in ("__main__", "_native")
]
MODULES += [f"listening.page.{module.name}" for module in pkgutil.iter_modules(listening.page.__path__)]
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


def test_the_page_on_seeing_runs(tmp_path, monkeypatch):
    """Its examples, but for what needs a notebook, and for plots where matplotlib is missing."""
    text = (ROOT / "docs" / "seeing.md").read_text(encoding="utf-8")
    (tmp_path / "call.wav").write_bytes(Path(listening.demo_call()).read_bytes())
    monkeypatch.chdir(tmp_path)
    kinds = {"", " plot"} if find_spec("matplotlib") else {""}
    if find_spec("matplotlib"):
        monkeypatch.setenv("MPLBACKEND", "Agg")
    blocks = re.findall(r"```python( \w+)?\n(.*?)```", text, re.DOTALL)
    assert {kind for kind, _ in blocks} == {"", " plot", " notebook"}
    names: dict[str, object] = {}
    for kind, block in blocks:
        if kind in kinds:
            exec(compile(block, "seeing.md", "exec"), names)
    assert {"call.html", "calls.html"} <= {file.name for file in tmp_path.iterdir()}
    assert "<audio" in (tmp_path / "call.html").read_text()
    if " plot" in kinds:
        from matplotlib import pyplot

        pyplot.close("all")


def test_every_public_name_is_documented():
    for name in listening.__all__:
        assert getattr(listening, name).__doc__, name
