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
from listening.call_rows import columns
from listening.cli import main

MODULES = [
    f"listening.{module.name}"
    for module in pkgutil.iter_modules(listening.__path__)
    if module.name not in ("__main__", "_native")
]
WITH_EXAMPLES = {
    "listening",
    "listening.comparison",
    "listening.report",
    "listening.session",
    "listening.whole",
    "listening.arrow",
    "listening.call_rows",
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


@pytest.mark.parametrize("page", ["batch.md", "scale.md"])
def test_the_pages_on_many_calls_run(page, tmp_path, monkeypatch):
    for needed in ("pandas", "pyarrow"):
        pytest.importorskip(needed)
    for name in ("ann/1.wav", "ann/2.wav", "bob/1.wav"):
        path = tmp_path / "calls" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(Path(listening.demo_call()).read_bytes())
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), {})


def test_every_column_of_a_table_of_calls_is_described():
    text = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    described = set(re.findall(r"`(\w+)`", text.partition("## Columns")[2].partition("## Stopped")[0]))
    measures = {f"{row['party']}_{row['id']}" for row in listening.from_talkspurts([], []).measures}
    for name in columns():
        plain = re.sub(r"_(low|high|n)$", "", name)
        assert name in described or plain in described or plain in measures or name.startswith("customer_"), name


def test_every_public_name_is_documented():
    for name in listening.__all__:
        assert getattr(listening, name).__doc__, name
