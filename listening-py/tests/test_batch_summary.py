"""How many calls of a folder are rated, and why others are not; what of those must not be averaged is null."""

from __future__ import annotations

import csv
import json
import shutil

import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, made_call
from listening._batch.call_rows import not_rated_because
from listening._cli.batch_command import reason_text

SCORED = ["observable_listening", "patience", "attentiveness", "give_and_take", "composure"]


@pytest.fixture
def folder(tmp_path, demo, samples):
    """A call that is rated, one that is too short, one with the same on both channels, and one that is none."""
    place = tmp_path / "calls"
    place.mkdir()
    shutil.copy(demo, place / "1.wav")
    soundfile.write(place / "2.wav", samples[: 30 * RATE], RATE)
    soundfile.write(place / "3.wav", np.repeat(samples[:, 1:], 2, axis=1), RATE)
    (place / "4.wav").write_text("no audio")
    return place


def test_the_summary_says_how_many_are_rated_and_why_others_are_not(command, folder, tmp_path):
    pytest.importorskip("pyarrow")
    out = tmp_path / "scores.parquet"
    done = command("batch", folder, "--out", out)
    wanted = "4 calls: 1 rated, 2 not rated (1 too little speech, 1 withheld by duplicated), 1 could not be analysed\n"
    assert done.stdout.decode() == f"{out}: {wanted}"
    (folder / "4.wav").unlink()
    shutil.copy(folder / "2.wav", folder / "5.wav")
    # Of the whole table, also where a run went on with an earlier one.
    done = command("batch", folder, "--out", out, "--resume")
    wanted = "5 calls: 1 rated, 3 not rated (2 too little speech, 1 withheld by duplicated), 1 could not be analysed"
    assert done.stdout.decode() == f"{out}: {wanted}; 1 analysed now\n"
    shutil.rmtree(folder)
    folder.mkdir()
    soundfile.write(folder / "1.wav", np.zeros((RATE, 2), dtype="int16"), RATE)
    done = command("batch", folder, "--out", tmp_path / "one.csv")
    assert done.stdout.decode().endswith("1 call: 0 rated, 1 not rated (too little speech)\n")


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv"])
def test_what_must_not_be_averaged_is_null_with_the_reason_beside(command, folder, tmp_path, form):
    out = tmp_path / f"scores.{form}"
    if form == "parquet":
        pq = pytest.importorskip("pyarrow.parquet")
    done = command("batch", folder, "--out", out, "--json")
    summary = json.loads(done.stdout)
    assert (summary["calls"], summary["rated"], len(summary["failed"])) == (4, 1, 1)
    assert summary["not_rated"] == {"too_little_speech": 1, "duplicated": 1}
    if form == "parquet":
        rows = pq.read_table(out).to_pylist()
    elif form == "jsonl":
        rows = [json.loads(line) for line in out.read_text().splitlines()]
    else:
        rows = list(csv.DictReader(out.read_text().splitlines()))
    why = [row["not_rated_because"] or None for row in rows]
    assert why == [None, "too_little_speech", "duplicated", "not_analysed"]
    for row in rows:
        for name in [*SCORED, *(f"{name}_low" for name in SCORED), "rating", "rating_high", "charged", "charged_n"]:
            assert (row[name] in (None, "")) == bool(row["not_rated_because"]), name
    assert [row["status"] or None for row in rows] == ["ok", "insufficient_evidence", "withheld", None]
    assert [row["coverage"] in (None, "") for row in rows] == [False, False, False, True]
    # The report has what there is: its score may be looked at.
    if form != "csv":
        report = json.loads(rows[1]["report"]) if form == "parquet" else rows[1]["report"]
        assert report["score"]["status"] == "insufficient_evidence"


def test_a_mean_of_the_table_is_what_tracking_uses():
    pytest.importorskip("pandas")
    minutes, agents = (3, 4, 0.5, 0.6, 3, 0.4, 5, 2), ["ann"] * 3 + ["bob"] * 4 + ["cem"]
    reports = [made_call(each, seed=k) for k, each in enumerate(minutes)]
    unrated = [report for report in reports if report.score["status"] != "ok"]
    # Those have a score all the same, which must not enter.
    assert len(unrated) == 3
    assert all(report.score["observable_listening"] is not None for report in unrated)
    frame = listening.scores(reports).to_pandas().assign(agent=agents)
    means = frame.groupby("agent")[SCORED].mean()
    tracking = listening.track(
        [(agent, day, report) for day, (agent, report) in enumerate(zip(agents, reports, strict=True))]
    )
    # There is no composure without audio.
    for agent in ("ann", "bob", "cem"):
        for name in SCORED[:-1]:
            tracked = tracking.row(agent, name)
            assert means.loc[agent, name] == pytest.approx(tracked["value"], abs=1e-3)
            assert frame[frame["agent"] == agent][name].count() == tracked["calls"]


def test_the_reason_is_what_is_missing():
    quiet = listening.from_talkspurts(agent=[(0, 50)], customer=[(51, 55)])
    one_sided = listening.from_talkspurts(agent=[(0, 5)], customer=[(6, 90)])
    assert not_rated_because(quiet.to_dict()) == "too_little_speech"
    assert not_rated_because(one_sided.to_dict()) == "too_few_turns"
    assert not_rated_because(made_call(4).to_dict()) is None
    # Of a customer that is assessed the agent's speech counts.
    config = listening.Config(assessed="customer")
    turned = listening.from_talkspurts(agent=[(0, 50)], customer=[(51, 55)], config=config)
    assert not_rated_because(turned.to_dict()) == "too_few_turns"


def test_reasons_in_words():
    assert reason_text("too_few_turns") == "too few turns"
    assert reason_text("duplicated crosstalk") == "withheld by duplicated, crosstalk"
