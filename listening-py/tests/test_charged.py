"""What counts against the assessed party: the same list on every way out, and one probability of each event."""

from __future__ import annotations

import json
import re

import listening
import pytest
from helpers import made_call
from listening._render import report_facts
from listening._render.looks import Look, looks
from listening._render.phrases import clock, counts, evidence, measure_phrase, measure_value
from listening._render.symbols import MARKS, SILENCES

ENTRIES = ("interruption", "butting_in", "pause_interruption", "overlap")


@pytest.fixture(scope="module", params=["demo", "made", "the customer"])
def call(request, demo):
    """Calls in which something counts."""
    if request.param == "made":
        return made_call(15)
    config = listening.Config(assessed="customer") if request.param == "the customer" else None
    return listening.analyze(demo, config=config)


def changed(report, **how):
    """The report with every event changed."""
    data = report.to_dict()
    for event in data["events"]:
        for key, value in how.items():
            if value is ...:
                event.pop(key, None)
            else:
                event[key] = value
    return listening.Report(json.dumps(data))


def test_the_list_is_what_counts_heaviest_first(call):
    charged = [event for event in call.events if "charged" in event]
    assert sorted(call.charged, key=lambda event: event["id"]) == sorted(charged, key=lambda event: event["id"])
    weights = [event["charged"] for event in call.charged]
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight <= 1 for weight in weights)
    assert call.charged.columns == call.events.columns


def test_each_is_named_by_the_measures_that_it_names(call):
    named = {row["id"]: row["events"] for row in call.measures if row["party"] == call.assessed}
    for event in call.charged:
        assert event["measures"]
        assert all(event["id"] in named[measure] for measure in event["measures"])
    for dimension in call.score["dimensions"]:
        for deduction in dimension["deductions"]:
            for id in deduction["events"]:
                assert deduction["measure"] in call.event(id)["measures"]


def test_what_the_assessed_party_did_counts(call):
    for event in call.charged:
        # A silence or an unanswered turn belongs to the party who talked before it, a bid for the floor to who tried.
        others = ("dead_air", "gap", "pause", "unanswered_turn", "bid")
        assert (event["by"] == call.assessed) == (event["kind"] not in others), event


def test_text_and_page_list_the_same_events(call):
    text, page = call.to_text(), call.to_html()
    heading = f"WHAT COUNTS AGAINST THE {call.assessed.upper()}"
    section = next(part for part in text.split("\n\n") if part.startswith(heading))
    if not call.charged:
        assert section == f"{heading}: nothing of 10 % or more"
        return
    lines = [line for line in section.splitlines() if re.match(r"  \d\d:", line)]
    want = [(clock(event["start"]), f"counts {100 * event['charged']:.0f} %") for event in call.charged]
    assert [(line.split()[0], line[line.index("counts") :]) for line in lines] == want[: len(lines)]
    assert len(lines) == min(len(want), 15)
    table = page.partition("What counts, heaviest first")[2].partition("</table>")[0]
    assert re.findall(r'<tr id="call-(\w+)"', table) == [event["id"] for event in call.charged]


def test_an_event_has_one_probability_with_one_name(call):
    for shown in (call.to_text(), call.to_html()):
        assert "% sure" not in shown
        assert "for certain" not in shown
        assert "with probability" not in shown
    for event in report_facts.shown_events(call.to_dict()):
        said = counts(event)
        assert said.startswith("counts ") == ("charged" in event)
        assert said.startswith("confidence ") == ("charged" not in event and event["confidence"] is not None)
        assert "%" not in report_facts.why_of(event).replace("music or tone in", "").split(" % of it")[0]


def test_confidence_is_the_named_kinds_probability(call):
    judged = [event for event in call.events if "kinds" in event]
    assert judged
    for event in judged:
        assert event["kinds"][event["kind"]] == event["confidence"]
        assert list(event["kinds"].values()) == sorted(event["kinds"].values(), reverse=True)
        assert min(event["kinds"].values()) >= 0.01 or event["confidence"] < 0.01


def test_what_might_have_counted_is_hollow_and_folded():
    report = made_call(15)
    data = report.to_dict()
    apart = {event["id"] for event in report_facts.candidates(data)}
    assert apart
    assert not apart & {event["id"] for event in report.charged}
    assert all(report.event(id)["by"] == "agent" and report.event(id)["kind"] in ENTRIES for id in apart)
    page = report.to_html()
    one = page.partition("<summary>" + f"{len(apart)} entries of the agent that count under 10 %")
    assert one[1]
    assert one[0].endswith("<details>")
    folded = one[2].partition("</details></section>")[0]
    assert set(re.findall(r'<tr id="call-(\w+)"', folded)) == apart
    for event, look in looks(data):
        if event["kind"] in MARKS:
            link = re.search(rf'<a href="#call-{event["id"]}".*?</a>', page)[0]
            assert ("hollow" in link) == (look in (Look.CANDIDATE, Look.ECHO))
            assert ("sign taken" in link) == (look in (Look.CHARGED, Look.CANDIDATE))
            assert (look is Look.CHARGED) == ("charged" in event)
    names = {text.get_text() for text in report.plot().get_legend().get_texts()} if _matplotlib() else set()
    assert not names or "counts under 10 %" in names
    assert "ENTRIES OF THE AGENT THAT COUNT UNDER 10 %" in report.to_text()


