"""Names, counts and differences as texts and pages say them."""

from __future__ import annotations

import re

import listening
import pytest
from listening._cli.help_layout import filled
from listening._cli.tables_command import tables_text
from listening._render.tracking_text import by_chance, moved_of, needed_lines, pairs_lines

LONG = "n" * 200
EVIL = f"ann\nRANK 1 \u202eneb {LONG}"
COMMANDS = (
    *("", "analyze", "inspect", "demo", "stream", "floor", "profile", "completion", "schema", "compare", "batch"),
    *("tables", "track", "calibrate"),
)


@pytest.fixture(scope="module")
def report():
    return listening.from_talkspurts(agent=[(0.0, 4.0), (51.0, 53.0)], customer=[(4.2, 50.0)])


@pytest.fixture(scope="module")
def tracking(report):
    rows = [{"agent": f"{EVIL}{k}", "time": day, "report": report} for k in range(2) for day in range(6)]
    return listening.track(rows, pairs=True)


def test_names_stay_in_their_line_and_in_the_data(tracking):
    assert tracking.agents == [f"{EVIL}0", f"{EVIL}1"]
    for text in (tracking.to_text(), tracking.to_html()):
        assert LONG[:60] not in text
        assert "\u202e" not in text
        assert "&#8238;" not in text
        assert not re.search(r"^RANK", text, re.M)
    assert max(map(len, tracking.to_text().splitlines())) <= 80


def test_names_of_a_call_stay_in_their_line(report):
    about = {"agent": EVIL, "time": "2026-03-03T09:30", "call_id": EVIL}
    for page in (report.to_card(about=about), report.to_html(about=about, title=EVIL)):
        assert LONG[:60] not in page
        assert "&#8238;" not in page
        assert "2026-03-03 09:30" in page
    assert "\u202e" not in report.to_text(EVIL)


def test_a_card_says_whose_call_it_is(command, team, tmp_path):
    call = team / "calls/ben/2026-03-03-1.wav"
    done = command("analyze", call, "--card", "--agent-from", team / "calls.csv")
    card = done.stdout.decode()
    assert "<h2>ben</h2>" in card
    assert "<li>2026-03-03 " in card
    assert "<li>call ben/2026-03-03-1" in card
    none = tmp_path / "none.csv"
    none.write_text("call_id,agent\nother,ann\n", encoding="utf-8")
    done = command("analyze", call, "--card", "--agent-from", none)
    assert done.returncode == 2
    assert b"has no row for" in done.stderr
    assert b"goes with --html or --card" in command("analyze", call, "--agent-from", none).stderr


def test_a_message_stays_in_its_line(command, tmp_path):
    done = command("track", tmp_path / "no\nsuch \u202efile.jsonl")
    assert done.stderr.count(b"\n") == 1
    assert "\u202e" not in done.stderr.decode()


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_as_wide_as_the_terminal(name, columns, monkeypatch, capsys):
    from listening._cli.main import main

    monkeypatch.setenv("COLUMNS", str(columns))
    with pytest.raises(SystemExit):
        main([*([name] if name else []), "--help"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns
    # Nothing is lost for it.
    assert any(line.startswith("  ") and "listening " in line for line in lines)


def test_an_example_that_goes_on_can_be_copied():
    text = filled(
        "examples:\n  listening track calls.jsonl --by team --period week --html --out calls.html   teams", 40
    )
    lines = text.splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[-1].strip() == "teams"
    command = " ".join(line.rstrip("\\").strip() for line in lines[1:-1])
    assert command == "listening track calls.jsonl --by team --period week --html --out calls.html"
    assert all(line.endswith(" \\") for line in lines[1:-2])


def test_pairs_are_in_text_and_page(tracking):
    text = tracking.to_text()
    assert "PAIRS OF AGENTS" in text
    assert re.search(r"The interval excludes zero\s+in 0 of \d+ differences", text)
    assert "<h3>Pairs" in tracking.to_html()
    pair = {"measure": "observable_listening", "called": True, "difference": {"value": 0.6, "low": 0.03, "high": 1.2}}
    lines = pairs_lines([pair | {"a": "ann", "b": f"b{k}"} for k in range(17)], "agent")
    assert "  ann, b0: +0.60 (0.03 to 1.20) points *" in lines
    assert "  and 2 more pairs: all are on the page (--html) and in --json" in lines


def test_only_what_is_there_is_announced():
    tested = {"tested": 157, "standing": 0, "visible": 0}
    assert by_chance(tested) == "None of 157 trends and changes holds after correcting for the number looked at."
    assert "Only" not in by_chance(tested | {"standing": 2})
    assert by_chance(tested | {"standing": 1, "visible": 1}).endswith("looked at. Only this is shown.")


def test_calls_are_a_number_only_with_an_interval():
    row = {"measure": "patience", "icc": 0.003, "calls": 24, "needs_about": None}
    none = row | {"calls_needed": 1133, "calls_needed_low": 88, "calls_needed_high": None}
    (line,) = needed_lines([none], "agent")[2:]
    assert "1133" not in line
    assert line.split(maxsplit=1)[1] == "no difference between agents is seen"
    some = row | {"icc": 0.4, "calls_needed": 6, "calls_needed_low": 1, "calls_needed_high": 31}
    assert needed_lines([some], "agent")[2].split() == ["patience", "6", "1", "to", "31", "0.40"]
    assert needed_lines(
        [row | {"calls_needed": None, "calls_needed_low": None, "calls_needed_high": None, "needs_about": 52}], "agent"
    )[2].endswith("needs about 52 in all, of 24 now")


def test_a_change_is_said_with_the_decimals_it_needs():
    change = {"stands": True, "since": 9.0, "before": {"value": 0.36}, "after": {"value": 0.04}}
    change |= {"difference": {"value": -0.32, "low": -0.38, "high": -0.03}}
    own = {"measure": "interruption_rate", "unit": "1/min", "change": change, "trend": None}
    assert moved_of(own) == (
        "changed: interruptions per minute from 0.36 to 0.04 since 9 (by -0.38 to -0.03 per minute)"
    )
    trend = {"stands": True, "over_period": {"value": -0.012, "low": -0.014, "high": -0.009}}
    own = {"measure": "pause_respect", "unit": "share", "change": None, "trend": trend}
    assert moved_of(own).endswith("by -1.2 (-1.4 to -0.9) percentage points from first to last call")


def test_one_is_one(report):
    assert tables_text("t", {"calls": 1, "legs": 1, "marks": 0}) == "t: 1 call, 1 leg, 0 marks"
    tracking = listening.track([{"city": "Bonn", "time": 0, "report": report}], by="city")
    assert tracking.to_text().startswith("TRACKING   1 city, 1 call\n")
    assert "of 1 agent, 1 call" in repr(tracking)
    two = [{"city": name, "time": 0, "report": report} for name in ("Bonn", "Ulm")]
    assert listening.track(two, by="city").to_text().startswith("TRACKING   2 cities, 2 calls\n")


def test_measures_of_a_call_that_is_not_rated_say_why(report):
    pytest.importorskip("pyarrow")
    short = listening.from_talkspurts(agent=[(0.0, 2.0)], customer=[(2.4, 5.0)])
    tables = listening.tables([short], ["1"])
    (why,) = {row["not_rated_because"] for row in tables.measures}
    assert why == tables.calls[0]["not_rated_because"] == "too_little_speech"
    assert any(row["value"] is None and row["n"] == 0 for row in tables.measures)
