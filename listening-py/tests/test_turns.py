"""Mono recordings with who talked when, and RTTM or Annotations instead of lists."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import listening
import numpy as np
import pandas
import pyannote.core as core
import pympi
import pytest
import soundfile
from helpers import RATE, one_line, wav
from listening._audio.diarisation_files import read

WHO = {"SPEAKER_00": "agent", "SPEAKER_01": "customer"}


@pytest.fixture
def mixed(tmp_path, samples):
    """The demo call on one channel."""
    path = tmp_path / "mixed.wav"
    soundfile.write(path, samples.mean(axis=1).astype(np.int16), RATE)
    return path


@pytest.fixture
def rttm(tmp_path, report):
    """What a diariser would write of it."""
    path = tmp_path / "mixed.rttm"
    text = report.to_rttm(recording="mixed").replace(" agent ", " SPEAKER_00 ").replace(" customer ", " SPEAKER_01 ")
    path.write_text(";; a comment\nSPKR-INFO mixed 1 <NA> <NA> <NA> unknown SPEAKER_00 <NA> <NA>\n\n" + text)
    return path


@pytest.fixture
def want(report):
    """The report on the same talkspurts given by party."""
    return listening.from_talkspurts(**by_party(report), duration=report.duration)


def by_party(report):
    return {
        party: [(row["start"], row["end"]) for row in report.talkspurts if row["party"] == party]
        for party in ("agent", "customer")
    }


def annotation(report):
    found = core.Annotation(uri="mixed")
    for number, row in enumerate(report.talkspurts):
        label = "SPEAKER_00" if row["party"] == "agent" else "SPEAKER_01"
        found[core.Segment(row["start"], row["end"]), number] = label
    return found


@pytest.fixture
def heard(mixed, report):
    """The report on the same talkspurts and the mix."""
    return listening.analyze(mixed, turns=by_party(report))


def test_every_form_of_the_same_turns_gives_the_same_bytes(mixed, rttm, report, heard):
    want = heard
    assert listening.analyze(mixed, turns=rttm, speakers=WHO) == want
    assert listening.analyze(str(mixed), turns=str(rttm), speakers=WHO) == want
    assert listening.analyze(mixed.read_bytes(), turns=rttm, speakers=WHO) == want
    assert listening.analyze(soundfile.read(mixed)[0], RATE, turns=rttm, speakers=WHO) == want
    rows = [{"speaker": row["party"], "start": row["start"], "end": row["end"]} for row in report.talkspurts]
    for turns in (by_party(report), report.talkspurts, rows, pandas.DataFrame(rows), report.talkspurts.to_polars()):
        assert listening.analyze(mixed, turns=turns) == want
    assert want.score["observable_listening"] is not None
    assert want.parties["agent"]["channel"] is None


def test_annotations_of_pyannote(mixed, report, want, heard):
    turns = annotation(report)
    assert listening.analyze(mixed, turns=turns, speakers=WHO) == heard
    again = listening.from_talkspurts(turns, duration=report.duration, speakers=WHO)
    assert again == want


def test_without_audio(rttm, report, want):
    assert listening.from_talkspurts(rttm, duration=report.duration, speakers=WHO) == want
    assert listening.from_talkspurts(report.talkspurts, duration=report.duration) == want
    last = max(row["end"] for row in report.talkspurts)
    assert listening.from_talkspurts(rttm, speakers=WHO).duration == last


def test_words_go_with_turns(mixed, rttm):
    words = [("agent", 16.2, 16.5, "uh-huh"), ("customer", 15.0, 15.5, "and")]
    said = listening.analyze(mixed, turns=rttm, speakers=WHO, words=words)
    assert "uh-huh" not in said.to_json()
    with pytest.raises(listening.WordError):
        listening.analyze(mixed, turns=rttm, speakers=WHO, words=[("nobody", 0, 1, "hi")])


def test_talk_of_one_party_is_joined_and_others_are_left_out():
    turns = {"A": [(5.0, 6.0), (0.0, 2.0), (1.5, 3.0)], "C": [(2.0, 3.5)], "B": [(7.0, 9.0)], "ivr": [(0.0, 0.5)]}
    found = listening.from_talkspurts(turns, speakers={"A": "agent", "C": "agent", "B": "customer", "ivr": None})
    spurts = [(row["party"], row["start"], row["end"]) for row in found.talkspurts]
    assert spurts == [("agent", 0.0, 3.5), ("agent", 5.0, 6.0), ("customer", 7.0, 9.0)]


def test_speakers_that_nobody_named_are_listed(mixed, rttm):
    with pytest.raises(listening.ConfigError) as reported:
        listening.analyze(mixed, turns=rttm)
    for part in ("SPEAKER_00 (24.9 s)", "SPEAKER_01 (37.9 s)", "{'SPEAKER_00': 'agent', 'SPEAKER_01': 'customer'}"):
        assert part in str(reported.value)
    with pytest.raises(listening.ConfigError, match="does not say who SPEAKER_01 is"):
        listening.analyze(mixed, turns=rttm, speakers={"SPEAKER_00": "agent"})
    # What the message says to write is what works.
    assert listening.analyze(mixed, turns=rttm, speakers=WHO)
    # Who does not talk in this call may be named all the same.
    assert listening.analyze(mixed, turns=rttm, speakers={**WHO, "SPEAKER_02": "agent"})


@pytest.mark.parametrize("speakers", [{"SPEAKER_00": "caller"}, ["agent", "customer"], {"SPEAKER_00": 1}])
def test_bad_parties_are_refused(mixed, rttm, speakers):
    with pytest.raises(listening.ConfigError, match="speakers"):
        listening.analyze(mixed, turns=rttm, speakers=speakers)


def test_turns_of_another_recording_are_refused(mixed):
    with pytest.raises(listening.TalkspurtError, match=r"95\.000 to 99\.000 s and the audio ends at 91\.860 s"):
        listening.analyze(mixed, turns={"agent": [(95.0, 99.0)], "customer": []})
    # Diarisers pad a little.
    found = listening.analyze(mixed, turns={"agent": [(90.0, 92.1)], "customer": [(91.9, 92.0)]})
    assert found.duration == 91.86


def test_what_turns_do_not_go_with(demo, mixed, rttm, samples):
    turns = {"agent": [], "customer": []}
    with pytest.raises(listening.AudioError, match=r"2 channels: turns go with a mono recording"):
        listening.analyze(demo, turns=turns)
    with pytest.raises(listening.AudioError, match=r"a mono recording was expected, not an array of shape"):
        listening.analyze(samples, RATE, turns=turns)
    with pytest.raises(listening.AudioError, match="a mono recording was expected, not a tuple"):
        listening.analyze((mixed, mixed), turns=turns)
    with pytest.raises(listening.AudioError, match="give sample_rate"):
        listening.analyze(samples[:, 0], turns=turns)
    with pytest.raises(listening.ConfigError, match="sampled at 8000 Hz"):
        listening.analyze(mixed, 16000, turns=turns)
    with pytest.raises(listening.ConfigError, match="map the labels to parties with speakers"):
        listening.analyze(mixed, turns=turns, agent="right")
    with pytest.raises(listening.ConfigError, match="turns or words, and neither was given"):
        listening.analyze(demo, speakers=WHO)
    with pytest.raises(listening.ConfigError, match="each party's talkspurts were given"):
        listening.from_talkspurts([(0, 1)], [(2, 3)], speakers=WHO)
    with pytest.raises(listening.AudioError, match="is empty"):
        listening.analyze(b"", turns=rttm, speakers=WHO)


@pytest.mark.parametrize(
    ("turns", "message"),
    [
        (7, "turns are an int"),
        ([(0.0, 1.0)], "turn 0 is .*names no speaker"),
        ([{"start": 0, "end": 1}], "names no speaker"),
        ([{"speaker": "agent", "start": 0}], "turn 0 is"),
        ([{"speaker": "agent", "start": "0", "end": 1}], "a number of seconds"),
        ({"agent": [(2.0, 1.0)], "customer": []}, "agent's talkspurt 0"),
        ({"agent": 7}, "agent's talkspurts are an int"),
    ],
)
def test_bad_turns_are_refused_by_place(mixed, turns, message):
    with pytest.raises(listening.TalkspurtError, match=message):
        listening.analyze(mixed, turns=turns)
    with pytest.raises(listening.TalkspurtError, match=message):
        listening.from_talkspurts(turns)


LINE = "SPEAKER call 1 0.5 1.5 <NA> <NA> agent <NA> <NA>\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"0.5 1.5 agent\n", "says of nobody that they talk"),
        (b"\xff\xfe\0\0RIFF", "it is not text"),
        (LINE.encode() + b"SPEAKER call 1 0.5\n", "line 2 has 4 fields"),
        (LINE.replace("1.5", "long").encode(), "line 1 starts at 0.5 and lasts long"),
        (LINE.replace("1.5", "-1").encode(), "line 1 starts at 0.5 and lasts -1"),
        (LINE.replace("0.5", "nan").encode(), "line 1 starts at nan"),
        ((LINE + LINE.replace("call", "other")).encode(), r"2 recordings \(call, other\): one"),
    ],
)
def test_files_that_are_no_rttm(tmp_path, text, message):
    path = tmp_path / "bad.rttm"
    path.write_bytes(text)
    with pytest.raises(listening.TalkspurtError, match=rf"bad\.rttm.*{message}"):
        listening.from_talkspurts(path)


def test_lines_of_the_recordings_own_name_are_taken(mixed, rttm, heard):
    rttm.write_text(rttm.read_text() + LINE)
    assert listening.analyze(mixed, turns=rttm, speakers=WHO) == heard
    with pytest.raises(listening.TalkspurtError, match=r"2 recordings \(mixed, call\)"):
        listening.from_talkspurts(rttm, speakers=WHO)


def test_a_silent_call_is_an_empty_file(tmp_path, command):
    silent = tmp_path / "silent.wav"
    soundfile.write(silent, np.zeros((RATE, 2), dtype=np.int16), RATE)
    done = command("analyze", silent, "--rttm")
    assert (done.returncode, done.stdout) == (0, b"")
    report = listening.analyze(silent)
    path = tmp_path / "silent.rttm"
    assert report.to_rttm(path) == path.read_text() == ""
    assert list(listening.from_talkspurts(path, duration=1.0).talkspurts) == []


def test_each_party_has_its_channel(report):
    channels = {line.split()[7]: line.split()[2] for line in report.to_rttm().splitlines()}
    assert channels == {"agent": "1", "customer": "2"}


def test_speakers_may_be_numbers():
    rows = [{"speaker": 0, "start": 0.0, "end": 1.0}, {"speaker": 1, "start": 2.0, "end": 3.0}]
    found = listening.from_talkspurts(rows, speakers={0: "agent", 1: "customer"})
    assert [row["party"] for row in found.talkspurts] == ["agent", "customer"]
    assert listening.from_talkspurts(rows, speakers={"0": "agent", "1": "customer"}) == found
    assert listening.from_talkspurts({0: [(0.0, 1.0)], 1: [(2.0, 3.0)]}, speakers={0: "agent", 1: "customer"}) == found


def test_a_row_that_contradicts_its_key_is_refused():
    turns = {"agent": [{"speaker": "customer", "start": 0.0, "end": 1.0}], "customer": []}
    with pytest.raises(listening.TalkspurtError, match=r"agent's talkspurt 0 is .*, of 'customer'"):
        listening.from_talkspurts(turns)


class DiarizeOutput:
    """As pyannote.audio 4 gives it."""

    def __init__(self, whole, exclusive):
        self.speaker_diarization, self.exclusive_speaker_diarization = whole, exclusive


def test_what_pyannote_4_gives(report, want):
    rows = [{"start": row["start"], "end": row["end"], "speaker": row["party"]} for row in report.talkspurts]
    output = DiarizeOutput(annotation(report), core.Annotation())
    assert listening.from_talkspurts(output, duration=report.duration, speakers=WHO) == want
    serialised = {"diarization": rows, "exclusive_diarization": rows[:1]}
    assert listening.from_talkspurts(serialised, duration=report.duration) == want


def test_rows_without_a_speaker_are_left_out_and_counted(report, want):
    rows = [{"start": row["start"], "end": row["end"], "speaker": row["party"]} for row in report.talkspurts]
    whole = {"segments": [*rows, {"start": 1.0, "end": 2.0, "text": "hm"}], "language": "en"}
    with pytest.warns(listening.TimesWarning, match=rf"1 of {len(rows) + 1} turns names no speaker and is left out"):
        assert listening.from_talkspurts(whole, duration=report.duration) == want


class Supervision:
    """As lhotse's SupervisionSegment."""

    def __init__(self, row):
        self.start, self.duration, self.speaker = row["start"], row["end"] - row["start"], row["party"]