def _matplotlib() -> bool:
    try:
        import matplotlib
    except ModuleNotFoundError:
        return False
    matplotlib.use("Agg")
    return True


def test_nothing_counts(report):
    none = changed(report, charged=..., measures=...)
    assert not none.charged
    assert "WHAT COUNTS AGAINST THE AGENT: nothing of 10 % or more" in none.to_text()
    assert "What counts against the agent</h3><p>nothing of 10 % or more</p>" in none.to_html()


def test_a_report_of_before_there_were_these_keys(report):
    old = changed(report, charged=..., measures=..., kinds=...)
    assert not old.charged
    assert "COUNT" not in old.to_text().replace("(counted", "")
    assert not re.search("What counts|filled: counts|under 10 %|>counts", old.to_html())
    listed = {event["id"] for event in report_facts.shown_events(old.to_dict())}
    assert {event["id"] for event in old.events if event["kind"] in ("interruption", "butting_in")} <= listed


RATE = {"id": "interruption_rate", "party": "agent", "unit": "1/min", "events": []}
RATE |= {"value": 2.175, "scored": 0.9, "low": 0.2, "high": 8.4, "n": 2}


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({}, "cut in on the customer 2.2 times per minute of their speech (0.2 to 8.4, n = 2; scored as 0.9)"),
        ({"low": None}, "cut in on the customer 2.2 times per minute of their speech (n = 2; scored as 0.9)"),
        ({"scored": None}, "cut in on the customer 2.2 times per minute of their speech (0.2 to 8.4, n = 2)"),
        ({"scored": 2.21}, "cut in on the customer 2.2 times per minute of their speech (0.2 to 8.4, n = 2)"),
    ],
)
def test_a_rate_shows_what_it_rests_on(how, said):
    assert measure_phrase({**RATE, **how}) == said


def test_a_measure_without_cases_reads_as_none():
    opening = {**RATE, "id": "opening_uninterrupted_s", "unit": "s", "low": None, "high": None, "scored": None}
    for how in ({"value": None, "n": 0}, {"value": 19.9, "n": 0}):
        assert measure_phrase({**opening, **how}) == "opening uninterrupted s: nothing to measure"
        assert measure_value({**opening, **how}) == "nothing to measure"
    assert measure_phrase({**opening, "value": 19.9, "n": 1}).startswith("let the customer talk for 19.9 s")
    # That it did not happen in this many minutes is evidence.
    none = {**RATE, "value": 0.0, "scored": 0.1, "n": 0, "low": 0.0, "high": 3.1}
    assert measure_value(none) == "0.0 (0.0 to 3.1, n = 0; scored as 0.1)"
    assert evidence({**opening, "value": 19.9, "n": 1}) == ""


def test_a_range_of_nothing_is_not_told(report):
    data = report.to_dict()
    for dimension in data["score"]["dimensions"]:
        dimension.update(value=100.0, low=99.96, high=100.0)
    bare = listening.Report(json.dumps(data))
    assert "likely 100" not in bare.to_text()
    assert "likely 100" not in bare.to_html()
    data["score"]["dimensions"][0].update(low=99.0)
    assert "likely 99 to 100" in listening.Report(json.dumps(data)).to_text()


def test_where_nobody_cuts_in_no_opening_is_told():
    agent, customer = [(0.0, 3.0), (20.2, 23.0), (41.0, 44.0)], [(3.3, 20.0), (23.4, 40.8), (44.3, 60.0)]
    report = listening.from_talkspurts(agent, customer)
    opening = report.measure("opening_uninterrupted_s")
    assert (opening["value"], opening["n"]) == (None, 0)
    for shown in (report.to_text(), report.to_html()):
        assert "before first taking the floor" not in shown


def test_what_counts_has_a_place_on_the_timeline_or_none(call):
    page = call.to_html()
    for event in call.charged:
        line = re.search(rf'<tr id="call-{event["id"]}">.*?</tr>', page)[0]
        drawn = event["kind"] in MARKS or event["kind"] in SILENCES
        assert (f'href="#call-at-{event["id"]}"' in line) == drawn
