"""A call counted as other products count it: in Python and on the command line."""

from __future__ import annotations

import json
import pickle

import listening
import pytest
from helpers import one_line

# Both talk from 4.0 to 7.2 s; nobody from 20.0 to 25.5 s; 40 s in all.
AGENT = [(0.0, 2.0), (4.0, 7.2), (25.5, 30.0)]
CUSTOMER = [(2.5, 20.0), (30.5, 40.0)]


@pytest.fixture(scope="module")
def call():
    return listening.from_talkspurts(AGENT, CUSTOMER, 40.0)


def said(done):
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode()


def test_presets_have_names_and_definitions():
    names = ["verint_3s", "miitel", "google_5s", "medallia", "cisco_10s", "amazon"]
    assert list(listening.PRESETS) == names
    assert all("Source: " in definition for definition in listening.PRESETS.values())


def test_the_numbers(call):
    assert call.compare("verint_3s").value("Interruption") == 1.0
    assert call.compare("verint_3s").value("Interruption, length") == 3.2
    assert call.compare("cisco_10s").value("TalkOver Events") == 0.0
    # 5.5 s of 40 s.
    assert call.compare("google_5s").value("silence_percentage") == 13.75
    # One of three turns begins while the customer talks.
    assert call.compare("medallia").value("overtalk", "agent") == 0.333
    assert call.compare("medallia").value("overtalk", "customer") == 0.0
    # One overlap and one silence in 40 s: 1.5 of each per minute. The agent has 9.7 s of 36.7 s of talk:
    # 50 - (26.43 - 40) - 15 - 15 = 33.57.
    assert call.compare("miitel").value("Overall", "agent") == 33.569
    found = call.compare("amazon").document["ConversationCharacteristics"]
    assert found["NonTalkTime"]["Instances"] == [
        {"BeginOffsetMillis": 20000, "EndOffsetMillis": 25500, "DurationMillis": 5500}
    ]
    assert found["TalkTime"]["DetailsByParticipant"]["AGENT"] == {"TotalTimeMillis": 9700}


@pytest.mark.parametrize("preset", list(listening.PRESETS))
def test_ours_stand_beside(report, preset):
    comparison = report.compare(preset)
    assert comparison.preset == preset
    assert comparison.definition == listening.PRESETS[preset]
    beside = [row for row in comparison.rows if row["ours"]]
    assert beside
    for row in beside:
        measure = report.measure(row["ours"], row["ours_party"])
        assert (row["ours_value"], row["ours_low"], row["ours_high"]) == (
            measure["value"],
            measure["low"],
            measure["high"],
        )
        assert row["ours_unit"] == measure["unit"]
    assert (comparison.document is not None) == (preset == "amazon")


def test_a_comparison_is_a_value(report):
    comparison = report.compare("google_5s")
    assert comparison == listening.Report(report.to_json()).compare("google_5s")
    assert comparison == pickle.loads(pickle.dumps(comparison))
    assert len({comparison, report.compare("google_5s"), report.compare("miitel")}) == 2
    assert comparison != report.compare("miitel")
    assert comparison != "google_5s"
    assert repr(comparison) == "<Comparison as google_5s: 4 rows>"
    data = comparison.to_dict()
    assert list(data) == ["schema", "preset", "definition", "rows", "document"]
    assert json.loads(comparison.to_json()) == data
    with pytest.raises(KeyError, match="silence_duration"):
        comparison.value("silence")
    with pytest.raises(listening.ListeningError, match="not a comparison"):
        listening.Comparison("{}")
    with pytest.raises(listening.ListeningError, match="not a comparison"):
        listening.Comparison("no")


def test_rows_become_data_frames(call):
    rows = call.compare("miitel").rows
    assert len(rows.to_pandas()) == len(rows.to_arrow()) == len(rows.to_polars()) == len(rows)
    frame = rows.to_pandas()
    assert frame.loc[frame["ours"] == "talk_share", "value"].sum() == pytest.approx(100.0)


@pytest.mark.parametrize("name", ["verint", "", "all", "Amazon", 3, None])
def test_other_names_are_refused(call, name):
    with pytest.raises(listening.ConfigError, match="verint_3s, miitel, google_5s, medallia, cisco_10s, amazon"):
        call.compare(name)


