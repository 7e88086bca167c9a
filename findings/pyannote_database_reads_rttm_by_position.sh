#!/bin/sh
# pyannote.database 6.1.1 (load_rttm) reads RTTM by position: it ignores the channel, and for lines whose recording has a
# space in its name it creates an annotation in which no one talks. Neither case gives an error or a warning.
#
# NIST's RTTM has the channel in its third field (RT-09 evaluation plan, appendix A): a speaker is identified by recording and
# channel. Tools that diarise each channel of a call separately use the same names on both. load_rttm puts both into one
# annotation, under one label, in which that speaker talks at the same time as itself.
# Fields are separated by white space and cannot be quoted; file names have spaces, and tools that write the file name
# unchanged produce eleven fields. load_rttm then returns an annotation without turns, under the second word of the name.
# (Annotation.to_rttm of pyannote.core 6.1.0 rejects such names; meeteval 0.4.3
# rejects such lines.)
#
# Workaround: read each channel separately, or add it to the speaker's name; replace spaces in names before writing.
#
# Observed: of two channels with 1.5 and 2 s of "spk", one label with both, overlapping by 1 s; of two turns in "my call", {"call": no
# turn}.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyannote.database==6.1.1 pyannote.core==6.1.0 pandas==3.1.1
"$folder/venv/bin/python" -W ignore - "$folder" <<'PY'
import sys
from importlib.metadata import version

from pyannote.database.util import load_rttm


def read(text):
    path = f"{sys.argv[1]}/call.rttm"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return {
        name: [(round(turn.start, 3), round(turn.end, 3), label) for turn, _, label in found.itertracks(yield_label=True)]
        for name, found in load_rttm(path).items()
    }


print("pyannote.database", version("pyannote.database"), "pandas", version("pandas"))
line = "SPEAKER {} {} {:.3f} {:.3f} <NA> <NA> {} <NA> <NA>\n"
both = read(line.format("call", 1, 0.5, 1.5, "spk") + line.format("call", 2, 1.0, 2.0, "spk"))
print("two channels:", both)
assert both == {"call": [(0.5, 2.0, "spk"), (1.0, 3.0, "spk")]}, "this has changed"
spaced = read(line.format("my call", 1, 0.5, 1.5, "ann") + line.format("my call", 1, 3.0, 2.0, "bob"))
print("a space in the name:", spaced)
assert list(spaced.values()) == [[]], "this has changed"
PY
