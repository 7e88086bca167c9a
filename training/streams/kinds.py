"""Ten kinds of noise, recognised by the names of source and file."""

import os
import re

PATTERNS = [
    ("room", r"^room:"),
    ("crowd", r"^crowd|applause|cheer"),
    ("keyboard", r"^keystroke|^mechvibes|typing"),
    (
        "city",
        r"^berlin|city|traffic|distant_cars|hum\.mp3|bikes|car_motor|car_horn|train|siren|church|street|horn",
    ),
    (
        "machine",
        r"^drone|^opensfx|^openrct2|engine|machine|motor|compressor|washing|plane|helicopter|drill|saw|boat|fan|hum"
        r"|generator|electro",
    ),
    (
        "weather",
        r"rain|wind|storm|thunder|wave|water|river|stream|creek|ocean|drop|snow|underwater|splash|lava|fire|leaves",
    ),
    (
        "nature",
        r"bird|night|cricket|cicada|forest|day_|bee|animal|fauna|dog|cat_|cow|crow|maad|insect|frog|cycadas|canary"
        r"|chicken|owl|horse|sheep|wolf|gull",
    ),
    (
        "household",
        r"^kitchen|^speech-commands|dishes|bike|door|footstep|steps|clock|glass|snor|paper|zipper|toilet|chalk|book"
        r"|chest|knock|coin|bell",
    ),
    ("hiss", r"^speechbrain|white|pink|brown"),
    ("impact", r"."),
]
"""The first that fits counts; what fits none is an impact."""

ODDS = {
    "room": 0.14,
    "crowd": 0.10,
    "city": 0.13,
    "machine": 0.13,
    "weather": 0.12,
    "keyboard": 0.10,
    "household": 0.10,
    "impact": 0.09,
    "nature": 0.06,
    "hiss": 0.03,
}
"""How often each kind is drawn, however long its recordings are."""

STEADY = ("room", "hiss", "machine", "weather")
"""Kinds of which a short recording is repeated; events of the other kinds are scattered."""


def kind_of(source, file):
    """The kind of noise of a recording."""
    text = f"{source} {os.path.basename(file).lower()}"
    if source == "0ad-sfx":
        # Its files have numbers for names, its folders say what they are.
        text += " " + os.path.dirname(file).lower().split("audio/")[-1]
    return next(kind for kind, pattern in PATTERNS if re.search(pattern, text))
