"""The folder of a simulated team: ``listening demo --folder``."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from .._values.errors import ListeningError
from .._values.paths import checked_path
from ..types import Party
from . import calls, files
from .chance import Chance
from .clips import clips
from .ratings import ratings
from .readme import README
from .sound import RATE, Line

_BROKEN = b"RIFF\x24\x10\x00\x00WAVEfmt \x12\x00\x00\x00"
"""A WAV file whose recorder was stopped in its header."""
_ON_HOLD = "cara/"
"""In whose first call the customer is on hold: she is the one who leaves silences."""


def demo_folder(path: str | os.PathLike[str]) -> Path:
    """Makes a folder of calls to try everything on: a simulated team of four agents, with the voices of the demo call.

    It holds 24 recordings with their manifest, words, talkspurts and ratings, twelve weeks of talkspurts with a
    training in week seven, and a few other forms of a recording; its README.txt says more. It takes a few seconds and
    50 MB, and the same version makes the same bytes each time.

    Args:
        path: The folder: a new one, or one that is empty.

    Returns:
        The folder.

    Raises:
        ListeningError: Something is there already.
        OSError: It cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(list(demo_folder(folder).glob("calls/*/*.wav")))
    24
    """
    folder = Path(checked_path(path))
    if folder.is_dir() and any(folder.iterdir()):
        raise ListeningError(f"{folder} holds files already: name a new folder, or an empty one")
    if folder.exists() and not folder.is_dir():
        raise ListeningError(f"{folder} is a file: name a new folder")
    _Writer(folder).write()
    return folder


class _Writer:
    """Writes the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clips = clips()
        self._line = Line(self._clips)
        # Slow to import, and needed for sound alone.
        self._soundfile: Any = import_module("soundfile")

    def write(self) -> None:
        recorded, rated = list(calls.recorded(self._clips)), list(calls.rated(self._clips))
        for call in recorded:
            samples = self._sound(call)
            self._wav(f"calls/{call.call_id}", samples)
            self._text(f"words/{call.call_id[:-4]}.json", files.words(call.said, self._clips))
            if call is recorded[0]:
                self._forms(samples)
        on_hold = next(call for call in recorded if call.call_id.startswith(_ON_HOLD))
        for call in recorded:
            if call is on_hold or call.said.transfer is not None:
                self._text(f"marks/{call.call_id[:-4]}.csv", files.marks(call.said))
        self._table("calls.csv", [call.known() for call in recorded])
        self._lines("talkspurts.jsonl", recorded)
        self._lines("weeks.jsonl", calls.weeks(self._clips))
        self._lines("rated.jsonl", rated)
        self._table("ratings.csv", [rating._asdict() for rating in ratings([*recorded, *rated])])
        self._mono()
        self._bytes("broken.wav", _BROKEN)
        # Last: a folder without it was not finished.
        self._text("README.txt", README)

    def _sound(self, call: calls.Call) -> Any:
        return self._line.sound(call.said, call.voices, Chance(f"line {call.call_id}"))

    def _mono(self) -> None:
        """A recording of both parties in one channel, and who talks when in it."""
        call = calls.one_more(self._clips)
        self._wav("mono/call.wav", self._sound(call).sum(axis=1).clip(-32768, 32767).astype("int16"))
        self._text("mono/call.rttm", files.rttm(call.said, "call"))

    def _forms(self, samples: Any) -> None:
        """Other forms of a recording."""
        mulaw: dict[Party, bytes] = {}
        parties: tuple[Party, Party] = ("agent", "customer")
        for column, party in enumerate(parties):
            self._wav(f"formats/{party}.wav", samples[:, column])
            mulaw[party] = self._coded(samples[:, column], "RAW")
        # What mu-law leaves of it, as in the recording itself.
        decoded, _ = self._soundfile.read(io.BytesIO(self._coded(samples, "WAV")), dtype="int16")
        self._bytes("formats/call.raw", decoded.astype("<i2").tobytes())
        self._bytes("formats/call.pcap", files.capture(mulaw))

    def _wav(self, name: str, samples: Any) -> None:
        self._bytes(name, self._coded(samples, "WAV"))

    def _coded(self, samples: Any, form: str) -> bytes:
        file = io.BytesIO()
        self._soundfile.write(file, samples, RATE, subtype="ULAW", format=form)
        return file.getvalue()

    def _table(self, name: str, rows: list[dict[str, str]]) -> None:
        text = io.StringIO()
        table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        self._text(name, text.getvalue())

    def _lines(self, name: str, made: Iterable[calls.Call]) -> None:
        self._text(name, "".join(f"{json.dumps(call.line(), separators=(',', ':'))}\n" for call in made))

    def _text(self, name: str, text: str) -> None:
        self._bytes(name, text.encode())

    def _bytes(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
