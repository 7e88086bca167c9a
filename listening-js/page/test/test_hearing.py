"""What the page hears is what Python hears, in a real Chromium, from a file."""

from __future__ import annotations

import json
import shutil

import listening
import numpy as np
import pytest
import soundfile
from conftest import ROOT
from recordings import STEREO, convert
from steps import given, opened, problem, report, settled, shows

READ_HERE = {
    "pcm8": "WAV, PCM 8 bit",
    "pcm16": "WAV, PCM 16 bit",
    "pcm24": "WAV, PCM 24 bit",
    "pcm32": "WAV, PCM 32 bit",
    "float": "WAV, float",
    "double": "WAV, double",
    "mulaw": "WAV, mu-law",
    "alaw": "WAV, A-law",
    "ima": "WAV, IMA ADPCM",
    "rf64": "RF64, PCM 16 bit",
}


@pytest.mark.parametrize("coding", READ_HERE)
def test_a_wav_file_gives_the_bytes_of_python(browser, page, call, tmp_path, coding):
    file, options = STEREO[READ_HERE[coding]]
    path = convert(call, tmp_path / file, *options.split(), "-t", "45")
    opened(browser, page, path)
    assert report(browser, tmp_path, path.stem) == listening.analyze(path).to_json()
    assert browser.complaints() == []
    assert browser.requests() == []


