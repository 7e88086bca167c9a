"""Many calls: in threads and processes, as a stream, and as a table."""

from __future__ import annotations

import itertools
import os
import pickle
import shutil
import signal
import sys
import threading
import types
import warnings

import listening
import pytest
from helpers import wav
from listening._batch import call_rows, progress

POOLS = ["threads", "processes"]


@pytest.fixture
def few(tmp_path, demo):
    """A good recording, an empty one, one that is not there, a truncated one."""
    (tmp_path / "empty.wav").touch()
    shutil.copy(demo, tmp_path / "good.wav")
    (tmp_path / "cut.wav").write_bytes(wav(bytes(64_000), size=200_000))
    return [tmp_path / name for name in ("good.wav", "empty.wav", "nowhere.wav", "cut.wav")]


@pytest.mark.parametrize("pool", POOLS)
def test_order_and_failures_are_the_same_in_both_pools(few, report, pool):
    with pytest.warns(listening.TruncatedWarning, match=r"cut\.wav"):
        good, empty, missing, cut = listening.analyze_many([*few], workers=2, pool=pool)
    assert good == report
    assert (type(empty.error), empty.path) == (listening.AudioError, str(few[1]))
    assert "is empty" in str(empty)
    assert missing.error.filename == str(few[2])
    assert cut.duration == 2.0


def test_a_failure_holds_no_frames(few):
    """They would keep the audio that was read."""
    (failure,) = listening.iter_many([few[1]], workers=1)
    assert failure.error.__traceback__ is None
    assert failure.error.__context__ is None


@pytest.mark.parametrize("pool", POOLS)
def test_an_endless_generator_is_not_read_ahead(few, report, pool):
    taken = []

    def paths():
        for number in itertools.count():
            taken.append(number)
            yield few[0]

    results = listening.iter_many(paths(), workers=2, pool=pool)
    assert taken == []
    for _ in range(5):
        assert next(results) == report
    assert len(taken) <= 5 + 2 * 8
    results.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("listening")]


def test_what_the_generator_raises_is_raised(few):
    def paths():
        yield few[0]
        raise LookupError("the list of calls ends here")

    with pytest.raises(LookupError, match="ends here"):
        listening.analyze_many(paths(), workers=1)


def test_wrong_settings_are_refused_before_any_work(demo):
    for wrong in ("threads ", None, 3):
        with pytest.raises(listening.ConfigError, match="pool"):
            listening.iter_many([demo], pool=wrong)
    for wrong in (0, 1.5, True):
        with pytest.raises(listening.ConfigError, match="workers"):
            listening.iter_many([demo], workers=wrong)
    with pytest.raises(listening.ConfigError, match="agent"):
        listening.iter_many([demo], agent=2)
    with pytest.raises(listening.ConfigError, match="list of recordings"):
        listening.iter_many(demo)


def test_a_profile_file_is_read_once(tmp_path, demo, few):
    """So that all calls are scored alike, even where it is changed meanwhile."""
    path = tmp_path / "mine.json"
    path.write_text(listening.built_in_profile(), encoding="utf-8")
    results = listening.iter_many([demo, demo], workers=1, config=listening.Config(profile=path))
    path.unlink()
    assert len(set(results)) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_killed_process_is_told_and_hangs_nothing(demo):
    import multiprocessing

    results = listening.iter_many(itertools.repeat(demo, 200), workers=2, pool="processes")
    next(results)
    for child in multiprocessing.active_children():
        os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(RuntimeError, match="terminated abruptly"):
        list(results)


class Watched:
    """A terminal."""

    def __init__(self):
        self.text = ""

    def isatty(self):
        return True

    def write(self, text):
        self.text += text
        return len(text)

    def flush(self):
        pass


def test_progress_is_counted_on_a_terminal_alone(demo, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    listening.analyze_many([demo, demo], workers=1)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys, "stderr", Watched())
    listening.analyze_many([demo, demo], workers=1)
    assert sys.stderr.text == (
        "\r1 of 2 calls: 1 rated, 0 not rated, 0 failed\r2 of 2 calls: 2 rated, 0 not rated, 0 failed\n"
    )
    sys.stderr.text = ""
    list(listening.iter_many(iter([demo]), workers=1, progress=True))
    assert sys.stderr.text == "\r1 call: 1 rated, 0 not rated, 0 failed\n"
    sys.stderr.text = ""
    listening.analyze_many([demo], progress=False)
    assert sys.stderr.text == ""


