"""Writes the transcripts beside it: one short call in the shape of every tool that `transcript` reads.

python listening-formats/tests/transcripts/make.py

Every shape is written from its maker's documentation, whose version is given in the reader's source. Nothing is copied.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent

AGENT, CUSTOMER = 0, 1
# Channel, start and end in milliseconds, word, the mark that follows it.
CALL = [
    (AGENT, 0, 620, "hello", ","),
    (AGENT, 700, 850, "how", ""),
    (AGENT, 850, 1000, "can", ""),
    (AGENT, 1000, 1080, "I", ""),
    (AGENT, 1100, 1450, "help", "?"),
    (CUSTOMER, 2000, 2150, "my", ""),
    (CUSTOMER, 2200, 2500, "bill", ""),
    (CUSTOMER, 2500, 2600, "is", ""),
    (CUSTOMER, 2600, 3050, "wrong", "."),
    (AGENT, 3200, 3550, "okay", "."),
]
# The runs of one speaker, in order.
TURNS = [CALL[:5], CALL[5:9], CALL[9:]]


def write(name: str, *rows: object) -> None:
    """JSON, or a line of it for each row."""
    (HERE / name).write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")


def said(turn: list[tuple[int, int, int, str, str]]) -> str:
    """The text of some words."""
    return " ".join(word + mark for *_, word, mark in turn)


def of(channel: int) -> list[tuple[int, int, int, str, str]]:
    """The words of a channel."""
    return [word for word in CALL if word[0] == channel]


def bounds(turn: list[tuple[int, int, int, str, str]]) -> dict[str, float]:
    """Start and end in seconds."""
    return {"start": turn[0][1] / 1000, "end": turn[-1][2] / 1000}


def whisper() -> None:
    """openai-whisper, faster-whisper, OpenAI's interface, WhisperX."""

    def words(turn, key="word"):
        return [{key: f" {w}{m}", "start": s / 1000, "end": e / 1000, "probability": 0.9} for _, s, e, w, m in turn]

    segments = [
        {
            "id": k,
            "seek": 0,
            **bounds(turn),
            "text": " " + said(turn),
            "avg_logprob": -0.2,
            "words": words(turn),
        }
        for k, turn in enumerate(TURNS)
    ]
    write("whisper.json", {"text": " " + said(CALL), "segments": segments, "language": "en"})
    write("faster_whisper.json", segments)
    bare = [{key: value for key, value in segment.items() if key != "words"} for segment in segments]
    write("whisper_without_words.json", {"text": " " + said(CALL), "segments": bare, "language": "en"})
    loose = [{"word": w, "start": s / 1000, "end": e / 1000} for _, s, e, w, _ in CALL]
    write(
        "whisper_api.json",
        {"task": "transcribe", "language": "english", "duration": 4.0, "text": said(CALL), "words": loose},
    )
    # A word without letters has no times; here it is "is", between two words that touch it.
    aligned = []
    for turn in TURNS:
        speaker = f"SPEAKER_0{turn[0][0]}"
        words_of = [
            {"word": w + m}
            if w == "is"
            else {"word": w + m, "start": s / 1000, "end": e / 1000, "score": 0.8, "speaker": speaker}
            for _, s, e, w, m in turn
        ]
        aligned.append({**bounds(turn), "text": said(turn), "words": words_of, "speaker": speaker})
    write("whisperx.json", {"segments": aligned, "word_segments": [w for s in aligned for w in s["words"]]})


def deepgram() -> None:
    """Deepgram: by channel, by speaker, and live."""

    def words(turn, speakers=False):
        return [
            {"word": w, "start": s / 1000, "end": e / 1000, "confidence": 0.9, "punctuated_word": w + m}
            | ({"speaker": c, "speaker_confidence": 0.7} if speakers else {})
            for c, s, e, w, m in turn
        ]

    def channel(turn, **kwargs):
        return {"alternatives": [{"transcript": said(turn), "confidence": 0.9, "words": words(turn, **kwargs)}]}

    head = {"request_id": "0", "created": "2026-01-01T00:00:00Z", "duration": 4.0}
    by_channel = [channel(of(AGENT)), channel(of(CUSTOMER))]
    write("deepgram_channels.json", {"metadata": {**head, "channels": 2}, "results": {"channels": by_channel}})
    by_speaker = [channel(CALL, speakers=True)]
    write("deepgram_speakers.json", {"metadata": {**head, "channels": 1}, "results": {"channels": by_speaker}})
    live = []
    for turn in TURNS:
        row = {"type": "Results", "channel_index": [turn[0][0], 2], "start": 0.0, "duration": 1.0}
        live.append({**row, "is_final": False, "channel": channel(turn[:1])})
        live.append({**row, "is_final": True, "channel": channel(turn)})
    write("deepgram_live.jsonl", *live)