@pytest.mark.parametrize("damage", ["cut", "open-ended", "joined"])
def test_damaged_files_are_read_as_python_reads_them(browser, page, call, tmp_path, damage):
    whole = convert(call, tmp_path / "whole.wav", "-c:a", "pcm_mulaw", "-t", "40").read_bytes()
    path = tmp_path / "damaged.wav"
    at = whole.index(b"data") + 4
    made = {
        "cut": whole[: len(whole) // 2],
        "open-ended": whole[:at] + b"\0\0\0\0" + whole[at + 4 :],
        "joined": whole + whole,
    }
    path.write_bytes(made[damage])
    opened(browser, page, path)
    with pytest.warns(listening.TruncatedWarning) if damage == "cut" else no_warning():
        expected = listening.analyze(path).to_json()
    assert report(browser, tmp_path, "damaged") == expected


def no_warning():
    from contextlib import nullcontext

    return nullcontext()


def test_more_channels_than_two(browser, page, call, tmp_path):
    samples, rate = soundfile.read(call, dtype="int16", stop=8000 * 40)
    four = np.zeros((len(samples), 4), dtype=np.int16)
    four[:, [1, 3]] = samples
    soundfile.write(tmp_path / "four.wav", four, rate)
    opened(browser, page, tmp_path / "four.wav")
    with pytest.warns(listening.ChannelsWarning):
        expected = listening.analyze(tmp_path / "four.wav").to_json()
    assert report(browser, tmp_path, "four") == expected
    soundfile.write(tmp_path / "three.wav", np.column_stack([samples, samples[:, 0]]), rate)
    browser.open(page)
    given(browser, tmp_path / "three.wav")
    assert "three.wav has 3 channels, of which 3 hold sound" in problem(browser)


def test_two_recordings_of_one_call(browser, page, team, tmp_path):
    agent, customer = team / "formats/agent.wav", team / "formats/customer.wav"
    opened(browser, page, customer, agent)
    assert browser.evaluate("document.querySelector('#one h2').textContent") == "agent.wav and customer.wav"
    assert report(browser, tmp_path, "agent") == listening.analyze((agent, customer)).to_json()
    # One at another rate, and shorter; by these names nobody knows who is who.
    convert(agent, tmp_path / "a.wav", "-ar", "16000", "-t", "60")
    shutil.copy(customer, tmp_path / "b.wav")
    browser.open(page)
    given(browser, tmp_path / "a.wav", tmp_path / "b.wav")
    assert shows(browser, "question")
    browser.click("#question input[value='1']")
    browser.click("#question button")
    settled(browser)
    with pytest.warns(listening.LengthWarning):
        expected = listening.analyze((tmp_path / "a.wav", tmp_path / "b.wav"), agent=1).to_json()
    assert report(browser, tmp_path, "a") == expected
    assert browser.evaluate("document.getElementById('placed').textContent") == "Customer: a.wav. Agent: b.wav."


def test_a_mono_recording_with_its_turns(browser, page, team, tmp_path):
    mono, turns = team / "mono/call.wav", team / "mono/call.rttm"
    browser.open(page)
    given(browser, mono)
    assert "has one channel, and nothing says who talks when in it" in problem(browser)
    # What is missing is dropped behind it.
    given(browser, turns)
    assert browser.evaluate("document.querySelectorAll('#question li').length") == 2
    browser.click("#question li:nth-child(1) input[value='agent']")
    browser.click("#question li:nth-child(2) input[value='customer']")
    browser.click("#question button")
    settled(browser)
    speakers = {"SPEAKER_00": "agent", "SPEAKER_01": "customer"}
    assert report(browser, tmp_path, "call") == listening.analyze(mono, turns=turns, speakers=speakers).to_json()
    browser.click("#exchange")
    browser.wait("document.getElementById('placed').textContent.startsWith('Agent: SPEAKER_01')", 60)
    settled(browser)
    speakers = {"SPEAKER_01": "agent", "SPEAKER_00": "customer"}
    assert report(browser, tmp_path, "call") == listening.analyze(mono, turns=turns, speakers=speakers).to_json()


def test_a_mono_recording_with_a_transcript_that_names_its_speakers(browser, page, team, tmp_path):
    mono, turns = team / "mono/call.wav", team / "mono/call.rttm"
    rows = [line.split() for line in turns.read_text().splitlines()]
    words = [
        {"word": "yes", "start": float(row[3]), "end": float(row[3]) + float(row[4]), "speaker": row[7][-1]}
        for row in rows
    ]
    transcript = tmp_path / "anything.json"
    transcript.write_text(json.dumps({"results": {"channels": [{"alternatives": [{"words": words}]}]}}))
    browser.open(page)
    given(browser, mono, transcript)
    assert shows(browser, "question")
    browser.click("#question li:nth-child(1) input[value='agent']")
    browser.click("#question li:nth-child(2) input[value='customer']")
    browser.click("#question button")
    settled(browser)
    found = json.loads(report(browser, tmp_path, "call"))
    assert found["basis"] == "turns_trimmed"
    assert any(each["id"] == "words" or "word" in each["id"] for each in found["measures"]) or found["turns"]


def test_words_and_marks(browser, page, call, team, tmp_path):
    words = team / "words/ben" / f"{call.stem}.json"
    opened(browser, page, call, words)
    assert report(browser, tmp_path, call.stem) == listening.analyze(call, words=words).to_json()
    marked, marks = team / "calls/cara/2026-03-04-1.wav", team / "marks/cara/2026-03-04-1.csv"
    opened(browser, page, marked, marks)
    assert report(browser, tmp_path, marked.stem) == listening.analyze(marked, marks=marks).to_json()
    assert "Marked by the telephone system" in browser.evaluate("document.getElementById('panel-page').textContent")


def test_agent_and_customer_are_exchanged(browser, page, call, tmp_path):
    browser.open(page)
    browser.click("input[name=side][value=right]")
    given(browser, call)
    right = listening.analyze(call, agent="right")
    assert report(browser, tmp_path, call.stem) == right.to_json()
    browser.click("#exchange")
    browser.wait("document.getElementById('placed').textContent.startsWith('Agent on the left')", 60)
    settled(browser)
    assert report(browser, tmp_path, call.stem) == listening.analyze(call).to_json()


def test_a_warning_says_that_roles_may_be_exchanged_and_mends_it(browser, page, tmp_path):
    demo = ROOT / "demo/demo_call.wav"
    with pytest.warns(listening.RolesWarning):
        assert listening.analyze(demo, agent="right")
    browser.open(page)
    browser.click("input[name=side][value=right]")
    given(browser, demo)
    assert shows(browser, "swap")
    assert "may be exchanged" in browser.evaluate("document.getElementById('swap-text').textContent")
    browser.click("#swap-now")
    browser.wait("document.getElementById('placed').textContent.startsWith('Agent on the left')", 60)
    settled(browser)
    assert not shows(browser, "swap")
    assert report(browser, tmp_path, demo.stem) == listening.analyze(demo).to_json()


@pytest.mark.parametrize("name", ["MP3", "Ogg Vorbis", "Opus", "FLAC", "M4A, AAC", "WebM, Opus"])
def test_what_the_browser_decodes_is_heard_at_its_own_rate(browser, page, call, tmp_path, name):
    file, options = STEREO[name]
    path = convert(call, tmp_path / file, *options.split(), "-t", "60")
    opened(browser, page, path)
    found = json.loads(report(browser, tmp_path, path.stem))
    expected = listening.analyze(path).to_dict()
    if name == "FLAC":
        # Chromium's samples differ from libsndfile's in the last digit, and so do levels.
        found_levels, levels = (
            {party: each["parties"][party]["active_level_dbov"] for party in ("agent", "customer")}
            for each in (found, expected)
        )
        assert found_levels == pytest.approx(levels, abs=0.002)
        assert (found["turns"], found["score"]) == (expected["turns"], expected["score"])
    assert found["duration"] == pytest.approx(expected["duration"], abs=0.15)
    ours, theirs = (
        {party: each["parties"][party]["speech_seconds"] for party in ("agent", "customer")}
        for each in (found, expected)
    )
    assert ours == pytest.approx(theirs, abs=0.5)
    # And it is heard.
    browser.wait("document.querySelector('#panel-page audio').readyState >= 2", 60)
    browser.click("#panel-page a.at")
    browser.wait("document.querySelector('#panel-page audio').currentTime > 0.2", 60)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "call.amr",
            b"#!AMR\n" + bytes(200),
            "is an AMR file, which this browser does not decode. Convert it to WAV",
        ),
        ("notes.txt", b"Agent: hello", "is neither a transcript, nor turns, nor marks"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture."),
        ("empty.wav", b"", "is empty."),
        (
            "stump.wav",
            b"RIFF\x24\x10\0\0WAVEfmt \x12\0\0\0",
            "is a WAV file whose header is damaged or cut off.",
        ),
        ("call.wma", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + bytes(99), "is a WMA or WMV file"),
        ("call.zip", b"PK\x03\x04" + bytes(99), "unpack it first"),
    ],
)
def test_what_nobody_reads_is_said_with_what_to_do(browser, page, call, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    browser.open(page)
    given(browser, *([call, path] if name == "notes.txt" else [path]))
    assert said in problem(browser)
    assert name in problem(browser)
    assert browser.complaints() == []


def test_gsm_is_said_to_be_unreadable(browser, page, call, tmp_path):
    samples, rate = soundfile.read(call, dtype="int16", stop=8000 * 10)
    soundfile.write(tmp_path / "gsm.wav", samples[:, 0], rate, format="WAV", subtype="GSM610")
    browser.open(page)
    given(browser, tmp_path / "gsm.wav")
    assert "gsm.wav is a WAV file with GSM 6.10, which this browser does not decode" in problem(browser)


def test_a_saved_report_is_shown_again(browser, page, call, tmp_path):
    (tmp_path / "before.json").write_text(listening.analyze(call).to_json() + "\n")
    opened(browser, page, tmp_path / "before.json")
    assert browser.evaluate("document.querySelector('#one h2').textContent") == "before.json"
    assert browser.evaluate("document.querySelector('#panel-page audio')") is None
    assert not shows(browser, "exchange")
