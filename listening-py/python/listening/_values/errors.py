"""What can go wrong: every refusal is a `ListeningError` that says what to do."""

from .._native import (
    AudioError,
    CalibrationError,
    ConfigError,
    ListeningError,
    MarkError,
    RowError,
    TalkspurtError,
    WordError,
)

__all__ = [
    "AudioError",
    "CalibrationError",
    "CalibrationWarning",
    "ChannelsWarning",
    "ConfigError",
    "LengthWarning",
    "ListeningError",
    "MarkError",
    "ReportWarning",
    "RolesWarning",
    "RowError",
    "TalkspurtError",
    "TimesWarning",
    "TruncatedWarning",
    "WordError",
    "WordWarning",
]


class CalibrationWarning(UserWarning):
    """Something that a reader of a calibration should know, such as a level that no call was given."""


class ChannelsWarning(UserWarning):
    """A recording has more than two channels, of which two alone hold anything but zeros: these are taken."""


class LengthWarning(UserWarning):
    """The two recordings of a pair differ in length. The shorter one is taken as silent at its end."""


class ReportWarning(UserWarning):
    """A report says less than is asked of it, such as whose listening was scored, or may mislead."""


class RolesWarning(ReportWarning):
    """Agent and customer may have been taken for each other. Nothing is exchanged by itself."""


class WordWarning(UserWarning):
    """Words that were given with a call begin after its end, were in another unit than seconds, or had no times.

    Those after the end may be of another call.
    """


class TimesWarning(UserWarning):
    """Times that were given without audio seem to be milliseconds: they are taken as seconds."""


class TruncatedWarning(UserWarning):
    """A recording is cut short or damaged. What there is of it is analysed."""