def assemblyai() -> None:
    """AssemblyAI: by channel, and by speaker with the speakers in the utterances alone."""

    def words(turn, **more):
        return [
            {"text": w + m, "start": s, "end": e, "confidence": 0.9, **{k: f(c) for k, f in more.items()}}
            for c, s, e, w, m in turn
        ]

    def utterances(**more):
        return [
            {"text": said(turn), "start": turn[0][1], "end": turn[-1][2], "words": words(turn, **more)}
            | {k: f(turn[0][0]) for k, f in more.items()}
            for turn in TURNS
        ]

    channel = {"channel": lambda c: str(c + 1), "speaker": lambda c: str(c + 1)}
    head = {"id": "0", "status": "completed", "text": said(CALL), "audio_duration": 4}
    write(
        "assemblyai_channels.json",
        {**head, "audio_channels": 2, "words": words(CALL, **channel), "utterances": utterances(**channel)},
    )
    speaker = utterances(speaker=lambda c: "AB"[c])
    write(
        "assemblyai_speakers.json",
        {**head, "words": words(CALL, speaker=lambda c: None), "utterances": speaker},
    )


def aws() -> None:
    """Amazon Transcribe with channels and with speakers, as it is and as it was; Call Analytics; Contact Lens."""

    def items(turn, label=None):
        for c, s, e, w, m in turn:
            more = {"speaker_label": label(c)} if label else {}
            yield {
                "type": "pronunciation",
                "start_time": str(s / 1000),
                "end_time": str(e / 1000),
                "alternatives": [{"confidence": "0.9", "content": w}],
                **more,
            }
            if m:
                yield {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": m}], **more}

    def job(**results):
        return {"jobName": "job", "accountId": "0", "status": "COMPLETED", "results": results}

    def label(channel):
        return f"spk_{channel}"

    transcripts = [{"transcript": said(CALL)}]
    channels = [{"channel_label": f"ch_{c}", "items": list(items(of(c)))} for c in (AGENT, CUSTOMER)]
    write(
        "aws_channels.json",
        job(
            transcripts=transcripts,
            channel_labels={"channels": channels, "number_of_channels": 2},
            items=list(items(CALL)),
        ),
    )
    write("aws_speakers.json", job(transcripts=transcripts, items=list(items(CALL, label))))
    segments = [
        {
            "start_time": str(turn[0][1] / 1000),
            "end_time": str(turn[-1][2] / 1000),
            "speaker_label": label(turn[0][0]),
            "items": [
                {"start_time": str(s / 1000), "end_time": str(e / 1000), "speaker_label": label(c)}
                for c, s, e, *_ in turn
            ],
        }
        for turn in TURNS
    ]
    write(
        "aws_speakers_in_segments.json",
        job(
            transcripts=transcripts,
            speaker_labels={"speakers": 2, "segments": segments},
            items=list(items(CALL)),
        ),
    )

    def part(turn, with_items=True):
        role = ["AGENT", "CUSTOMER"][turn[0][0]]
        row = {
            "ParticipantRole": role,
            "ParticipantId": role,
            "BeginOffsetMillis": turn[0][1],
            "EndOffsetMillis": turn[-1][2] + 400,
            "Content": said(turn),
            "Sentiment": "NEUTRAL",
        }
        if with_items:
            row["Items"] = []
            for _, s, e, w, m in turn:
                time = {"BeginOffsetMillis": s, "EndOffsetMillis": e}
                row["Items"].append({"Type": "pronunciation", "Content": w, "Confidence": "0.9", **time})
                if m:
                    row["Items"].append({"Type": "punctuation", "Content": m, "Confidence": "0.0"})
        return row

    write("call_analytics.json", {"LanguageCode": "en-US", "Transcript": [part(turn) for turn in TURNS]})
    write(
        "contact_lens.json",
        {"Version": "1.1.0", "Transcript": [part(turn, with_items=False) for turn in TURNS]},
    )


def google() -> None:
    """Google: version 1 by channel and with speakers, version 2."""

    def time(ms):
        return f"{ms / 1000:.3f}s"

    def words(turn, start="startTime", end="endTime", **more):
        # What is 0 is left out.
        return [
            ({start: time(s)} if s else {}) | {end: time(e), "word": w + m} | {k: f(c) for k, f in more.items()}
            for c, s, e, w, m in turn
        ]

    def result(turn, channel=None, **kwargs):
        best = {"transcript": said(turn), "confidence": 0.9, "words": words(turn, **kwargs)}
        return {"alternatives": [best], **({} if channel is None else {"channelTag": channel})}

    write("google_channels.json", {"results": [result(of(AGENT), 1), result(of(CUSTOMER), 2)]})
    whole = {"alternatives": [{"words": words(CALL, speakerTag=lambda c: c + 1)}]}
    write(
        "google_speakers.json",
        {"name": "1", "done": True, "response": {"results": [*(result(turn) for turn in TURNS), whole]}},
    )
    v2 = {"start": "startOffset", "end": "endOffset", "speakerLabel": lambda c: str(c + 1)}
    transcript = {"results": [result(turn, **v2) for turn in TURNS]}
    write("google_v2.json", {"results": {"gs://bucket/call.wav": {"transcript": transcript}}})
    without = {"results": [{"alternatives": [{"transcript": said(CALL), "confidence": 0.9}]}]}
    write("google_without_words.json", without)


def azure() -> None:
    """Azure: batch (parts of 100 ns), fast (milliseconds), the SDK's detailed results."""

    def tick(ms):
        return ms * 10_000

    def batch(turn):
        words = [
            {
                "word": w,
                "offset": f"PT{s / 1000}S",
                "offsetInTicks": tick(s),
                "durationInTicks": tick(e - s),
                "confidence": 0.9,
            }
            for _, s, e, w, _ in turn
        ]
        best = {"confidence": 0.9, "lexical": said(turn), "display": said(turn), "words": words}
        return {
            "recognitionStatus": "Success",
            "channel": turn[0][0],
            "offsetInTicks": tick(turn[0][1]),
            "nBest": [best],
        }

    phrases = [batch(turn) for turn in TURNS]
    write("azure_batch.json", {"source": "", "durationInTicks": tick(4000), "recognizedPhrases": phrases})
    fast = [
        {
            "channel": turn[0][0],
            "offsetMilliseconds": turn[0][1],
            "durationMilliseconds": turn[-1][2] - turn[0][1],
            "text": said(turn),
            "words": [
                {"text": w + m, "offsetMilliseconds": s, "durationMilliseconds": e - s} for _, s, e, w, m in turn
            ],
        }
        for turn in TURNS
    ]
    combined = [{"channel": c, "text": said(of(c))} for c in (AGENT, CUSTOMER)]
    write("azure_fast.json", {"durationMilliseconds": 4000, "combinedPhrases": combined, "phrases": fast})
    write(
        "azure_sdk.jsonl",
        *(
            {
                "Id": "0",
                "RecognitionStatus": "Success",
                "Offset": tick(turn[0][1]),
                "Duration": tick(turn[-1][2] - turn[0][1]),
                "Channel": turn[0][0],
                "NBest": [
                    {
                        "Confidence": 0.9,
                        "Display": said(turn),
                        "Words": [{"Word": w, "Offset": tick(s), "Duration": tick(e - s)} for _, s, e, w, _ in turn],
                    }
                ],
            }
            for turn in TURNS
        ),
    )


def vosk() -> None:
    """Vosk, one channel: a line for each utterance, or a list of them."""
    rows = [
        {
            "result": [{"conf": 1.0, "start": s / 1000, "end": e / 1000, "word": w} for _, s, e, w, _ in turn],
            "text": " ".join(w for *_, w, _ in turn),
        }
        for turn in TURNS
    ]
    write("vosk.jsonl", *rows, {"text": ""})
    write("vosk.json", [*rows, {"text": ""}])
    write("vosk_without_words.jsonl", *({"text": row["text"]} for row in rows))


def ctm() -> None:
    """CTM with channels, and as NeMo writes it with speakers."""

    def lines(form):
        return "".join(form(c, s / 1000, (e - s) / 1000, w) for c, s, e, w, _ in CALL)

    (HERE / "channels.ctm").write_text(
        ";; a comment\n" + lines(lambda c, s, d, w: f"call {c + 1} {s:.3f} {d:.3f} {w} 0.90\n"),
        encoding="utf-8",
    )
    (HERE / "nemo.ctm").write_text(
        lines(lambda c, s, d, w: f"call 1 {s:.3f} {d:.3f} {w} 0.90 lex speaker_{c}\n"), encoding="utf-8"
    )


def others() -> None:
    """Rev AI, Speechmatics, Gladia, Soniox."""
    monologues = []
    for turn in TURNS:
        elements = []
        for _, s, e, w, m in turn:
            elements.append({"type": "text", "value": w, "ts": s / 1000, "end_ts": e / 1000, "confidence": 0.9})
            elements.append({"type": "punct", "value": m + " "})
        monologues.append({"speaker": turn[0][0], "elements": elements})
    write("rev.json", {"monologues": monologues})

    def speechmatics(of_item, of_best):
        results = []
        for c, s, e, w, m in CALL:
            time = {"start_time": s / 1000, "end_time": e / 1000}
            best = {"confidence": 0.9, "content": w, "language": "en", **of_best(c)}
            results.append({"type": "word", **time, **of_item(c), "alternatives": [best]})
            if m:
                mark = {
                    "type": "punctuation",
                    "attaches_to": "previous",
                    "start_time": e / 1000,
                    "end_time": e / 1000,
                }
                results.append({**mark, **of_item(c), "alternatives": [{**best, "content": m}]})
        return {"format": "2.9", "metadata": {"type": "transcription"}, "results": results}

    write("speechmatics_speakers.json", speechmatics(lambda c: {}, lambda c: {"speaker": f"S{c + 1}"}))
    write("speechmatics_channels.json", speechmatics(lambda c: {"channel": f"channel_{c + 1}"}, lambda c: {}))
    write("speechmatics_named.json", speechmatics(lambda c: {"channel": ["agent", "customer"][c]}, lambda c: {}))
    utterances = [
        {
            **bounds(turn),
            "channel": turn[0][0],
            "speaker": 0,
            "text": said(turn),
            "words": [
                {"word": f" {w}{m}", "start": s / 1000, "end": e / 1000, "confidence": 0.9} for _, s, e, w, m in turn
            ],
        }
        for turn in TURNS
    ]
    transcription = {"languages": ["en"], "full_transcript": said(CALL), "utterances": utterances}
    write("gladia.json", {"id": "0", "status": "done", "result": {"transcription": transcription}})
    tokens = []
    for k, (c, s, e, w, m) in enumerate(CALL):
        middle, half = (s + e) // 2, len(w) // 2
        pieces = [(w[:half], s, middle), (w[half:] + m, middle, e)] if half else [(w + m, s, e)]
        for j, (piece, start, end) in enumerate(pieces):
            space = " " if k and not j else ""
            tokens.append(
                {
                    "text": space + piece,
                    "start_ms": start,
                    "end_ms": end,
                    "speaker": str(c + 1),
                    "is_final": True,
                }
            )
    write("soniox.json", {"id": "0", "text": said(CALL), "tokens": tokens})


def plain() -> None:
    """Rows that a user writes: other keys, other units, a line for each."""
    parties = ["agent", "customer"]
    write("plain.jsonl", *([parties[c], s / 1000, e / 1000, w] for c, s, e, w, _ in CALL))
    write(
        "plain_keys.json",
        {
            "words": [
                {"speaker": parties[c].upper(), "start": s / 1000, "end": e / 1000, "word": w} for c, s, e, w, _ in CALL
            ]
        },
    )
    write(
        "plain_channels.json",
        [{"channel": c, "start": s / 1000, "end": e / 1000, "text": w} for c, s, e, w, _ in CALL],
    )
    write(
        "plain_milliseconds.json",
        [{"party": "ab"[c], "start": s, "end": e, "text": w} for c, s, e, w, _ in CALL],
    )
    write("plain_ticks.json", [[parties[c], s * 10_000, e * 10_000, w] for c, s, e, w, _ in CALL])
    by_party = {parties[c]: [[s / 1000, e / 1000, w] for _, s, e, w, _ in of(c)] for c in (AGENT, CUSTOMER)}
    write("plain_by_party.json", by_party)


for each in (whisper, deepgram, assemblyai, aws, google, azure, vosk, ctm, others, plain):
    each()