def test_supervisions_of_lhotse(report, want):
    assert listening.from_talkspurts([Supervision(row) for row in report.talkspurts], duration=report.duration) == want


def test_a_manifest_of_lhotse_is_packed(tmp_path, report, want):
    rows = [
        {"id": str(at), "start": row["start"], "duration": round(row["end"] - row["start"], 3), "speaker": row["party"]}
        for at, row in enumerate(report.talkspurts)
    ]
    whole = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path = tmp_path / "supervisions.jsonl.gz"
    path.write_bytes(gzip.compress(whole))
    assert listening.from_talkspurts(path, duration=report.duration) == want
    path.write_bytes(gzip.compress(whole)[:-20])
    with pytest.raises(listening.TalkspurtError, match="compressed with gzip, and damaged"):
        listening.from_talkspurts(path)
    path.write_bytes(gzip.compress(bytes((1 << 26) + 1), 1))
    with pytest.raises(listening.TalkspurtError, match="unpacked it has over 67108864 bytes"):
        listening.from_talkspurts(path)


def test_a_cut_of_lhotse_is_refused_with_what_to_give():
    cut = {"id": "call-0", "start": 0, "duration": 9.0, "supervisions": [{"start": 1, "duration": 2, "speaker": "a"}]}
    with pytest.raises(listening.TalkspurtError, match=r"a cut of lhotse, .* give cut\.supervisions"):
        listening.from_talkspurts([cut])


