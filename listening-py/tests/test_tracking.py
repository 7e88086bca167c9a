"""Many calls of many agents: in Python and on the command line."""

from __future__ import annotations

import json
import math
import pickle
import random
from datetime import datetime, timezone

import listening
import numpy as np
import pytest
from helpers import one_line

DAY = 86_400


def report(seed: int, cuts: float) -> listening.Report:
    """A call in which the agent cuts in on a share of the customer's turns."""
    chance = random.Random(seed)
    agent, customer, now = [(0.0, 3.0)], [], 3.2
    for _ in range(14):
        end = now + chance.uniform(4, 9)
        customer.append((now, end))
        reply = end - 0.9 if chance.random() < cuts else end + chance.uniform(0.2, 1.0)
        agent.append((reply, reply + chance.uniform(3, 6)))
        now = agent[-1][1] + 0.2
    return listening.from_talkspurts(agent, customer)


@pytest.fixture(scope="module")
def calls():
    """Six agents with twelve calls each; the first cuts in on half of the turns."""
    return [
        (name, float(DAY * day), report(100 * k + day, 0.5 if k == 0 else 0.1))
        for k, name in enumerate(["ann", "bob", "cem", "dora", "eve", "finn"])
        for day in range(12)
    ]


@pytest.fixture(scope="module")
def tracking(calls):
    return listening.track(calls)


@pytest.fixture(scope="module")
def lines(calls):
    rows = [{"agent": agent, "time": time, "report": report.to_dict()} for agent, time, report in calls]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def said(done):
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode()


def test_what_is_said_of_an_agent(tracking, calls):
    assert tracking.calls == 72
    assert tracking.agents == ["ann", "bob", "cem", "dora", "eve", "finn"]
    ann = tracking.row("ann", "interruption_rate")
    own = [report.measure("interruption_rate")["value"] for agent, _, report in calls if agent == "ann"]
    assert min(own) < ann["value"] < max(own)
    assert ann["low"] < ann["shrunken"] < ann["value"] < ann["high"]
    assert tracking.row("bob", "interruption_rate")["high"] < ann["low"]
    assert tracking.agent("ann")["habit"]["measure"] == "interruption_rate"
    assert "rank" not in tracking.agent("ann")
    assert "No rank is given" in tracking.notice
    with pytest.raises(KeyError, match="ann, bob"):
        tracking.agent("zoe")
    with pytest.raises(KeyError, match="interruption_rate"):
        tracking.row("ann", "temper")


def test_a_tracking_is_a_value(tracking, calls):
    again = listening.track(reversed(calls))
    assert again == tracking
    assert pickle.loads(pickle.dumps(tracking)) == tracking
    assert len({again, tracking}) == 1
    assert tracking != "ann"
    assert repr(tracking) == "<Tracking of 6 agents, 72 calls>"
    data = tracking.to_dict()
    assert list(data) == ["schema", "assessed", "by", "calls", "measures", "agents", "comparisons", "notice"]
    assert json.loads(tracking.to_json()) == data
    for text in ("{}", "no", "[]"):
        with pytest.raises(listening.ListeningError, match="not a tracking"):
            listening.Tracking(text)


def test_tables(tracking):
    table = tracking.table()
    frame = table.to_pandas()
    assert len(frame) == len(table) == len(table.to_polars()) == len(table.to_arrow())
    assert tuple(frame.columns) == table.columns
    assert set(frame["agent"]) == set(tracking.agents)
    assert frame["trend_called"].dtype == bool
    measures = tracking.measures
    assert len(measures.to_pandas()) == len(measures.to_polars()) == len(measures.to_arrow()) == len(measures)
    (rate,) = [row for row in measures if row["measure"] == "interruption_rate"]
    assert (rate["kind"], rate["exposure_unit"]) == ("rate", "customer_speech_min")
    assert rate["calls_needed_low"] <= rate["calls_needed"]
    assert measures[0]["measure"] == "observable_listening"


