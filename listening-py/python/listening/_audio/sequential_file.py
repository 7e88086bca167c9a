"""A recording that soundfile reads from start to end. Slow to import, so imported where one is read."""

from __future__ import annotations

import soundfile  # type: ignore[import-untyped,unused-ignore]


class SequentialFile(soundfile.SoundFile):  # type: ignore[misc,unused-ignore]
    """After each read soundfile seeks where it can, which libsndfile refuses in streams of unknown length."""

    def seekable(self) -> bool:
        """Not for soundfile."""
        return False
