"""Transcripts as recognisers write them: as files, as dicts, as objects; each gives the report of the plain words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import listening
import pytest
from helpers import ROOT, one_line

FOLDER = ROOT / "listening-formats" / "tests" / "transcripts"
LABELS = {
    "assemblyai_speakers.json": ("A", "B"),
    "aws_speakers.json": ("spk_0", "spk_1"),
    "aws_speakers_in_segments.json": ("spk_0", "spk_1"),
    "deepgram_speakers.json": ("0", "1"),
    "google_speakers.json": ("1", "2"),
    "google_v2.json": ("1", "2"),
    "nemo.ctm": ("speaker_0", "speaker_1"),
    "rev.json": ("0", "1"),
    "soniox.json": ("1", "2"),
    "speechmatics_speakers.json": ("S1", "S2"),
    "whisperx.json": ("SPEAKER_00", "SPEAKER_01"),
}
UNNAMED = ["faster_whisper.json", "vosk.json", "vosk.jsonl", "whisper.json", "whisper_api.json"]
REFUSED = [
    "contact_lens.json",
    "google_without_words.json",
    "vosk_without_words.jsonl",
    "whisper_without_words.json",
]
NAMED = sorted({path.name for path in FOLDER.iterdir()} - {*UNNAMED, *REFUSED, "make.py"})
AGENT = [(0.0, 1.45), (3.2, 3.55)]
CUSTOMER = [(2.0, 3.05)]
SAID = ["hello", "how", "can", "I", "help", "my", "bill", "is", "wrong", "okay"]


def speakers_of(name):
    labels = LABELS.get(name)
    return None if labels is None else dict(zip(labels, ("agent", "customer"), strict=True))


def heard(words, **options):
    """What a report of the call counts of its words."""
    report = listening.from_talkspurts(AGENT, CUSTOMER, 4.0, words=words, **options)
    whole = json.loads(report.to_json())
    return {key: whole[key] for key in ("turns", "events", "measures", "not_measured")}


@pytest.fixture(scope="module")
def plain():
    rows = [json.loads(line) for line in (FOLDER / "plain.jsonl").read_text().splitlines()]
    assert [text for *_, text in rows] == SAID
    marks = {"hello": ",", "help": "?", "wrong": ".", "okay": "."}
    marked = [(*row, text + marks.get(text, "")) for *row, text in rows]
    found = [heard(rows), heard(marked)]
    assert not same(heard(None), found), "the words have to matter"
    return found


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.filterwarnings("ignore:.*had no time and were placed")
@pytest.mark.filterwarnings("ignore:.*had no time and was placed")
@pytest.mark.filterwarnings("ignore:the times of the words were read as")
def test_a_file_of_any_shape_gives_the_report_of_plain_words(name, plain, tmp_path):
    speakers = speakers_of(name)
    found = heard(FOLDER / name, speakers=speakers)
    assert same(found, plain), name
    if name.endswith(".json"):
        assert same(heard(json.loads((FOLDER / name).read_text()), speakers=speakers), plain), name


def same(found, wanted):
    """Equal to the report of the words without marks or with them, but for the last bits of times in other units."""
    return json.dumps(rounded(found)) in [json.dumps(rounded(want)) for want in wanted]


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return round(value, 6) if isinstance(value, float) else value


@pytest.mark.parametrize("name", UNNAMED)
def test_transcripts_of_one_channel_are_given_by_party(name, plain):
    path = FOLDER / name
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    whole = rows if name.endswith("jsonl") else rows[0]
    with pytest.raises(listening.WordError, match="transcribe each channel by itself"):
        heard(path)
    if name != "whisper_api.json":
        # The customer's words are the second segment.
        parts = whole["segments"] if isinstance(whole, dict) else whole
        agent, customer = [parts[0], parts[2]], [parts[1]]
        assert same(heard({"agent": agent, "customer": customer}), plain)
        assert same(heard({"agent": iter(agent), "customer": (each for each in customer)}), plain)


@pytest.mark.parametrize("name", REFUSED)
def test_text_without_words_is_refused_with_what_to_ask_for(name):
    with pytest.raises(listening.WordError, match="no times of words: "):
        heard(FOLDER / name)


def test_speakers_of_whom_nothing_is_known_are_listed():
    with pytest.raises(listening.WordError, match=r"spk_0 \(1\.7 s\), spk_1 \(1\.0 s\).*spk_0=agent, spk_1=customer"):
        heard(FOLDER / "aws_speakers.json")
    with pytest.raises(listening.WordError, match=r"'S1' is, as \{'S1': 'agent'\}"):
        heard([{"speaker": "S1", "start": 0, "end": 1, "word": "hello"}])


def test_units_and_placed_words_are_said(plain):
    with pytest.warns(listening.WordWarning, match="read as milliseconds"):
        heard(FOLDER / "plain_milliseconds.json")
    with pytest.warns(listening.WordWarning, match="read as parts of 100 ns"):
        heard(json.loads((FOLDER / "plain_ticks.json").read_text()))
    with pytest.warns(listening.WordWarning, match="1 word of 10 had no time"):
        heard(FOLDER / "whisperx.json", speakers=speakers_of("whisperx.json"))


def test_one_long_word_of_many_is_in_seconds(recwarn):
    heard([("customer", 0.0, 22.0, "my bill is wrong and so is the other one that came")])
    assert not [each for each in recwarn if "read as" in str(each.message)]


def test_who_is_neither_is_left_out(plain):
    both = heard(FOLDER / "aws_speakers.json", speakers={"spk_0": "agent", "spk_1": None})
    assert not same(both, plain)


class Word(NamedTuple):
    start: float
    end: float
    word: str
    probability: float


@dataclass
class Segment:
    start: float
    end: float
    text: str
    words: list[Word]


class Model:
    """As the classes of pydantic."""

    def __init__(self, data):
        self._data = data

    def model_dump(self):
        return self._data


def segments(name: str) -> Iterator[Segment]:
    for row in json.loads((FOLDER / name).read_text()):
        words = [Word(each["start"], each["end"], each["word"], 0.9) for each in row["words"]]
        yield Segment(row["start"], row["end"], row["text"], words)


def test_objects_of_recognisers(plain):
    first, second, third = segments("faster_whisper.json")
    assert same(heard({"agent": [first, third], "customer": [second]}), plain)
    # What WhisperModel.transcribe returns: a generator, and what is known of the whole.
    given = {"agent": ((each for each in (first, third)), {"language": "en"}), "customer": iter([second])}
    assert same(heard(given), plain)
    model = Model(json.loads((FOLDER / "deepgram_channels.json").read_text()))
    assert same(heard(model), plain)
    np = pytest.importorskip("numpy")
    data = json.loads((FOLDER / "whisperx.json").read_text())
    for segment in data["segments"]:
        for word in segment["words"]:
            # An aligner has numbers of NumPy, and not-a-number for what it could not align.
            word["start"] = np.float32(word["start"]) if "start" in word else float("nan")
    with pytest.warns(listening.WordWarning, match="1 word of 10"):
        found = heard(data, speakers=speakers_of("whisperx.json"))
    assert [event["kind"] for event in found["events"]] == [event["kind"] for event in plain[0]["events"]]


@pytest.mark.filterwarnings("ignore:.*agent and customer may be on each other")
def test_the_agent_on_the_right():
    demo = listening.demo_call()
    words = json.loads((FOLDER / "deepgram_channels.json").read_text())
    channels = words["results"]["channels"]
    turned = {"metadata": {}, "results": {"channels": channels[::-1]}}
    left = listening.analyze(demo, words=words, agent=1)
    assert left == listening.analyze(
        demo, words={"agent": turned_rows(turned, 0), "customer": turned_rows(turned, 1)}, agent=1
    )


def turned_rows(data, channel):
    words = data["results"]["channels"][channel]["alternatives"][0]["words"]
    return [(word["start"], word["end"], word["punctuated_word"]) for word in words]


def listen(*arguments):
    command = [sys.executable, "-m", "listening", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False)


def test_the_command_line(tmp_path):
    demo = listening.demo_call()
    words = json.loads((FOLDER / "deepgram_channels.json").read_text())
    want = listening.analyze(demo, words=words).to_json()

    def report(*more):
        done = listen("analyze", demo, "--json", *more)
        assert done.stdout.decode().strip() == want, done.stderr

    report("--words", FOLDER / "deepgram_channels.json")
    labels = ["--speakers", "S1=agent,S2=customer"]
    report("--words", FOLDER / "speechmatics_speakers.json", *labels)
    rows = json.loads((FOLDER / "whisper.json").read_text())["segments"]
    for name, parts in (("a", [rows[0], rows[2]]), ("b", [rows[1]])):
        (tmp_path / f"{name}.json").write_text(json.dumps({"text": "", "segments": parts, "language": "en"}))
    pair = ["--words", f"agent={tmp_path / 'a.json'}", "--words", f"customer={tmp_path / 'b.json'}"]
    report(*pair)
    one_line(listen("analyze", demo, *pair[:2], *pair[:2]), "give one file, or agent=FILE and customer=FILE")
    one_line(listen("analyze", demo, "--words", FOLDER / "whisper.json"), "Whisper: the words are of one channel")
    one_line(listen("analyze", demo, *labels), "neither was given")
    # No output replaces what is read.
    one_line(listen("analyze", demo, *pair, "--html", "--out", tmp_path / "b.json"), "b.json")
