"""What the telephone system says of a call."""

from __future__ import annotations

import json
import pathlib

import listening
import numpy as np
import pytest
from helpers import RATE, one_line

KINDS = ("hold", "mute", "pause", "ivr", "queue", "transfer", "consult", "recording_off")
MARKS = [("hold", 48.6, 52.0, "agent"), {"kind": "transfer", "start": 60, "end": 61.5, "agent": "ben"}]
LINES = (
    '{"kind":"hold","start":48.6,"end":52.0,"party":"agent"}\n{"kind":"transfer","start":60,"end":61.5,"agent":"ben"}\n'
)
CSV = "kind,start,end,party,agent\nhold,48.6,52.0,agent,\nTransfer,60,61.5,,ben\n"


@pytest.fixture(scope="module")
def marked(demo):
    return listening.analyze(demo, marks=MARKS)


def test_a_mark_charges_nobody_and_a_transfer_begins_a_leg(report, marked):
    assert report.marks == [] == report.legs
    assert marked.marks == [
        {"kind": "hold", "party": "agent", "start": 48.6, "end": 52.0},
        {"kind": "transfer", "start": 60.0, "end": 61.5, "agent": "ben"},
    ]
    assert any(event["kind"] == "dead_air" for event in report.charged)
    for event in marked.charged:
        assert not any(event["start"] < mark["end"] and event["end"] > mark["start"] for mark in marked.marks)
    first, second = marked.legs
    assert "agent" not in first
    assert (first["start"], first["end"]) == (0.0, 60.0)
    assert (second["agent"], second["start"], second["end"]) == ("ben", 61.5, marked.duration)
    assert first["score"]["observable_listening"] != marked.score["observable_listening"]
    assert listening.Report(marked.to_json()) == marked


def test_marks_are_taken_in_every_form_and_on_every_way(demo, samples, marked, tmp_path):
    for name, text in (("m.jsonl", LINES), ("m.csv", CSV), ("m.json", json.dumps({"marks": marked.marks}))):
        path = tmp_path / name
        path.write_text(text)
        for given in (path, str(path)):
            assert listening.analyze(demo, marks=given) == marked
    for given in (marked.marks, {"marks": marked.marks}, tuple(MARKS)):
        assert listening.analyze(samples, RATE, marks=given) == marked
    pandas = pytest.importorskip("pandas")
    assert listening.analyze(samples, RATE, marks=pandas.DataFrame(marked.marks)) == marked
    session = listening.Session(RATE)
    for at in range(0, len(samples), RATE):
        if at == 49 * RATE:
            session.push_mark("hold", 48.6, party="agent")
        if at == 53 * RATE:
            session.push_mark("hold", 48.6, 52.0, "agent")
        if at == 62 * RATE:
            session.push_mark("transfer", 60, 61.5, agent="ben")
        session.push(samples[at : at + RATE])
    assert session.finish() == marked
    assert listening.analyze((samples[:, 0], samples[:, 1]), RATE, marks=MARKS) == marked


def test_talkspurts_and_mixes_take_marks(samples, report):
    agent = [(spurt["start"], spurt["end"]) for spurt in report.talkspurts if spurt["party"] == "agent"]
    customer = [(spurt["start"], spurt["end"]) for spurt in report.talkspurts if spurt["party"] == "customer"]
    floor = listening.from_talkspurts(agent, customer, report.duration, marks=MARKS)
    assert len(floor.legs) == 2
    assert not any(48 < event["start"] < 53 for event in floor.events if event["kind"] == "dead_air")
    mono = np.round(samples.mean(axis=1)).astype(np.int16)
    mixed = listening.analyze(mono, RATE, turns={"agent": agent, "customer": customer}, marks=MARKS)
    assert len(mixed.legs) == 2
    assert not any(event["kind"] == "dead_air" for event in mixed.events)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(samples, kind):
    report = listening.analyze(samples, RATE, marks=[(kind, 48.6, 52.0)])
    assert [mark["kind"] for mark in report.marks] == [kind]
    assert not any(event["kind"] == "dead_air" for event in report.charged)


