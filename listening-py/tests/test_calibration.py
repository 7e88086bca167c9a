"""A centre's own scale: fitted, saved and put to work, in Python and on the command line."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import warnings

import listening
import numpy as np
import pytest
from helpers import one_line
from listening import Calibration, CalibrationError

LEVELS = ["Ineffective", "Poor", "Average", "Above Average", "Outstanding"]
NAMES = ("patience", "attentiveness", "give_and_take", "composure")


def simulated(seed: int, calls: int = 300, agents: int = 20):
    """Calls with the levels of a rater who weighs in a way of their own, twice."""
    random = np.random.default_rng(seed)
    habits = random.normal(68, 12, (agents, 4))
    of = np.arange(calls) % agents
    values = np.clip(habits[of] + random.normal(0, 15, (calls, 4)), 0, 100).round(1)
    points = values @ (0.15, 0.45, 0.35, 0.05)
    levels = [np.searchsorted((46, 60, 74, 86), points + random.normal(0, 6, calls)) for _ in range(2)]
    whole = values @ (0.35, 0.30, 0.25, 0.10)
    reports = [
        dict(zip(NAMES, row, strict=True), observable_listening=float(mean))
        for row, mean in zip(values.tolist(), whole, strict=True)
    ]
    return reports, *([LEVELS[level] for level in found] for found in levels), of


@pytest.fixture(scope="module")
def rated():
    return simulated(1)


@pytest.fixture(scope="module")
def fitted(rated):
    reports, ratings, second, agents = rated
    return Calibration(target="quality_rating").fit(reports, ratings, agents=agents, second=second)


@pytest.fixture(scope="module")
def file(rated, tmp_path_factory):
    path = tmp_path_factory.mktemp("rated") / "rated.jsonl"
    rows = (
        {"agent": int(agent), "rating": rating, "second": second, "report": report}
        for report, rating, second, agent in zip(*rated, strict=True)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_known_rater_is_recovered(fitted):
    figures = fitted.figures_
    assert (figures["n"], figures["agents"], figures["folds"]) == (300, 20, 5)
    assert fitted.score_ == figures["kappa"]["value"] > figures["uncalibrated"]["kappa"]["value"]
    assert figures["raters"]["n"] == 300
    assert figures["raters"]["kappa"]["value"] - 0.05 < fitted.score_ < figures["raters"]["ceiling"]
    assert figures["kappa"]["low"] < fitted.score_ < figures["kappa"]["high"]
    assert fitted.weights_["attentiveness"] > fitted.weights_["patience"]
    assert sum(fitted.weights_.values()) == pytest.approx(1.0)
    assert list(fitted.thresholds_) == LEVELS[:0:-1]


def test_predictions(fitted, rated):
    reports, ratings, _, _ = rated
    found = fitted.predict(reports)
    assert np.mean([abs(LEVELS.index(a) - LEVELS.index(b)) for a, b in zip(found, ratings, strict=True)]) < 0.5
    assert fitted.predict([json.dumps(reports[0])]) == found[:1]
    points = fitted.predict_points(reports)
    assert min(points) >= 0
    assert max(points) <= 100
    nothing = listening.from_talkspurts([(0.0, 1.0)], [])
    assert fitted.predict([nothing]) == fitted.predict_points([nothing]) == [None]


def test_a_report_is_rated_as_predicted(fitted, demo, report):
    config = listening.Config(calibration=fitted)
    rated = listening.analyze(demo, config=config)
    assert rated.profile.startswith("contact_center/2+calibration:")
    assert [rated.score["rating"]] == fitted.predict([report]) == fitted.predict([rated])
    assert rated.score["observable_listening"] == report.score["observable_listening"]
    assert rated.measures == report.measures
    assert "calibration" in rated.explain()
    assert "calibration" not in report.explain()
    assert list(rated.to_dict()) == list(report.to_dict())


def test_every_way_of_listening_takes_it(fitted, samples):
    config = listening.Config(calibration=fitted)
    whole = listening.analyze(samples, 8000, config=config)
    session = listening.Session(8000, config=config)
    session.push(samples)
    assert session.finish() == whole
    assert listening.inspect(samples, 8000, config=config).report == whole
    floor = listening.from_talkspurts([(0.0, 2.0)], [(2.5, 60.0)], config=config)
    assert floor.profile == whole.profile


def test_in_the_manner_of_scikit_learn(fitted):
    assert fitted.get_params() == {"target": "quality_rating", "force_satisfaction": False}
    copy = Calibration(**fitted.get_params())
    assert copy.set_params(target="customer_satisfaction") is copy
    assert repr(copy) == "Calibration(target='customer_satisfaction')"
    with pytest.raises(CalibrationError, match="no setting 'folds'"):
        copy.set_params(folds=3)
    for ask in (
        copy.to_json,
        lambda: copy.score_,
        lambda: copy.predict([]),
        lambda: listening.Config(calibration=copy),
    ):
        with pytest.raises(CalibrationError, match="not fitted"):
            ask()
    with pytest.raises(TypeError):
        Calibration()


def test_the_score_is_of_other_calls(fitted, rated):
    reports, ratings, _, _ = simulated(2)
    assert 0.6 < fitted.score(reports, ratings) < 0.9
    assert fitted.score(reports, fitted.predict(reports)) == 1.0
    points = np.array(fitted.predict_points(reports), np.float32)
    assert fitted.score(reports, points) > 0.8
    nothing = listening.Failure("lost.wav", OSError("gone"))
    assert fitted.predict([nothing]) == [None]
    assert fitted.score([nothing, *reports], ["Poor", *ratings]) == fitted.score(reports, ratings)
    assert fitted.score([*reports, reports[0]], [*ratings, None]) == fitted.score(reports, ratings)
    assert np.isnan(fitted.score([], []))
    for wrong, words in [(["Good"], '"Good"'), ([101], "is 101"), ([], "1 reports and 0 ratings")]:
        with pytest.raises(CalibrationError, match=words):
            fitted.score(reports[:1], wrong)


def test_data_frames(fitted, rated):
    reports, ratings, second, agents = rated
    quality = Calibration("quality_rating")
    for make in ("pandas.DataFrame", "polars.DataFrame", "pyarrow.Table"):
        library, name = make.split(".")
        table = getattr(pytest.importorskip(library), name)
        columns = {key: [row[key] for row in reports] for key in reports[0]} | {"agent": agents.tolist()}
        frame = table.from_pydict(columns) if library == "pyarrow" else table(columns)
        assert quality.fit(frame, ratings, second=second) == fitted
        assert quality.predict(frame) == fitted.predict(reports)
        frame = pytest.importorskip("pandas").DataFrame({**columns, "agent": [None, *agents[1:]]})
        with pytest.raises(CalibrationError, match="call 0 has no agent"):
            quality.fit(frame, ratings)
    unknown = [dict.fromkeys(reports[0], float("nan")), {"report": None, "observable_listening": None}]
    assert fitted.predict(unknown) == [None, None]
    # A call without a number is left out; one that was forgotten to be given is not.
    with pytest.raises(listening.ListeningError, match="observable_listening"):
        fitted.predict([{"patience": 50.0}])
    with pytest.raises(CalibrationError, match="call 0 has no agent"):
        quality.fit(reports, ratings)
    for wrong in (3, "report", reports[0]):
        with pytest.raises(CalibrationError, match="list of them"):
            fitted.predict(wrong)


def test_saved_and_loaded(fitted, tmp_path):
    path = tmp_path / "calibration.json"
    fitted.save(path)
    loaded = Calibration.load(path)
    assert loaded == fitted == Calibration.from_json(fitted.to_json()) == pickle.loads(pickle.dumps(fitted))
    assert path.read_text(encoding="utf-8") == loaded.to_json() + "\n"
    assert listening.Config(calibration=path).calibration == fitted
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(CalibrationError, match=r"calibration\.json: not a calibration"):
        Calibration.load(path)
    with pytest.raises(CalibrationError, match="not a calibration"):
        listening.Config(calibration=path)
    with pytest.raises(listening.ConfigError, match="calibration"):
        listening.Config(calibration=7)
    foreign = Calibration.from_json(fitted.to_json().replace("contact_center/2", "sales/2"))
    with pytest.raises(CalibrationError, match="sales/2"):
        listening.Session(8000, config=listening.Config(calibration=foreign))


def test_order_does_not_matter(fitted, rated):
    order = np.random.default_rng(0).permutation(300)
    reports, ratings, second, agents = ([column[k] for k in order] for column in rated)
    again = Calibration("quality_rating").fit(reports, ratings, agents=agents, second=second)
    assert again.to_json() == fitted.to_json()


def test_refusals(rated):
    reports, ratings, _, agents = rated
    quality = Calibration("quality_rating")
    for error, words in [
        (lambda: quality.fit(reports[:49], ratings[:49], agents=agents[:49]), "50 .* got 49"),
        (lambda: quality.fit(reports, ratings, agents=agents % 4), "5 agents, got 4"),
        (lambda: quality.fit(reports, ["Poor"] * 300, agents=agents), "all are the same"),
        (lambda: quality.fit(reports, ratings[1:], agents=agents), "299 ratings"),
        (lambda: quality.fit(reports, ["Good", *ratings[1:]], agents=agents), 'call 1: .*"Good"'),
        (lambda: quality.fit(reports, [*ratings[1:], float("nan")], agents=agents), "call 300: its rating is null"),
        (lambda: quality.fit(reports, np.arange(300) % 5, agents=agents), "above 10"),
        (lambda: Calibration("customer_satisfaction").fit(reports, ratings, agents=agents), "force_satisfaction"),
    ]:
        with pytest.raises(CalibrationError, match=words):
            error()
    with pytest.raises(listening.ConfigError, match="target"):
        Calibration("stars").fit(reports, ratings, agents=agents)
    with pytest.raises(listening.ListeningError, match="report"):
        quality.fit([3] * 300, ratings, agents=agents)
    forced = Calibration("customer_satisfaction", force_satisfaction=True)
    with pytest.warns(listening.CalibrationWarning, match="satisfaction"):
        forced.fit(reports, ratings, agents=agents)


def test_a_level_that_never_occurs_is_warned_of(rated):
    reports, ratings, _, agents = rated
    ratings = ["Above Average" if rating == "Outstanding" else rating for rating in ratings]
    with pytest.warns(listening.CalibrationWarning, match="no call was rated Outstanding"):
        fitted = Calibration("quality_rating").fit(reports, ratings, agents=agents)
    assert fitted.thresholds_["Outstanding"] is None
    assert "Outstanding" not in fitted.predict(reports)


def test_the_commands(command, file, fitted, demo, tmp_path):
    out = tmp_path / "calibration.json"
    done = command("calibrate", file, "--out", out)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text == fitted.to_text() + "\n"
    assert "300 calls of 20 agents" in text
    assert max(map(len, text.splitlines())) <= 80
    assert Calibration.load(out) == fitted
    assert command("calibrate", file, "--json").stdout.decode() == out.read_text(encoding="utf-8")
    assert command("calibrate", "-", "--json", input=file.read_bytes()).stdout == out.read_bytes()
    config = listening.Config(calibration=fitted)
    want = listening.analyze(demo, config=config)
    assert command("analyze", demo, "--calibration", out, "--json").stdout.decode() == want.to_json() + "\n"


def test_bytes_that_are_no_text_are_named(command, tmp_path):
    file = tmp_path / "rated.jsonl"
    file.write_bytes(b'{"rating": 3}\n{"rating": "\xff"}\n')
    error = json.loads(command("calibrate", file, "--json").stderr)["error"]
    assert error["type"] == "UnicodeDecodeError"
    assert "line 2" in error["message"]


def test_the_commands_refuse_in_one_line(command, file, demo, tmp_path):
    lines = file.read_bytes().splitlines(keepends=True)
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"".join([*lines[:6], b'{"agent":1}\n', *lines[6:]]))
    one_line(command("calibrate", bad), bad, "line 7", "rating")
    bad.write_bytes(b"".join([*lines[:2], b'{"agent":"\xff"}\n']))
    one_line(command("calibrate", bad), bad, "line 3")
    bad.write_bytes(b"".join(lines[:20]))
    one_line(command("calibrate", bad), bad, "50", "20")
    one_line(command("calibrate", file, "--target", "customer_satisfaction"), "force_satisfaction")
    one_line(command("calibrate", tmp_path / "nowhere.jsonl"), "nowhere.jsonl")
    one_line(command("analyze", demo, "--calibration", file), file, "not a calibration")
    one_line(command("analyze", demo, "--calibration", tmp_path / "nowhere.json"), "nowhere.json")


def test_no_scikit_learn_is_needed():
    code = "import listening, sys; listening.Calibration; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]


def test_a_warning_is_no_error_in_the_fit(rated):
    reports, ratings, _, agents = rated
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Calibration("quality_rating").fit(reports, ratings, agents=agents)


def test_numbers_of_what_was_given(rated):
    reports, ratings, second, agents = rated
    frame = [{**report, "agent": str(agent)} for report, agent in zip(reports, agents, strict=True)]
    quality = Calibration("quality_rating")
    for more, words in [
        ({}, "^300 reports and 9 ratings: one of each"),
        ({"agents": agents}, "^300 reports, 9 ratings and 300 agents: one of each"),
        ({"second": second[:7]}, "^300 reports, 9 ratings and 7 second ratings: one of each"),
    ]:
        with pytest.raises(listening.CalibrationError, match=words):
            quality.fit(frame, ratings[:9], **more)


def test_one_of_the_former_profile_is_refused_with_the_line_that_refits_it(fitted, command, demo, tmp_path):
    former = Calibration.from_json(fitted.to_json().replace("contact_center/2", "contact_center/1"))
    with pytest.raises(CalibrationError) as caught:
        listening.analyze(demo, config=listening.Config(calibration=former))
    reported = str(caught.value)
    assert "'contact_center/1'" in reported
    assert "'contact_center/2'" in reported
    assert "listening calibrate" in reported
    assert "\n" not in reported
    former.save(tmp_path / "former.json")
    done = command("analyze", str(demo), "--calibration", str(tmp_path / "former.json"))
    assert done.returncode != 0
    assert done.stderr.decode().count("\n") == 1
    assert "listening calibrate" in done.stderr.decode()
    # Who goes on scoring by that profile goes on rating by it.
    config = listening.Config(calibration=former, profile=listening.built_in_profile("contact_center/1"))
    assert listening.analyze(demo, config=config).profile.startswith("contact_center/1+calibration:")