def test_rows_come_in_many_forms(calls, tracking):
    names = [{"agent": agent, "time": time, "report": report} for agent, time, report in calls]
    assert listening.track(names) == tracking
    assert listening.track((agent, time, report.to_json()) for agent, time, report in calls) == tracking
    assert listening.track([(agent, time, report.to_dict()) for agent, time, report in calls]) == tracking
    when = [datetime.fromtimestamp(time, timezone.utc) for _, time, _ in calls]
    assert listening.track([(a, then, r) for (a, _, r), then in zip(calls, when, strict=True)]) == tracking
    naive = [then.replace(tzinfo=None) for then in when]
    assert listening.track([(a, then, r) for (a, _, r), then in zip(calls, naive, strict=True)]) == tracking
    texts = [then.isoformat() for then in when]
    assert listening.track([(a, then, r) for (a, _, r), then in zip(calls, texts, strict=True)]) == tracking
    stamps = [np.datetime64(then, "ns") for then in naive]
    assert listening.track([(a, then, r) for (a, _, r), then in zip(calls, stamps, strict=True)]) == tracking
    columns = {name: [row[name] for row in names] for name in ("agent", "time")}
    columns["report"] = [report.to_json() for _, _, report in calls]
    assert listening.track(pytest.importorskip("pandas").DataFrame(columns)) == tracking
    assert listening.track(pytest.importorskip("polars").DataFrame(columns)) == tracking
    assert listening.track(pytest.importorskip("pyarrow").table(columns)) == tracking
    times = pytest.importorskip("pandas").to_datetime(naive)
    assert listening.track(pytest.importorskip("pandas").DataFrame({**columns, "time": times})) == tracking


def test_changes_since(calls):
    tracking = listening.track(calls, since=6.5 * DAY)
    assert tracking.agent("ann")["measures"][0]["change"]["since"] == 7 * DAY
    assert listening.track(calls, since=datetime(1970, 1, 7, 12)) == tracking
    assert listening.track(calls, since="1970-01-07T12:00") == tracking
    for wrong in ("soon", math.nan, True):
        with pytest.raises(listening.ConfigError, match="since"):
            listening.track(calls, since=wrong)


def test_the_other_party(calls):
    with pytest.warns(listening.ReportWarning, match="score the agent's listening: their scores are left out"):
        tracking = listening.track(calls, assessed="customer")
    assert "observable_listening" not in [row["measure"] for row in tracking.measures]
    rate = next(row for row in tracking.measures if row["measure"] == "backchannel_rate")
    assert rate["exposure_unit"] == "agent_speech_min"
    with pytest.raises(listening.ConfigError, match="assessed"):
        listening.track(calls, assessed="nobody")


def test_bad_rows_are_refused(calls):
    _, _, good = calls[0]
    for row, words in [
        ((True, 0, good), "agent"),
        (("ann", 0, "{}"), "schema"),
        (("ann", 0, good.to_json().replace("report/1", "report/2")), "report/2"),
        (("ann", 0, {"score": math.inf}), "JSON"),
        (("ann", 0, 17), "int"),
        (("ann", 0), "tuple"),
        ({"agent": "ann", "time": 0}, "report"),
        (3, "int"),
    ]:
        with pytest.raises(listening.RowError, match=words) as refused:
            listening.track([calls[0], row])
        assert "row 1" in str(refused.value)
    for row, words in [
        (("", 0, good), "has no 'agent'"),
        ((None, 0, good), "has no 'agent'"),
        (("ann", math.nan, good), "has no time"),
        (("ann", None, good), "has no time"),
        (("ann", "soon", good), "has a time that cannot be read"),
    ]:
        with pytest.warns(UserWarning, match=rf"^1 row {words} and is left out \(row 1\)$"):
            assert listening.track([calls[0], row]).calls == 1
        with pytest.raises(listening.RowError):
            listening.track([row])
    for rows in (b"", {"agent": "ann"}, 7):
        with pytest.raises(listening.RowError, match="rows of"):
            listening.track(rows)
    assert listening.track([]).agents == []


def test_agents_may_be_numbers(calls):
    _, _, good = calls[0]
    assert listening.track([(17, 0, good), (np.int64(18), 0, good)]).agents == ["17", "18"]


def test_the_text_is_for_reading(tracking, calls):
    for each in (tracking, listening.track([]), listening.track(calls[:1])):
        text = each.to_text()
        assert text.isascii()
        assert max(map(len, text.splitlines())) <= 80
        assert "None" not in text.replace("None of", "")
        assert "nan" not in text.split()
    text = tracking.to_text()
    assert "work on: interruptions per minute; at " in text
    assert "HOW MANY CALLS" in text
    assert all(f"\n{agent}   12 calls" in text for agent in tracking.agents)


