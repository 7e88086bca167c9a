"""Make the demo call, a stereo telephone call with known truth, from screenplay.toml.

    python demo/make_demo.py --out demo      write demo_call.wav and demo_call.truth.json
    python demo/make_demo.py --check         build afresh, compare with the files in --out

Needs Python 3.10 or newer, numpy and the speech synthesiser flite (Debian package `flite`).
On Python 3.10 it needs the package tomli too.

The same screenplay and the same flite give the same bytes every time. Another version of flite
speaks a little differently, so the version stands in the truth file under "synthesiser" and is
printed; the committed files were made with Debian's flite 2.2-5 on x86-64.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from demo_sound import (
    FRAME,
    MARGIN,
    RATE,
    SoundError,
    active_level,
    compose,
    flite,
    flite_version,
    speech_spans,
    to_telephone,
    trimmed,
    wav_bytes,
)

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    try:
        import tomli as tomllib
    except ModuleNotFoundError:
        sys.exit("make_demo: Python 3.10 has no TOML reader; run `pip install tomli` or use Python 3.11+")

HERE = Path(__file__).resolve().parent
WAV_NAME = "demo_call.wav"
TRUTH_NAME = "demo_call.truth.json"

CONTRIBUTION = 100  # frames; shorter silences stay inside one contribution
LONG_PAUSE = 90  # frames; no pause inside a contribution is as long as this
PAUSE = re.compile(r"\[(\d+\.\d+)\]")  # in the text of an utterance
TIMES = ({"at"}, {"after", "gap"}, {"at_offset_of", "offset"})
KINDS = ("start", "smooth_switch", "backchannel", "interruption", "butting_in", "continue")
LIMITS = {"duration": (80.0, 92.0), "agent": (22.0, 32.0), "customer": (34.0, 60.0)}  # seconds
MAX_BYTES = 1_480_000


@dataclass
class Item:
    """One entry of the screenplay, with its sound; times are in frames."""

    entry: dict
    length: int
    audio: np.ndarray | None = None
    lead: int = 0  # frames of audio before the onset
    start: int = -1

    @property
    def end(self):
        """The frame after the last."""
        return self.start + self.length


# ------------------------------------------------------------------ screenplay


def load_screenplay(path):
    """Read the screenplay and return (settings, entries by id in the order of the file)."""
    with open(path, "rb") as file:
        play = tomllib.load(file)
    entries = {}
    for what in ("utterance", "music", "dead_air"):
        for entry in play.get(what, []):
            if entry["id"] in entries:
                raise ValueError(f"{entry['id']}: this id is used twice")
            entries[entry["id"]] = {**entry, "what": what}
    for entry in entries.values():
        check_entry(entry, play["party"])
    return play, entries


def check_entry(entry, parties):
    """Raise ValueError when an entry is not complete."""
    name, what = entry["id"], entry["what"]
    if what != "dead_air":
        given = {key for times in TIMES for key in times if key in entry}
        if given not in TIMES:
            raise ValueError(f"{name}: needs `at`, or `after` and `gap`, or `at_offset_of` and `offset`")
        if entry["party"] not in parties:
            raise ValueError(f"{name}: unknown party {entry['party']!r}")
    if what == "utterance" and entry["kind"] not in KINDS:
        raise ValueError(f"{name}: unknown kind {entry['kind']!r}")


def frames(seconds):
    """Seconds as a whole number of frames."""
    return round(seconds * RATE / FRAME)


def place(items):
    """Set the start of every item from the times the screenplay gives."""

    def begin(name, asking):
        if name not in items:
            raise ValueError(f"{asking[-1]}: refers to {name!r}, which does not exist")
        if name in asking:
            raise ValueError(f"{name}: its time depends on itself")
        item = items[name]
        if item.start < 0:
            entry, asking = item.entry, (*asking, name)
            if "at" in entry:
                item.start = frames(entry["at"])
            elif "after" in entry:
                other = begin(entry["after"], asking)
                item.start = other.end + frames(entry.get("gap", 0.0))
            else:
                item.start = begin(entry["at_offset_of"], asking).start + frames(entry["offset"])
        return item

    for name in items:
        begin(name, ())


# ----------------------------------------------------------------------- sound


def speak(entry, setting):
    """The voice's samples for each part of an utterance, -1..1 at VOICE_RATE."""
    voice, stretch = setting["voice"], entry.get("stretch", setting["stretch"])
    if "phones" in entry:
        return [flite(voice, stretch, "-p", entry["phones"])]
    return [flite(voice, stretch, "-t", part.strip()) for part in PAUSE.sub("|", entry["text"]).split("|")]


