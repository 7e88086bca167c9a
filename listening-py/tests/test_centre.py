"""A call's page shows where it lies among the calls of its centre."""

from __future__ import annotations

import re

import listening
import numpy as np
import pytest
from helpers import made_call, one_line


@pytest.fixture(scope="module")
def calls():
    return [made_call(2 + seed % 4, seed=seed) for seed in range(24)]


@pytest.fixture(scope="module")
def tracking(calls):
    return listening.track([(f"a{k % 4}", k, call) for k, call in enumerate(calls)])


def among(page):
    found = re.search(r'<section class="centre">.*?</section>', page, re.DOTALL)
    return found and found[0]


def test_a_call_lies_where_numpy_says(calls, tracking):
    spread = {row["measure"]: row for row in tracking.measures}["interruption_rate"]
    own = ("interruption_rate", "agent")
    values = [row["value"] for call in calls for row in call.measures if (row["id"], row["party"]) == own]
    shares = np.quantile(values, [0.1, 0.25, 0.5, 0.75, 0.9])
    assert [spread[name] for name in ("p10", "p25", "p50", "p75", "p90")] == pytest.approx(shares, abs=2e-3)
    most = max(range(24), key=lambda k: values[k])
    said = among(calls[most].to_html(centre=tracking))
    assert "24 calls" in said
    assert re.search(r"<b>Interruptions per minute [\d.]+</b>.*?higher than nine in ten calls", said, re.DOTALL)
    assert calls[most].to_html(centre=tracking.to_json()) == calls[most].to_html(centre=tracking)
    assert among(calls[0].to_html()) is None


def test_few_calls_are_no_centre(calls):
    few = listening.track([("ann", k, call) for k, call in enumerate(calls[:19])])
    assert {row["p50"] for row in few.measures} == {None}
    assert among(calls[0].to_html(centre=few)) is None
    with pytest.raises(listening.ListeningError, match=r"listening\.tracking/1"):
        calls[0].to_html(centre="{}")


def test_on_the_command_line(calls, tracking, command, tmp_path):
    centre = tmp_path / "tracking.json"
    centre.write_text(tracking.to_json(), encoding="utf-8")
    done = command("demo", "--html", "--centre", centre)
    assert done.returncode == 0, done.stderr
    assert "24 calls" in among(done.stdout.decode())
    one_line(command("demo", "--centre", centre), "--html")
    one_line(command("demo", "--html", "--centre", tmp_path / "none.json"), "none.json")
    one_line(command("demo", "--html", "--centre", centre, "--out", centre), "--out")
