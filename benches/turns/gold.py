"""What is true of a call of the bench in TurnBench's terms: when each party's turns end, and when it takes
the floor.

The bench's truth has one event at the onset of each contribution (its README has the kinds); a talkspurt is
of the contribution whose event came last. As in TurnBench:

- A talkspurt of a turn (not of a backchannel, of a sound, or of a try that failed) ends a turn where the
  other's next such talkspurt comes before the party's own, or runs on past this end, or neither talks again.
  Otherwise a pause follows: a negative span up to the party's next talkspurt of a turn, its own feedback, or
  the other's entry in overlap.
- `interruption` and `overlap` take the floor from one who talks. Backchannels are the negative spans. Tries
  that failed (`butting_in`) and starts together are excluded: nobody can tell them apart at their onset.
"""

from __future__ import annotations

import bisect
import math
from typing import Any, NamedTuple

from turns.scorer import Span, Truth

TURN = frozenset(
    ["start", "hold", "smooth_switch", "overlap", "interruption", "pause_interruption", "simultaneous_start"]
)
TAKES = frozenset(["interruption", "overlap"])
ENTERS = TAKES | {"butting_in"}
UNCLEAR = frozenset(["butting_in", "simultaneous_start"])
# Truth times have two decimals.
NEAR_S = 0.02


class Talk(NamedTuple):
    """A talkspurt, with the kind of its contribution's event."""

    start: float
    end: float
    kind: str | None


class Gold(NamedTuple):
    """What is true of one party."""

    turn_end: Truth
    floor_taken: Truth


def talk_of(call: dict[str, Any], party: str) -> list[Talk]:
    """A party's talkspurts, in order."""
    events = sorted((e for e in call["events"] if e["by"] == party), key=lambda e: e["start"])
    starts = [event["start"] for event in events]
    kinds = [None, *(event["kind"] for event in events)]
    return [Talk(a, b, kinds[bisect.bisect_right(starts, a + NEAR_S)]) for a, b in call["activity"][party]]


def gold(call: dict[str, Any]) -> dict[str, Gold]:
    """What is true of each party of a call."""
    talk = {party: talk_of(call, party) for party in call["activity"]}
    one, other = talk
    return {
        party: Gold(_turn_end(talk[party], talk[beside]), _floor_taken(call, party))
        for party, beside in ((one, other), (other, one))
    }


def _turn_end(own: list[Talk], other: list[Talk]) -> Truth:
    mine, theirs = ([talk for talk in side if talk.kind in TURN] for side in (own, other))
    their_starts = [talk.start for talk in theirs]
    events: list[float] = []
    negatives: list[Span] = []
    for k, talk in enumerate(mine):
        resumes = mine[k + 1].start if k + 1 < len(mine) else math.inf
        after = bisect.bisect_right(their_starts, talk.end)
        follows = their_starts[after] if after < len(theirs) else math.inf
        running = after > 0 and theirs[after - 1].end > talk.end
        if running or follows < resumes or resumes == math.inf:
            events.append(talk.end)
            continue
        cuts = [one.start for one in own if one.kind not in TURN and talk.end < one.start < resumes]
        cuts += [one.start for one in other if one.kind in ENTERS and talk.end < one.start < resumes]
        negatives.append((talk.end, min([resumes, *cuts])))
    return Truth(events, negatives)


def _floor_taken(call: dict[str, Any], party: str) -> Truth:
    own = [event for event in call["events"] if event["by"] == party]
    span = {kind: [(e["start"], e["end"]) for e in own if e["kind"] == kind] for kind in UNCLEAR | {"backchannel"}}
    takes = sorted(event["start"] for event in own if event["kind"] in TAKES)
    return Truth(takes, sorted(span["backchannel"]), sorted(span["butting_in"] + span["simultaneous_start"]))