def utter(entry, sounds, level):
    """The item of an utterance: its parts with the pauses between them, cut where it breaks off."""
    parts = [trimmed(sound, level) for sound in sounds]
    pauses = [frames(float(pause)) for pause in PAUSE.findall(entry["text"])]
    audio = parts[0]
    for pause, part in zip(pauses, parts[1:]):
        joined = np.zeros(audio.size + part.size + (pause - 2 * MARGIN) * FRAME)
        joined[: audio.size] += audio
        joined[-part.size :] += part
        audio = joined
    length = audio.size // FRAME - 2 * MARGIN
    if "cut_at" in entry:
        length = frames(entry["cut_at"])
        audio = audio[: (MARGIN + length) * FRAME]
        audio[-FRAME:] *= np.linspace(1.0, 0.0, FRAME)
    return Item(entry, length, audio, MARGIN)


def perform(entry):
    """The item of a piece of hold music."""
    audio = compose(entry["chords"], entry["melody"], entry["duration"], entry["level_dbov"])
    return Item(entry, frames(entry["duration"]), audio)


def produce(play, entries):
    """Speak, compose and place every entry; returns items by id."""
    items = {}
    for party, setting in play["party"].items():
        mine = [e for e in entries.values() if e["what"] == "utterance" and e["party"] == party]
        sounds = [[to_telephone(part) for part in speak(entry, setting)] for entry in mine]
        level = setting["level_dbov"]
        whole = np.concatenate([part for parts in sounds for part in parts])
        gain = 10 ** ((level - active_level(whole)) / 20)
        for entry, parts in zip(mine, sounds):
            items[entry["id"]] = utter(entry, [gain * part for part in parts], level)
    for name, entry in entries.items():
        if entry["what"] == "music":
            items[name] = perform(entry)
        elif entry["what"] == "dead_air":
            items[name] = Item(entry, frames(entry["duration"]))
    place(items)
    return items


def mix(play, items, what):
    """Both channels, as rows, holding the entries of one sort and no noise."""
    length = max(item.end for item in items.values()) + frames(play["call"]["tail"])
    channels = np.zeros((2, length * FRAME))
    for item in items.values():
        if item.entry["what"] == what:
            row = channels[play["party"][item.entry["party"]]["channel"]]
            first = (item.start - item.lead) * FRAME
            row[first : first + len(item.audio)] += item.audio
    return channels


# ----------------------------------------------------------------------- truth


def seconds(frame):
    """Frames as seconds with three decimals."""
    return round(frame * FRAME / RATE, 3)


def events_of(items):
    """The events the screenplay states, in frames; an event lasts as long as its contribution."""
    events = []
    said = [item for item in items.values() if item.entry["what"] == "utterance"]
    for item in sorted(said, key=lambda item: item.start):
        party, kind = item.entry["party"], item.entry["kind"]
        if kind == "continue":
            own = [event for event in events if event["by"] == party]
            own[-1]["end"] = item.end
        else:
            events.append({"kind": kind, "by": party, "start": item.start, "end": item.end})
    return events


def silences_of(items, spurts):
    """Dead air and hold: from the last word before to the first word after, in frames."""
    silences = []
    for item in sorted(items.values(), key=lambda item: item.start):
        kind = {"dead_air": "dead_air", "music": "hold"}.get(item.entry["what"])
        if kind:
            end, after = max((e, p) for p, spans in spurts.items() for _, e in spans if e <= item.start)
            start = min(s for spans in spurts.values() for s, _ in spans if s >= item.end)
            silences.append({"kind": kind, "after": after, "start": end, "end": start})
    return silences


def contributions(spans):
    """Talkspurts of one party joined over silences shorter than CONTRIBUTION."""
    joined = []
    for start, end in spans:
        if joined and start - joined[-1][1] < CONTRIBUTION:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def verify(items, spurts, events, silences):
    """Raise ValueError when the placed sound does not keep what the screenplay states."""
    wrong = []
    talk = {party: {f for s, e in spans for f in range(s, e)} for party, spans in spurts.items()}
    for party, spans in spurts.items():
        heard = contributions(spans)
        if heard != [(e["start"], e["end"]) for e in events if e["by"] == party]:
            wrong.append(f"{party}: the contributions heard are not the events stated")
        if any(LONG_PAUSE <= b - a < CONTRIBUTION for (_, a), (b, _) in zip(spans, spans[1:])):
            wrong.append(f"{party}: a pause inside a contribution is too long")
    exact = {(s["start"], s["end"]) for s in silences}
    for name, item in items.items():
        if item.entry["what"] == "dead_air" and (item.start, item.end) not in exact:
            wrong.append(f"{name}: the silence is not as long as stated")
    for event in events:
        other = talk["customer" if event["by"] == "agent" else "agent"]
        rest = talk[event["by"]] - set(range(event["start"], event["end"]))
        if not keeps(event, other, rest):
            wrong.append(f"{event['kind']} at {seconds(event['start'])} s does not sound like one")
    if wrong:
        raise ValueError("; ".join(wrong))


