"""Agent and customer taken for each other: the warning and the option that mends it."""

import json
import subprocess
import sys

import listening
import numpy as np
import pytest

GREETING = [
    ("customer", 0.2 + 0.3 * k, 0.4 + 0.3 * k, text)
    for k, text in enumerate(("thank", "you", "for", "calling", "acme"))
]
TALK = {"agent": [(4.0, 6.0)], "customer": [(0.0, 3.0)]}


def _codes(report):
    return [found["code"] for found in report.parties["agent"]["health"]]


def test_talkspurts_with_a_greeting_of_the_customer_warn():
    with pytest.warns(listening.RolesWarning, match="name the parties the other way round") as caught:
        report = listening.from_talkspurts(TALK["agent"], TALK["customer"], words=GREETING)
    assert caught[0].filename == __file__
    assert "roles_swapped" in _codes(report)
    # As it was asked for: nothing is exchanged.
    assert report.turns[0]["party"] == "customer"


def test_the_right_way_round_nothing_is_said(recwarn):
    right = [("agent", *word[1:]) for word in GREETING]
    report = listening.from_talkspurts(TALK["customer"], TALK["agent"], words=right)
    assert "roles_swapped" not in _codes(report)
    assert not [each for each in recwarn if issubclass(each.category, listening.RolesWarning)]


@pytest.mark.parametrize(("agent", "cure"), [(0, "agent=1, on the command line --agent right"), (1, "agent=0")])
def test_channels_are_named_with_the_option(agent, cure):
    silence = np.zeros((40000, 2), dtype=np.int16)
    with pytest.warns(listening.RolesWarning, match=cure):
        listening.analyze(silence, sample_rate=8000, agent=agent, words=GREETING)
    session = listening.Session(8000, agent=agent)
    for word in GREETING:
        session.push_word(*word)
    session.push(silence)
    with pytest.warns(listening.RolesWarning, match=cure):
        session.finish()


def test_the_command_says_it_in_one_line(tmp_path):
    words = tmp_path / "words.json"
    words.write_text(json.dumps([list(word) for word in GREETING]))
    command = [sys.executable, "-m", "listening", "analyze", str(listening.demo_call()), "--words", str(words)]
    done = subprocess.run([*command, "--agent", "right"], capture_output=True, text=True, check=True)
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("listening: warning: ")
    assert done.stderr.endswith("--agent left\n")


def test_a_list_that_was_not_measured_is_named():
    def reported(language):
        config = listening.Config(language=language)
        report = listening.from_talkspurts([(0, 2)], [(3, 5)], words=[("agent", 0, 2, "mhm")], config=config)
        return [row["reason"] for row in report.not_measured if row["id"] == "language"]

    assert reported("en") == []
    assert reported("de") == ["the German list of words was never measured"]
