"""The types of a report's parts are made from its schema."""

from __future__ import annotations

import subprocess
import sys
from typing import get_type_hints

import listening
import pytest
from helpers import ROOT
from listening import types
from listening._values.columns import EVENT, MEASURE, SPAN

DEFINITIONS = listening.report_schema()["$defs"]

BEFORE = """
Party Span Event Measure Activation Accommodation Health Sound Ending Channel Parties Deduction Dimension Score Place
Cost Habit Explanation Trait Characteristic NotMeasured Compared Tracked TrackedMeasure Figure UncalibratedFigures
RaterFigures LevelCount CalibrationFigures
"""


@pytest.mark.skipif(not (ROOT / "Cargo.toml").exists(), reason="needs the whole repository")
def test_the_types_and_the_names_are_what_the_schema_says():
    script = ROOT / "scripts" / "generate-types"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name, of in DEFINITIONS.items() if "properties" in of])
def test_every_object_of_the_schema_has_a_type_with_its_keys(name):
    made = getattr(types, "".join(word.capitalize() for word in name.split("_")))
    assert set(get_type_hints(made)) == set(DEFINITIONS[name]["properties"])
    assert made.__required_keys__ == set(DEFINITIONS[name]["required"])


def test_what_was_there_before_is_there():
    assert [name for name in BEFORE.split() if not hasattr(types, name)] == []


@pytest.mark.parametrize(
    ("name", "columns", "without"),
    [("event", EVENT, ()), ("measure", MEASURE, ()), ("talkspurt", SPAN, ("start_sd", "end_sd")), ("turn", SPAN, ())],
)
def test_tables_have_a_column_for_each_key(name, columns, without):
    assert list(columns) == [key for key in DEFINITIONS[name]["properties"] if key not in without]


def test_probabilities_by_kind_are_a_mapping():
    assert get_type_hints(types.Event)["kinds"] == dict[str, float]