def test_annotations_by_recording_as_pyannote_database_gives_them(mixed, report, want, heard):
    one = {"mixed": annotation(report)}
    assert listening.from_talkspurts(one, duration=report.duration, speakers=WHO) == want
    two = {"other": core.Annotation(), **one}
    assert listening.analyze(mixed, turns=two, speakers=WHO) == heard
    with pytest.raises(listening.TalkspurtError, match=r"of 2 recordings \(other, mixed\)"):
        listening.from_talkspurts(two, speakers=WHO)


def test_a_file_of_elan_as_pympi_writes_it(tmp_path, report, want):
    eaf, path = pympi.Elan.Eaf(author="us"), tmp_path / "call.eaf"
    eaf.add_linguistic_type("words", "Symbolic_Subdivision", False)
    for party, spurts in by_party(report).items():
        eaf.add_tier(f"talk of {party}", part=party)
        for start, end in spurts:
            eaf.add_annotation(f"talk of {party}", round(start * 1000), round(end * 1000), "talk")
        # A tier that depends on it is no talk besides.
        eaf.add_tier(f"words of {party}", ling="words", parent=f"talk of {party}")
        eaf.add_ref_annotation(f"words of {party}", f"talk of {party}", round(spurts[0][0] * 1000) + 1, "hello")
    eaf.to_file(str(path))
    assert listening.from_talkspurts(path, duration=report.duration) == want


