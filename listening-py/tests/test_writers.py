"""The forms that other programs read, read back by those programs' own readers."""

from __future__ import annotations

import io
import json
import re

import listening
import numpy as np
import pyannote.core as core
import pytest
import webvtt
from helpers import RATE, one_line, with_echo, with_tones
from listening._cli.report_forms import FORMS, written
from listening._render.writers.labels import SILENCES, label
from praatio import textgrid as praatio

PARTIES = ("agent", "customer")


@pytest.fixture(scope="module", params=["the demo call", "tones", "echo", "talkspurts", "silence"])
def call(request, report, samples):
    """Reports of several kinds."""
    return {
        "the demo call": lambda: report,
        "tones": lambda: listening.analyze(with_tones(samples), RATE),
        "echo": lambda: listening.analyze(with_echo(samples), RATE),
        "talkspurts": lambda: listening.from_talkspurts([(0, 2), (5, 5.4), (9.001, 12)], [(2.3, 9.4)], 12.3456),
        "silence": lambda: listening.analyze(np.zeros((RATE, 2), np.int16), RATE),
    }[request.param]()


def spurts(report):
    return [(row["party"], row["start"], row["end"]) for row in report.talkspurts]


def acts(report, party):
    return [row for row in report.events if row["by"] == party and row["kind"] not in SILENCES]


def test_rttm_as_pyannote_reads_it(call):
    """By the fields that `pyannote.database.util.load_rttm` takes: recording, start, duration and speaker."""
    found = core.Annotation()
    for number, line in enumerate(call.to_rttm(recording="my call").splitlines()):
        kind, recording, _, start, length, _, _, speaker, _, _ = line.split(" ")
        assert (kind, recording) == ("SPEAKER", "my_call")
        found[core.Segment(float(start), float(start) + float(length)), number] = speaker
    back = [(label, span.start, span.end) for span, _, label in found.itertracks(yield_label=True)]
    assert len(back) == len(call.talkspurts)
    for got, want in zip(sorted(back), sorted(spurts(call)), strict=True):
        assert got[0] == want[0]
        assert got[1:] == pytest.approx(want[1:], abs=1e-9)
    for party in PARTIES:
        assert found.label_duration(party) == pytest.approx(call.parties[party]["speech_seconds"], abs=0.01)


def test_rttm_as_pyannote_writes_it(call, tmp_path):
    """What pyannote writes of what we wrote is what we wrote; and both give the same report."""
    if not call.talkspurts:
        pytest.skip("nobody talks")
    ours = call.to_rttm(recording="call")
    annotation = core.Annotation(uri="call")
    for number, (party, start, end) in enumerate(spurts(call)):
        annotation[core.Segment(start, end), number] = party
    # It knows no channels.
    theirs = re.sub(r"^SPEAKER call 2 ", "SPEAKER call 1 ", ours, flags=re.MULTILINE)
    assert sorted(annotation.to_rttm().split()) == sorted(theirs.split())
    path = tmp_path / "call.rttm"
    path.write_text(annotation.to_rttm())
    want = listening.from_talkspurts(annotation)
    assert listening.from_talkspurts(path) == want
    assert spurts(want) == spurts(call)


def test_textgrid_as_praatio_reads_it(call, tmp_path):
    path = tmp_path / "call.TextGrid"
    text = call.to_textgrid(path)
    assert path.read_text(encoding="utf-8") == text
    grid = praatio.openTextgrid(str(path), includeEmptyIntervals=False, reportingMode="error")
    assert grid.minTimestamp == 0
    assert grid.maxTimestamp == pytest.approx(call.duration, abs=0.0005)
    assert grid.tierNames[:4] == ("agent", "customer", "agent turns", "customer turns")
    for party in PARTIES:
        for tier, rows, name in ((party, call.talkspurts, "talk"), (f"{party} turns", call.turns, "turn")):
            want = [(row["start"], row["end"], name) for row in rows if row["party"] == party]
            assert [tuple(entry) for entry in grid.getTier(tier).entries] == want
        layers = [name for name in grid.tierNames if name.startswith(f"{party} events")]
        got = sorted(tuple(entry) for name in layers for entry in grid.getTier(name).entries)
        assert got == sorted((row["start"], row["end"], label(row)) for row in acts(call, party))
    silences = [name for name in grid.tierNames if name.startswith("silences")]
    got = sorted(tuple(entry) for name in silences for entry in grid.getTier(name).entries)
    assert got == sorted((row["start"], row["end"], label(row)) for row in call.events if row["kind"] in SILENCES)


def test_tiers_of_a_textgrid_have_no_hole(call, tmp_path):
    path = tmp_path / "call.TextGrid"
    call.to_textgrid(path)
    grid = praatio.openTextgrid(str(path), includeEmptyIntervals=True, reportingMode="error")
    for tier in grid.tiers:
        assert tier.entries[0].start == 0
        assert tier.entries[-1].end == grid.maxTimestamp
        assert all(a.end == b.start for a, b in zip(tier.entries, tier.entries[1:], strict=False))


def test_events_that_overlap_are_in_tiers_of_their_own(report):
    assert 'name = "agent events 2"' in report.to_textgrid()


