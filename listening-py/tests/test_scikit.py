"""A calibration among scikit-learn's tools; skipped if scikit-learn is not installed."""

from __future__ import annotations

import numpy as np
import pytest
from listening import Calibration, CalibrationError, analyze_many
from test_calibration import LEVELS, simulated

sklearn = pytest.importorskip("sklearn")

from sklearn.base import clone  # noqa: E402  (needs scikit-learn)
from sklearn.metrics import cohen_kappa_score, make_scorer  # noqa: E402
from sklearn.model_selection import GroupKFold, cross_val_predict, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import FunctionTransformer  # noqa: E402


@pytest.fixture(scope="module")
def rated():
    reports, ratings, _, agents = simulated(1)
    return reports, ratings, agents


@pytest.fixture
def calibration():
    return Calibration(target="quality_rating")


def test_a_clone_has_the_settings_and_nothing_learnt(rated, calibration):
    reports, ratings, agents = rated
    fitted = calibration.set_params(target="quality_rating").fit(reports, ratings, agents=agents)
    copy = clone(fitted)
    assert copy.get_params() == fitted.get_params()
    with pytest.raises(CalibrationError, match="not fitted"):
        copy.predict(reports)


def test_the_score_is_scikit_learns_kappa(rated, calibration):
    reports, ratings, agents = rated
    calibration.fit(reports, ratings, agents=agents)
    wanted = cohen_kappa_score(ratings, calibration.predict(reports), weights="quadratic", labels=LEVELS)
    assert calibration.score(reports, ratings) == pytest.approx(wanted, abs=1e-12)


def test_cross_validation_by_agent(rated, calibration):
    """Scores of agents that were not fitted, as in `score_` for the pooled folds."""
    reports, ratings, agents = rated
    folds = {"groups": agents, "cv": GroupKFold(5), "params": {"agents": agents}}
    scores = cross_val_score(calibration, reports, ratings, error_score="raise", **folds)
    kappa = make_scorer(cohen_kappa_score, weights="quadratic", labels=LEVELS)
    assert scores == pytest.approx(cross_val_score(calibration, reports, ratings, scoring=kappa, **folds), abs=1e-12)
    assert len(cross_val_predict(calibration, reports, ratings, **folds)) == 300
    fitted = calibration.fit(reports, ratings, agents=agents)
    assert np.mean(scores) == pytest.approx(fitted.score_, abs=0.1)


def test_data_frames_and_pipelines(rated, calibration):
    pandas = pytest.importorskip("pandas")
    reports, ratings, agents = rated
    frame = pandas.DataFrame(reports).assign(agent=agents)
    whole = make_pipeline(FunctionTransformer(lambda rows: rows[rows["patience"] >= 0]), calibration)
    scores = cross_val_score(whole, frame, ratings, groups=agents, cv=GroupKFold(5), error_score="raise")
    assert scores.min() > 0.6
    assert whole.fit(frame, ratings).predict(frame) == calibration.predict(reports)


def test_from_paths_to_ratings(rated, calibration, demo):
    """What could not be analysed gets no rating."""
    reports, ratings, agents = rated
    calibration.fit(reports, ratings, agents=agents)
    pipeline = make_pipeline(FunctionTransformer(analyze_many, kw_args={"progress": False}), calibration)
    rating, none = pipeline.predict([str(demo), "nowhere.wav"])
    assert rating in LEVELS
    assert none is None
