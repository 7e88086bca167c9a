"""Words that are given with a call: every form of them, what they change, and what is refused."""

from __future__ import annotations

import json
import subprocess

import listening
import numpy as np
import pytest
from helpers import RATE, ROOT, as_told, one_line
from test_faces import TARGET, run

AGENT = [(0.0, 2.0), (15.0, 16.0)]
CUSTOMER = [(2.4, 22.0)]
SENTENCE = "well the bill that came this month has twice the sum it had before and nobody told us anything about it"


def said(feedback: str) -> list[tuple[str, float, float, str]]:
    """The words of that call, with what the agent says in between."""
    return [
        ("agent", 0.0, 2.0, "good morning what can i help you with"),
        ("customer", 2.4, 22.0, SENTENCE),
        ("agent", 15.0, 16.0, feedback),
    ]


WORDS = said("yeah right i see")


def entry(report):
    """What the agent's second talkspurt is."""
    (event,) = (
        event
        for event in report.events
        if event["by"] == "agent" and event["start"] == 15.0 and event["kind"] not in ("bid", "pause")
    )
    return event


def line(**fields):
    return json.dumps({"id": 1, "duration": 22.0, "activity": {"a": AGENT, "b": CUSTOMER}, **fields})


BY_LETTER = {
    "a": [word[1:] for word in WORDS if word[0] == "agent"],
    "b": [word[1:] for word in WORDS if word[0] == "customer"],
}


def test_words_change_the_reading():
    assert entry(listening.from_talkspurts(AGENT, CUSTOMER))["kind"] == "butting_in"
    assert entry(listening.from_talkspurts(AGENT, CUSTOMER, words=said("wait let me look")))["kind"] == "butting_in"
    event = entry(listening.from_talkspurts(AGENT, CUSTOMER, words=WORDS))
    assert event["kind"] == "backchannel"
    assert "only feedback words" in event["reasons"]


def test_every_form_of_the_same_words_gives_the_same_bytes():
    want = listening.from_talkspurts(AGENT, CUSTOMER, words=WORDS)
    rows = [dict(zip(("party", "start", "end", "text"), word, strict=True)) for word in WORDS]
    forms = {
        "lists": [list(word) for word in WORDS],
        "letters": [("a" if who == "agent" else "b", *rest) for who, *rest in WORDS],
        "rows": rows,
        "backwards": WORDS[::-1],
        "a generator": iter(WORDS),
        "by party": {"agent": BY_LETTER["a"], "customer": BY_LETTER["b"]},
        "by letter": BY_LETTER,
        "rows by party": {"agent": [row for row in rows if row["party"] == "agent"], "b": [rows[1]]},
        "numpy times": [(who, np.float32(start), np.float64(end), text) for who, start, end, text in WORDS],
    }
    for name, words in forms.items():
        found = listening.from_talkspurts(AGENT, CUSTOMER, words=words)
        assert [event["kind"] for event in found.events] == [event["kind"] for event in want.events], name
        if name != "numpy times":
            assert found == want, name
    for nothing in (None, [], {}, {"agent": []}):
        assert listening.from_talkspurts(AGENT, CUSTOMER, words=nothing) == listening.from_talkspurts(AGENT, CUSTOMER)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_tables(library):
    module = pytest.importorskip(library)
    columns = dict(zip(("party", "start", "end", "text"), map(list, zip(*WORDS, strict=True)), strict=True))
    table = module.table(columns) if library == "pyarrow" else module.DataFrame(columns)
    want = listening.from_talkspurts(AGENT, CUSTOMER, words=WORDS)
    assert listening.from_talkspurts(AGENT, CUSTOMER, words=table) == want


BAD = [
    (("agent", float("nan"), 1.0, "yes"), "finite"),
    (("agent", 0.0, float("inf"), "yes"), "finite"),
    (("agent", -1.0, 1.0, "yes"), "at least 0"),
    (("agent", 2.0, 1.0, "yes"), "an end not before it"),
    (("agent", 1.0, 2.0, ""), "no text"),
    (("agent", 1.0, 2.0, " \t"), "no text"),
    (("agent", 1.0, 2.0, "\ud800"), "surrogate"),
    (("agent", 1.0, 2.0, None), "a string was expected"),
    (("agent", 1.0, 2.0, float("nan")), "a string was expected"),
    (("agent", "1", 2.0, "yes"), "a number of seconds"),
    (("agent", True, 2.0, "yes"), "a number of seconds"),
    (("agent", None, 2.0, "yes"), "a number of seconds"),
    (("nobody", 1.0, 2.0, "yes"), "the party 'agent' or 'customer'"),
    (([], 1.0, 2.0, "yes"), "the party 'agent' or 'customer'"),
    (("agent", 1.0, "yes"), "was expected"),
    ({"party": "agent", "start": 1.0, "text": "yes"}, "was expected"),
    (7, "was expected"),
    ("ab", "was expected"),
]


