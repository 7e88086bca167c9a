"""Random input to what Python reads: taken, or refused with a ``ListeningError``; no other error, no panic, no hang.

``LISTENING_FUZZ=2000`` sets how many examples each test has; by default it is few, for they run each time.
"""

from __future__ import annotations

import copy
import json
import os
import warnings
from collections.abc import Callable
from typing import Any

import listening
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

settings.register_profile(
    "listening",
    max_examples=int(os.environ.get("LISTENING_FUZZ", "15")),
    # A call that hangs fails; one that a busy machine delays does not.
    deadline=20_000,
    derandomize="LISTENING_FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
    database=None,
)
settings.load_profile("listening")

AGENT = [(0.0, 2.0), (5.0, 5.4), (9.6, 12.0)]
CUSTOMER = [(2.3, 9.0), (12.4, 15.0)]

# Every code point, halves of surrogate pairs too: a Python string may hold them.
texts = st.text(st.characters(), max_size=20)
numbers = st.one_of(
    st.floats(),
    st.floats(0, 60),
    st.integers(-3, 60),
    st.sampled_from(
        [1e308, -0.0, 31_536_000.0, 31_536_001.0, 10**400, float("nan"), True, np.float32(1.5), np.int64(3)]
    ),
)
odd = st.one_of(st.none(), texts, numbers, st.binary(max_size=8), st.lists(st.integers(), max_size=3), st.just({}))
parties = st.one_of(st.sampled_from(["agent", "customer", "a", "b", "Agent", None]), odd)
times = st.one_of(numbers, odd)
word_rows = st.one_of(
    st.tuples(st.sampled_from(["agent", "customer"]), st.floats(0, 15), st.floats(0, 15), texts),
    st.tuples(parties, times, times, st.one_of(texts, odd)),
    st.fixed_dictionaries({}, optional={"party": parties, "start": times, "end": times, "text": st.one_of(texts, odd)}),
    odd,
)
pairs = st.one_of(
    st.tuples(st.floats(0, 60), st.floats(0, 60)).map(sorted),
    st.tuples(times, times),
    st.fixed_dictionaries({}, optional={"start": times, "end": times, "speaker": texts, "party": parties}),
    odd,
)
labels = st.one_of(st.sampled_from(["agent", "customer", "S1"]), texts, st.integers())
turns = st.one_of(
    st.lists(pairs, max_size=6),
    st.dictionaries(labels, st.lists(pairs, max_size=4), max_size=3),
    arrays.arrays(arrays.scalar_dtypes(), arrays.array_shapes(min_dims=0, max_dims=3, max_side=4)),
    odd.filter(lambda value: not isinstance(value, (str, bytes))),
)
values = st.recursive(odd, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


def reported(work: Callable[[], Any]) -> Any:
    """What comes of it, or None where it was refused as it should be."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return work()
        except listening.ListeningError:
            return None


def as_json(value: Any) -> str:
    return json.dumps(value, default=str)


@st.composite
def changed(draw: st.DrawFn, whole: Any) -> Any:
    """A JSON value in which some places hold something else, or nothing."""
    whole = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        at = whole
        while isinstance(at, (dict, list)) and at:
            key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            deeper = at[key]
            if isinstance(deeper, (dict, list)) and deeper and draw(st.integers(0, 4)):
                at = deeper
            elif draw(st.booleans()):
                at[key] = draw(values)
                break
            else:
                del at[key]
                break
    return whole


@pytest.fixture(scope="module")
def calibration() -> listening.Calibration:
    """One that was fitted to points."""
    dimensions = ("patience", "attentiveness", "give_and_take", "composure", "observable_listening")
    rows = [dict.fromkeys(dimensions, float(k)) for k in range(100)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = listening.Calibration("quality_rating")
        return fitted.fit(rows, [float(k) for k in range(100)], agents=[f"agent {k % 9}" for k in range(100)])


@given(st.one_of(st.lists(word_rows, max_size=6), st.dictionaries(labels, st.lists(word_rows, max_size=3)), odd))
def test_words(words: Any) -> None:
    report = reported(lambda: listening.from_talkspurts(AGENT, CUSTOMER, 20, words=words))
    assert report is None or listening.Report(report.to_json()) == report


@given(turns, turns, st.one_of(st.none(), numbers, odd))
def test_talkspurts(agent: Any, customer: Any, duration: Any) -> None:
    report = reported(lambda: listening.from_talkspurts(agent, customer, duration))
    assert report is None or listening.Report(report.to_json()) == report


@given(turns, st.one_of(st.none(), st.dictionaries(labels, parties, max_size=3), odd))
def test_turns(held: Any, speakers: Any) -> None:
    audio = np.zeros((8000 * 20, 1), dtype=np.int16)
    reported(lambda: listening.analyze(audio, 8000, turns=held, speakers=speakers))
    reported(lambda: listening.from_talkspurts(held, speakers=speakers))


rttm_fields = st.one_of(st.sampled_from(["SPEAKER", "<NA>", "1", "agent", "0.5", "1e309", "nan", "-1"]), texts)


@given(st.one_of(st.lists(st.lists(rttm_fields, max_size=10).map(" ".join), max_size=5).map("\n".join), st.binary()))
def test_rttm(tmp_path_factory: pytest.TempPathFactory, held: str | bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.rttm"
    path.write_bytes(held if isinstance(held, bytes) else held.encode("utf-8", "surrogatepass"))
    reported(lambda: listening.from_talkspurts(path, speakers={"agent": "agent", "1": "customer"}))


@given(st.data())
def test_reports(report: listening.Report, data: st.DataObject) -> None:
    whole = json.loads(report.to_json())
    text = data.draw(st.one_of(changed(whole).map(as_json), texts, values.map(as_json)))
    read = reported(lambda: listening.Report(text))
    if read is not None:
        assert listening.Report(read.to_json()) == read
        reported(read.explanation)
        reported(lambda: read.compare("amazon"))
        reported(lambda: listening.track([{"agent": "a", "time": k, "report": read} for k in range(6)]))


@given(st.data())
def test_rows_of_calls(report: listening.Report, data: st.DataObject) -> None:
    cells = st.one_of(st.just(report), st.just(report.to_json()), odd)
    row = st.fixed_dictionaries({}, optional={"agent": odd, "time": times, "report": cells, "path": odd})
    rows = data.draw(st.one_of(st.lists(st.one_of(row, odd), max_size=4), odd))
    reported(lambda: listening.track(rows if not isinstance(rows, str) else [rows]))


@given(st.data())
def test_calibrations(calibration: listening.Calibration, report: listening.Report, data: st.DataObject) -> None:
    text = data.draw(st.one_of(changed(json.loads(calibration.to_json())).map(as_json), texts, values.map(as_json)))
    read = reported(lambda: listening.Calibration.from_json(text))
    if read is not None:
        assert listening.Calibration.from_json(read.to_json()).to_json() == read.to_json()
        reported(lambda: read.predict([report]))


@given(st.lists(st.one_of(st.dictionaries(texts, odd, max_size=3), odd), max_size=60), st.lists(odd, max_size=60))
def test_rated_calls(rows: Any, ratings: Any) -> None:
    reported(lambda: listening.Calibration("quality_rating").fit(rows, ratings, agents=["a"] * len(rows)))


@given(st.data())
def test_profiles_and_lexicons(data: st.DataObject) -> None:
    profile = data.draw(st.one_of(st.none(), changed(json.loads(json.dumps(listening.built_in_profile()))), values))
    lexicon = data.draw(
        st.one_of(st.none(), texts, st.dictionaries(texts, st.lists(texts, max_size=3), max_size=3), odd)
    )
    if isinstance(profile, (str, bytes)):
        return  # A path.
    reported(
        lambda: listening.from_talkspurts(
            AGENT, CUSTOMER, 20, config=listening.Config(profile=profile, lexicon=lexicon)
        )
    )


shapes = st.one_of(
    arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=9),
    st.tuples(st.integers(0, 900), st.just(2)),
    st.tuples(st.just(2), st.integers(0, 900)),
)
dtypes = st.one_of(
    st.sampled_from(
        [np.dtype(kind) for kind in ("<i2", ">i2", "<f4", ">f4", "<f8", "<f2", "u1", "i4", "?", "O", "M8[s]")]
    ),
    arrays.scalar_dtypes(),
)


@given(st.data())
def test_arrays(data: st.DataObject) -> None:
    dtype, shape = data.draw(dtypes), data.draw(shapes)
    held = st.floats(-1, 1, width=16) if dtype.kind == "f" and data.draw(st.booleans()) else None
    audio = data.draw(arrays.arrays(dtype, shape, elements=held, fill=st.nothing() if held is None else st.just(0)))
    audio = data.draw(st.sampled_from([audio, audio.T, audio[::2] if audio.ndim else audio, np.ma.array(audio)]))
    rate = data.draw(st.sampled_from([8000, 8000, 16_000, 44_100, 12_345, 0, -1, None, 8000.0, "8000", True, 10**30]))
    reported(lambda: listening.analyze(audio, rate))
    reported(lambda: listening.inspect(audio, rate))

    def pushed() -> None:
        session = listening.Session(8000)
        session.push(audio)
        session.finish()

    reported(pushed)


@given(st.binary(max_size=400), st.sampled_from(["RIFF", "fLaC", "OggS", "FORM", "ID3", ""]))
def test_recordings(held: bytes, mark: str) -> None:
    reported(lambda: listening.analyze(mark.encode() + held))


@given(parties, times, times, odd, st.one_of(st.binary(max_size=9), odd))
def test_pushes(party: Any, start: Any, end: Any, text: Any, data: Any) -> None:
    session = listening.Session(8000)
    reported(lambda: session.push_word(party, start, end, text))
    reported(lambda: session.push_bytes(data, encoding="mulaw"))
    reported(lambda: session.push_lost(start, party))
    assert session.finish().duration >= 0


HALF = "\ud800"
NESTED = "[" * 100_000


@pytest.mark.parametrize(
    "refused",
    [
        lambda: listening.analyze(np.zeros((0, 2), "M8[s]"), 8000),
        lambda: listening.inspect(np.ma.array(np.zeros((4, 2), "m8[ms]")), 8000),
        lambda: listening.Report(NESTED),
        lambda: listening.Calibration("quality_rating").fit([NESTED], [50], agents=["a"]),
        lambda: listening.Calibration.from_json(HALF),
        lambda: listening.Calibration.from_json(b"{}"),
        lambda: listening.Config(lexicon=HALF),
        lambda: listening.Config(lexicon={"right": [HALF]}),
        lambda: listening.Config(profile={"id": {1, 2}}),
        lambda: listening.Config(profile="{" + HALF),
        lambda: listening.track([(HALF, 0, listening.from_talkspurts([], [], 3))]),
        lambda: listening.track([("a", 0, HALF)]),
        lambda: listening.from_talkspurts([], [], 3).compare(HALF),
        lambda: listening.Session(8000).push_lost(1, ["agent"]),
        lambda: listening.Session(8000).push_bytes(b"", ["mulaw"]),
        lambda: listening.from_talkspurts([{"speaker": np.array([1, 2]), "start": 0, "end": 1}]),
        lambda: listening.from_talkspurts([], speakers={"a": np.array([1, 2])}),
    ],
)
def test_what_was_found(refused: Callable[[], Any]) -> None:
    with pytest.raises(listening.ListeningError):
        refused()


def test_a_speaker_may_be_numbered_from_zero() -> None:
    turns = [{"speaker": 0, "start": 0.0, "end": 2.0}, {"speaker": 1, "start": 2.5, "end": 4.0}]
    report = listening.from_talkspurts(turns, speakers={"0": "agent", "1": "customer"})
    assert [turn["party"] for turn in report.turns] == ["agent", "customer"]
