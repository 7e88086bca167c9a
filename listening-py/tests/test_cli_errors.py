"""Errors as lines of JSON for programs, and output that is the same for every reader."""

from __future__ import annotations

import json
import os
import subprocess

import listening
import pytest
from helpers import RATE, wav
from listening._cli.main import COMMANDS
from listening._cli.messages import Messages

BAD: dict[str, tuple[list[str], str]] = {
    "analyze": (["{nowhere}"], "FileNotFoundError"),
    "inspect": (["{text}"], "AudioError"),
    "demo": (["--loud"], "UsageError"),
    "stream": (["--rate", "3999"], "ConfigError"),
    "floor": (["{text}"], "TalkspurtError"),
    "profile": (["too much"], "UsageError"),
    "schema": (["too much"], "UsageError"),
    "completion": (["tcsh"], "UsageError"),
    "compare": (["{nowhere}", "--as", "nobody"], "ConfigError"),
    "track": (["{text}"], "RowError"),
    "calibrate": (["{text}"], "CalibrationError"),
}


@pytest.fixture
def places(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("only words, no call\n")
    return {"nowhere": str(tmp_path / "nowhere.wav"), "text": str(text)}


def test_the_list_above_is_of_commands_that_there_are():
    assert set(BAD) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_errors_as_json_where_asked(command, places, name):
    words, kind = BAD.get(name, (["--no-such-option"], "UsageError"))
    words = [word.format(**places) for word in words]
    plain = command(name, *words, input=b"")
    assert (plain.returncode, plain.stdout) == (2, b"")
    (line,) = plain.stderr.decode().splitlines()
    reported = command(name, *words, "--json", input=b"")
    assert (reported.returncode, reported.stdout) == (2, b"")
    (row,) = reported.stderr.decode().splitlines()
    error = json.loads(row)
    assert list(error) == ["error"]
    assert list(error["error"]) == ["type", "message"]
    assert error["error"]["type"] == kind
    # The same words, with who says so before them.
    assert line.endswith(": error: " + error["error"]["message"])
    assert line.startswith("listening")


@pytest.mark.parametrize("words", [[], ["--json"], ["analyse", "call.wav"], ["--agent"]])
def test_without_a_command(command, words):
    done = command(*words, "--json")
    assert json.loads(done.stderr)["error"]["type"] == "UsageError"
    assert done.returncode == 2


def test_help_names_the_form(command):
    assert '{"error": {"type": "AudioError"' in command("--help").stdout.decode()


def test_a_shortened_option_is_the_option(command, places):
    assert json.loads(command("analyze", places["nowhere"], "--js").stderr)["error"]["type"] == "FileNotFoundError"


def test_warnings_are_lines_of_json_too(command, samples, tmp_path):
    cut = tmp_path / "cut.wav"
    cut.write_bytes(wav(samples.tobytes()[: samples.nbytes // 2], size=samples.nbytes))
    done = command("analyze", cut, "--json")
    assert done.returncode == 0
    assert json.loads(done.stderr)["warning"]["type"] == "TruncatedWarning"
    assert listening.Report(done.stdout.decode().strip()).duration == pytest.approx(len(samples) / RATE / 2, abs=0.01)


def test_a_file_called_as_the_option_is_no_option(capsys):
    assert Messages(["analyze", "--", "--json"]).error(ValueError("two\nlines")) == 2
    assert capsys.readouterr().err == "listening: error: two lines\n"


def test_a_name_that_is_no_text(command, tmp_path):
    name = os.fsencode(tmp_path) + b"/stra\xdfe.wav"
    done = subprocess.run([command.script, "analyze", name, "--json"], capture_output=True, timeout=60)
    assert json.loads(done.stderr)["error"]["message"].endswith("stra\udcdfe.wav: No such file or directory")


@pytest.mark.skipif(os.name != "posix", reason="terminals of Unix")
@pytest.mark.parametrize("words", [["demo"], ["--help"], ["analyze", "--help"], ["analyze"], ["profile"]])
@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}])
def test_no_colour_goes_to_a_terminal_or_a_pipe(command, words, colour):
    """Only the same text everywhere: no escape, whatever is asked for."""
    import pty

    env = {key: value for key, value in os.environ.items() if "COLOR" not in key} | {"TERM": "xterm-256color"} | colour
    piped = subprocess.run([command.script, *words], capture_output=True, env=env, timeout=60)
    ours, theirs = pty.openpty()
    with open(os.devnull, "rb") as nothing:
        process = subprocess.Popen([command.script, *words], stdin=nothing, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 65536):
            shown += block
    except OSError:
        # Linux says so when the other end is closed.
        pass
    os.close(ours)
    assert process.wait(60) == piped.returncode
    assert b"\x1b" not in shown + piped.stdout + piped.stderr
    if "--help" not in words:
        assert shown.replace(b"\r\n", b"\n") == piped.stdout + piped.stderr
