"""Talkspurts in, reports out: in Python and as lines on the command line."""

from __future__ import annotations

import json

import listening
import numpy as np
import pytest

AGENT = [(0.0, 2.0), (5.0, 5.4), (9.6, 12.0)]
CUSTOMER = [(2.3, 9.0), (12.4, 15.0)]


def test_every_form_of_the_same_talkspurts_gives_the_same_bytes(report):
    want = listening.from_talkspurts(AGENT, CUSTOMER, 20)
    assert want.duration == 20.0
    assert [turn["party"] for turn in want.turns] == ["agent", "customer", "agent", "customer"]
    assert "backchannel" in [event["kind"] for event in want.events]
    forms = {
        "lists": ([list(pair) for pair in AGENT], [list(pair) for pair in CUSTOMER]),
        "arrays": (np.array(AGENT), np.array(CUSTOMER)),
        "generators": (iter(AGENT), iter(CUSTOMER)),
        "rows": [[{"start": s, "end": e} for s, e in spurts] for spurts in (AGENT, CUSTOMER)],
    }
    for name, (agent, customer) in forms.items():
        assert listening.from_talkspurts(agent, customer, duration=20.0) == want, name
    assert listening.from_talkspurts(AGENT, CUSTOMER).duration == 15.0


def test_a_reports_own_talkspurts_give_its_turns(report):
    own = {party: [spurt for spurt in report.talkspurts if spurt["party"] == party] for party in ("agent", "customer")}
    again = listening.from_talkspurts(**own, duration=report.duration)
    assert again.turns == report.turns
    assert again.parties["agent"]["channel"] is None
    assert "composure" in [row["id"] for row in again.not_measured]


def test_the_assessed_party():
    swapped = listening.from_talkspurts(CUSTOMER, AGENT, 20, config=listening.Config(assessed="customer"))
    assert swapped.score == listening.from_talkspurts(AGENT, CUSTOMER, 20).score


def test_nobody_talks():
    report = listening.from_talkspurts([], [], 60)
    assert report.duration == 60.0
    assert report.score["status"] == "insufficient_evidence"


@pytest.mark.parametrize(
    ("agent", "message"),
    [
        ([(1.0, 0.5)], "agent's talkspurt 0"),
        ([(0.0, 1.0), (2.0, 2.0)], "agent's talkspurt 1"),
        ([(-1.0, 1.0)], "agent's talkspurt 0"),
        ([(0.0, float("nan"))], "finite"),
        ([(0.0, float("inf"))], "finite"),
        ([(5.0, 6.0), (1.0, 2.0)], "sort"),
        ([(1.0, 3.0), (2.0, 4.0)], "merge"),
        ([(0.0, 1e12)], "beyond"),
        ([(1.0,)], r"a pair \(start, end\)"),
        ([(1.0, 2.0, 3.0)], r"a pair \(start, end\)"),
        ([1.0, 2.0], r"a pair \(start, end\)"),
        ([{"start": 1.0}], r"a pair \(start, end\)"),
        ([(None, 2.0)], "a number of seconds"),
        ([("1", "2")], "a number of seconds"),
        ([(0.0, 10**400)], "a number of seconds"),
        (["ab"], "a number of seconds"),
        (7, "give a list"),
        (None, "give a list"),
    ],
)
def test_bad_talkspurts_are_refused_by_place(agent, message):
    with pytest.raises(listening.TalkspurtError, match=message):
        listening.from_talkspurts(agent, CUSTOMER)


@pytest.mark.parametrize("duration", [14.9, -1, float("nan"), float("inf"), "long", True, [20]])
def test_bad_durations_are_refused(duration):
    with pytest.raises(listening.TalkspurtError, match="duration"):
        listening.from_talkspurts(AGENT, CUSTOMER, duration)


def line(**fields):
    return json.dumps({"id": "17", "duration": 20.0, "activity": {"a": AGENT, "b": CUSTOMER}, **fields})


