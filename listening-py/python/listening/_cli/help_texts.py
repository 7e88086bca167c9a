"""What ``--help`` prints below the options."""

from __future__ import annotations

EXAMPLES = """\
examples:
  listening demo                             analyse the demo call
  listening demo --folder team               generate a folder of calls to try it on
  listening analyze call.wav                 a report as text
  listening analyze call.flac --agent right  with the agent on the right channel
  listening analyze call.wav --json          a report as one line of JSON
  listening analyze call.wav --html --audio --out call.html   a page with audio
  listening analyze call.wav --card --audio --out card.html   a coaching card
  listening inspect call.wav --plot call.png  a picture of what was detected
  ffmpeg -i call.m4a -f s16le -ar 8000 -ac 2 - | listening stream --rate 8000
  listening floor talkspurts.jsonl --json    from who talked when, without audio
  listening compare call.wav --as verint_3s  counted as another product counts
  listening batch calls --out scores.parquet  a folder of recordings, one row each
  listening tables scores.parquet --out tables    every event, talkspurt, turn, measure
  listening track scores.parquet             many calls: each agent over time
  listening calibrate rated.jsonl --out calibration.json

Exit status: 0 on success, 2 on error (one line on standard error),
130 if interrupted by Ctrl-C, 141 if the reader of a pipe has closed it.

With --json every command prints an error as one line of JSON on standard error:
  {"error": {"type": "AudioError", "message": "call.wav is empty: ..."}}
and a warning as {"warning": {...}}. Output is never coloured.
Text is as wide as the terminal or as COLUMNS says, and 80 columns in a file or
pipe.
"""

ANALYZE = """\
examples:
  listening analyze call.wav                          as text
  listening analyze agent.wav customer.wav            one recording per party
  listening analyze mono.wav --turns mono.rttm \\
      --speakers SPEAKER_00=agent,SPEAKER_01=customer  mono, with a diariser's turns
  listening analyze call.wav --textgrid > call.TextGrid
"""

DEMO = """\
examples:
  listening demo                                  as text
  listening demo --html --audio --out demo.html   a page with audio
  listening demo --json                           one line of JSON
  listening demo --folder team                    generate a folder of calls

--folder generates 24 recordings of four simulated agents with words, ratings
and a manifest, and twelve weeks of talkspurts: 55 MB, in a few seconds. Its
README.txt describes the files and has more commands.
"""

PROFILE = """\
examples:
  listening profile > ours.json                     copy it, then edit the copy
  listening analyze call.wav --profile ours.json    score with it
  listening profile --id contact_center/1 > v1.json    the profile of version 0.1.0
"""

SCHEMA = """\
examples:
  listening schema > report.schema.json
  listening analyze call.wav --json > call.json
  jsonschema -i call.json report.schema.json        with the package jsonschema
"""

STREAM = """\
examples:
  ffmpeg -i call.wav -f s16le -ar 8000 -ac 2 - | listening stream --rate 8000
  nc -l 9000 | listening stream --rate 8000 --encoding mulaw --finals-only

The input has two channels, one per party. A mono recording converted to two
channels (-ac 2) would have both parties on both.

Each event is one line of JSON, written as soon as it is known. A provisional
event is a first guess with its probability; one with the same id follows, which
is final or withdrawn. With
--snapshot 0.25 a line {"snapshot": {...}} after every quarter second of audio
says who has the floor, how long no one has talked, and the counts so far.
"""

INSPECT = """\
A mono recording is analysed as one party: the agent, or with --agent right the
customer. --plot needs matplotlib: pip install 'listening[plot]'.

examples:
  listening inspect call.wav                      levels, findings, talkspurts
  listening inspect call.wav --plot call.png      a picture
  listening inspect call.wav --frames frames.csv  speech, level, pitch per 10 ms
"""

FLOOR = """\
Each line of FILE is one call, with the times of each party's talkspurts in
seconds; "a" is the agent. "id" and "duration" are optional.

  {"id": "17", "duration": 60.0,
   "activity": {"a": [[0.0, 2.1], ...], "b": [[2.4, 9.0], ...]}}

Optional "words" of both parties help to separate feedback from answers and
finished from unfinished clauses.

   "words": {"a": [[0.0, 0.3, "hello"], ...], "b": [[2.4, 2.6, "hi"], ...]}

With --json the other keys of the line ("call_id", "agent", "time", "team", ...)
are written with its report, for `listening track` and `calibrate`.

examples:
  listening floor talkspurts.jsonl
  zcat talkspurts.jsonl.gz | listening floor - --json
"""

