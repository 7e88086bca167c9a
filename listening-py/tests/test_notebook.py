"""The notebook in docs runs; its outputs are not kept."""

from __future__ import annotations

import json
import sys
import types

import pytest
from helpers import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "first_call.ipynb"


@pytest.fixture(scope="module")
def cells():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


def test_nothing_of_a_run_is_kept(cells):
    for cell in cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def test_its_code_runs_as_python(cells, tmp_path, monkeypatch):
    for needed in ("pandas", "pyarrow", "matplotlib"):
        pytest.importorskip(needed)
    shown = []
    display = types.SimpleNamespace(Image=lambda filename: shown.append(filename))
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert len(shown) == 1
    assert names["batch"].calls == 25
    assert names["tracking"].calls == 24
    assert names["table"]["error"].notna().sum() == 1


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # those of Jupyter are not ours to mend
def test_it_runs_in_jupyter(tmp_path, monkeypatch):
    import nbclient
    import nbformat

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    data = [output.get("data", {}) for output in outputs]
    assert any("image/png" in each for each in data)
    assert sum("<table" in each.get("text/html", "") for each in data) >= 5