def test_files_of_annotation_tools(tmp_path, report, want):
    path = tmp_path / "call.TextGrid"
    report.to_textgrid(path)
    others = ["agent events", "agent events 2", "agent turns", "customer events", "customer turns", "silences"]
    who = {"agent": "agent", "customer": "customer", **dict.fromkeys(others)}
    assert listening.from_talkspurts(path, duration=report.duration, speakers=who) == want
    lines = [f"call 1 {row['party']} {row['start']} {row['end']} <o> words" for row in report.talkspurts]
    (tmp_path / "call.stm").write_text("\n".join(lines))
    assert listening.from_talkspurts(tmp_path / "call.stm", duration=report.duration) == want


def test_one_name_on_two_channels_is_two_speakers(tmp_path):
    path = tmp_path / "call.rttm"
    path.write_text(LINE.replace("agent", "S0") + LINE.replace("agent", "S0").replace(" 1 0.5", " 2 2.5"))
    with pytest.raises(listening.ConfigError, match=r"S0/1 \(1\.5 s\), S0/2 \(1\.5 s\)"):
        listening.from_talkspurts(path)
    found = listening.from_talkspurts(path, speakers={"S0/1": "agent", "S0/2": "customer"})
    assert [row["party"] for row in found.talkspurts] == ["agent", "customer"]


