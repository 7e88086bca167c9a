"""Times of calls, as a user may give them."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import date, datetime, timezone
from typing import Any

from .errors import RowError


def seconds(time: Any) -> float | None:
    """A time as seconds; None where it is no time.

    >>> seconds(12), seconds("2026-03-01T00:00:00+01:00"), seconds("soon"), seconds(True)
    (12.0, 1772319600.0, None, None)
    """
    try:
        if isinstance(time, str):
            time = datetime.fromisoformat(time[:-1] + "+00:00" if time.endswith("Z") else time)
        elif hasattr(time, "dtype") and time.dtype.kind == "M":
            time = time.astype("datetime64[us]").item()
        if isinstance(time, datetime):
            found = (time if time.tzinfo else time.replace(tzinfo=timezone.utc)).timestamp()
        elif isinstance(time, date):
            found = datetime(time.year, time.month, time.day, tzinfo=timezone.utc).timestamp()
        elif isinstance(time, bool):
            return None
        else:
            found = float(time)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def utc(time: Any) -> datetime | None:
    """A time as such, in UTC; None where there is none.

    Raises:
        RowError: It is no time.

    >>> utc("2026-03-01T09:30").isoformat(), utc("86400").day, utc(" ")
    ('2026-03-01T09:30:00+00:00', 2, None)
    """
    if time is None or (isinstance(time, str) and not time.strip()):
        return None
    text = time.strip() if isinstance(time, str) else time
    if isinstance(text, str):
        with suppress(ValueError):
            # CSV has text only.
            text = float(text)
    if (found := seconds(text)) is not None:
        with suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(found, timezone.utc)
    raise RowError(f"the time is {time!r}: seconds since 1970 or ISO 8601 was expected")