@pytest.mark.parametrize(("bad", "message"), BAD)
def test_a_bad_word_is_refused_with_its_place(bad, message):
    for words in ([WORDS[0], bad], iter([WORDS[0], bad])):
        with pytest.raises(listening.WordError, match="word 1") as caught:
            listening.from_talkspurts(AGENT, CUSTOMER, words=words)
        assert message in str(caught.value)
    with pytest.raises(listening.WordError):
        listening.analyze(np.zeros((8, 2), dtype=np.int16), RATE, words=[bad])


@pytest.mark.parametrize("bad", [7, "yes", b"yes", {"nobody": []}, {"agent": 7}, {"agent": [7]}, {"agent": ["abcd"]}])
def test_what_holds_no_words(bad):
    with pytest.raises(listening.WordError):
        listening.from_talkspurts(AGENT, CUSTOMER, words=bad)


def test_a_time_beyond_every_call():
    with pytest.raises(listening.WordError, match="beyond"):
        listening.from_talkspurts(AGENT, CUSTOMER, words=[("agent", 1e12, 1e12, "yes")])


@pytest.fixture(scope="module")
def spoken(report):
    """Words for the demo call: the agent only gives feedback."""
    texts = {"agent": "mhm oh right", "customer": "do you know why th-"}
    return [(spurt["party"], spurt["start"], spurt["end"], texts[spurt["party"]]) for spurt in report.talkspurts]


def test_a_session_takes_words_as_it_goes(samples, report, spoken):
    want = listening.analyze(samples, RATE, words=spoken)
    assert want.events != report.events
    assert any("only feedback words" in event["reasons"] for event in want.events)
    session = listening.Session(RATE)
    for word in spoken:
        session.push_word(*word)
    for bad, message in BAD:
        if isinstance(bad, tuple) and len(bad) == 4:
            with pytest.raises(listening.WordError) as caught:
                session.push_word(*bad)
            assert message in str(caught.value)
    for at in range(0, len(samples), 1999):
        session.push(samples[at : at + 1999])
    assert session.finish() == want
    with pytest.raises(listening.ListeningError, match="ended"):
        session.push_word("agent", 0.0, 1.0, "yes")


def test_words_after_the_call_change_nothing(samples, report, spoken):
    session = listening.Session(RATE)
    session.push(samples)
    # The last onsets are not final before the end of the call.
    early = [word for word in spoken if word[2] < report.duration - 10]
    for word in early:
        session.push_word(*word)
    begun = report.duration - 6
    known = as_told(event for event in session.finish().events if event["start"] < begun)
    assert known == as_told(event for event in report.events if event["start"] < begun)


def test_the_language_and_own_words():
    def kind(text, **settings):
        config = listening.Config(**settings)
        return entry(listening.from_talkspurts(AGENT, CUSTOMER, words=said(text), config=config))["kind"]

    assert kind("ja genau alles klar") == "butting_in"
    assert kind("ja genau alles klar", language="de") == "backchannel"
    assert kind("sí claro ajá", language="es") == "backchannel"
    assert kind("oui exactement d’accord", language="fr") == "backchannel"
    assert kind("joa passt scho") == "butting_in"
    for own in ("continuer: joa\nright: passt scho", {"continuer": ["joa"], "right": "passt scho"}):
        assert kind("joa passt scho", lexicon=own) == "backchannel"
    for own, message in [
        ("yes: jo\nmaybe: vielleicht", "line 2 of the lexicon: 'maybe'"),
        ({"yes": ["one two three"]}, "line 1 of the lexicon"),
        ({"yes": 7}, "lists of words by class"),
        (7, "lists of words by class"),
    ]:
        with pytest.raises(listening.ConfigError) as caught:
            listening.Config(lexicon=own)
        assert message in str(caught.value)
    with pytest.raises(listening.ConfigError, match="en, de, es or fr"):
        listening.Config(language="nl")