def test_who_talks_while_muted_is_found(samples, report):
    spurt = max((s for s in report.talkspurts if s["party"] == "agent"), key=lambda s: s["end"] - s["start"])
    muted = listening.analyze(samples, RATE, marks=[("mute", spurt["start"], spurt["end"])])
    (found,) = (found for found in muted.parties["agent"]["health"] if found["code"] == "muted_speech")
    assert found["value"] == pytest.approx(spurt["end"] - spurt["start"], abs=0.002)
    assert "talks while muted" in muted.to_text("call")


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        (3, "marks are an int"),
        ([3], "mark 0 is 3: expected"),
        (["hold"], "mark 0 is 'hold': expected"),
        ([("hodl", 1.0, 2.0)], "kind 'hodl': expected one of hold, mute"),
        ([("hold", "1", 2.0)], "mark 0 has the start '1'"),
        ([("hold", 2.0, 1.0)], "an end not before it"),
        ([("hold", -1.0, 1.0)], "a start of at least 0"),
        ([("hold", float("nan"), 1.0)], "mark 0 has the start None"),
        ([("hold", 1.0, 2.0, "caller")], "of 'caller': expected 'agent'"),
        ([("hold", 1.0, 2.0, None, "ben")], "only a transfer does"),
        ([("hold", 1.0, 2.0, 7)], "the party 7: expected text"),
        ([{"kind": "hold"}], "mark 0 has the start None"),
    ],
)
def test_what_is_no_mark_is_refused(marks, words):
    with pytest.raises(listening.MarkError) as caught:
        listening.analyze(np.zeros((RATE, 2), np.int16), RATE, marks=marks)
    assert words in str(caught.value)


def test_the_command_takes_marks(command, demo, samples, marked, tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(CSV)
    done = command("analyze", demo, "--marks", path, "--json")
    assert done.stdout.decode().rstrip("\n") == marked.to_json()
    raw = samples.astype("<i2").tobytes()
    done = command("stream", "--rate", RATE, "--marks", path, "--report", input=raw)
    assert done.stdout.decode().splitlines()[-1] == marked.to_json()
    path.write_text("kind,start\nhodl,1\n")
    one_line(command("analyze", demo, "--marks", path), "marks.csv", "line 2", "hodl")
    one_line(command("analyze", demo, "--marks", tmp_path / "none.csv"), "none.csv")
    activity = {"a": [[0, 2], [30, 32]], "b": [[2.5, 9]]}
    line = {"activity": activity, "marks": [{"kind": "hold", "start": 9.5, "end": 29.5}]}
    done = command("floor", "-", "--json", input=json.dumps(line).encode())
    assert json.loads(done.stdout)["marks"][0]["kind"] == "hold"


def test_marks_are_drawn_and_listed(marked, report):
    text = marked.to_text("call")
    assert "MARKED BY THE TELEPHONE SYSTEM" in text
    assert "hold by agent, 00:48.6 to 00:52.0" in text
    assert "SCORED BY AGENT" in text
    assert "with ben, 01:01.5 to 01:31.9:" in text
    assert max(map(len, text.splitlines())) <= 80
    page = marked.to_html()
    assert page.count('class="mark"') >= 2
    assert "transfer to ben" in page
    assert "Scored by agent" in page
    assert 'class="mark"' not in report.to_html()
    assert "MARKED" not in report.to_text("call")
    pytest.importorskip("matplotlib")
    names = [entry.get_text() for entry in marked.plot().get_legend().get_texts()]
    assert "marked by the telephone system" in names


def test_a_name_from_outside_is_escaped(samples):
    report = listening.analyze(samples, RATE, marks=[("transfer", 60.0, 61.0, None, "<b>&ben")])
    assert "<b>&ben" not in report.to_html()
    assert "&lt;b&gt;&amp;ben" in report.to_html()


def test_a_path_that_no_file_can_have_is_refused(demo):
    for path in ("a\0b", pathlib.Path("a\0b")):
        with pytest.raises(listening.MarkError, match="NUL"):
            listening.analyze(demo, marks=path)