def keeps(event, other, rest):
    """Whether an event is heard as stated; `other` and `rest` are the frames of the other party's
    speech and of the speaker's own outside the event."""
    start, end = event["start"], event["end"]

    def heard(first, last):
        return len(other.intersection(range(first, last)))

    if event["kind"] == "backchannel":
        alone = not rest.intersection(range(start - 120, end + 120))
        return alone and 25 <= end - start <= 80 and heard(start - 100, start) and heard(end, end + 100)
    if event["kind"] == "interruption":
        both = heard(start, end)
        at_once = heard(start - 50, start) and heard(start, start + both) == both
        wins = not heard(start + both, start + both + 200) and end - start - both > 300
        return 70 <= both <= 90 and at_once and wins
    if event["kind"] == "butting_in":
        goes_on = heard(start - 100, end + 200) == end - start + 300
        return goes_on and 120 <= end - start <= 180
    return not heard(start, start + 1)


def describe(play, items, clean):
    """The truth of the call, from the screenplay and the sound without noise and music."""
    spurts = {
        party: speech_spans(clean[setting["channel"]], setting["level_dbov"])
        for party, setting in play["party"].items()
    }
    events, silences = events_of(items), silences_of(items, spurts)
    verify(items, spurts, events, silences)
    music = [item for item in items.values() if item.entry["what"] == "music"]
    talk = [{"party": p, "start": s, "end": e} for p, spans in spurts.items() for s, e in spans]
    parts = {
        "talkspurts": sorted(talk, key=lambda spurt: spurt["start"]),
        "events": events,
        "silences": silences,
        "nonspeech": [{"kind": "music", "channel": m.entry["party"], "start": m.start, "end": m.end} for m in music],
    }
    for row in (row for rows in parts.values() for row in rows):
        row.update(start=seconds(row["start"]), end=seconds(row["end"]))
    return {"duration": seconds(clean.shape[1] // FRAME), "synthesiser": flite_version(), **parts}


def truth_bytes(truth):
    """The truth as JSON with one row of a list on each line."""
    lines = []
    for key, value in truth.items():
        if isinstance(value, list):
            value = "[\n" + ",\n".join("    " + json.dumps(row) for row in value) + "\n  ]"
        else:
            value = json.dumps(value)
        lines.append(f"  {json.dumps(key)}: {value}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


# ------------------------------------------------------------------------ main


def build(screenplay):
    """Build the call; returns (contents by file name, truth, lines about levels and length)."""
    play, entries = load_screenplay(screenplay)
    items = produce(play, entries)
    clean = mix(play, items, "utterance")
    truth = describe(play, items, clean)
    noise = np.random.RandomState(play["call"]["seed"]).standard_normal(clean.shape)
    noise *= 10 ** (play["call"]["noise_dbov"] / 20)
    wav = wav_bytes(clean + mix(play, items, "music") + noise)
    notes = [f"{truth['duration']:.2f} s, {len(wav)} bytes, {truth['synthesiser']}"]
    spoken = {}
    for party, setting in play["party"].items():
        spans = [s["end"] - s["start"] for s in truth["talkspurts"] if s["party"] == party]
        spoken[party] = sum(spans)
        level = active_level(clean[setting["channel"]])
        notes.append(f"{party}: {spoken[party]:.2f} s of speech at {level:.1f} dBov")
    check_limits({"duration": truth["duration"], **spoken}, wav)
    return {WAV_NAME: wav, TRUTH_NAME: truth_bytes(truth)}, truth, notes


def check_limits(measured, wav):
    """Raise ValueError when the call is too long, too short or too large."""
    for name, (low, high) in LIMITS.items():
        if not low <= measured[name] <= high:
            raise ValueError(f"{name}: {measured[name]:.2f} s is not within {low} to {high} s")
    if len(wav) > MAX_BYTES:
        raise ValueError(f"{WAV_NAME}: {len(wav)} bytes is more than {MAX_BYTES}")


def differing(files, folder):
    """Names of the files in a folder that are missing or not the same as the fresh contents."""
    paths = {name: folder / name for name in files}
    return [n for n, path in paths.items() if not path.is_file() or path.read_bytes() != files[n]]


def main():
    """Write the two files, or check them."""
    parser = argparse.ArgumentParser(description="Make the demo call from screenplay.toml.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the two files (default: this one)")
    parser.add_argument("--check", action="store_true", help="write nothing, compare with a fresh build")
    options = parser.parse_args()
    try:
        files, truth, notes = build(HERE / "screenplay.toml")
    except KeyError as error:
        sys.exit(f"make_demo: the screenplay lacks {error} somewhere")
    except (ValueError, SoundError) as error:
        sys.exit(f"make_demo: {error}")
    print(*notes, sep="\n")
    if options.check:
        differ = differing(files, options.out)
        if differ:
            sys.exit(f"make_demo: not the same as a fresh build: {', '.join(differ)}")
        print("the files are the same as a fresh build")
        return
    for event in truth["events"] + truth["silences"]:
        who = event.get("by") or f"after {event['after']}"
        print(f"{event['start']:7.2f} {event['end']:7.2f}  {event['kind']:14} {who}")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (options.out / name).write_bytes(content)


if __name__ == "__main__":
    main()
