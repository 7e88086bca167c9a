"""How well a contact-centre agent listens, measured from the audio of the call alone.

>>> import listening
>>> report = listening.analyze(listening.demo_call())
>>> print(report.explain())  # doctest: +ELLIPSIS
OBSERVABLE LISTENING ...

- `analyze` takes a recording or an array, `analyze_many` a list of recordings, whose `scores` are a table;
- `Session` takes a live call, push by push, `RtpCall` its packets;
- `inspect` shows what the engine hears, frame by frame;
- `from_talkspurts` takes who talked when, instead of audio;
- `track` takes the reports of many calls, and gives what they say of each agent;
- `Calibration` learns what a centre's own raters would give.

The first four but `inspect` give a `Report`: turns, events, measures with intervals, and a score in which every lost
point names the seconds to listen to. `Report.compare` counts the call as other products do. What is refused raises
a `ListeningError`.
"""

from . import calibration as calibration
from . import report as report
from . import rows as rows
from . import rtp as rtp
from . import session as session
from . import tracking as tracking
from . import types as types
from ._analysis.inspection import Inspection, inspect
from ._analysis.whole_call import analyze, from_talkspurts
from ._audio.demo_call import demo_call
from ._batch.call_rows import scores
from ._batch.many_calls import Failure, analyze_many, iter_many
from ._former_names import register as _register
from ._native import SUPPORTED_RATES as _RATES
from ._native import __version__, built_in_profile
from ._settings.config import Config
from ._values.errors import (
    AudioError,
    CalibrationError,
    CalibrationWarning,
    ChannelsWarning,
    ConfigError,
    LengthWarning,
    ListeningError,
    ReportWarning,
    RolesWarning,
    RowError,
    TalkspurtError,
    TimesWarning,
    TruncatedWarning,
    WordError,
    WordWarning,
)
from ._values.report_schema import report_schema
from ._values.table import Table
from .calibration import Calibration
from .report import PRESETS, Comparison, Report
from .rtp import RtpCall, RtpCounts
from .session import Session
from .tracking import Tracking, track

_register()

SUPPORTED_RATES: range = range(_RATES[0], _RATES[1] + 1)
"""Sample rates that are taken, in hertz: all from 4000 to 192000."""

__all__ = [
    "PRESETS",
    "SUPPORTED_RATES",
    "AudioError",
    "Calibration",
    "CalibrationError",
    "CalibrationWarning",
    "ChannelsWarning",
    "Comparison",
    "Config",
    "ConfigError",
    "Failure",
    "Inspection",
    "LengthWarning",
    "ListeningError",
    "Report",
    "ReportWarning",
    "RolesWarning",
    "RowError",
    "RtpCall",
    "RtpCounts",
    "Session",
    "Table",
    "TalkspurtError",
    "TimesWarning",
    "Tracking",
    "TruncatedWarning",
    "WordError",
    "WordWarning",
    "__version__",
    "analyze",
    "analyze_many",
    "built_in_profile",
    "demo_call",
    "from_talkspurts",
    "inspect",
    "iter_many",
    "report_schema",
    "scores",
    "track",
]


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