def test_track_on_the_command_line(command, lines, tracking, calls, tmp_path):
    file = tmp_path / "calls.jsonl"
    file.write_bytes(lines)
    assert said(command("track", file, "--json")) == tracking.to_json() + "\n"
    assert said(command("track", file)) == tracking.to_text() + "\n"
    assert said(command("track", "-", "--json", input=b"\n" + lines)) == tracking.to_json() + "\n"
    since = said(command("track", file, "--json", "--since", "1970-01-07T12:00Z"))
    assert since == said(command("track", file, "--json", "--since", 6.5 * DAY))
    assert since == listening.track(calls, since=6.5 * DAY).to_json() + "\n"
    others = command("track", file, "--json", "--assessed", "customer")
    assert others.returncode == 0
    assert json.loads(others.stderr)["warning"]["type"] == "ReportWarning"
    with pytest.warns(listening.ReportWarning):
        expected = listening.track(calls, assessed="customer").to_json() + "\n"
    assert others.stdout.decode() == expected != tracking.to_json() + "\n"
    one_line(command("track", file, "--assessed", "both"), "--assessed")
    flat = "".join(json.dumps({"agent": a, "time": t, **r.to_dict()}) + "\n" for a, t, r in calls).encode()
    assert said(command("track", "-", "--json", input=flat)) == tracking.to_json() + "\n"
    teams = lines.replace(b'"agent": "', b'"team": "')
    assert said(command("track", "-", "--json", "--by", "team", input=teams)).replace(
        '"by":"team"', '"by":"agent"'
    ) == (tracking.to_json() + "\n")


def test_track_refuses_in_one_line(command, lines, tmp_path):
    first = lines.splitlines(keepends=True)[0]
    file = tmp_path / "bad.jsonl"

    def refuses(second: bytes, *words: object) -> None:
        file.write_bytes(first + second)
        one_line(command("track", file), file, *words)

    for second, words in (
        (b"nonsense\n", "1 row is not JSON, perhaps cut short, and is left out (line 2)"),
        (b"\xff\n", "1 row is not JSON"),
        (b"\n{}\n", "1 row has no 'agent' and is left out (line 3)"),
        (first.replace(b'"ann"', b'""'), "1 row has no 'agent' and is left out (line 2)"),
        (first.replace(b'"time": 0.0', b'"time": null'), "1 row has no time and is left out (line 2)"),
    ):
        file.write_bytes(first + second)
        done = command("track", file)
        assert done.returncode == 0
        assert done.stderr.decode().startswith(f"listening: warning: {words}")
    refuses(b"[]\n", "line 2", "agent")
    refuses(b"\n" + first.replace(b"report/1", b"report/3"), "line 3", "report/3")
    refuses(b'{"agent": "x", "time": 0, "report": 4}\n', "line 2", "int")
    file.write_bytes(b"\n")
    one_line(command("track", file), "no call")
    one_line(command("track", tmp_path / "nowhere.jsonl"), "nowhere.jsonl")
    one_line(command("track", file, "--since", "soon"), "--since")
    one_line(command("track"), "FILE")


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_rows_of_a_table_that_are_no_calls_are_left_out(calls, tracking, kind):
    library = pytest.importorskip(kind)
    some = [("bad", 0.0, None), *calls]
    columns = {
        "agent": [agent for agent, _, _ in some],
        "time": [time for _, time, _ in some],
        "report": [report and report.to_json() for _, _, report in some],
        "error": ["gone", *[None] * len(calls)],
    }
    table = library.table if kind == "pyarrow" else library.DataFrame
    with pytest.warns(UserWarning, match=r"^1 row could not be analysed and is left out \(row 0\)$"):
        assert listening.track(table(columns)) == tracking
    columns["agent"][1:3] = [None, None]
    with pytest.warns(UserWarning, match=r"; 2 rows have no 'agent' and are left out \(first row 1\)$"):
        assert listening.track(table(columns)) == listening.track(calls[2:])
    # Positions are those of the table, not of what is left of it.
    columns["report"][4] = "{}"
    with pytest.raises(listening.RowError, match=r"^row 4\b.*schema"):
        listening.track(table(columns))
    columns["agent"], columns["error"] = [None] * len(some), [None] * len(some)
    columns["report"][0] = columns["report"][1]
    with pytest.raises(listening.RowError, match=r"no call has 'agent'.*--agent-from.*--by"):
        listening.track(table(columns))


def test_what_pandas_says_for_nothing(calls, tracking):
    pandas = pytest.importorskip("pandas")
    columns = {"agent": [a for a, _, _ in calls] + [None], "report": [r.to_json() for _, _, r in calls] + [None]}
    frame = pandas.DataFrame(columns).astype("string")
    frame["time"] = [time for _, time, _ in calls] + [math.nan]
    with pytest.warns(UserWarning, match="1 row has no report and is left out"):
        assert listening.track(frame) == tracking


def test_lines_without_an_agent_are_left_out(command, calls, lines, tmp_path):
    file = tmp_path / "calls.jsonl"
    failed = b'{"agent": null, "time": 0, "error": "gone", "report": null}\n'
    file.write_bytes(failed + lines.replace(b'"ann"', b"null", 1))
    done = command("track", file, "--json")
    assert done.stdout.decode() == listening.track(calls[1:]).to_json() + "\n"
    assert done.stderr.count(b"\n") == 1
    assert b"1 row could not be analysed and is left out (line 1); 1 row has no 'agent' and is left out" in done.stderr
    file.write_bytes(lines.splitlines(keepends=True)[0].replace(b'"ann"', b"null"))
    one_line(command("track", file), file, "no call has 'agent'", "--agent-from", "--by")


