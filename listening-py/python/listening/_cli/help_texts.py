"""What ``--help`` prints below the options."""

from __future__ import annotations

EXAMPLES = """\
examples:
  listening demo                             a made-up call, analysed
  listening demo --folder team               calls of a made team, to try it on
  listening analyze call.wav                 a report for reading
  listening analyze call.flac --agent right  where the agent is on the right channel
  listening analyze call.wav --json          the same for programs, in one line
  listening analyze call.wav --html --audio --out call.html   to look at and hear
  listening analyze call.wav --card --audio --out card.html   to talk about, on one page
  listening inspect call.wav --plot call.png what was heard, drawn
  ffmpeg -i call.m4a -f s16le -ar 8000 -ac 2 - | listening stream --rate 8000
  listening floor talkspurts.jsonl --json    from who talked when, without audio
  listening compare call.wav --as verint_3s  counted as another product counts
  listening batch calls --out scores.parquet a folder of recordings, a row for each
  listening tables scores.parquet --out tables    each event, talkspurt, turn, measure
  listening track scores.parquet             many calls: each agent over time
  listening calibrate rated.jsonl --out calibration.json

Exit status: 0 if all went well, 2 on an error, which is told in one line;
130 when stopped by Ctrl-C, 141 when the reader of a pipe has gone.

With --json an error is one line of JSON on standard error, for every command:
  {"error": {"type": "AudioError", "message": "call.wav is empty: ..."}}
and a warning is {"warning": {...}}. No colours are printed, to any terminal.
Text is as wide as the terminal, or as COLUMNS says; 80 columns in a file or pipe.
"""

ANALYZE = """\
examples:
  listening analyze call.wav                          for reading
  listening analyze agent.wav customer.wav            a recording of each party
  listening analyze mono.wav --turns mono.rttm \\
      --speakers SPEAKER_00=agent,SPEAKER_01=customer a diariser said who talked
  listening analyze call.wav --textgrid > call.TextGrid
"""

DEMO = """\
examples:
  listening demo                                  for reading
  listening demo --html --audio --out demo.html   to look at and hear
  listening demo --json                           the same for programs, in one line
  listening demo --folder team                    calls of a made team

--folder makes 24 recordings of four agents with their words, ratings and
manifest, and twelve weeks of talkspurts: 55 MB, in a few seconds. Its
README.txt has what is in it, and more commands.
"""

PROFILE = """\
examples:
  listening profile > ours.json                     to copy and change
  listening analyze call.wav --profile ours.json    scored by it
  listening profile --id contact_center/1 > v1.json    as version 0.1.0 scored
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

Two channels are read, one per party: a mono recording that is given as two (-ac
2) has both parties on both.

Each event is one line of JSON, written as soon as it is known. A provisional
event is followed by one with the same id that is final, or withdrawn. With
--snapshot 0.25 a line {"snapshot": {...}} says four times a second of audio
who has the floor, how long nobody has talked, and what has been counted.
"""

INSPECT = """\
A mono recording is heard as one party: the agent, or with --agent right the
customer. --plot needs matplotlib: pip install 'listening[plot]'.

examples:
  listening inspect call.wav                      levels, findings, talkspurts
  listening inspect call.wav --plot call.png      drawn
  listening inspect call.wav --frames frames.csv  speech, level and pitch, each 10 ms
"""

FLOOR = """\
Each line of FILE is one call, with the times of each party's talkspurts in
seconds, a the agent. "id" and "duration" may be left out.

  {"id": "17", "duration": 60.0,
   "activity": {"a": [[0.0, 2.1], ...], "b": [[2.4, 9.0], ...]}}

"words" may be given beside "activity", for both parties: they tell feedback
from answers and finished from unfinished clauses.

   "words": {"a": [[0.0, 0.3, "hello"], ...], "b": [[2.4, 2.6, "hi"], ...]}

What else is known of the call ("call_id", "agent", "time", "team", ...) is kept
beside its report with --json, for `listening track` and `calibrate`.

examples:
  listening floor talkspurts.jsonl
  zcat talkspurts.jsonl.gz | listening floor - --json
"""

COMPLETION = """\
examples:
  source <(listening completion bash)       in this shell
  listening completion bash > ~/.local/share/bash-completion/completions/listening
  listening completion zsh > "${fpath[1]}/_listening"
  listening completion fish > ~/.config/fish/completions/listening.fish
"""

