"""What can go wrong: every refusal is a `ListeningError` that says what to do."""

from ._native import AudioError, ConfigError, ListeningError, RowError, TalkspurtError, WordError

__all__ = [
    "AudioError",
    "ConfigError",
    "ListeningError",
    "RowError",
    "TalkspurtError",
    "TruncatedWarning",
    "WordError",
]


class TruncatedWarning(UserWarning):
    """A recording is shorter than its own header says. It is analysed as far as it goes."""
