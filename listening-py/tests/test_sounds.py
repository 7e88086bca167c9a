"""Music, tones and echo: what is on a channel besides its party's talk."""

from __future__ import annotations

import json

import listening
import numpy as np
import pytest
from helpers import RATE, of, with_echo, with_tones
from listening._render.frames import echoes
from listening._render.phrases import SOUNDS

COLUMNS = ("party", "sound", "start", "end", "count")


@pytest.fixture(scope="module")
def toned(samples):
    return listening.inspect(with_tones(samples), RATE)


def rounded(sounds):
    return [(s["party"], s["sound"], round(s["start"], 1), round(s["end"], 1), s["count"]) for s in sounds]


def section(text, heading):
    """The lines under a heading."""
    lines = text.splitlines()
    first = lines.index(heading) + 1
    return lines[first : lines.index("", first)]


def test_music_is_told(heard, report):
    (hold,) = (event for event in report.events if event["kind"] == "hold")
    (music,) = heard.sounds
    assert (music["party"], music["sound"], music["count"]) == ("agent", "music", None)
    # Music is heard on for a moment under the talk that ends the hold.
    assert hold["start"] <= music["start"] < music["end"] <= hold["end"] + 0.5
    assert music["end"] - music["start"] > 7
    quiet = listening.inspect(np.zeros((RATE, 2), dtype=np.int16), RATE)
    assert len(quiet.sounds) == 0
    assert quiet.sounds.columns == COLUMNS
    assert "MUSIC" not in quiet.to_text()


def test_sounds_are_a_table_in_order_of_start(toned):
    assert toned.sounds.columns == COLUMNS
    ringing, keys, music = rounded(toned.sounds)
    assert ringing == ("customer", "ringback", 1.0, 12.0, 3)
    assert keys == ("customer", "dtmf", 64.0, 65.1, 4)
    assert music[:2] == ("agent", "music")


def test_sounds_as_data_frames(toned):
    counts = [3, 4, None]
    pandas = pytest.importorskip("pandas")
    column = toned.sounds.to_pandas()["count"]
    assert [None if pandas.isna(count) else count for count in column] == counts
    pytest.importorskip("pyarrow")
    assert toned.sounds.to_arrow()["count"].to_pylist() == counts
    pytest.importorskip("polars")
    assert toned.sounds.to_polars()["count"].to_list() == counts
    empty = listening.inspect(np.zeros((RATE, 2), dtype=np.int16), RATE).sounds
    assert len(empty.to_pandas()) == len(empty.to_arrow()) == len(empty.to_polars()) == 0


def test_each_burst_is_an_event(toned):
    tones = [event for event in toned.report.events if event["kind"] == "tone"]
    assert {event["by"] for event in tones} == {"customer"}
    assert [event["reasons"] for event in tones] == [["ringback, itu, 425 Hz"]] * 3 + [["dtmf"]] * 4
    starts = [1, 6, 11, *(64 + key / 3 for key in range(4))]
    assert [event["start"] for event in tones] == pytest.approx(starts, abs=0.1)
    assert all(toned.report.event(event["id"]) == event for event in tones)
    assert {event["id"][:2] for event in tones} == {"tc"}


def test_reports_tell_sounds_apart_from_faults(toned, command, tmp_path):
    text = toned.report.to_text()
    ringing, keys, music = section(text, "ALSO ON THE LINE")
    assert ringing == "  customer  ringing 3 times, 00:01.0 to 00:12.0"
    assert keys.startswith("  customer  4 key presses, 01:04.0 to 01:05.1")
    assert music.startswith("  agent     music, 01:1")
    assert "CHECK THE RECORDING" not in text
    # No list shows a tone as something that somebody did.
    times = {f"  00:{start:04.1f}" for start in (1, 6, 11)}
    assert not [line for line in text.splitlines() if line[:9] in times]
    assert "tone" not in text.replace("(music or a tone)", "").replace("music or tone in", "")


def test_inspections_tell_what_when_and_how_often(toned):
    text = toned.to_text()
    ringing, keys, music = section(text, "MUSIC AND TONES")
    assert ringing == "  00:01.0 to 00:12.0    11.0 s   customer  ringing 3 times"
    assert keys.startswith("  01:04.0 to 01:05.1     1.1 s   customer  4 key presses")
    assert music.endswith(" s   agent     music")
    assert "Nothing is wrong with the recording." in text
    assert max(map(len, text.splitlines())) <= 80


def test_sounds_in_many_places_stay_short(report):
    data = report.to_dict()
    data["parties"]["customer"]["health"] = [
        {"code": "tone", "start": 10.0 * k, "end": 10.0 * k + 1, "value": 2.0} for k in range(5)
    ]
    text = " ".join(listening.Report(json.dumps(data)).to_text().split())
    assert (
        "customer 10 beeps, 00:00.0 to 00:01.0; 00:10.0 to 00:11.0; 00:20.0 to 00:21.0; and 2 more agent music" in text
    )


@pytest.mark.parametrize("code", SOUNDS)
def test_every_sound_has_its_words(report, code):
    data = report.to_dict()
    value = None if code == "music" else 1
    data["parties"]["agent"]["health"] = [{"code": code, "start": 1, "end": 2, "value": value}]
    (line,) = section(listening.Report(json.dumps(data)).to_text(), "ALSO ON THE LINE")
    assert line == f"  agent     {SOUNDS[code].replace('presses', 'press')}, 00:01.0 to 00:02.0"


def test_a_mono_recording_keeps_its_sounds(samples, toned):
    alone = listening.inspect(with_tones(samples)[:, 1], RATE, agent="right")
    assert alone.parties == ("customer",)
    assert list(alone.sounds) == [sound for sound in toned.sounds if sound["party"] == "customer"]
    assert [event["kind"] for event in alone.report.events] == ["tone"] * 7
    assert "ringing 3 times" in alone.to_text()
    assert "CHECK" not in alone.to_text()
    assert "ringing 3 times" in alone.report.to_text()


def test_of_one_channel_nobody_asks_whose_it_is(samples):
    """The centre plays the music, so beside another channel this would not be the customer's."""
    alone = listening.inspect(samples[:, 0], RATE, agent="right")
    assert [found["code"] for found in alone.report.parties["customer"]["health"]] == ["music"]
    assert "Nothing is wrong" in alone.to_text()


def test_frames_say_what_the_echo_explains(samples, heard):
    echoed = listening.inspect(with_echo(samples), RATE)
    leak, other = of(echoed.frames, "agent", "leak"), of(echoed.frames, "customer", "leak")
    assert set(np.unique(leak)) == {0, 1}
    assert other.mean() < 0.01
    assert heard.frames["leak"].max() == 0
    # Where the customer alone talks, their echo is heard 150 ms late.
    speech = of(heard.frames, "customer", "speech") >= 0.5
    alone = np.roll(speech, 15) & (of(heard.frames, "agent", "speech") < 0.1)
    audible = of(echoed.frames, "agent", "level_db") > -55
    assert leak[alone & audible].mean() > 0.9
    assert leak[~np.roll(speech, 15)].mean() < 0.05
    assert "the other party is heard on it" in echoed.to_text()


def test_echoes_are_joined_over_short_breaks():
    track = np.zeros((1000, 4), dtype=np.float32)
    assert echoes(track) == []
    for first, last in ((100, 110), (129, 140), (200, 209), (230, 240), (260, 269)):
        track[first:last, 3] = 1
    # A break of 0.19 s is bridged and one of 0.2 s is not; less than 0.1 s is left out.
    assert echoes(track) == [(1.0, 1.4), (2.3, 2.4)]