def test_words_give_a_speed(call):
    words = {"agent": [(0.0, 1.0, "good morning"), (4.0, 4.2, "[laughter]")], "customer": [(3.0, 3.2, "hello")]}
    with_words = call.compare("amazon", words=words)
    # 2 words in 9.7 s of talk, 1 in 27.0 s.
    assert with_words.value("AverageWordsPerMinute", "agent") == 12.371
    found = with_words.document["ConversationCharacteristics"]["TalkSpeed"]["DetailsByParticipant"]
    assert found == {"AGENT": {"AverageWordsPerMinute": 12}, "CUSTOMER": {"AverageWordsPerMinute": 2}}
    without = call.compare("amazon")
    assert without.value("AverageWordsPerMinute", "agent") is None
    assert "TalkSpeed" not in without.document["ConversationCharacteristics"]
    with pytest.raises(listening.WordError):
        call.compare("amazon", words=[("nobody", 0.0, 1.0, "hello")])


def test_an_empty_call_has_no_rates():
    nothing = listening.from_talkspurts([], [])
    for preset in listening.PRESETS:
        text = nothing.compare(preset).to_text()
        assert "nan" not in text.lower().split()
        assert "None" not in text
    assert nothing.compare("google_5s").value("silence_percentage") is None
    assert nothing.compare("medallia").value("overtalk", "agent") is None


@pytest.mark.parametrize("preset", list(listening.PRESETS))
def test_the_text_is_for_reading(report, preset):
    text = report.compare(preset).to_text()
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80
    # A line may end at a hyphen too.
    flat = "".join(text.split())
    assert "".join(listening.PRESETS[preset].split()) in flat
    for row in report.compare(preset).rows:
        assert row["name"] in text
        assert "".join(row["note"].split()) in flat


@pytest.mark.filterwarnings("ignore::listening.RolesWarning")
def test_compare_a_recording(command, demo, report):
    out = said(command("compare", demo))
    assert out.startswith("demo_call.wav")
    for preset in listening.PRESETS:
        assert report.compare(preset).to_text() in out
    assert out == said(command("compare", demo, "--as", "all"))
    two = said(command("compare", demo, "--as", "medallia,verint_3s", "--as", "medallia", "--json"))
    assert two.splitlines() == [report.compare(preset).to_json() for preset in ("medallia", "verint_3s")]
    right = command("compare", demo, "--as", "amazon", "--agent", "right", "--json")
    assert right.returncode == 0
    assert b"--agent left" in right.stderr
    assert right.stdout.decode() == listening.analyze(demo, agent="right").compare("amazon").to_json() + "\n"


def test_compare_with_words(command, demo, tmp_path):
    file = tmp_path / "words.jsonl"
    file.write_text('["agent", 0.5, 1.0, "hello there"]\n', encoding="utf-8")
    out = json.loads(said(command("compare", demo, "--as", "amazon", "--words", file, "--json")))
    speeds = out["document"]["ConversationCharacteristics"]["TalkSpeed"]["DetailsByParticipant"]
    assert speeds["AGENT"]["AverageWordsPerMinute"] > 0
    assert speeds["CUSTOMER"]["AverageWordsPerMinute"] == 0


def test_compare_stored_reports(command, call, tmp_path):
    line = json.dumps({"id": "17", "duration": 40.0, "activity": {"a": AGENT, "b": CUSTOMER}})
    stored = said(command("floor", "-", "--json", input=f"{line}\n{line}\n".encode())).encode()
    file = tmp_path / "reports.jsonl"
    file.write_bytes(stored)
    want = '{"id":"17",' + call.compare("miitel").to_json()[1:]
    assert said(command("compare", file, "--as", "miitel", "--json")).splitlines() == [want, want]
    assert said(command("compare", "-", "--as", "miitel", "--json", input=stored)).splitlines() == [want, want]
    text = said(command("compare", file, "--as", "miitel"))
    assert text.count(call.compare("miitel").to_text()) == 2
    assert text.startswith("17  ")
    alone = tmp_path / "report.json"
    alone.write_text(call.to_json(), encoding="utf-8")
    assert said(command("compare", alone, "--as", "miitel", "--json")) == call.compare("miitel").to_json() + "\n"


def test_compare_refuses_in_one_line(command, demo, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b'\n{"schema": "other"}\n')
    empty = tmp_path / "empty.json"
    empty.write_bytes(b"\n")
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'{"schema": "\xff"}')
    one_line(command("compare"), "CALL")
    one_line(command("compare", demo, "--as", "verint"), "verint", "google_5s", "all")
    one_line(command("compare", demo, "--as", ""), "not known")
    one_line(command("compare", tmp_path / "nowhere.wav"), "nowhere.wav")
    one_line(command("compare", tmp_path / "nowhere.json"), "nowhere.json")
    one_line(command("compare", bad), bad, "line 2", "other")
    one_line(command("compare", empty), empty, "no report")
    one_line(command("compare", latin), latin, "line 1")
    one_line(command("compare", bad, "--words", demo), "--words")


def test_help_names_every_preset(command):
    text = said(command("compare", "--help"))
    assert "examples:" in text
    for preset in listening.PRESETS:
        assert preset in text
