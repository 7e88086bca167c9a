"""The page in a real Firefox, from a file."""

from __future__ import annotations

import listening
import pytest
from recordings import STEREO, convert
from steps import PATIENCE, given, problem, settled, shows

REPORT = "JSON.parse(document.querySelector('#panel-json pre').textContent)"


@pytest.mark.parametrize("coding", ["WAV, PCM 16 bit", "WAV, mu-law", "WAV, IMA ADPCM", "WAV, double"])
def test_a_wav_file_gives_the_report_of_python(firefox, page, call, tmp_path, coding):
    file, options = STEREO[coding]
    path = convert(call, tmp_path / file, *options.split(), "-t", "45")
    firefox.open(page)
    given(firefox, path)
    assert firefox.evaluate(REPORT) == listening.analyze(path).to_dict()
    assert firefox.complaints() == []
    firefox.wait("document.querySelector('#panel-page audio').readyState >= 2", PATIENCE)
    assert firefox.evaluate("document.querySelector('#panel-page audio').duration") == pytest.approx(45, abs=0.2)


@pytest.mark.parametrize("name", ["MP3", "Ogg Vorbis", "Opus", "FLAC", "WebM, Opus"])
def test_what_it_decodes_is_heard(firefox, page, call, tmp_path, name):
    file, options = STEREO[name]
    path = convert(call, tmp_path / file, *options.split(), "-t", "45")
    firefox.open(page)
    given(firefox, path)
    assert problem(firefox) is None
    assert firefox.evaluate(f"{REPORT}.duration") == pytest.approx(45, abs=0.2)
    firefox.wait("document.querySelector('#panel-page audio').readyState >= 2", PATIENCE)
    # Only a click lets it play.
    assert firefox.evaluate("getComputedStyle(document.querySelector('#panel-page .player button')).display") != "none"


def test_many_calls_become_a_table(firefox, page, team):
    firefox.open(page)
    given(firefox, *sorted(team.glob("calls/ben/*.wav"))[:3])
    assert (
        firefox.evaluate("document.getElementById('calls-facts').textContent") == "3 rated, 0 not rated, 0 not analysed"
    )
    firefox.evaluate("document.querySelector('#rows button').click()")
    firefox.wait("!document.getElementById('one').hidden", PATIENCE)
    assert firefox.complaints() == []


def test_a_mono_recording_with_its_turns(firefox, page, team):
    firefox.open(page)
    given(firefox, team / "mono/call.wav", team / "mono/call.rttm")
    assert shows(firefox, "question")
    firefox.evaluate("""[["0", "agent"], ["1", "customer"]].forEach(([k, party]) =>
      document.querySelector(`[name=talker-${k}][value=${party}]`).click())""")
    firefox.evaluate("document.querySelector('#question button').click()")
    settled(firefox)
    speakers = {"SPEAKER_00": "agent", "SPEAKER_01": "customer"}
    expected = listening.analyze(team / "mono/call.wav", turns=team / "mono/call.rttm", speakers=speakers)
    assert firefox.evaluate(REPORT) == expected.to_dict()


def test_what_it_does_not_decode_is_said_with_what_to_do(firefox, page, tmp_path):
    (tmp_path / "call.amr").write_bytes(b"#!AMR\n" + bytes(200))
    firefox.open(page)
    given(firefox, tmp_path / "call.amr")
    assert "call.amr is an AMR file, which this browser does not decode. Convert it to WAV" in problem(firefox)
