"""A centre's own scale: what its raters would give, learnt from calls that they have rated."""

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
"""What ratings are."""


class _Fitted(JsonValue):
    """What a calibration has learnt, as the engine wrote it."""

    __slots__ = ()

    _kind = "calibration"
    _schema = "listening.calibration/1"

    @property
    def data(self) -> dict[str, Any]:
        """What it holds: not to be changed."""
        return cast("dict[str, Any]", self._data)


class Calibration:
    """Learns from rated calls what the same raters would give to others; in the manner of scikit-learn.

    It is monotone: a call that is better in every dimension never gets a worse level. docs/calibration.md says what
    is fitted, and how many calls it takes. Can be pickled, fitted or not.

    Args:
        target: What the ratings are: ``"quality_rating"``, given by trained raters of the centre, or
            ``"customer_satisfaction"``, which is refused unless forced: it follows more than the service.
        force_satisfaction: Whether to fit to satisfaction all the same.

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
        """Learns from rated calls; the order of the calls does not matter.

        Args:
            reports: A `Report` for each call, its JSON, or a mapping of ``patience``, ``attentiveness``,
                ``give_and_take``, ``composure`` (None where not measured) and ``observable_listening``. Or a data
                frame, a row for each call, with a column ``report`` or with these.
            ratings: For each call one of Outstanding, Above Average, Average, Poor and Ineffective, or a number from
                0 to 100: all of one kind.
            agents: Whose call it is, by name or number; the column ``agent`` of a data frame if not given. All calls of
                an agent are kept together where the calibration is tried on agents that it has not seen.
            second: A second rater's ratings, None where there is none. They show how far raters agree among
                themselves, which is as much as can be asked of a calibration, and are not fitted.

        Raises:
            CalibrationError: Under 50 calls whose reports have a rating, under 5 agents, ratings that do not vary or
                are customers', or something that is no rating or no report.
            ConfigError: The target is another.
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
        """Quadratic-weighted kappa with the raters of these calls, NaN where it is not defined.

        Calls with too little evidence are left out, as in `figures_`, and so are those whose rating is None. Ask it of
        calls that were not fitted: of `fit`'s own, `score_` is the figure on agents that were held out.

        Raises:
            CalibrationError: Something is no rating or no report, or there are not as many of both.
        """
        found, given = self.predict(reports), plain_ratings(ratings)
        if len(found) != len(given):
            raise CalibrationError(f"{len(found)} reports and {len(given)} ratings: one of each was expected")
        pairs = [(one, other) for one, other in zip(given, found, strict=True) if None not in (one, other)]
        value = _native.kappa(cast("list[tuple[float | str, float | str]]", pairs))
        return math.nan if value is None else value

    def predict(self, reports: Any) -> list[str | None]:
        """The level of each call, best guess of what the raters would give; None where the evidence is too little."""
        return [rated and rated[0] for rated in self._rated(reports)]

    def predict_points(self, reports: Any) -> list[float | None]:
        """The mean rating that calls like each get, 0 to 100; None where the evidence is too little."""
        return [rated and rated[3] for rated in self._rated(reports)]

    def _rated(self, reports: Any) -> list[tuple[str, str, str, float] | None]:
        return _native.rate(self.to_json(), [report_line(report) for report in calls_of(reports)])

    def __sklearn_is_fitted__(self) -> bool:
        """Scikit-learn asks this too."""
        return self._fitted is not None

    def __sklearn_tags__(self) -> Any:
        """What scikit-learn asks of an estimator: it takes reports, not numbers, and needs the ratings."""
        utils = library("sklearn.utils", extra="scikit-learn")
        return utils.Tags(
            estimator_type=None,
            target_tags=utils.TargetTags(required=True),
            input_tags=utils.InputTags(two_d_array=False, string=True, allow_nan=True),
        )

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The settings by name, as scikit-learn asks for them."""
        return {"target": self.target, "force_satisfaction": self.force_satisfaction}

    def set_params(self, **params: Any) -> Calibration:
        """Changes settings by name; they count from the next `fit` on."""
        for name, value in params.items():
            if name not in self.get_params():
                raise CalibrationError(f"no setting {name!r}: there are target and force_satisfaction")
            setattr(self, name, value)
        return self

    @property
    def score_(self) -> float | None:
        """Quadratic-weighted kappa with the raters on agents that were held out; None where it is not defined."""
        return self.figures_["kappa"]["value"]

    @property
    def figures_(self) -> CalibrationFigures:
        """How well it agrees with the raters, with 90 % intervals, and how well they agree among themselves."""
        return cast("CalibrationFigures", self._learnt.data["figures"])

    @property
    def weights_(self) -> dict[str, float]:
        """How much each dimension counts for these raters; they sum to 1."""
        return {dimension["id"]: dimension["weight"] for dimension in self._learnt.data["dimensions"]}

    @property
    def thresholds_(self) -> dict[str, float | None]:
        """The least weighted points of each level but the lowest; None for a level that is never given."""
        return {threshold["level"]: threshold["from"] for threshold in self._learnt.data["thresholds"]}

    @property
    def warnings_(self) -> list[str]:
        """What a reader should know of it."""
        return cast("list[str]", list(self._learnt.data["warnings"]))

    def to_json(self) -> str:
        """The calibration in schema ``listening.calibration/1``: one line, without dates or names."""
        return self._learnt.to_json()

    def to_dict(self) -> dict[str, Any]:
        """A fresh dict of what `to_json` gives."""
        return self._learnt.to_dict()

    def to_text(self) -> str:
        """What was learnt, for reading: what ``listening calibrate`` prints."""
        return calibration_text(self._learnt.data)

    def plot(self, reports: Iterable[Any], ratings: Iterable[Any], ax: Axes | None = None) -> Axes:
        """Draws what it gives against what raters gave: a reliability diagram. Needs the extra ``plot``.

        Draw it of calls that it was not fitted to: of its own it looks better than it is. A level counts as the middle
        of its points.

        Args:
            reports: As `fit` takes them.
            ratings: As `fit` takes them.
            ax: Where to draw; on a new figure if not given.

        Raises:
            CalibrationError: It is not fitted, a rating is none, or no report has one.
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
        """Loads what `save`, ``listening calibrate`` or another face wrote."""
        with open(checked_path(path, CalibrationError), encoding="utf-8", errors="replace") as file:
            text = file.read()
        try:
            return cls.from_json(text)
        except CalibrationError as error:
            raise CalibrationError(f"{os.fspath(path)}: {error}") from None

    @classmethod
    def from_json(cls, text: str) -> Calibration:
        """Loads what `to_json` gave."""
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
