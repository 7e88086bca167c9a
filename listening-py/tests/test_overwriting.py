"""What is read is never written over."""

from __future__ import annotations

import json
import os
import subprocess

import listening
import pytest
from helpers import one_line


@pytest.fixture
def call(tmp_path, demo):
    path = tmp_path / "call.wav"
    path.write_bytes(demo.read_bytes())
    return path


def test_no_command_writes_over_what_it_reads(command, call, demo, tmp_path):
    link = tmp_path / "link.wav"
    os.link(call, link)
    texts = {}
    for name in ("words.json", "ratings.csv", "calls.jsonl", "who.csv", "mono.rttm", "profile.json"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        texts[name] = name
    words, ratings, calls, who, turns, profile = (tmp_path / name for name in texts)
    for arguments in (
        ("analyze", call, "--out", call),
        ("analyze", call, "--html", "--out", link),
        ("analyze", demo, call, "--out", call),
        ("analyze", call, "--words", words, "--out", words),
        ("analyze", call, "--turns", turns, "--rttm", "--out", turns),
        ("analyze", call, "--profile", profile, "--out", profile),
        ("inspect", call, "--frames", call),
        ("inspect", call, "--plot", tmp_path / "." / "call.wav"),
        ("demo", "--html", "--out", demo),
        ("track", calls, "--out", calls),
        ("calibrate", calls, "--out", calls),
        ("calibrate", calls, "--ratings", ratings, "--out", ratings),
        ("batch", tmp_path, "--agent-from", who, "--out", who),
    ):
        before = demo.read_bytes()
        one_line(command(*arguments), "is the same file as", "write to another file")
        assert call.read_bytes() == demo.read_bytes() == before
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in texts} == texts


def test_standard_input_is_read_too(command, tmp_path):
    calls = tmp_path / "calls.jsonl"
    calls.write_text('{"agent": "ann"}\n', encoding="utf-8")
    with calls.open("rb") as file:
        done = subprocess.run([command.script, "track", "-", "--out", calls], stdin=file, capture_output=True)
    one_line(done, "what is read from standard input")
    assert calls.read_text(encoding="utf-8") == '{"agent": "ann"}\n'


def test_an_older_report_is_replaced(command, call, report, tmp_path):
    out = tmp_path / "out.json"
    out.write_text("older", encoding="utf-8")
    assert command("analyze", call, "--json", "--out", out).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8")) == report.to_dict()
    null = command("analyze", call, "--lexicon", os.devnull, "--out", os.devnull)
    assert null.returncode == 0, null.stderr


def test_a_report_does_not_write_over_its_recording(call, demo, tmp_path):
    found = listening.analyze(call)
    for write in ("to_json", "to_html", "to_card", "to_rttm", "to_textgrid", "to_audacity", "to_webvtt", "to_aws"):
        with pytest.raises(listening.ListeningError, match=r"call\.wav is the same file as"):
            getattr(found, write)(call)
        assert call.read_bytes() == demo.read_bytes()
        out = tmp_path / "out"
        text = getattr(found, write)(out)
        assert text.strip() == out.read_text(encoding="utf-8").strip()


def test_a_report_does_not_write_over_either_of_a_pair(samples, tmp_path):
    import soundfile

    pair = (tmp_path / "agent.wav", tmp_path / "customer.wav")
    for path, channel in zip(pair, samples.T, strict=True):
        soundfile.write(path, channel, 8000)
    found = listening.analyze(pair)
    for path in pair:
        before = path.read_bytes()
        with pytest.raises(listening.ListeningError, match="would be overwritten"):
            found.to_json(path)
        assert path.read_bytes() == before