def test_analyze_takes_a_file_of_words(command, demo, spoken, tmp_path):
    want = listening.analyze(demo, words=spoken).to_json().encode() + b"\n"
    rows = [dict(zip(("party", "start", "end", "text"), word, strict=True)) for word in spoken]
    by_letter = {
        letter: [word[1:] for word in spoken if word[0] == party]
        for letter, party in (("a", "agent"), ("b", "customer"))
    }
    files = {
        "lines.jsonl": "\n\n".join(map(json.dumps, spoken)),
        "rows.jsonl": "\n".join(map(json.dumps, rows)) + "\n",
        "list.json": json.dumps(spoken, indent=1),
        "party.json": json.dumps(by_letter),
        "floor.json": json.dumps({"id": 1, "words": by_letter}),
    }
    for name, text in files.items():
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        done = command("analyze", demo, "--json", "--words", file)
        assert (done.returncode, done.stderr) == (0, b""), name
        assert done.stdout == want, name
    for name, text in (
        ("one.jsonl", json.dumps(spoken[0])),
        ("one_row.jsonl", json.dumps(rows[0])),
        ("none.jsonl", ""),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert command("analyze", demo, "--words", tmp_path / name).returncode == 0, name


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("not json", "not JSON"),
        ('["agent", 1.0', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("\ufffe", "not JSON"),
        ('["agent", NaN, 2.0, "yes"]', "finite"),
        ('["agent", 2.0, 1.0, "yes"]', "an end not before it"),
        ('["agent", -1, 1.0, "yes"]', "at least 0"),
        ('["agent", 1.0, 2.0, ""]', "no text"),
        ('["agent", 1.0, 2.0, "\\ud800"]', "surrogate"),
        ('["nobody", 1.0, 2.0, "yes"]', "nobody"),
        ('{"party": "agent"}', "was expected"),
        ("7", "was expected"),
    ],
)
def test_a_bad_line_of_words_is_named(command, demo, tmp_path, bad, message):
    file = tmp_path / "words.jsonl"
    file.write_text(f'["agent", 0, 1, "hello"]\n\n{bad}\n["customer", 2, 3, "hi"]\n', encoding="utf-8")
    one_line(command("analyze", demo, "--words", file), file, "line 3", message)


def test_files_of_words_that_are_none(command, demo, tmp_path):
    file = tmp_path / "words"
    one_line(command("analyze", demo, "--words", file), file, "No such file")
    file.write_bytes(b"\xff\xfe\xfd")
    one_line(command("analyze", demo, "--words", file), file, "it is not text")
    file.write_text('{"nobody": []}', encoding="utf-8")
    one_line(command("analyze", demo, "--words", file), file, "nobody")


def test_lines_of_talkspurts_with_words(command, tmp_path):
    done = command("floor", "-", "--json", input=line(words=BY_LETTER).encode())
    want = listening.from_talkspurts(AGENT, CUSTOMER, 22.0, words=WORDS).to_json()
    assert done.stdout.decode() == '{"id":1,' + want[1:] + "\n"
    own = tmp_path / "own.txt"
    own.write_text("# ours\ncontinuer: joa\nright: passt scho\n", encoding="utf-8")
    call = line(words={**BY_LETTER, "a": [*BY_LETTER["a"][:1], [15.0, 16.0, "joa passt scho"]]}).encode()
    for more, kind in ([], "butting_in"), (["--lexicon", own, "--language", "de"], "backchannel"):
        done = command("floor", "-", "--json", *more, input=call)
        assert done.returncode == 0, done.stderr
        assert entry(listening.Report(done.stdout.decode().replace('{"id":1,', "{")))["kind"] == kind
    own.write_text("continuer: joa\nsometimes: naja\n", encoding="utf-8")
    one_line(command("floor", "-", "--lexicon", own, input=call), "line 2 of the lexicon", "sometimes")
    one_line(command("floor", "-", "--lexicon", tmp_path / "none.txt", input=call), "none.txt")
    one_line(command("floor", "-", "--language", "nl", input=call), "--language")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (7, '"words" must be'),
        ([], '"words" must be'),
        ({"c": []}, 'it has the keys "c"'),
        ({"a": 7}, "give a list"),
        ({"a": [[1.0, 2.0]]}, "agent's word 0"),
        ({"a": [], "b": [[0, 1, "yes"], [2.0, 1.0, "yes"]]}, "customer's word 1"),
        ({"a": [[0, float("nan"), "yes"]]}, "finite"),
        ({"a": [[0, 1, ""]]}, "no text"),
    ],
)
def test_bad_words_in_a_line_name_the_line(command, words, message):
    done = command("floor", "-", input="\n".join([line(), "", line(words=words)]).encode())
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    (error,) = done.stderr.decode().splitlines()
    assert error.startswith("listening: error: standard input: line 3: ")
    assert message in error