def test_reading_and_writing_rttm_undo_each_other(tmp_path, report):
    path = tmp_path / "call.rttm"
    assert report.to_rttm(path) == path.read_text()
    lines = [(line.speaker, line.start, line.end) for line in read(path)]
    assert lines == [(row["party"], row["start"], row["end"]) for row in report.talkspurts]


def test_the_command_line(command, mixed, rttm, heard):
    who = "SPEAKER_00=agent,SPEAKER_01=customer"
    done = command("analyze", mixed, "--turns", rttm, "--speakers", who, "--json")
    assert (done.stdout.decode(), done.stderr) == (heard.to_json() + "\n", b"")
    one_line(command("analyze", mixed, "--turns", rttm), "SPEAKER_00 (24.9 s)", "give speakers")
    one_line(command("analyze", mixed, "--speakers", who), "--turns")
    for bad in ("SPEAKER_00", "=agent", "SPEAKER_00=caller", "a=agent,,b=customer"):
        one_line(command("analyze", mixed, "--turns", rttm, "--speakers", bad), "LABEL=agent")
    done = command("analyze", mixed, "--turns", mixed, "--speakers", who, "--json")
    assert json.loads(done.stderr)["error"]["type"] == "TalkspurtError"


def test_a_mono_recording_cut_short_is_said_to_be(tmp_path, samples):
    data = samples[:, 0].tobytes()
    path = tmp_path / "cut.wav"
    path.write_bytes(wav(data[:160_000], channels=1, size=len(data)))
    with pytest.warns(listening.TruncatedWarning, match=r"cut\.wav is cut short") as reported:
        report = listening.analyze(path, turns={"agent": [(1.0, 2.0)], "customer": []})
    assert report.duration == 10.0
    assert Path(reported[0].filename).name == Path(__file__).name


def padded(turns, by=0.3, under=0.5, end=91.86):
    """Turns as recognisers give them: longer on both sides, and going on over pauses."""
    found = {}
    for party, spurts in turns.items():
        joined = []
        for start, stop in ((max(0.0, a - by), min(end, b + by)) for a, b in spurts):
            if joined and start - joined[-1][1] < under:
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((start, stop))
        found[party] = joined
    return found