def test_csv_holds_no_reports(command, tmp_path):
    file = tmp_path / "scores.CSV"
    file.write_text("call_id,agent,time\n1,ann,0\n")
    one_line(command("track", file), file, "CSV holds no reports", ".parquet or .jsonl")


def of(profile: str, days: range, name: str = "ann") -> list[tuple[str, float, listening.Report]]:
    """Calls of an agent, scored by a built-in profile."""
    config = listening.Config(profile=listening.built_in_profile(profile))
    return [
        (
            name,
            float(DAY * day),
            listening.from_talkspurts(
                [(0.0, 3.0), *((22.0 * k + 11.2 - (k < day % 3), 22.0 * k + 21) for k in range(5))],
                [(22.0 * k + 3.2, 22.0 * k + 11) for k in range(5)],
                config=config,
            ),
        )
        for day in days
    ]


@pytest.fixture(scope="module")
def broken():
    """Calls of two agents: eight of 0.1.0's profile, then seven of today's; a third has only new ones."""
    calls = [*of("contact_center/1", range(8)), *of("contact_center/2", range(8, 15))]
    return [
        *calls,
        *((f"b{name}", time, report) for name, time, report in calls),
        *of("contact_center/2", range(8, 15), "cem"),
    ]


def test_profiles_are_told_apart(broken):
    with pytest.warns(
        listening.ReportWarning, match="never pooled: 16 calls of contact_center/1 .* 21 calls of contact"
    ):
        found = listening.track(broken)
    assert (found.calls, found.agents) == (37, ["ann", "bann", "cem"])
    engine = {"engine": listening.__version__, "network": None}
    before, after = ({"profile": f"contact_center/{k}", **engine} for k in (1, 2))
    assert found.breaks == [
        {"agent": name, "time": 8.0 * DAY, "before": before, "after": after} for name in ("ann", "bann")
    ]
    rows = [row for row in found.table() if (row["agent"], row["measure"]) == ("ann", "interruption_rate")]
    assert [(row["profile"], row["engine"], row["network"], row["calls"]) for row in rows] == [
        ("contact_center/2", listening.__version__, None, 7),
        ("contact_center/1", listening.__version__, None, 8),
    ]
    assert found.row("ann", "interruption_rate") == rows[0]
    # Each side is what it is alone.
    alone = listening.track([call for call in broken if call[2].profile == "contact_center/1"])
    assert alone.breaks == []
    assert alone.row("ann", "interruption_rate") == rows[1]
    assert list(found.measures)[len(found.measures) - len(alone.measures) :] == list(alone.measures)
    assert alone.agent("ann") in found.to_dict()["agents"]
    assert found.agent("ann")["made_by"] == after
    frame = found.measures.to_pandas()
    assert set(frame["profile"]) == {"contact_center/1", "contact_center/2"}


def test_the_text_shows_the_break(broken):
    with pytest.warns(listening.ReportWarning, match="never pooled"):
        found = listening.track(broken)
    text = found.to_text()
    made = f"ENGINE {listening.__version__}, NO AUDIO"
    new, old = (text.index(f"CONTACT_CENTER/{k}, {made}") for k in (2, 1))
    assert new < old < text.index("BREAKS (nothing is pooled over one)")
    assert "TRACKING   3 agents, 21 calls" in text[new:old]
    assert "TRACKING   2 agents, 16 calls" in text[old:]
    assert "ann 691200, bann 691200" in " ".join(text.split())
    assert text.count(found.notice[:30]) == 1
    assert all(len(line) <= 80 for line in text.splitlines())
    page = found.to_html()
    assert page.count("<article") == 2
    assert "Tracking: contact_center/1" in page
    assert found._repr_html_().count("<article") == 2
    one = listening.track(of("contact_center/2", range(7)))
    assert "BREAKS" not in one.to_text()
    assert one.to_html().count("<article") == 1


def test_the_command_warns_of_the_break(broken, command):
    lines = "".join(
        json.dumps({"agent": name, "time": time, "report": report.to_dict()}) + "\n" for name, time, report in broken
    )
    done = command("track", "-", input=lines.encode())
    assert done.returncode == 0
    assert b"BREAKS (nothing is pooled over one)" in done.stdout
    assert b"never pooled" in done.stderr
    done = command("track", "-", "--json", input=lines.encode())
    assert [each["agent"] for each in json.loads(done.stdout)["breaks"]] == ["ann", "bann"]
