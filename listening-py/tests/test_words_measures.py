"""What the measures make of words, as a reader sees it."""

from __future__ import annotations

import json
from itertools import cycle

import listening
import pytest

TEXTS = [
    ("customer", "my router from the spring delivery is broken since monday evening"),
    ("agent", "which router do you have"),
    ("customer", "the grey one with the antenna on the left side"),
    ("agent", "okay the one with the antenna i will look it up"),
    ("customer", "as i told you the router from the spring delivery is broken since monday"),
    ("agent", "do you still have the invoice"),
]


@pytest.fixture(scope="module")
def words() -> dict[str, list[tuple[float, float, str]]]:
    """Turns of four seconds, a second apart."""
    reported: dict[str, list[tuple[float, float, str]]] = {"agent": [], "customer": []}
    for turn, (party, text) in zip(range(12), cycle(TEXTS), strict=False):
        reported[party].append((5.0 * turn, 5.0 * turn + 4, text))
    return reported


@pytest.fixture(scope="module")
def spoken(words: dict[str, list[tuple[float, float, str]]]) -> listening.Report:
    talk = {party: [(start, end) for start, end, _ in said] for party, said in words.items()}
    return listening.from_talkspurts(talk["agent"], talk["customer"], words=words)


def test_measures_of_words(spoken):
    found = {row["id"]: row for row in spoken.measures if row["party"] == "agent"}
    assert found["words_per_minute"]["unit"] == "words/min"
    assert found["words_per_minute"]["n"] == 2 * (5 + 11 + 6)
    assert found["question_share"]["value"] == pytest.approx(4 / 6, abs=1e-3)
    assert found["acknowledged_content"]["value"] > 0.5
    assert found["customer_repeats_self"]["value"] > 0
    scored = {row["measure"] for part in spoken.score["dimensions"] for row in part["deductions"]}
    assert not scored & {"words_per_minute", "question_share", "paraphrase"}
    assert "words_per_minute" not in [row["id"] for row in spoken.not_measured]


def test_the_text_says_them(spoken, words):
    text = spoken.to_text()
    assert "IN WORDS (counted, never scored)" in text
    part = text.split("IN WORDS")[1].split("NOT MEASURED")[0]
    taken_up = "took up words of the customer's last turn"
    for said in ("words/min", "asked in", taken_up, "beyond what chance gives", "repeat an earlier one"):
        assert said in part
    assert max(map(len, text.splitlines())) <= 80
    silent = listening.from_talkspurts(
        [(start, end) for start, end, _ in words["agent"]], [(start, end) for start, end, _ in words["customer"]]
    )
    assert "IN WORDS" not in silent.to_text()
    assert "syllables are heard, words are not" in silent.to_text()


def test_amazon_speed_is_the_measure(spoken, words):
    own = next(row["value"] for row in spoken.measures if (row["id"], row["party"]) == ("words_per_minute", "agent"))
    rows = [row for row in spoken.compare("amazon").rows if row["name"] == "AverageWordsPerMinute"]
    assert rows
    assert all(row["value"] == pytest.approx(own, abs=1e-3) for row in rows if row["party"] == "agent")
    assert "words_per_minute" in [row["ours"] for row in rows]


def test_floor_and_analyze_take_words_from_a_file(command, words, demo, tmp_path):
    line = {
        "activity": {"a": [w[:2] for w in words["agent"]], "b": [w[:2] for w in words["customer"]]},
        "words": {"a": words["agent"], "b": words["customer"]},
    }
    done = command("floor", "-", "--json", input=json.dumps(line).encode())
    ids = {row["id"] for row in json.loads(done.stdout)["measures"]}
    assert {"words_per_minute", "paraphrase", "question_rate", "customer_repeats_self"} <= ids
    file = tmp_path / "words.json"
    rows = [{"party": p, "start": s, "end": e, "text": t} for p, said in words.items() for s, e, t in said]
    file.write_text(json.dumps(rows))
    done = command("analyze", demo, "--words", file)
    assert done.returncode == 0, done.stderr
    assert b"IN WORDS" in done.stdout
