"""The table of sources: sources.csv."""

import csv
import glob
import os
import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("sources.csv")
KINDS = ("speech", "noise", "music")


@dataclass(frozen=True)
class Source:
    """One source of recordings: a row of the table."""

    name: str
    kind: str
    """`speech`, `noise` or `music`."""
    licence: str
    origin: str
    """Where it comes from, as `github:owner/name=folder` or `debian:package=folder`, one after the other."""
    paths: tuple
    """Folders below the root that it takes its files from."""
    extensions: tuple
    exclude: str
    """A regular expression; files whose path has a match are left out."""
    only: str
    """A regular expression; where there is one, only files whose path has a match are taken."""
    speaker: str
    """A regular expression whose group is the name of the speaker; empty where the path does not say."""
    max_hours: float
    voice_max: float
    """Noise: the teacher's probability above which 32 ms may be a voice."""
    voice_share: float
    """Noise: the share of such 32 ms above which a piece is left out."""
    note: str
    """What is not done by a script."""

    def speaker_of(self, file):
        """The speaker of a file, as `source:name`, or `source:-`."""
        match = re.search(self.speaker, file) if self.speaker else None
        return f"{self.name}:{match.group(1) if match else '-'}"

    def files(self, root):
        """Its files below `root`, sorted."""
        return sorted(path for folder in self.paths for path in self._files_in(root, folder))

    def _files_in(self, root, folder):
        for path in glob.iglob(os.path.join(root, folder, "**", "*"), recursive=True):
            inside = "/" + os.path.relpath(path, root)
            if (
                path.lower().rsplit(".", 1)[-1] in self.extensions
                and not (self.exclude and re.search(self.exclude, inside))
                and (not self.only or re.search(self.only, inside))
            ):
                yield path


def _number(text, default):
    return float(text) if text else default


def read_sources(table=TABLE):
    """The rows of a table."""
    sources = []
    with open(table, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source = Source(
                name=row["name"],
                kind=row["kind"],
                licence=row["licence"],
                origin=row["origin"],
                paths=tuple(row["paths"].split()),
                extensions=tuple(row["extensions"].split()),
                exclude=row["exclude"],
                only=row["only"],
                speaker=row["speaker"],
                max_hours=_number(row["max_hours"], 99),
                voice_max=_number(row["voice_max"], 0.3),
                voice_share=_number(row["voice_share"], 0.03),
                note=row["note"],
            )
            if source.kind not in KINDS:
                raise ValueError(f"{table}: {source.name} is of kind {source.kind!r}; there are {', '.join(KINDS)}")
            sources.append(source)
    return sources


def choose(sources, names, kinds):
    """The sources with these names, or of these kinds; all where neither is given."""
    unknown = set(names) - {source.name for source in sources}
    if unknown:
        raise ValueError(f"no source {', '.join(sorted(unknown))} in the table")
    return [source for source in sources if (not names or source.name in names) and (not kinds or source.kind in kinds)]
