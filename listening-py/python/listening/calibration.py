"""Calibration to your own rating scale, learned from calls that your raters have rated."""

from __future__ import annotations

import math
import os
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from . import _native
from ._render.calibration_plot import plot
from ._render.calibration_text import calibration_text
from ._review.rated_calls import calls_of, plain_ratings, rated_lines, report_line
from ._values.characters import characters
from ._values.errors import CalibrationError, CalibrationWarning
from ._values.json_value import JsonValue
from ._values.optional import library
from ._values.paths import checked_path
from .types import CalibrationFigures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Calibration"]

Target: TypeAlias = Literal["quality_rating"] | Literal["customer_satisfaction"]
"""The kind of ratings."""


class _Fitted(JsonValue):
    """The result of fitting a calibration, as written by the engine."""

    __slots__ = ()

    _kind = "calibration"
    _schema = "listening.calibration/1"

    @property
    def data(self) -> dict[str, Any]:
        """Its contents: do not change them."""
        return cast("dict[str, Any]", self._data)


class Calibration:
    """Learns from rated calls how the same raters would rate others; works like a scikit-learn estimator.

    It is monotone: a call that is better in every dimension never gets a lower level. docs/calibration.md explains
    the method, and how many calls are needed. Can be pickled, fitted or not.

    Args:
        target: The kind of ratings: ``"quality_rating"``, given by trained raters of the contact centre, or
            ``"customer_satisfaction"``, which is refused unless forced, because it depends on more than the service.
        force_satisfaction: Whether to fit to satisfaction anyway.

    >>> names = ("patience", "attentiveness", "give_and_take", "composure", "observable_listening")
    >>> reports = [dict.fromkeys(names, 20 + k % 80) for k in range(120)]
    >>> ratings = [30 + k % 80 * 0.8 for k in range(120)]
    >>> calibration = Calibration(target="quality_rating").fit(reports, ratings, agents=[k % 8 for k in range(120)])
    >>> calibration.predict(reports[:1]), calibration.score_ > 0.95
    (['Ineffective'], True)
    """

    def __init__(self, target: Target, *, force_satisfaction: bool = False) -> None:
        self.target = target
        self.force_satisfaction = force_satisfaction
        self._fitted: _Fitted | None = None

    def fit(
        self,
        reports: Any,
        ratings: Iterable[Any],
        *,
        agents: Iterable[Any] | None = None,
        second: Iterable[Any] | None = None,
    ) -> Calibration:
        """Fits to rated calls; the order of the calls does not matter.

        Args:
            reports: One `Report` per call, its JSON, or a mapping of ``patience``, ``attentiveness``,
                ``give_and_take``, ``composure`` (None if not measured) and ``observable_listening``. Or a data
                frame with one row per call, with a column ``report`` or with these columns.
            ratings: For each call one of Outstanding, Above Average, Average, Poor and Ineffective, or a number from
                0 to 100: all of one kind.
            agents: The agent of each call, by name or number; default: the column ``agent`` of a data frame. All calls
                of an agent are kept together when the calibration is evaluated on unseen agents.
            second: A second rater's ratings, None if there is none. They show how far raters agree with each
                other, which limits what a calibration can achieve, and are not fitted.

        Raises:
            CalibrationError: Fewer than 50 rated calls, fewer than 5 agents, ratings that do not vary or
                are from customers, or something that is not a rating or a report.
            ConfigError: The target is unknown.
        """
        lines = rated_lines(reports, list(ratings), agents, second)
        try:
            self._fitted = _Fitted(_native.calibrate(lines, str(self.target), bool(self.force_satisfaction)))
        except CalibrationError as error:
            # A line is a call here.
            raise CalibrationError(f"call {str(error)[5:]}" if str(error).startswith("line ") else str(error)) from None
        for warning in self.warnings_:
            warnings.warn(warning, CalibrationWarning, stacklevel=2)
        return self

    def score(self, reports: Any, ratings: Iterable[Any]) -> float:
        """Quadratic-weighted kappa with the raters of these calls, NaN if undefined.

        Calls with too little evidence are left out, as in `figures_`, and so are those whose rating is None. Use it for
        calls that were not fitted: for the fitted ones, `score_` is the figure on held-out agents.

        Raises:
            CalibrationError: Something is not a rating or a report, or their numbers differ.
        """
        found, given = self.predict(reports), plain_ratings(ratings)
        if len(found) != len(given):
            raise CalibrationError(f"{len(found)} reports and {len(given)} ratings: one of each was expected")
        pairs = [(one, other) for one, other in zip(given, found, strict=True) if None not in (one, other)]
        value = _native.kappa(cast("list[tuple[float | str, float | str]]", pairs))
        return math.nan if value is None else value

    def predict(self, reports: Any) -> list[str | None]:
        """The level of each call, the best guess of the raters' rating; None if there is too little evidence."""
        return [rated and rated[0] for rated in self._rated(reports)]

    def predict_points(self, reports: Any) -> list[float | None]:
        """The mean rating of calls like each one, 0 to 100; None if there is too little evidence."""
        return [rated and rated[3] for rated in self._rated(reports)]

    def _rated(self, reports: Any) -> list[tuple[str, str, str, float] | None]:
        return _native.rate(self.to_json(), [report_line(report) for report in calls_of(reports)])

    def __sklearn_is_fitted__(self) -> bool:
        """Used by scikit-learn."""
        return self._fitted is not None

    def __sklearn_tags__(self) -> Any:
        """Properties of the estimator for scikit-learn: it takes reports, not numbers, and needs the ratings."""
        utils = library("sklearn.utils", extra="scikit-learn")
        return utils.Tags(
            estimator_type=None,
            target_tags=utils.TargetTags(required=True),
            input_tags=utils.InputTags(two_d_array=False, string=True, allow_nan=True),
        )

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The settings by name, for scikit-learn."""
        return {"target": self.target, "force_satisfaction": self.force_satisfaction}

    def set_params(self, **params: Any) -> Calibration:
        """Changes settings by name; they apply from the next `fit` on."""
        for name, value in params.items():
            if name not in self.get_params():
                raise CalibrationError(f"no setting {name!r}: there are target and force_satisfaction")
            setattr(self, name, value)
        return self

    @property
    def score_(self) -> float | None:
        """Quadratic-weighted kappa with the raters on held-out agents; None if undefined."""
        return self.figures_["kappa"]["value"]

    @property
    def figures_(self) -> CalibrationFigures:
        """How well it agrees with the raters, with 90 % intervals, and how well the raters agree with each other."""
        return cast("CalibrationFigures", self._learnt.data["figures"])

    @property
    def weights_(self) -> dict[str, float]:
        """The weight of each dimension for these raters; they sum to 1."""
        return {dimension["id"]: dimension["weight"] for dimension in self._learnt.data["dimensions"]}

    @property
    def thresholds_(self) -> dict[str, float | None]:
        """The minimum weighted points of each level except the lowest; None for a level that is never given."""
        return {threshold["level"]: threshold["from"] for threshold in self._learnt.data["thresholds"]}

    @property
    def warnings_(self) -> list[str]:
        """Warnings about the calibration."""
        return cast("list[str]", list(self._learnt.data["warnings"]))

    def to_json(self) -> str:
        """The calibration in schema ``listening.calibration/1``: one line, without dates or names."""
        return self._learnt.to_json()

    def to_dict(self) -> dict[str, Any]:
        """A new dict with the contents of `to_json`."""
        return self._learnt.to_dict()

    def to_text(self) -> str:
        """The result as text: the output of ``listening calibrate``."""
        return calibration_text(self._learnt.data)

    def plot(self, reports: Iterable[Any], ratings: Iterable[Any], ax: Axes | None = None) -> Axes:
        """Plots its ratings against those of the raters: a reliability diagram. Needs the extra ``plot``.

        Plot calls that it was not fitted to: on its own calls it looks better than it is. A level counts as the middle
        of its points.

        Args:
            reports: As for `fit`.
            ratings: As for `fit`.
            ax: The axes to draw on; default: a new figure.

        Raises:
            CalibrationError: It is not fitted, a rating is invalid, or no report has a score.
            ModuleNotFoundError: matplotlib is not installed.
        """
        return plot(self.predict_points(reports), ratings, ax)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes it to a file."""
        text = self.to_json() + "\n"
        with open(checked_path(path, CalibrationError), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Calibration:
        """Loads a file written by `save`, ``listening calibrate`` or another language."""
        with open(checked_path(path, CalibrationError), encoding="utf-8", errors="replace") as file:
            text = file.read()
        try:
            return cls.from_json(text)
        except CalibrationError as error:
            raise CalibrationError(f"{os.fspath(path)}: {error}") from None

    @classmethod
    def from_json(cls, text: str) -> Calibration:
        """Loads the text returned by `to_json`."""
        fitted = _Fitted(_native.check_calibration(characters("a calibration", text, CalibrationError)))
        target = fitted.data["target"]
        loaded = cls(target, force_satisfaction=target == "customer_satisfaction")
        loaded._fitted = fitted
        return loaded

    @property
    def _learnt(self) -> _Fitted:
        if self._fitted is None:
            raise CalibrationError("not fitted yet: call fit, or take one from Calibration.load")
        return self._fitted

    def __getstate__(self) -> dict[str, Any]:
        return {**self.get_params(), "_json": self._fitted and self._fitted.to_json()}

    # Pickles of 0.1 hold more than these.
    def __setstate__(self, state: dict[str, Any]) -> None:
        self.target, self.force_satisfaction = state["target"], state["force_satisfaction"]
        self._fitted = None if state["_json"] is None else _Fitted(state["_json"])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calibration):
            return NotImplemented
        return self._fitted == other._fitted and self.get_params() == other.get_params()

    # It changes when it is fitted.
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        forced = ", force_satisfaction=True" if self.force_satisfaction else ""
        return f"Calibration(target={self.target!r}{forced})"
