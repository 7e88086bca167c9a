"""The customer's voice: only where it is asked for, and the same through every door."""

from __future__ import annotations

import subprocess
import sys

import listening
import pytest
import soundfile
from listening import Config, ConfigError

ROWS = ["customer_activation", "activation_trend", "activation_tack_points", "settle_time"]
ASKED = Config(talker_prosody=True)


@pytest.fixture(scope="module")
def heard():
    return listening.inspect(listening.demo_call(), config=ASKED)


def test_nothing_is_told_unless_asked_for():
    plain = listening.inspect(listening.demo_call())
    assert not [row for row in plain.report.measures if row["id"] in (*ROWS, "escalation_coupling")]
    assert len(plain.activation) == len(plain.accommodation) == 0
    assert plain.activation.columns[:3] == ("start", "end", "activation")


def test_the_rows_are_the_customers_and_not_scored(heard):
    reported, plain = heard.report, listening.analyze(listening.demo_call())
    assert [row["id"] for row in reported.measures[-4:]] == ROWS
    assert {row["party"] for row in reported.measures[-4:]} == {"customer"}
    assert reported.score == plain.score
    # And of the agent no more than whether it answers loudness with loudness.
    assert (reported.measures[-5]["id"], reported.measures[-5]["party"]) == ("escalation_coupling", "agent")
    assert list(reported.measures[:-5]) == list(plain.measures)


def test_the_turns_are_a_table(heard):
    turns = heard.activation
    assert len(turns) >= 6
    assert all(row["low"] <= row["activation"] <= row["high"] and row["n"] >= 1 for row in turns)
    assert heard.report.measure("customer_activation", "customer")["n"] == len(turns)
    assert (
        sum(row["tack_point"] for row in turns) == heard.report.measure("activation_tack_points", "customer")["value"]
    )
    assert turns.to_pandas()["activation"].dtype == float
    kinds = {(row["feature"], row["kind"]) for row in heard.accommodation}
    assert len(kinds) == len(heard.accommodation)
    assert all(row["chance_low"] <= row["chance_high"] and row["n"] >= 10 for row in heard.accommodation)


def test_every_door_gives_the_same(heard):
    samples, rate = soundfile.read(listening.demo_call(), dtype="int16")
    whole = listening.analyze(samples, sample_rate=rate, config=ASKED)
    session = listening.Session(rate, config=ASKED)
    for at in range(0, len(samples), 1600):
        session.push(samples[at : at + 1600])
    command = [sys.executable, "-m", "listening", "analyze", listening.demo_call(), "--json", "--talker-prosody"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert whole.to_json() == session.finish().to_json() == printed == heard.report.to_json()
    assert list(listening.inspect(samples, sample_rate=rate, config=ASKED).activation) == list(heard.activation)


def test_a_setting_that_is_none_is_refused():
    with pytest.raises(ConfigError, match="talker_prosody"):
        Config(talker_prosody="yes")