COMPLETION = """\
examples:
  source <(listening completion bash)       for this shell only
  listening completion bash > ~/.local/share/bash-completion/completions/listening
  listening completion zsh > "${fpath[1]}/_listening"
  listening completion fish > ~/.config/fish/completions/listening.fish
"""

COMPARE = """\
Each figure is printed with its definition, next to our measures of the same
thing with their 90 % intervals. If the name of CALL ends in .json or .jsonl, it
contains reports, one per line, as written by other commands with --json.

presets:
  verint_3s    both talk for more than 3 s
  miitel       a score of talk ratio, overlaps, silences and length
  google_5s    silence of more than 5 s, in percent of the call
  medallia     the share of turns that begin while the other talks
  cisco_10s    both talk for 10 s or longer
  amazon       our events in the format of Transcribe Call Analytics

examples:
  listening compare call.wav                            all presets
  listening compare call.wav --as verint_3s,google_5s   two presets
  listening compare call.wav --as amazon --json         a line of JSON each
  listening floor talkspurts.jsonl --json | listening compare - --as miitel
"""

TRACK = """\
Each line of FILE is one call: a report with the call's agent and time. The time
is in seconds since any epoch, the call's position in the order, or ISO 8601.

  {"agent": "ann", "time": "2026-03-01T09:30", "report": {"schema": ...}}

A report that has "agent" and "time" itself is accepted too, and so are the
tables of `listening batch`, .parquet or .jsonl. The calls may be in any order.
Agents are not ranked; docs/tracking.md explains why.

examples:
  listening track scores.parquet
  listening track calls.jsonl
  listening track calls.jsonl --compare 2026-03-01 2026-03-08   before and after a training
  listening track calls.jsonl --by team --period week           teams, by week
  listening track calls.jsonl --html --out calls.html
"""

BATCH = """\
Writes one row per call: scores, every measure with its interval, and the report
or the error; docs/batch.md lists the columns. OUT ends in .parquet (needs
pyarrow), .jsonl or .csv (without the reports). If a recording cannot be
analysed, the run continues and lists it at the end; the exit status is 0
unless all recordings failed.

With --words, --marks or --turns, the file for each recording is the one with
the same path and name and any extension: for calls/ben/1.wav and --words w this
is w/ben/1.json or w/ben/1.srt. Calls without such a file are analysed without it.

A run that is interrupted or killed loses at most half a minute of work:
continue it with --resume.

examples:
  listening batch calls --out scores.parquet
  listening batch calls --out scores.parquet --resume     continue, or add new recordings
  listening batch calls --out scores.parquet --agent-from calls.csv
  listening batch calls --out scores.parquet --tables tables   also every event, talkspurt, ...
  listening batch calls --out scores.parquet --words transcripts --marks marks
  listening batch calls --out scores.csv --glob '2026-03/*.wav' --workers 4
  listening track scores.parquet
"""

TABLES = """\
Writes calls.parquet, legs.parquet (one row per agent of each call),
events.parquet, talkspurts.parquet, turns.parquet, measures.parquet and
marks.parquet to DIR, with call_id, agent, time and the manifest's columns in
every row. docs/tables.md lists all columns. 100,000 calls take about a minute
of processor time and a few hundred megabytes of memory. Needs pyarrow.

examples:
  listening tables scores.parquet --out tables
  listening batch calls --out scores.parquet --tables tables    both in one run
  listening floor talkspurts.jsonl --json > reports.jsonl
  listening tables reports.jsonl --out tables
"""

CALIBRATE = """\
Each line of RATED is one call: its agent, a trained rater's rating, and its
report as written by `listening analyze --json`. A rating is one of Outstanding,
Above Average, Average, Poor, Ineffective, or a number from 0 to 100. "second",
a second rater's rating of the same call, shows how far raters agree.

  {"agent": "17", "rating": "Average", "second": "Poor", "report": {...}}

RATED may also be a table of `listening batch`, .parquet or .jsonl, or lines of
`listening floor --json` with a call_id and an agent. Then give --ratings: a CSV
or JSON file with call_id, rating and optionally second, or with one row per
rater and call: call_id, rater, rating.

The minimum is 50 calls of 5 agents; the figures are useful from 200 calls of 20
agents on.

examples:
  listening calibrate rated.jsonl --out calibration.json
  listening calibrate scores.parquet --ratings ratings.csv --out calibration.json
  listening analyze call.wav --calibration calibration.json
"""
