"""Tracking by team and week, before and after a training, adjusted for the queues that calls came from."""

import json
from datetime import datetime, timezone

import listening
import pytest
from helpers import one_line

DAY = 86_400.0
MONDAY = 1_772_409_600.0
"""2 March 2026."""


@pytest.fixture(scope="module")
def reports():
    """Reports on a good call, and on one in which the agent takes the floor from the customer three times."""
    made = []
    for cuts in (0, 3):
        agent, customer = [(0.0, 3.0)], []
        for turn in range(8):
            start = 3.4 + 14 * turn
            customer.append((start, start + (6.2 if turn < cuts else 8)))
            agent.append((start + (5.4 if turn < cuts else 8.5), start + 13))
        made.append(listening.from_talkspurts(agent=agent, customer=customer))
    return made


@pytest.fixture(scope="module")
def rows(reports):
    """Four weeks of three agents in two teams; everybody cuts in on the hard queue, Ann works there mostly."""
    good, bad = reports
    found = []
    for day in range(28):
        for agent, team, hard in (("ann", "north", 6), ("bob", "north", 1), ("cem", "south", 3)):
            queue = "hard" if day % 7 < hard else "easy"
            report = bad if queue == "hard" and day % 2 else good
            time = datetime.fromtimestamp(MONDAY + DAY * day, timezone.utc)
            found.append({"agent": agent, "team": team, "queue": queue, "time": time, "report": report})
    return found


def test_text_and_page_show_the_same_adjusted_estimates(rows):
    tracking = listening.track(rows)
    text, page = tracking.to_text(), tracking.to_html()
    moved = 0
    for agent in tracking.agents:
        whole = tracking.row(agent, "observable_listening")
        shown = f"{whole['adjusted']:.1f}"
        moved += shown != f"{whole['value']:.1f}"
        assert f"observable listening {shown} (" in text
        assert f">{shown}<" in page
    assert moved


def test_teams_weeks_and_the_mix_of_calls(rows):
    tracking = listening.track(rows, by="team", period="W")
    assert (tracking.by, tracking.agents, tracking.adjusted_for) == ("team", ["north", "south"], ["queue"])
    weeks = [row for row in tracking.periods if row["measure"] == "interruption_rate"]
    assert [(row["agent"], row["calls"]) for row in weeks[:5]] == [(None, 21)] * 4 + [("north", 14)]
    assert weeks[0]["start"] == datetime(2026, 3, 2, tzinfo=timezone.utc)
    assert all(row["low"] <= row["value"] <= row["high"] for row in weeks)
    mix = next(row for row in tracking.mix if row["measure"] == "interruption_rate")
    # Of 84 calls the easy queue has more, and there nobody cuts in.
    assert (mix["factor"], mix["level"], mix["reference"], mix["effect_unit"]) == ("queue", "hard", "easy", "times")
    assert mix["effect"] > 3
    assert mix["effect_low"] > 1
    text = tracking.to_text()
    assert text.startswith("TRACKING   2 teams, 84 calls\nEstimates are adjusted for the queue of the calls.\n")
    assert "2026-03-09 " in text
    assert "  14 calls" in text
    pandas = pytest.importorskip("pandas")
    assert listening.track(pandas.DataFrame(rows), by="team", period="week") == tracking


def test_pairs_hold_zero_only_once_the_queue_is_taken_into_account(rows):
    def pair(tracking):
        found = [row for row in tracking.pairs if row["measure"] == "interruption_rate"]
        return next(row for row in found if (row["a"], row["b"]) == ("ann", "bob"))

    assert pair(listening.track(rows, adjust=(), pairs=True))["called"]
    adjusted = pair(listening.track(rows, pairs=True))
    assert not adjusted["called"]
    assert adjusted["difference_low"] < 0 < adjusted["difference_high"]
    plain = listening.track(rows)
    assert len(plain.pairs) == len(plain.periods) == 0
    assert plain.row("ann", "interruption_rate")["adjusted"] < plain.row("ann", "interruption_rate")["value"]
    assert listening.track(rows, adjust=()).row("ann", "interruption_rate")["adjusted"] is None


def test_before_and_after_a_training(reports):
    good, bad = reports
    # In the week of the training, from day 14 to day 20, all is otherwise.
    kinds = [bad] * 14 + [bad, good] * 3 + [bad] + [good] * 14
    calls = [
        ("ann", f"2026-03-{day + 2:02}" if day < 30 else f"2026-04-{day - 29:02}", kinds[day]) for day in range(35)
    ]
    tracking = listening.track(calls, compare=("2026-03-16", "2026-03-23"))
    change = next(own for own in tracking.agent("ann")["measures"] if own["measure"] == "interruption_rate")["change"]
    assert change["stands"]
    assert change["after"]["value"] < 0.1 * change["before"]["value"]
    assert (change["until"], change["since"]) == (MONDAY + 14 * DAY, MONDAY + 21 * DAY)
    assert "between 2026-03-16 and 2026-03-23" in " ".join(tracking.to_text().split())
    assert listening.track(calls, compare="2026-03-16") == listening.track(calls, since="2026-03-16")
    with pytest.warns(listening.ReportWarning, match="no call is later than the comparison at 2027-01-01"):
        listening.track(calls, compare="2027-01-01")


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ({"by": "time"}, "by"),
        ({"by": 3}, "by"),
        ({"period": "year"}, "period"),
        ({"compare": ("2026-01-02", "2026-01-01")}, "lies after"),
        ({"compare": ("2026-01-02",)}, "one time or two"),
        ({"compare": "soon"}, "compare"),
        ({"compare": 1, "since": 1}, "both given"),
        ({"adjust": 3}, "names were expected"),
        ({"adjust": ("site",)}, "no call has it"),
        ({"by": "queue", "adjust": ("queue",)}, "grouped by"),
    ],
)
def test_settings_are_refused_by_name(rows, setting, word):
    with pytest.raises(listening.ConfigError, match=word):
        listening.track(rows, **setting)


def test_labels_are_the_same_from_json_and_from_tables(rows, command, tmp_path):
    file = tmp_path / "calls.jsonl"
    lines = [{**row, "time": row["time"].isoformat(), "report": row["report"].to_dict()} for row in rows]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    options = ("--by", "team", "--period", "week", "--compare", "2026-03-16", "2026-03-23", "--pairs", "--json")
    done = command("track", file, *options)
    assert done.returncode == 0, done.stderr
    expected = listening.track(rows, by="team", period="week", compare=("2026-03-16", "2026-03-23"), pairs=True)
    assert done.stdout.decode().strip() == expected.to_json()
    plain = command("track", file, "--adjust", "none", "--json")
    assert plain.stdout.decode().strip() == listening.track(rows, adjust=()).to_json()
    for options, word in ((("--compare", "soon"), "--compare"), (("--adjust", "site"), "no call has it")):
        done = command("track", file, *options)
        one_line(done, word)


def test_calls_needed_are_not_said_from_few(reports):
    good, bad = reports
    calls = [(agent, day, bad if (day + k) % 3 == 0 else good) for k, agent in enumerate("abcd") for day in range(3)]
    tracking = listening.track(calls)
    needed = {row["measure"]: row for row in tracking.measures}["interruption_rate"]
    assert needed["calls_needed"] is None
    assert not needed["differs"]
    assert needed["differs_p"] > 0.1
    lines = tracking.to_text().splitlines()
    assert any(line.startswith("  interruptions  ") for line in lines)
    assert "that of one call" not in tracking.to_text()
    assert all(agent["habit"] is None for agent in tracking._data["agents"])
