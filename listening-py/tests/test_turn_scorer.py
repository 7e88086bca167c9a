"""The rules by which live decisions are scored (benches/turns), on cases made by hand."""

import math
import sys
from pathlib import Path

import pytest

BENCHES = Path(__file__).resolve().parents[2] / "benches"
sys.path.insert(0, str(BENCHES))

from turns.gold import gold  # noqa: E402
from turns.scorer import STRICT_S, Truth, false_by_onset, score  # noqa: E402


def counts(truth, commits, longer_s=0.0):
    found = score(truth, commits, longer_s)
    return found.found, found.events, found.fired, found.negatives


@pytest.mark.parametrize(("commit", "found"), [(9.74, 0), (9.76, 1), (12.99, 1), (13.01, 0)])
def test_an_event_is_found_from_a_quarter_second_before_it_to_three_seconds_after(commit, found):
    assert counts(Truth([10.0], []), [commit]) == (found, 1, 0, 0)


def test_one_commit_finds_one_event():
    # Both windows hold it.
    assert counts(Truth([10.0, 10.2], []), [10.1]) == (1, 2, 0, 0)
    assert counts(Truth([10.0, 10.2], []), [10.1, 10.15]) == (2, 2, 0, 0)


def test_a_window_ends_at_the_next_event_of_the_party():
    # A commit at 11.5 is late for the first and is the second's.
    truth = Truth([10.0, 11.0], [])
    assert counts(truth, [11.5]) == (1, 2, 0, 0)
    assert score(truth, [11.5]).latencies == [0.5]


def test_a_span_fires_once_and_from_a_quarter_second_before_it():
    truth = Truth([], [(20.0, 21.0)])
    assert counts(truth, [19.74]) == (0, 0, 0, 1)
    assert counts(truth, [19.76]) == (0, 0, 1, 1)
    assert counts(truth, [20.0, 20.5, 21.0]) == (0, 0, 1, 1)
    assert counts(truth, [21.01]) == (0, 0, 0, 1)
    assert counts(truth, [22.49], STRICT_S) == (0, 0, 1, 1)
    assert counts(truth, [22.51], STRICT_S) == (0, 0, 0, 1)


def test_a_commit_in_the_window_of_an_event_is_never_false():
    # The second commit is claimed by nobody, but lies in the window.
    assert counts(Truth([10.0], [(10.5, 11.0)]), [10.1, 10.7]) == (1, 1, 0, 1)


def test_excluded_spans_count_for_nothing():
    assert counts(Truth([10.0], [(10.0, 11.0)], [(9.5, 13.5)]), [10.5]) == (0, 1, 0, 1)


def test_rates_without_cases_are_no_numbers():
    nothing = score(Truth([], []), [1.0])
    assert math.isnan(nothing.recall)
    assert math.isnan(nothing.false_rate)
    assert math.isnan(nothing.latency(50))


def test_false_decisions_by_their_onset_whenever_they_came():
    assert false_by_onset(Truth([], [(20.0, 20.4)]), [20.0, 20.39, 20.41]) == 2


def call(a, b, events):
    return {
        "activity": {"a": a, "b": b},
        "events": [{"by": by, "kind": kind, "start": start, "end": start + 1} for by, kind, start in events],
    }


def test_a_turn_ends_where_the_floor_passes_and_pauses_elsewhere():
    both = gold(
        call(
            [[0, 2], [2.5, 4], [9, 10]],
            [[4.3, 8]],
            [("a", "start", 0), ("b", "smooth_switch", 4.3), ("a", "smooth_switch", 9)],
        )
    )
    assert both["a"].turn_end.events == [4, 10]
    assert both["a"].turn_end.negatives == [(2, 2.5)]
    assert both["b"].turn_end.events == [8]


def test_a_turn_ends_where_the_other_is_talking_already():
    both = gold(
        call([[0, 4], [6, 7]], [[3.5, 5.5]], [("a", "start", 0), ("b", "overlap", 3.5), ("a", "smooth_switch", 6)])
    )
    assert both["a"].turn_end.events == [4, 7]
    assert both["b"].floor_taken.events == [3.5]


def test_the_others_feedback_ends_no_turn_and_no_pause():
    both = gold(call([[0, 2], [4, 5]], [[2.5, 3]], [("a", "start", 0), ("b", "backchannel", 2.5)]))
    assert both["a"].turn_end.negatives == [(2, 4)]
    assert both["b"].turn_end.events == []
    assert both["b"].floor_taken.negatives == [(2.5, 3.5)]


def test_a_pause_ends_with_the_partys_own_feedback_and_with_an_entry():
    own = gold(call([[0, 2], [3, 3.4], [6, 7]], [], [("a", "start", 0), ("a", "backchannel", 3), ("a", "hold", 6)]))
    assert own["a"].turn_end.negatives == [(2, 3)]
    entry = gold(call([[0, 2], [6, 7]], [[4, 4.5]], [("a", "start", 0), ("b", "butting_in", 4), ("a", "hold", 6)]))
    assert entry["a"].turn_end.negatives == [(2, 4)]
    assert entry["b"].floor_taken.excluded == [(4, 5)]
