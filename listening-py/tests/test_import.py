"""What `import listening` loads, and what it leaves for when it is asked for."""

from __future__ import annotations

import pickle
import subprocess
import sys

import listening
import pytest

SUBMODULES = ("calibration", "report", "rows", "session", "tracking", "types")


def fresh(program: str) -> str:
    """What a program prints in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def loaded(program: str) -> set[str]:
    """The modules that a program loads beside a bare interpreter's."""
    return set(fresh(f"import sys; before = set(sys.modules)\n{program}\nprint(*(set(sys.modules) - before))").split())


def test_importing_loads_next_to_nothing():
    modules = loaded("import listening")
    # The names that old pickles have are entries without code behind them.
    former = {f"listening.{name}" for name in ("comparison", "config", "errors", "many", "table")}
    assert {name for name in modules if name.startswith("listening")} == {
        "listening",
        "listening._former_names",
        *former,
    }
    assert not {"typing", "re", "json", "dataclasses", "inspect", "numpy"} & modules, modules
    assert len(modules) < 20, modules


def test_the_functions_do_not_load_what_audio_needs():
    modules = loaded("import listening; [getattr(listening, name) for name in listening.__all__]")
    assert {"listening._native", "listening._analysis.whole_call"} <= modules
    heavy = {"numpy", "soundfile", "av", "pandas", "pyarrow", "polars", "matplotlib", "argparse", "sklearn"}
    assert not heavy & modules


def test_every_public_name_has_one_home():
    homes = [name for names in listening._HOMES.values() for name in names]
    assert sorted(homes) == sorted(listening.__all__)


# One of each home: what is imported first must not need what comes later.
@pytest.mark.parametrize("name", [*SUBMODULES, *(names[0] for names in listening._HOMES.values())])
def test_every_home_can_be_the_first_to_be_imported(name):
    assert fresh(f"import listening; print(listening.{name} is not None)") == "True"


def test_names_come_with_star_and_are_kept():
    assert fresh("from listening import *; print(analyze.__module__)") == "listening._analysis.whole_call"
    assert listening.analyze is listening.analyze
    assert vars(listening)["analyze"] is listening.analyze
    assert dir(listening) == sorted(listening.__all__)


def test_what_there_is_not_is_no_attribute():
    with pytest.raises(AttributeError, match="module 'listening' has no attribute 'analyse'"):
        _ = listening.analyse
    with pytest.raises(ImportError, match="cannot import name 'analyse'"):
        exec("from listening import analyse")


@pytest.mark.parametrize(
    ("module", "name"), [("comparison", "Comparison"), ("config", "Config"), ("many", "Failure"), ("table", "Table")]
)
def test_pickles_of_the_first_version_find_their_classes(module, name):
    pickled = f"clistening.{module}\n{name}\n.".encode()
    assert pickle.loads(pickled) is getattr(listening, name)
    assert fresh(f"import pickle; print(pickle.loads({pickled!r}).__name__)") == name
    with pytest.raises(AttributeError, match="Other"):
        pickle.loads(f"clistening.{module}\nOther\n.".encode())


@pytest.mark.parametrize("name", ["CalibrationWarning", "LengthWarning", "TruncatedWarning", "WordWarning"])
def test_and_their_warnings(name):
    assert pickle.loads(f"clistening.errors\n{name}\n.".encode()) is getattr(listening, name)
