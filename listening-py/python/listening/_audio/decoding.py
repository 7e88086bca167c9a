"""Decoding a recording part by part: what libsndfile cannot decode is a gap, and no good frame before it is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

from .layout import Layout, Part, may_be_joined, without_damage

_NO_LENGTH = 1 << 62
"""What libsndfile says of a stream without a length."""

_WILD = 16
"""Times full scale: what a decoder of MP3 gives beyond it comes from damage that it did not notice."""

_SKIPPED = 1 << 16
"""Frames that are skipped at a time."""


class Loss(NamedTuple):
    """Frames that cannot be decoded; zeros are given for them."""

    start: int
    frames: int


class Decoder:
    """The frames of a recording one after the other.

    Args:
        file: The recording.
        layout: How it lies in it.
        path: The file's path, where it can be read by it.
        form: The arguments of soundfile for a file without a header.

    Raises:
        soundfile.SoundFileError: Its first part cannot be opened.
    """

    def __init__(
        self, file: BinaryIO, layout: Layout, path: str | None = None, form: Mapping[str, Any] | None = None
    ) -> None:
        self._file = file
        self._form = form or {}
        from .sequential_file import SequentialFile

        first, *self._rest = layout.parts
        self.sound: Any = SequentialFile(first.view(file, path), **self._form)
        """The first part's `soundfile.SoundFile`."""
        self._part = first
        self._sound: Any = self.sound
        # Frames of this part that were given; of all; zeros still to be given.
        self._at = self._taken = self._gap = 0
        self._may_repair = self.sound.format == "FLAC" and not self._rest
        self.cut = layout.cut
        """Audio is missing at the end, as far as is known by now."""
        self.losses: list[Loss] = []
        """What could not be decoded up to here."""
        self.stopped: str | None = None
        """Why what follows is not read."""

    def read(self, into: Any) -> int:
        """Fills an array of (frames, channels); gives how many frames there were, and none at the end.

        Raises:
            soundfile.SoundFileError: Nothing at all can be decoded.
        """
        while True:
            if self._gap:
                count = min(self._gap, len(into))
                into[:count] = 0
                self._gap -= count
                self._taken += count
                return count
            if self._sound is None:
                return 0
            count, error = self._decode(into)
            if error is not None or not count:
                self._go_on(error)
                if error is not None and self._sound is None and not self._taken:
                    raise error
            if count:
                return count

    def close(self) -> None:
        """Closes what decodes; the file stays open."""
        self.sound.close()
        if self._sound is not None:
            self._sound.close()

    def _decode(self, into: Any) -> tuple[int, Exception | None]:
        """How many frames were decoded, also where an error came after them."""
        import soundfile  # type: ignore[import-untyped,unused-ignore]

        error = None
        try:
            count = len(self._sound.read(out=into))
        except soundfile.SoundFileError as raised:
            error = raised
            # Of FLAC, a damaged frame may be among them; which ones are good is seen when it is repaired.
            count = 0 if self._may_repair else min(max(_position(self._sound) - self._at, 0), len(into))
        if self._is_mp3:
            self._drop_wild(into[:count])
        self._at += count
        self._taken += count
        return count, error

    @property
    def _is_mp3(self) -> bool:
        return str(self.sound.subtype).startswith("MPEG")

    def _drop_wild(self, frames: Any) -> None:
        import numpy as np

        if not len(frames) or (frames.max() <= _WILD and frames.min() >= -_WILD):
            return
        wild = np.flatnonzero(~(np.abs(frames).max(axis=1) <= _WILD))
        frames[wild[0] : wild[-1] + 1] = 0
        self.losses.append(Loss(self._taken + int(wild[0]), int(wild[-1] - wild[0]) + 1))

    def _go_on(self, error: Exception | None) -> None:
        """Goes on to the next part, after a gap if something is lost before it."""
        missing = max(self._promised() - self._at, 0)
        skip = 0
        if self._may_repair and (error is not None or may_be_joined(self._file)):
            missing, skip = self._repair()
        elif not self._rest:
            self.cut |= error is not None or missing > 0
        if self._sound is not self.sound:
            self._sound.close()
        self._sound = None
        while self._rest and self._sound is None:
            self._part = self._rest.pop(0)
            self._sound = self._opened(self._part)
            missing += self._lost_before(self._part)
        self._at = 0
        if self._sound is not None:
            self._skip(skip)
        if missing and (self._sound is not None or self._part.stretch is not None):
            self.losses.append(Loss(self._taken, missing))
            self._gap = missing

    def _lost_before(self, part: Part) -> int:
        """Frames that are lost before a part that was just opened, and in it where it could not be."""
        if part.stretch is None:
            return part.lost
        units, per_second = part.stretch
        there: int = 0 if self._sound is None else self._sound.frames
        whole: int = round(units * self.sound.samplerate / per_second)
        return max(whole - there, 0)

    def _opened(self, part: Part) -> Any:
        import soundfile

        from .sequential_file import SequentialFile

        try:
            sound: Any = SequentialFile(part.view(self._file))
        except soundfile.SoundFileError:
            self.cut |= not self._rest and part.stretch is None
            return None
        if part.stretch is not None:
            # libsndfile gives Opus that does not begin at 0 shifted by its pre-skip, until a place is sought.
            sound.seek(0)
        ours, theirs = ((each.samplerate, each.channels) for each in (self.sound, sound))
        if ours == theirs:
            return sound
        sound.close()
        self._rest.clear()
        self.cut = True
        self.stopped = "what follows has another sample rate ({} Hz) or number of channels ({})".format(*theirs)
        return None

    def _promised(self) -> int:
        """Frames that the part should have, or 0."""
        if self._part.frames is not None:
            return self._part.frames
        # The length of MP3 is an estimate.
        frames: int = 0 if self._is_mp3 else self._sound.frames
        return frames if frames < _NO_LENGTH else 0

    def _repair(self) -> tuple[int, int]:
        """Takes the frames that are whole for the rest; gives how many are lost before them, and how many to skip."""
        self._may_repair = False
        found = without_damage(self._file)
        self.cut = found.cut
        end = 0
        for index, part in enumerate(found.parts):
            start = end + part.lost
            end = start + (part.frames or 0)
            if end > self._taken:
                self._rest = [part._replace(lost=0), *found.parts[index + 1 :]]
                return max(start - self._taken, 0), max(self._taken - start, 0)
        return 0, 0

    def _skip(self, frames: int) -> None:
        import numpy as np

        waste = np.empty((min(frames, _SKIPPED), self.sound.channels), dtype="int16")
        while frames and (count := len(self._sound.read(out=waste[:frames]))):
            frames -= count
            self._at += count


def _position(sound: Any) -> int:
    """Frames that were decoded, which soundfile does not say where it raises an error."""
    import soundfile

    try:
        position: int = sound.tell()
    except soundfile.SoundFileError:
        return 0
    return position
