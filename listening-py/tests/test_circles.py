"""The script that counts circles of imports, on packages and crates made for it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from helpers import ROOT

SCRIPT = ROOT / "scripts" / "circles"
pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason="needs the whole repository")


def circles(folder, files, *options):
    """What the script says of a folder with these files, and its exit status."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, SCRIPT, *options, folder], capture_output=True, text=True, timeout=60)
    lines = done.stdout.splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith("  a circle of")], done.returncode


def test_python_imports_of_every_kind_count(tmp_path):
    files = {
        "__init__.py": "from . import a\n",
        "a.py": "from .inner.b import x\n",
        "inner/__init__.py": "",
        "inner/b.py": "def f():\n    from ..c import y\n",
        "c.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import d\n",
        "d.pyi": f"import {tmp_path.name}.a\n",
        "alone.py": "from . import a\n",
    }
    assert circles(tmp_path, files, "--most", "4") == (["a.py, c.py, d.pyi, inner/b.py"], 0)
    assert circles(tmp_path, {}, "--most", "3")[1] == 1


def test_python_without_a_circle(tmp_path):
    files = {"__init__.py": "from .a import x\n", "a.py": "from .b import x\n", "b.py": "import os\nx = 1\n"}
    assert circles(tmp_path, files, "--most", "1") == ([], 0)


def test_rust_paths_lead_to_the_file_that_defines(tmp_path):
    files = {
        "lib.rs": "mod shape;\nmod text;\npub use shape::{Square, area};\n",
        # It only declares and re-exports: what its children take from it is their sibling's.
        "shape/mod.rs": "mod square;\nmod size;\npub use square::*;\npub(crate) use size::area;\n",
        "shape/square.rs": "pub struct Square(pub f64);\nimpl Square { fn a(&self) -> f64 { super::area(self) } }\n",
        "shape/size.rs": "use super::Square;\npub fn area(square: &Square) -> f64 { square.0 }\n",
        # In comments, texts, and tests within the file.
        "text.rs": (
            "/* crate::shape::area /* nested */ */\n// crate::Square\n"
            "pub const NAME: &str = r#\"crate::shape\"#;\npub fn quote<'a>(x: &'a str) -> char { '\"' }\n"
            "#[cfg(test)]\nmod tests { use crate::area; fn f() { area(); } }\n"
        ),
    }
    assert circles(tmp_path, files, "--most", "2") == (["shape/size.rs, shape/square.rs"], 0)


def test_rust_paths_in_code_count(tmp_path):
    files = {
        "lib.rs": "mod a;\nmod b;\nmod c;\n",
        "a.rs": "use crate::b;\npub fn f() { b::g(); }\npub struct A;\n",
        "b.rs": "pub fn g() { crate::c::h(); }\n",
        "c.rs": "use super::a::{self as first, A as Other};\npub fn h() -> Other { first::f(); Other }\n",
    }
    assert circles(tmp_path, files, "--most", "2") == (["a.rs, b.rs, c.rs"], 1)


def test_an_import_of_a_later_stage_is_named(tmp_path):
    files = {
        "lib.rs": "mod early;\nmod late;\n",
        "early/mod.rs": "mod deep;\n",
        "early/deep.rs": "use crate::late::Late;\npub struct Deep(Late);\n",
        "late.rs": "pub struct Late;\n",
    }
    assert circles(tmp_path, files, "--order", "early,late") == ([], 1)
    assert circles(tmp_path, {}, "--order", "late,early") == ([], 0)


def test_the_package_has_no_circle():
    folder = ROOT / "listening-py" / "python" / "listening"
    done = subprocess.run([sys.executable, SCRIPT, "--most", "1", folder], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
