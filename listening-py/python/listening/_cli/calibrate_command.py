"""The command ``calibrate``: what the centre's raters would give."""

from __future__ import annotations

import argparse

from .. import _native
from .._batch.written_tables import rated
from .._values.errors import CalibrationError
from ..calibration import Calibration
from .messages import Stop
from .streams import standard_input


def calibrate(options: argparse.Namespace) -> None:
    """Rated calls: what the centre's raters would give."""
    name = "standard input" if options.rated == "-" else options.rated
    if options.ratings:
        data = rated(options.rated, options.ratings).encode()
    elif options.rated.lower().endswith(".parquet"):
        raise Stop(f"{name}: a table holds no ratings: give --ratings FILE, with call_id and rating")
    elif options.rated == "-":
        data = standard_input().read()
    else:
        with open(options.rated, "rb") as file:
            data = file.read()
    try:
        lines = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Stop(f"{name}: line {data.count(bytes([10]), 0, error.start) + 1}: {error}", error) from None
    try:
        fitted = _native.calibrate(lines, options.target, options.force_satisfaction)
    except CalibrationError as error:
        raise Stop(f"{name}: {error}", error) from None
    calibration = Calibration.from_json(fitted)
    if options.out:
        calibration.save(options.out)
    print(fitted if options.json else calibration.to_text())
