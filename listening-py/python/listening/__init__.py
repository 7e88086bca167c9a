"""Measures how well a contact-centre agent listens, from the call audio alone.

>>> import listening
>>> report = listening.analyze(listening.demo_call())
>>> print(report.explain())  # doctest: +ELLIPSIS
OBSERVABLE LISTENING ...

- `analyze` analyses a recording or an array, `analyze_many` a list of recordings; `scores` turns the results into a
  table, and `tables` into long ones: legs, events, talkspurts, turns, measures, marks;
- `Session` processes a live call chunk by chunk, `RtpCall` from its packets, `TwilioCall` and `AudioHookCall` from the
  messages of a telephone platform; `listening.live` decides the turns of a voice agent's caller;
- `inspect` shows what the engine detects, frame by frame;
- `from_talkspurts` takes who talked when, instead of audio;
- `track` takes the reports of many calls, and estimates each agent's measures;
- `Calibration` learns the rating scale of your own raters;
- `demo_folder` generates the calls of a simulated team, to try everything on.

`analyze`, `Session` and `from_talkspurts` return a `Report`: turns, events, measures with intervals, and a score in
which every lost point has the seconds to listen to. `Report.compare` counts the call as other products do. Rejected
input raises a `ListeningError`.
"""

from ._former_names import register as _register

TYPE_CHECKING = False
"""True for type checkers; importing `typing` itself would be a large part of the import time."""

if TYPE_CHECKING:
    from . import calibration as calibration
    from . import live as live
    from . import report as report
    from . import rows as rows
    from . import rtp as rtp
    from . import session as session
    from . import streams as streams
    from . import tracking as tracking
    from . import types as types
    from ._analysis.inspection import Inspection, inspect
    from ._analysis.whole_call import analyze, from_talkspurts
    from ._audio.demo_call import demo_call
    from ._batch.call_rows import scores
    from ._batch.many_calls import Failure, analyze_many, iter_many
    from ._demo.folder import demo_folder
    from ._native import __version__, built_in_profile
    from ._settings.channels import SUPPORTED_RATES
    from ._settings.config import Config
    from ._tables.tables import Tables, tables
    from ._values.errors import (
        AudioError,
        CalibrationError,
        CalibrationWarning,
        ChannelsWarning,
        ConfigError,
        LengthWarning,
        ListeningError,
        MarkError,
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
    from .streams import AudioHookAnswer, AudioHookCall, TwilioAnswer, TwilioCall, TwilioCounts
    from .tracking import Tracking, track

__all__ = [
    "PRESETS",
    "SUPPORTED_RATES",
    "AudioError",
    "AudioHookAnswer",
    "AudioHookCall",
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
    "MarkError",
    "Report",
    "ReportWarning",
    "RolesWarning",
    "RowError",
    "RtpCall",
    "RtpCounts",
    "Session",
    "Table",
    "Tables",
    "TalkspurtError",
    "TimesWarning",
    "Tracking",
    "TruncatedWarning",
    "TwilioAnswer",
    "TwilioCall",
    "TwilioCounts",
    "WordError",
    "WordWarning",
    "__version__",
    "analyze",
    "analyze_many",
    "built_in_profile",
    "demo_call",
    "demo_folder",
    "from_talkspurts",
    "inspect",
    "iter_many",
    "report_schema",
    "scores",
    "tables",
    "track",
]

_MODULES = frozenset({"calibration", "live", "report", "rows", "rtp", "session", "streams", "tracking", "types"})
"""Modules that are available without being imported by name."""

_HOMES = {
    "._analysis.inspection": ("Inspection", "inspect"),
    "._analysis.whole_call": ("analyze", "from_talkspurts"),
    "._audio.demo_call": ("demo_call",),
    "._batch.call_rows": ("scores",),
    "._batch.many_calls": ("Failure", "analyze_many", "iter_many"),
    "._demo.folder": ("demo_folder",),
    "._native": ("__version__", "built_in_profile"),
    "._settings.channels": ("SUPPORTED_RATES",),
    "._settings.config": ("Config",),
    "._tables.tables": ("Tables", "tables"),
    "._values.errors": (
        *("AudioError", "CalibrationError", "CalibrationWarning", "ChannelsWarning", "ConfigError", "LengthWarning"),
        *("ListeningError", "MarkError", "ReportWarning", "RolesWarning", "RowError", "TalkspurtError", "TimesWarning"),
        *("TruncatedWarning", "WordError", "WordWarning"),
    ),
    "._values.report_schema": ("report_schema",),
    "._values.table": ("Table",),
    ".calibration": ("Calibration",),
    ".report": ("PRESETS", "Comparison", "Report"),
    ".rtp": ("RtpCall", "RtpCounts"),
    ".session": ("Session",),
    ".streams": ("AudioHookAnswer", "AudioHookCall", "TwilioAnswer", "TwilioCall", "TwilioCounts"),
    ".tracking": ("Tracking", "track"),
}
"""The module of each public name. Modules are imported when a name is first used (PEP 562), because the command, a
pool's workers and a program that only catches our errors need only a part of the package."""


def _found(name: str) -> object:
    """A public name, stored so that it is looked up only once."""
    from importlib import import_module

    if name in _MODULES:
        return import_module(f".{name}", __name__)
    for home, names in _HOMES.items():
        if name in names:
            globals()[name] = value = getattr(import_module(home, __name__), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if not TYPE_CHECKING:
    # A checker that saw it would take any name for one of ours.
    __getattr__ = _found


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)


_register()
