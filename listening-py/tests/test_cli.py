"""The installed command, as a user runs it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

import listening
import numpy as np
import pytest
from helpers import as_told, wav
from listening._cli.arguments import command_line


def one_line(done, *words):
    """Holds that the command failed with one line on standard error and nothing else."""
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("listening")
    for word in words:
        assert str(word) in lines[0]


def said(done):
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode()


@pytest.mark.filterwarnings("ignore::listening.RolesWarning")
def test_analyze(command, demo, report):
    assert said(command("analyze", demo)) == report.to_text("demo_call.wav") + "\n"
    assert said(command("analyze", demo, "--json")) == report.to_json() + "\n"
    # The call's own signs speak for the other way round, and one line says so.
    right = command("analyze", demo, "--json", "--agent", "right")
    assert right.returncode == 0
    assert right.stderr.count(b"\n") == 1
    assert b"--agent left" in right.stderr
    assert right.stdout.decode() == listening.analyze(demo, agent="right").to_json() + "\n"


def test_demo(command, demo, report):
    assert said(command("demo", "--json")) == report.to_json() + "\n"
    text = said(command("demo"))
    assert "synthetic voices" in text
    assert report.explain() in text
    assert str(demo) in text


def test_as_a_module(report):
    done = subprocess.run([sys.executable, "-m", "listening", "demo", "--json"], capture_output=True, timeout=60)
    assert said(done) == report.to_json() + "\n"


def test_help_and_version(command):
    assert said(command("--version")) == f"listening {listening.__version__}\n"
    assert "examples:" in said(command("--help"))
    for name in ("analyze", "demo", "stream", "floor", "compare"):
        assert name in said(command("--help"))
        assert name in said(command(name, "--help"))
    for name in ("demo", "schema", "profile"):
        assert f"examples:\n  listening {name}" in said(command(name, "--help"))


def test_every_command_and_option_says_what_it_does():
    (commands,) = (each for each in command_line()._actions if isinstance(each, argparse._SubParsersAction))
    for name, parser in commands.choices.items():
        assert "None" not in parser.format_help()
        assert parser.description
        assert "examples:" in parser.epilog
        listed = {each.option_strings[0]: each for each in parser._actions if each.option_strings}
        assert listed["--json"].nargs == 0, name
        for each in parser._actions:
            assert each.help, (name, each.dest)
            assert each.dest.islower(), (name, each.dest)
            assert each.nargs == 0 or each.metavar or each.choices, (name, each.dest)
            # argparse does not check it.
            assert each.choices is None or each.default in (None, argparse.SUPPRESS, *each.choices), (name, each.dest)
    assert {each.help for each in commands._choices_actions}.isdisjoint({None, ""})


@pytest.mark.parametrize("size", [1, 7, 4096, 10**9])
def test_stream_equals_analyze(command, samples, report, size):
    raw = samples.astype("<i2").tobytes()
    process = subprocess.Popen(
        [command.script, "stream", "--rate", "8000", "--report"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    if size == 1:
        # Byte by byte at first, to cut frames; the rest at once.
        for at in range(40):
            process.stdin.write(raw[at : at + 1])
            process.stdin.flush()
        raw = raw[40:]
    out, _ = process.communicate(raw)
    assert process.returncode == 0
    *events, last = out.decode().splitlines()
    assert last == report.to_json()
    assert {json.loads(event)["status"] for event in events} == {"provisional", "final", "withdrawn"}
    finals = [event for event in map(json.loads, events) if event["status"] == "final"]
    assert sorted(map(str, finals)) == sorted(map(str, as_told(report.events)))


def test_stream_tells_events_as_they_happen(command, samples):
    """Events of the first half come before the second half is given."""
    raw = samples.astype("<i2").tobytes()
    process = subprocess.Popen(
        [command.script, "stream", "--rate", "8000", "--finals-only"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    process.stdin.write(raw[: len(raw) // 2])
    first = json.loads(process.stdout.readline())
    assert first["status"] == "final"
    rest, _ = process.communicate(raw[len(raw) // 2 :])
    assert process.returncode == 0
    assert all(json.loads(line)["status"] == "final" for line in rest.splitlines())


def test_stream_encodings_and_sides(command, samples, report):
    raw = (samples / 32768.0).astype("<f4").tobytes()
    out = said(command("stream", "--rate", "8000", "--encoding", "f32le", "--report", input=raw))
    assert out.splitlines()[-1] == report.to_json()
    swapped = samples[:, ::-1].astype("<i2").tobytes()
    out = said(command("stream", "--rate", "8000", "--agent", "right", "--report", input=swapped))
    last = json.loads(out.splitlines()[-1])
    assert last["parties"]["agent"]["channel"] == 1
    assert last["events"] == list(report.events)
    for encoding in ("mulaw", "alaw"):
        noise = np.random.default_rng(1).integers(0, 256, 16_000, dtype=np.uint8).tobytes()
        out = said(command("stream", "--rate", "8000", "--encoding", encoding, "--report", input=noise))
        assert json.loads(out.splitlines()[-1])["duration"] == 1.0


def test_stream_of_nothing(command):
    out = said(command("stream", "--rate", "8000", "--report", input=b""))
    assert json.loads(out)["score"]["status"] == "insufficient_evidence"
    assert said(command("stream", "--rate", "8000", input=b"")) == ""


def test_errors_are_one_line(command, tmp_path, samples):
    bad = tmp_path / "bad.wav"
    bad.write_bytes(b"only words")
    mono = tmp_path / "mono.wav"
    mono.write_bytes(wav(samples[:, 0].tobytes(), channels=1))
    slow = tmp_path / "slow.wav"
    slow.write_bytes(wav(samples.tobytes(), rate=3999))
    nowhere = tmp_path / "nowhere.wav"
    one_line(command("analyze", nowhere), nowhere, "No such file")
    one_line(command("analyze", tmp_path), tmp_path)
    one_line(command("analyze", bad), bad, "cannot be read as audio", "text")
    one_line(command("analyze", mono), mono, "one channel", "listening floor")
    one_line(command("analyze", slow), slow, "3999 Hz")
    one_line(command("stream", "--rate", "3999", input=b""), "3999 Hz")
    one_line(command("stream", "--rate", "fast", input=b""), "--rate")
    one_line(command("stream", input=b""), "--rate", "--help")
    one_line(command("floor", nowhere), nowhere)
    one_line(command("analyze"), "CALL")
    one_line(command("analyze", bad, "--agent", "middle"), "left")
    one_line(command("analyse", bad), "analyse")
    nan = np.full(8, np.nan, dtype="<f4").tobytes()
    one_line(command("stream", "--rate", "8000", "--encoding", "f32le", input=nan), "from 0.000 s", "NaN")


def test_a_recording_cut_short_is_a_warning(command, tmp_path, samples):
    cut = tmp_path / "cut.wav"
    cut.write_bytes(wav(samples.tobytes()[: samples.nbytes // 2], size=samples.nbytes))
    done = command("analyze", cut)
    assert done.returncode == 0
    assert done.stderr.decode().startswith(f"listening: warning: {cut} is cut short")
    assert len(done.stderr.splitlines()) == 1
    assert b"cut short" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_goes_away_is_no_error(command, samples, tmp_path):
    line = json.dumps({"activity": {"a": [[k, k + 0.5] for k in range(500)], "b": []}}) + "\n"
    data = tmp_path / "input"
    for arguments, content in (
        (["stream", "--rate", "8000"], samples.astype("<i2").tobytes() * 4),
        (["floor", "-", "--json"], line.encode() * 50),
    ):
        data.write_bytes(content)
        with data.open("rb") as source:
            process = subprocess.Popen(
                [command.script, *arguments], stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            process.stdout.close()
            with process.stderr as errors:
                assert errors.read() == b""
            assert process.wait(60) == 141


def test_closed_streams_are_told_in_one_line(command):
    for line in ("stream --rate 8000 <&-", "floor - <&-"):
        done = subprocess.run(["sh", "-c", f"'{command.script}' {line}"], capture_output=True, text=True)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "standard input is closed" in done.stderr
    done = subprocess.run(["sh", "-c", f"'{command.script}' demo >&-"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "standard output is closed" in done.stderr
    closed = ["sh", "-c", f"'{command.script}' demo --json >&-"]
    done = subprocess.run(closed, capture_output=True, text=True, timeout=60)
    assert json.loads(done.stderr)["error"]["type"] == "OSError"


def test_a_recording_comes_through_a_pipe(command, demo):
    script = f"cat '{demo}' | '{command.script}' analyze /dev/stdin --json"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert done.stdout.rstrip("\n") == listening.analyze(demo).to_json()


def test_no_line_is_an_error(command, tmp_path):
    one_line(command("floor", "-", input=b""), "standard input: it is empty")
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\n\n")
    one_line(command("floor", empty), "empty.jsonl: it is empty")


def test_a_report_without_an_id_is_called_by_its_place(command, report):
    text = said(command("compare", "-", "--as", "miitel", input=report.to_json().encode()))
    assert text.startswith("report 1  ")