COMPARE = """\
Each number is printed with its definition, and our measures of the same thing
beside it with their 90 % intervals. A CALL whose name ends in .json or .jsonl
holds reports, a line each, as --json of the other commands writes them.

presets:
  verint_3s    both talk for more than 3 s
  miitel       a score of talk ratio, overlaps, silences and length
  google_5s    silence of more than 5 s, in percent of the call
  medallia     the share of turns that begin while the other talks
  cisco_10s    both talk for 10 s or longer
  amazon       our events in the shape of Transcribe Call Analytics

examples:
  listening compare call.wav                            all of them
  listening compare call.wav --as verint_3s,google_5s   two of them
  listening compare call.wav --as amazon --json         a line of JSON for each
  listening floor talkspurts.jsonl --json | listening compare - --as miitel
"""

TRACK = """\
Each line of FILE is one call: a report, and beside it whose call it is and
when, in seconds since any epoch, as the order of the call or in ISO 8601.

  {"agent": "ann", "time": "2026-03-01T09:30", "report": {"schema": ...}}

A report that carries "agent" and "time" itself is taken too, and so is what
`listening batch` writes, as .parquet or .jsonl. The calls may stand in any
order. No rank is given: docs/tracking.md says why.

examples:
  listening track scores.parquet
  listening track calls.jsonl
  listening track calls.jsonl --compare 2026-03-01 2026-03-08   before a training and after it
  listening track calls.jsonl --by team --period week           teams, week by week
  listening track calls.jsonl --html --out calls.html
"""

BATCH = """\
A row for each call: scores, every measure with its interval, the report, or why
there is none; docs/batch.md lists the columns. OUT ends in .parquet (needs
pyarrow), .jsonl or .csv (without the reports). A recording that cannot be
analysed does not stop the others and is listed at the end; the exit status is 0
unless all of them failed.

With --words, --marks or --turns, the file of each recording is the one with its
path and name and any ending: of calls/ben/1.wav and --words w it is w/ben/1.json,
or w/ben/1.srt. Calls without one are analysed without it.

A run that was stopped, even by force, loses half a minute at most: give
--resume.

examples:
  listening batch calls --out scores.parquet
  listening batch calls --out scores.parquet --resume     after it was stopped, or for what is new
  listening batch calls --out scores.parquet --agent-from calls.csv
  listening batch calls --out scores.parquet --tables tables   and each event, talkspurt, turn, measure
  listening batch calls --out scores.parquet --words transcripts --marks marks
  listening batch calls --out scores.csv --glob '2026-03/*.wav' --workers 4
  listening track scores.parquet
"""

TABLES = """\
DIR gets calls.parquet, legs.parquet (a row for each agent of each call),
events.parquet, talkspurts.parquet, turns.parquet, measures.parquet and
marks.parquet: a row for each, with call_id, agent, time and the manifest's
columns. docs/tables.md has every column. 100,000 calls take about a minute of
processor time and some hundred megabytes of memory. Needs pyarrow.

examples:
  listening tables scores.parquet --out tables
  listening batch calls --out scores.parquet --tables tables    both at once
  listening floor talkspurts.jsonl --json > reports.jsonl
  listening tables reports.jsonl --out tables
"""

CALIBRATE = """\
Each line of RATED is one call: whose it is, what a trained rater gave, and its
report, as `listening analyze --json` writes it. A rating is one of Outstanding,
Above Average, Average, Poor, Ineffective, or a number from 0 to 100. "second", a
second rater's rating of the same call, shows how far raters agree themselves.

  {"agent": "17", "rating": "Average", "second": "Poor", "report": {...}}

RATED may be what `listening batch` wrote, .parquet or .jsonl, or `listening
floor --json` of calls with a call_id and an agent, with --ratings: a CSV or JSON
file with call_id, rating and, if there is one, second; or with a row for each
rater of a call: call_id, rater, rating.

At least 50 calls of 5 agents; from 200 of 20 on the figures are worth reading.

examples:
  listening calibrate rated.jsonl --out calibration.json
  listening calibrate scores.parquet --ratings ratings.csv --out calibration.json
  listening analyze call.wav --calibration calibration.json
"""