def test_tqdm_is_used_where_it_is(demo, monkeypatch):
    seen = []

    class Bar:
        def __init__(self, **given):
            seen.append((given["total"], given["initial"]))

        def set_postfix_str(self, text, refresh):
            seen.append(text)

        def update(self):
            seen.append("step")

        def close(self):
            seen.append("closed")

    monkeypatch.setitem(sys.modules, "tqdm.auto", types.SimpleNamespace(tqdm=Bar))
    monkeypatch.setattr(progress, "import_module", lambda name: sys.modules[name])
    monkeypatch.setattr(sys, "stderr", Watched())
    listening.analyze_many([demo, "nowhere.wav"], workers=1)
    assert seen == [
        (2, 0),
        "1 rated, 0 not rated, 0 failed",
        "step",
        "1 rated, 0 not rated, 1 failed",
        "step",
        "closed",
    ]
    assert sys.stderr.text == ""


def test_scores_are_a_table_of_any_library(few, report):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", listening.TruncatedWarning)
        results = listening.analyze_many(few)
    table = listening.scores(results, ["a", "b", "c", "d"])
    frame, arrow, polars = table.to_pandas(), table.to_arrow(), table.to_polars()
    assert list(frame.columns) == arrow.column_names == polars.columns == list(table.columns)
    assert frame.shape == arrow.shape == polars.shape
    row = frame.set_index("call_id").loc["a"]
    assert row["observable_listening"] == report.score["observable_listening"]
    assert row["observable_listening_low"] == report.score["low"]
    assert row["patience_high"] == report.score["dimensions"][0]["high"]
    assert row["agent_health"] == ["music"]
    assert row["report"] == report.to_json()
    for measure in report.measures:
        name = f"{measure['party']}_{measure['id']}"
        for column, key in ((name, "value"), (f"{name}_low", "low"), (f"{name}_high", "high"), (f"{name}_n", "n")):
            assert (table[0][column]) == measure[key], column
    assert frame["error_kind"].tolist()[1:3] == ["AudioError", "FileNotFoundError"]
    assert table[3]["agent_health"].count("truncated") == 1
    assert table[1]["duration"] is None
    assert listening.scores(results)[2]["call_id"] == "2"
    with pytest.raises(ValueError, match="zip"):
        listening.scores(results, ["too few"])


def test_what_is_opt_in_does_not_change_the_columns(demo):
    report = listening.analyze(demo, config=listening.Config(talker_prosody=True))
    assert len(report.measures) > sum(name.endswith("_n") for name in call_rows.columns())
    (row,) = listening.scores([report])
    assert list(row) == list(listening.scores([])[:0].columns)
    assert "customer_activation" in row["report"]


def test_columns_have_names_of_their_own_that_any_engine_takes():
    names = list(call_rows.columns())
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.isidentifier() for name in names)


def test_a_failure_equals_itself_when_it_was_sent():
    (failure,) = listening.analyze_many(["no such file.wav"], progress=False)
    again = pickle.loads(pickle.dumps(failure))
    assert again == failure
    assert len({failure, again}) == 1
    for other in (
        listening.Failure("other.wav", failure.error),
        listening.Failure(failure.path, OSError(str(failure.error))),
        listening.Failure(failure.path, FileNotFoundError("another reason")),
        str(failure),
    ):
        assert other != failure


def test_an_error_is_one_line_of_a_table():
    (row,) = listening.scores([listening.Failure("lost.wav", OSError("gone\n  for good"))])
    assert (row["error_kind"], row["error"]) == ("OSError", "gone for good")


def test_scores_of_what_is_no_result():
    for wrong, words in [([1], "result 0 is a int"), (3, "results are a int"), ("call.wav", "results are a str")]:
        with pytest.raises(listening.RowError, match=words):
            listening.scores(wrong)