def test_names_with_quotes_and_events_without_length(report, tmp_path):
    data = report.to_dict()
    event = dict(data["events"][0], kind='odd_"kind"', by="agent", start=report.duration, end=report.duration)
    data["events"].append(event)
    path = tmp_path / "odd.TextGrid"
    listening.Report(json.dumps(data)).to_textgrid(path)
    grid = praatio.openTextgrid(str(path), includeEmptyIntervals=False, reportingMode="error")
    last = grid.getTier("agent events").entries[-1]
    assert last.label.replace('""', '"') == 'agent odd "kind"'
    assert (last.start, last.end) == pytest.approx((report.duration - 0.001, report.duration), abs=1e-9)


def test_a_call_of_no_length_has_no_textgrid():
    with pytest.raises(listening.ListeningError, match="no length"):
        listening.from_talkspurts([], []).to_textgrid()


def cue(event):
    return event["start"], max(event["end"], event["start"] + 1)


def test_webvtt_as_a_player_reads_it(call):
    found = webvtt.from_buffer(io.StringIO(call.to_webvtt(every=True)))
    assert [caption.identifier for caption in found] == [row["id"] for row in call.events]
    for caption, event in zip(found, call.events, strict=True):
        assert (caption.start_in_seconds, caption.end_in_seconds) == pytest.approx(cue(event), abs=1)
        assert seconds(caption.start) == pytest.approx(cue(event)[0], abs=1e-6)
        assert seconds(caption.end) == pytest.approx(cue(event)[1], abs=1e-6)
        assert caption.voice == event["by"]
        assert caption.text.splitlines()[0] == label(event)
    assert not set("<>&") & set("".join(caption.text for caption in found))


def seconds(clock):
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_webvtt_keeps_what_has_a_meaning_there(report):
    data = report.to_dict()
    data["events"] = [dict(data["events"][2], kind="a<b", reasons=["x --> y & z"], start=4000.0, end=4002.5)]
    text = listening.Report(json.dumps(data)).to_webvtt(every=True)
    assert "01:06:40.000 --> 01:06:42.500\n" in text
    (caption,) = webvtt.from_buffer(io.StringIO(text))
    assert "a&lt;b" in text
    assert "x --&gt; y &amp; z" in text
    assert caption.end == "01:06:42.500"


def test_audacity_labels(call):
    lines = [line.split("\t") for line in call.to_audacity(every=True).splitlines()]
    assert [(float(start), float(end), text) for start, end, text in lines] == [
        (row["start"], row["end"], label(row)) for row in call.events
    ]


def test_ordinary_events_are_left_out_unless_asked_for(report):
    assert report.charged
    for event in report.charged:
        if event["kind"] in ("interruption", "overlap", "butting_in"):
            kind = event["kind"].replace("_", " ")
            assert f"{event['by']} {kind} (counts {100 * event['charged']:.0f} %)" in report.to_audacity()
    assert "dead air after customer" in report.to_webvtt()
    for text in (report.to_audacity(), report.to_webvtt()):
        assert not [word for word in ("pause", "gap", "smooth switch", "bid") if f" {word}" in text.replace("NOTE", "")]
    assert len(report.to_audacity(every=True).splitlines()) == len(report.events)


def test_aws_is_the_document_of_the_preset(call):
    document = json.loads(call.to_aws())
    assert document == call.compare("amazon").document
    # The shape that the developer guide shows.
    found = document["ConversationCharacteristics"]
    assert found["TotalConversationDurationMillis"] == round(call.duration * 1000)
    assert {"Interruptions", "NonTalkTime", "TalkTime"} <= found.keys()
    assert "TalkSpeed" not in found


def test_aws_with_words_has_the_talk_speed(report):
    words = [("agent", 0.8, 1.0, "hello"), ("customer", 4.6, 4.9, "hi")]
    found = json.loads(report.to_aws(words=words))["ConversationCharacteristics"]["TalkSpeed"]
    assert set(found["DetailsByParticipant"]) == {"AGENT", "CUSTOMER"}


def test_every_form_is_written_to_a_path(report, tmp_path):
    path = tmp_path / "out"
    for method in ("to_json", "to_rttm", "to_textgrid", "to_audacity", "to_webvtt", "to_aws"):
        text = getattr(report, method)(path)
        assert path.read_bytes().decode() == text.rstrip("\n") + "\n"
        assert getattr(report, method)(str(path)) == getattr(report, method)() == text
    with pytest.raises(FileNotFoundError):
        report.to_json(tmp_path / "nowhere" / "out")


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_each_form(command, demo, report, form):
    done = command("analyze", demo, f"--{form}")
    assert (done.returncode, done.stderr) == (0, b"")
    want = written(report, form, "demo_call")
    assert done.stdout.decode() == want.rstrip("\n") + "\n"
    assert getattr(report, f"to_{form}")().splitlines()[-1].split(" ")[2:] == want.splitlines()[-1].split(" ")[2:]


def test_one_form_at_a_time(command, demo):
    one_line(command("analyze", demo, "--rttm", "--textgrid"), "--textgrid", "not allowed with", "--rttm")


def test_the_command_gives_the_words_to_amazons_form(command, demo, tmp_path):
    file = tmp_path / "words.jsonl"
    file.write_text('["agent", 0.8, 1.0, "hello"]\n["customer", 4.6, 4.9, "hi"]\n')
    done = command("analyze", demo, "--aws", "--words", file)
    assert "TalkSpeed" in json.loads(done.stdout)["ConversationCharacteristics"]
