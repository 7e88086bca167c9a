"""Every example in Python runs: in docstrings, the README and the pages."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from importlib.util import find_spec
from pathlib import Path

import listening
import pytest
import soundfile
from helpers import RATE, ROOT
from listening._batch.call_rows import columns
from listening._cli.main import main

MODULES = [
    module.name
    for module in pkgutil.walk_packages(listening.__path__, "listening.")
    if module.name not in ("listening.__main__", "listening._native")
]
WITH_EXAMPLES = {
    "listening._analysis.whole_call",
    "listening._batch.call_rows",
    "listening._batch.many_calls",
    "listening._review.comparison",
    "listening.arrow",
    "listening.report",
    "listening.session",
    "listening",
}


@pytest.mark.parametrize("name", ["listening", *MODULES])
def test_docstrings(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted > 0 or name not in WITH_EXAMPLES


def test_readme(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 3
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)


def test_the_front_page_runs_and_shows_what_is_said(team, tmp_path, monkeypatch, capsys):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "team").symlink_to(team, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})
    (shown,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    capsys.readouterr()
    assert main(["demo"]) == 0
    said = capsys.readouterr().out.splitlines()
    missing = [line for line in shown.splitlines() if line != "..." and line not in said]
    assert not missing, "README.md shows lines that `listening demo` does not print: run scripts/readme"


@pytest.mark.parametrize("page", ["batch.md", "scale.md", "tables.md"])
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
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)


def test_every_column_of_a_table_of_calls_is_described():
    text = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    described = set(re.findall(r"`(\w+)`", text.partition("## Columns")[2].partition("## Interrupting")[0]))
    measures = {f"{row['party']}_{row['id']}" for row in listening.from_talkspurts([], []).measures}
    for name in columns():
        plain = re.sub(r"_(low|high|n)$", "", name)
        assert name in described or plain in described or plain in measures or name.startswith("customer_"), name


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
    assert {"call.html", "card.html", "calls.html"} <= {file.name for file in tmp_path.iterdir()}
    assert "<audio" in (tmp_path / "call.html").read_text()
    if " plot" in kinds:
        from matplotlib import pyplot

        pyplot.close("all")


@pytest.fixture
def files(tmp_path, monkeypatch, samples, report):
    """The files that docs/python.md speaks of, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("call.wav").write_bytes(listening.demo_call().read_bytes())
    for name, audio in (("agent", samples[:, 0]), ("customer", samples[:, 1]), ("mono", samples.mean(axis=1))):
        soundfile.write(f"{name}.wav", audio.astype("int16"), RATE)
    rttm = report.to_rttm(recording="mono").replace(" agent ", " SPEAKER_00 ").replace(" customer ", " SPEAKER_01 ")
    Path("mono.rttm").write_text(rttm, encoding="utf-8")
    Path("notes.txt").write_text("Call back on Monday.\n", encoding="utf-8")


def test_the_page_on_python(files):
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    session = "\n".join(re.findall(r"```pycon\n(.*?)```", text, re.DOTALL)).replace("\t", "        ")
    test = doctest.DocTestParser().get_doctest(session, {}, "docs/python.md", None, 0)
    assert len(test.examples) > 15
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test)
    assert runner.failures == 0


def test_every_public_name_is_documented():
    for name in listening.__all__:
        assert getattr(listening, name).__doc__, name