def shared(one, other):
    """Share of 10 ms frames that two reports give to the same parties, of those with talk in either."""
    frames = []
    for report in (one, other):
        talk = np.zeros((2, 9186), dtype=bool)
        for row in report.talkspurts:
            talk[int(row["party"] == "customer"), round(row["start"] * 100) : round(row["end"] * 100)] = True
        frames.append(talk)
    both, any_ = frames[0] & frames[1], frames[0] | frames[1]
    return both.sum() / any_.sum()


def test_a_report_says_what_it_is_based_on(report, want, heard):
    assert [each.basis for each in (report, want, heard)] == ["channels", "turns", "turns_trimmed"]
    assert [json.loads(each.to_json())["basis"] for each in (report, heard)] == ["channels", "turns_trimmed"]
    assert heard.parties["agent"]["channel"] is None


def test_turns_are_trimmed_by_what_is_heard(mixed, report, heard):
    turns = padded(by_party(report))
    assert sum(map(len, turns.values())) < len(report.talkspurts)
    trimmed = listening.analyze(mixed, turns=turns)
    assert shared(trimmed, report) > 0.9
    assert shared(listening.from_talkspurts(**turns, duration=report.duration), report) < 0.8
    scores = [each.score["observable_listening"] for each in (report, heard, trimmed)]
    assert max(scores) - min(scores) < 6


def test_the_line_and_the_voices_are_heard_in_a_mix(heard, report):
    codes = [found["code"] for found in heard.parties["agent"]["health"]]
    assert "music" in codes
    assert codes == [found["code"] for found in heard.parties["customer"]["health"]]
    assert [event["kind"] for event in heard.events].count("hold") == [event["kind"] for event in report.events].count(
        "hold"
    )
    rates = [
        next(row["value"] for row in each.measures if (row["id"], row["party"]) == ("articulation_rate", "agent"))
        for each in (heard, report)
    ]
    assert rates[0] == pytest.approx(rates[1], rel=0.1)
    assert heard.parties["agent"]["active_level_dbov"] == pytest.approx(
        report.parties["agent"]["active_level_dbov"] - 6, abs=2
    )


def test_turns_that_are_not_of_this_call_are_told(mixed, samples, report):
    turns = by_party(report)
    nothing = listening.analyze(mixed, turns={"agent": [], "customer": []})
    assert "talk_without_turn" in [found["code"] for found in nothing.parties["agent"]["health"]]
    assert nothing.score["observable_listening"] is None
    silence = listening.analyze(
        np.zeros(91 * RATE, dtype=np.int16), RATE, turns={"agent": [(1.0, 9.0)], "customer": []}
    )
    assert "turn_without_talk" in [found["code"] for found in silence.parties["agent"]["health"]]
    # Two channels in turn, taken for one of twice the length.
    interleaved = listening.analyze(samples.reshape(1, -1), RATE, turns=turns)
    codes = [found["code"] for found in interleaved.parties["agent"]["health"]]
    assert {"interleaved", "beyond_turns"} <= set(codes)
    assert interleaved.score["observable_listening"] is None
    assert "samples alternate between two channels" in interleaved.to_text()


def test_overlaps_that_turns_cannot_hold_are_not_counted_as_none():
    by_turns = [(3.0 * k, 3.0 * k + 2.0) for k in range(42)]
    both = {"agent": by_turns[0::2], "customer": by_turns[1::2]}
    report = listening.from_talkspurts(**both)
    assert "overlap" in [row["id"] for row in report.not_measured]
    of_overlap = {row["id"]: row["value"] for row in report.measures if row["id"].startswith("interruption")}
    assert set(of_overlap.values()) == {None}
    both["customer"][3] = (both["customer"][3][0] - 1.5, both["customer"][3][1])
    report = listening.from_talkspurts(**both)
    assert "overlap" not in [row["id"] for row in report.not_measured]
