"""The table of docs/browser.md is what the browsers do."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from formats import recordings, row, tried


@pytest.fixture(scope="module")
def table() -> dict[str, list[str]]:
    """The cells of the table, by format."""
    text = (ROOT / "docs/browser.md").read_text(encoding="utf-8")
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    return {cells[0]: cells[1:] for cells in lines if len(cells) == 4 and re.match("[A-Z]", cells[0])}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The recording in every format."""
    return recordings(tmp_path_factory.mktemp("formats"))


@pytest.mark.parametrize("name", ["browser", "firefox"])
def test_browsers_read_what_the_table_says(request, table, files, tmp_path, name):
    found = tried(request.getfixturevalue(name), files, tmp_path / "blank.html")
    if name == "firefox":
        # Its AAC is the system's: docs/browser.md says so.
        found = {each: result for each, result in found.items() if "AAC" not in each}
    column = 0 if name == "browser" else 1
    assert found == {each: table[each][column] for each in found}


def test_the_table_says_how_the_page_reads_each(table, files):
    for name in files:
        chromium, firefox, read = table[name]
        assert row(name, chromium, firefox) == f"| {name} | {chromium} | {firefox} | {read} |"