def test_lines_in_reports_out(command, tmp_path):
    want = listening.from_talkspurts(AGENT, CUSTOMER, 20.0).to_json()
    words = {"a": [[0.0, 0.3, "hello"]], "b": []}
    lines = [line(), line(id=4, words=words), "", line(id='"\u00e9', duration=None)]
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = command("floor", file, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    out = done.stdout.decode().splitlines()
    assert out[0] == '{"id":"17",' + want[1:]
    # Words of one party do not move the floor; what they measure is added.
    reported, plain = json.loads(out[1]), json.loads(want)
    assert reported["id"] == 4
    assert all(reported[key] == plain[key] for key in ("talkspurts", "turns", "events", "score"))
    assert {row["id"] for row in reported["measures"]} - {row["id"] for row in plain["measures"]} >= {
        "words_per_minute"
    }
    assert list(json.loads(out[2]))[:2] == ["id", "schema"]
    assert json.loads(out[2])["id"] == '"\u00e9'
    assert json.loads(out[2])["duration"] == 15.0
    piped = command("floor", "-", "--json", input=file.read_bytes())
    assert piped.stdout == done.stdout


def test_a_line_without_an_id_has_null(command):
    done = command("floor", "-", "--json", input=b'{"activity": {"a": [[0, 1]], "b": [[1.5, 4]]}}\n')
    assert done.stdout.decode() == '{"id":null,' + listening.from_talkspurts([(0, 1)], [(1.5, 4)]).to_json()[1:] + "\n"


def test_what_is_known_of_a_call_is_kept_beside_its_report(command):
    known = {"agent": "ann", "time": "2026-03-02T09:30:00Z", "team": "north", "first": True, "wrap_up": None}
    # A report has a profile of its own, and lists are no part of a call's row.
    done = command(
        "floor", "-", "--json", input=line(id=None, call_id="x/1", profile="mine", tags=[1], **known).encode()
    )
    reported = json.loads(done.stdout)
    assert list(reported)[:8] == ["id", "call_id", *known, "schema"]
    assert reported["id"] == reported["call_id"] == "x/1"
    assert {name: reported[name] for name in known} == known
    assert (reported["profile"], "tags" in reported) == ("contact_center/2", False)
    assert command("floor", "-", input=line(id=None, call_id="x/1").encode()).stdout.startswith(b"x/1  ")
    lines = "\n".join(line(call_id=f"x/{day}", agent="ann", time=day) for day in range(6))
    reports = command("floor", "-", "--json", input=lines.encode()).stdout
    assert json.loads(command("track", "-", "--json", input=reports).stdout)["agents"][0]["calls"] == 6


def test_lines_without_json_are_short(command):
    done = command("floor", "-", input="\n".join([line(), line(id=None)]).encode())
    assert done.returncode == 0
    first, second = done.stdout.decode().splitlines()
    assert first.startswith("17  00:20.0  ")
    assert second.startswith("2  00:20.0  ")
    assert "1 backchannel" in first


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("not json", "not JSON"),
        ('{"id": ', "not JSON"),
        ('{"cost": NaN, "activity": {"a": [], "b": []}}', '"cost" holds a number that JSON has not'),
        ("[" * 100_000, "not JSON"),
        ("7", "expected"),
        ("[]", "expected"),
        ("{}", "expected"),
        ('{"activity": {"a": []}}', "expected"),
        ('{"activity": {"a": {}, "b": []}}', "must be a list"),
        (line(duration=1.0), "duration"),
        (line(activity={"a": [[2, 1]], "b": []}), "agent's talkspurt 0"),
        (line(activity={"a": [], "b": [[1]]}), "customer's talkspurt 0"),
        (line(activity={"a": [], "b": [[5, 6], [1, 2]]}), "customer's talkspurt 1"),
        (line(activity={"a": [], "b": [[5, 6], [1, 2]]}), "sort each party's talkspurts"),
        (line(activity={"a": [[1, 3], [2, 4]], "b": []}), "merge those that overlap"),
        (line(activity={"a": [[-1, 3]], "b": []}), "a start of at least 0"),
        (line(activity={"a": [[0, 1], [2, float("nan")]], "b": []}), "agent's talkspurt 1"),
        (line(activity={"a": [[0, float("inf")]], "b": []}), "finite"),
        (line(activity={"a": [["0", 1]], "b": []}), "a number of seconds"),
        (line(duration=float("nan")), "duration"),
    ],
)
def test_a_bad_line_is_named_and_no_half_line_is_written(command, bad, message):
    done = command("floor", "-", "--json", input="\n".join([line(), "", bad, line()]).encode())
    assert done.returncode == 2
    assert [json.loads(out)["id"] for out in done.stdout.decode().splitlines()] == ["17"]
    assert done.stdout.endswith(b"}\n")
    (reported,) = done.stderr.decode().splitlines()
    error = json.loads(reported)["error"]["message"]
    assert error.startswith("standard input: line 3: ")
    assert message in error


def test_bytes_that_are_no_text(command):
    done = command("floor", "-", input=b"\xff\xfe\x00")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_an_id_that_json_has_not_is_refused(command):
    line = b'{"id": NaN, "activity": {"a": [[0, 1]], "b": [[1.5, 4]]}}\n'
    done = command("floor", "-", "--json", input=line)
    assert done.returncode == 2
    error = json.loads(done.stderr)["error"]
    assert error["type"] == "TalkspurtError"
    assert 'line 1: "id"' in error["message"]


def test_one_path_is_not_a_list_of_paths():
    with pytest.raises(listening.ConfigError, match="list of recordings"):
        listening.analyze_many("call.wav")