@pytest.mark.skipif(not (ROOT / "Cargo.toml").exists(), reason="needs the whole repository")
def test_the_same_bytes_with_words_from_every_face(command, demo, samples, spoken, tmp_path):
    want = listening.analyze(demo, words=spoken).to_json().encode() + b"\n"
    file = tmp_path / "words.jsonl"
    file.write_text("\n".join(map(json.dumps, spoken)), encoding="utf-8")
    assert command("analyze", demo, "--json", "--words", file).stdout == want
    table = tmp_path / "words.tsv"
    rows = (f"{int(who == 'customer')}\t{start!r}\t{end!r}\t{text}\n" for who, start, end, text in spoken)
    table.write_text("".join(rows), encoding="utf-8")
    call = tmp_path / "call.raw"
    call.write_bytes(samples.astype("<i2").tobytes())
    run("cargo", "build", "--quiet", "--release", "--package", "listening-ffi")
    program = tmp_path / "words"
    run(
        "cc", "-std=c99", "-I", ROOT / "include", ROOT / "listening-ffi" / "tests" / "words.c",
        TARGET / "liblistening.a", "-lpthread", "-ldl", "-lm", "-o", program,
    )  # fmt: skip
    assert subprocess.run([program, call, table], capture_output=True, check=True).stdout == want
    rust = run(
        "cargo", "run", "--quiet", "--release", "--package", "listening-core", "--example", "analyze", "--", demo, table
    )  # fmt: skip
    assert rust == want


def test_words_after_the_end_of_the_call_are_counted(command, demo, samples, tmp_path):
    words = [("agent", 0.5, 0.9, "hello"), ("customer", 1e4, 1e4 + 1, "hi"), ("agent", 92.5, 93.0, "bye")]
    said = r"^2 of 3 words begin after the end of the call at 91\.\d+ s, the first at 92\.500 s"
    for audio, rate in ((demo, None), (samples, RATE), ((samples[:, 0], samples[:, 1]), RATE)):
        with pytest.warns(listening.WordWarning, match=said) as reported:
            listening.analyze(audio, rate, words=words)
        assert reported[0].filename == __file__
    with pytest.warns(listening.WordWarning, match="1 of 1 word begins .* at 9.000 s"):
        listening.from_talkspurts([(0, 1)], [(1.5, 9)], words=[("agent", 9.5, 10, "hm")])
    # At the end itself is not after it.
    listening.from_talkspurts([(0, 1)], [(1.5, 9)], words=[("agent", 9.0, 9.4, "hm")])
    path = tmp_path / "words.json"
    path.write_text(json.dumps(words), encoding="utf-8")
    for name in ("analyze", "compare"):
        done = command(name, demo, "--words", path)
        assert done.returncode == 0
        assert done.stderr.startswith(b"listening: warning: 2 of 3 words begin after the end")
        assert done.stderr.count(b"\n") == 1
    line = {"activity": {"a": [[0, 1]], "b": [[1.5, 9]]}, "words": {"a": [[20, 21, "hm"]], "b": []}}
    done = command("floor", "-", input=b"\n" + json.dumps(line).encode())
    assert done.returncode == 0
    assert done.stderr.startswith(b"listening: warning: line 2: 1 of 1 word begins after")


def word_times(report: listening.Report) -> list[float | None]:
    return [row["value"] for row in report.parties["agent"]["health"] if row["code"] == "word_times"]


@pytest.mark.parametrize(("times", "unit"), [(1e3, "milliseconds"), (1e7, "parts of 100 ns")])
@pytest.mark.parametrize("length", [0.3, 0.0])
def test_the_report_says_in_what_unit_the_words_were(demo, samples, times, unit, length):
    """Also if they have no length, and only the length of the call decides."""
    said = [("agent" if at % 2 else "customer", 3.0 * at, 3.0 * at + length, "well then") for at in range(1, 29)]
    scaled = [(who, start * times, end * times, text) for who, start, end, text in said]
    want = listening.analyze(demo, words=said)
    assert word_times(want) == []
    for audio in (demo, samples):
        rate = None if audio is demo else 8000
        with pytest.warns(listening.WordWarning, match=f"read as {unit}"):
            found = listening.analyze(audio, rate, words=scaled)
        assert word_times(found) == [times]
        assert found.events == want.events
    spurts = {"agent": [(3.0 * at, 3.0 * at + 1) for at in range(1, 29, 2)], "customer": [(0.5, 1.0)]}
    with pytest.warns(listening.WordWarning, match=f"read as {unit}"):
        assert word_times(listening.from_talkspurts(spurts, duration=92.0, words=scaled)) == [times]


def test_long_rows_over_a_whole_call_stay_seconds(demo):
    said = [("agent", 30.0 * at, 30.0 * at + 29.0, "yes") for at in range(3)]
    report = listening.analyze(demo, words=said)
    assert word_times(report) == []
