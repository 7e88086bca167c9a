"""Write the talkspurts of the demo call with what is said in each, for the package.

    python demo/make_clips.py            write listening-py/python/listening/data/demo_clips.json
    python demo/make_clips.py --check    compare that file with what would be written

`listening demo --folder` re-times these clips into other calls. Needs Python 3.11 or newer.
"""

import json
import re
import sys
from pathlib import Path

import tomllib

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "listening-py/python/listening/data/demo_clips.json"


def clips():
    """Rows of id, party, start, end (seconds) and text: one for each talkspurt of the truth."""
    truth = json.loads((HERE / "demo_call.truth.json").read_text(encoding="utf-8"))
    play = tomllib.loads((HERE / "screenplay.toml").read_text(encoding="utf-8"))
    rows = []
    for party in play["party"]:
        spurts = [spurt for spurt in truth["talkspurts"] if spurt["party"] == party]
        parts = [
            (f"{said['id']}.{number}", part.strip())
            for said in play["utterance"]
            if said["party"] == party
            for number, part in enumerate(re.split(r"\[\d+\.\d+\]", said["text"]), 1)
        ]
        rows += [
            [name, party, spurt["start"], spurt["end"], text] for (name, text), spurt in zip(parts, spurts, strict=True)
        ]
    return rows


def main():
    """Write the file, or check it."""
    text = "[\n" + ",\n".join(json.dumps(row) for row in clips()) + "\n]\n"
    if sys.argv[1:] == ["--check"]:
        if OUT.read_text(encoding="utf-8") != text:
            sys.exit(f"make_clips: {OUT.name} is not what the screenplay and the truth give")
        return
    OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
