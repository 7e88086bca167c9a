"""Colours and signs of parties and events: the same in every drawing."""

from __future__ import annotations

from ..types import Party

# Told apart by every kind of eye: Okabe and Ito, "Color Universal Design" (2008).
PARTY: dict[Party, str] = {"agent": "#0072B2", "customer": "#E69F00"}
FAINT: dict[Party, str] = {"agent": "#8CBFDE", "customer": "#F3D08C"}
BOTH, SOUND, CHECK = "#CC79A7", "#009E73", "#A03C00"
INK, PALE, SILENT = "#222222", "#C4C8CC", "#8A9099"

SILENCES = {"hold": ("on hold", SOUND), "dead_air": ("dead air", SILENT)}
"""Silences that are shown, with their names and colours."""

MARKS = {
    "interruption": ("v", "interruption"),
    "pause_interruption": ("D", "takes the floor in a pause"),
    "butting_in": ("^", "butts in"),
    "overlap": ("s", "overlap"),
    "backchannel": ("o", "backchannel"),
    "unanswered_turn": ("X", "turn without an answer"),
}
"""Events that are marked, each with its sign (of matplotlib) and its name; distinguished by shape."""

STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
"""Round times that may stand below a drawing, seconds apart."""
