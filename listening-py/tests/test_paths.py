"""A path that no file can have is refused by a `ListeningError` wherever one is taken; so is half a report."""

import json
import pathlib

import listening
import listening.batch
import numpy as np
import pytest
from listening import AudioError, Calibration, CalibrationError, ListeningError, Report, TalkspurtError, WordError

REPORT = listening.from_talkspurts(agent=[(0.0, 2.0), (9.2, 11.0)], customer=[(2.4, 9.0)])
AUDIO = np.zeros((16_000, 2), np.float32)


def _inspected():
    return listening.inspect(AUDIO, 8000)


TAKES = {
    "analyze": (lambda path: listening.analyze(path), AudioError),
    "analyze pair": (lambda path: listening.analyze((path, path)), AudioError),
    "words": (lambda path: listening.analyze(AUDIO, 8000, words=pathlib.Path(path)), WordError),
    "turns": (lambda path: listening.analyze(AUDIO[:, 0], 8000, turns=path), TalkspurtError),
    "profile": (lambda path: listening.Config(profile=path), listening.ConfigError),
    "calibration": (lambda path: Calibration.load(path), CalibrationError),
    "calibration in settings": (lambda path: listening.Config(calibration=path), ListeningError),
    "to_json": (lambda path: REPORT.to_json(path), ListeningError),
    "to_rttm": (lambda path: REPORT.to_rttm(path), ListeningError),
    "to_html": (lambda path: REPORT.to_html(path), ListeningError),
    "to_card": (lambda path: REPORT.to_card(path), ListeningError),
    "to_csv": (lambda path: _inspected().to_csv(path), ListeningError),
    "plot": (lambda path: _inspected().plot(path), ListeningError),
    "batch": (lambda path: listening.batch.score_folder(path, "out.csv"), ListeningError),
    "batch out": (lambda path: listening.batch.score_folder(".", path), ListeningError),
    "manifest": (lambda path: listening.batch.score_folder(".", "out.csv", manifest=path), ListeningError),
}


@pytest.mark.parametrize("what", TAKES)
def test_a_name_with_a_nul_is_refused(what, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call, error = TAKES[what]
    with pytest.raises(error, match=r"NUL|null byte"):
        call("call\0.png")


@pytest.mark.parametrize("path", [3.5, 1])
@pytest.mark.parametrize("what", ["calibration", "calibration in settings", "to_json", "to_rttm", "to_csv"])
def test_a_number_is_no_path(what, path):
    # `open` would take 1 for standard output.
    call, error = TAKES[what]
    with pytest.raises(error, match=r"Calibration|str or a pathlib\.Path"):
        call(path)


def test_half_a_report_is_refused():
    whole = REPORT.to_dict()
    assert Report(json.dumps(whole)).duration == 11.0
    for key in ["duration", "parties", "events", "measures", "score"]:
        with pytest.raises(ListeningError, match=key):
            Report(json.dumps({name: value for name, value in whole.items() if name != key}))
    for bad in [{"events": [1]}, {"duration": "long"}, {"parties": 3}, {"parties": {}}]:
        with pytest.raises(ListeningError):
            Report(json.dumps({**whole, **bad}))
