"""The JSON schema of a report. Every report that a test has the engine make is held against it (conftest.py)."""

from __future__ import annotations

import copy
import json

import jsonschema
import listening
import numpy as np
import pytest
from helpers import RATE, ROOT, faulty, with_echo, with_tones
from listening._render import phrases


@pytest.fixture(scope="module")
def schema():
    return listening.report_schema()


@pytest.fixture(scope="module")
def valid(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_reports_of_every_kind(valid, samples, demo):
    calls = {
        "demo": listening.analyze(demo),
        "tones": listening.analyze(with_tones(samples), RATE),
        "echo": listening.analyze(with_echo(samples), RATE),
        "faults": listening.analyze(faulty(samples), RATE),
        "silence": listening.analyze(np.zeros((RATE, 2), np.int16), RATE),
        "nothing": listening.analyze(np.zeros((0, 2), np.int16), RATE),
        "opt-in": listening.analyze(demo, config=listening.Config(talker_prosody=True)),
        "the customer": listening.analyze(demo, config=listening.Config(assessed="customer")),
        "words": listening.analyze(demo, words=[("agent", 0.8, 1.0, "hello"), ("customer", 4.6, 4.9, "hi")]),
        "talkspurts": listening.from_talkspurts([(0, 2), (5, 5.4)], [(2.3, 9)]),
        "one party": listening.inspect(samples[:, 0], RATE).report,
    }
    for name, report in calls.items():
        assert not [error.message for error in valid.iter_errors(report.to_dict())], name


@pytest.mark.skipif(not (ROOT / "Cargo.toml").exists(), reason="needs the whole repository")
def test_the_cores_golden_report(valid):
    golden = ROOT / "listening-core" / "tests" / "data" / "demo_report.json"
    valid.validate(json.loads(golden.read_text(encoding="utf-8")))


def test_names_may_stand_beside_a_report(valid, report):
    valid.validate({"id": "17", "agent": "ann", "time": "2026-03-01T09:30", **report.to_dict()})


def changed(report, path, value):
    """The report with what is at `path` replaced, or left out."""
    data = copy.deepcopy(report.to_dict())
    at = data
    for key in path[:-1]:
        at = at[key]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["schema"], "listening.report/2"),
        (["duration"], -1),
        (["duration"], "91.9"),
        (["notice"], ...),
        (["parties"], {}),
        (["parties", "caller"], {}),
        (["parties", "agent", "channel"], 2),
        (["parties", "agent", "mood"], "calm"),
        (["talkspurts", 0, "party"], "caller"),
        (["turns", 0, "end"], None),
        (["events", 0, "kind"], "Interruption"),
        (["events", 0, "confidence"], 1.2),
        (["events", 0, "leak_suspect"], 0),
        (["events", 0, "reasons"], ...),
        (["measures", 0, "n"], 1.5),
        (["measures", 0, "value"], "2.2"),
        (["score", "rating"], "Good"),
        (["score", "observable_listening"], 101),
        (["score", "dimensions", 0, "deductions", 0, "points"], None),
        (["score", "status"], "fine"),
        (["traits", 0, "basis"], "guess"),
        (["not_measured", 0, "needs"], ...),
    ],
)
def test_what_is_no_report_is_found(valid, report, path, value):
    (error,) = valid.iter_errors(changed(report, path, value))
    assert list(error.absolute_path)[: len(path) - 1] == path[:-1]


def test_every_key_and_every_kind_is_documented(schema, report, samples):
    for definition in [schema, *schema["$defs"].values()]:
        # A list of names describes each of them; all others are objects.
        for part in definition.get("oneOf", []):
            assert part.get("description"), part
        assert ("oneOf" in definition) != ("properties" in definition)
        for name, part in definition.get("properties", {}).items():
            if "$ref" not in part and "const" not in part and name != "status":
                assert part.get("description"), name
    # What the telephone system said is there where it said something.
    marked = listening.analyze(samples, RATE, marks=[("transfer", 60.0, 61.0, None, "ben")])
    assert list(schema["properties"]) == list(marked.to_dict())
    assert [key for key in schema["properties"] if key not in ("marks", "legs")] == list(report.to_dict())
    events = [*report.events, *listening.analyze(with_tones(samples), RATE).events]
    assert {event["kind"] for event in events} <= set(schema["$defs"]["event"]["properties"]["kind"]["examples"])
    codes = set(schema["$defs"]["health"]["properties"]["code"]["examples"])
    assert codes == {*phrases._HEALTH, *phrases.SOUNDS}
    units = schema["$defs"]["measure"]["properties"]["unit"]["examples"]
    assert {measure["unit"] for measure in report.measures} <= set(units)


def test_the_schema_is_the_callers_own(schema):
    assert listening.report_schema() == schema
    assert listening.report_schema() is not schema


def test_the_command_prints_it(command, schema):
    done = command("schema")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == schema
