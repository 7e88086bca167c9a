"""The README of the folder of a simulated team."""

from __future__ import annotations

README = """\
A SIMULATED TEAM, TO TRY EVERYTHING ON

No real people are involved. The calls of four agents with different habits were
assembled from the synthetic voices of the demo call. The customers all have the
wrong washing machine.

  ann    north   lets others finish, answers at once, gives feedback
  ben    north   interrupts; far less from 15 April 2026 on
  cara   south   waits a long time before answering
  dan    south   gives no feedback until 15 April 2026, then does

A training on 14 April, in week seven, changed ben and dan.

FILES

  calls/           24 recordings: stereo, 8 kHz mu-law, the agent on the left
  calls.csv        their manifest: call_id, agent, time, team, queue
  words/           transcripts: one line ["agent", start, end, "text"] per word
  marks/           marks of the telephone system for two calls: a hold in cara's
                   first call, and a transfer from ann to cara in ann's last
  talkspurts.jsonl who talks when in each call, as input for `listening floor`
  weeks.jsonl      the same for 12 weeks with 40 calls per agent, without audio
  rated.jsonl      the same for 240 rated calls of 20 other agents
  ratings.csv      call_id, rater, rating: one or two ratings of each call of
                   rated.jsonl and of the recordings, by three simulated raters
  mono/            a mono recording of both parties; call.rttm has who talks
                   when, as a diariser writes it
  formats/         ann's first call in other formats: one recording per party,
                   raw 16-bit PCM, a packet capture
  broken.wav       a file that cannot be read

COMMANDS TO TRY, in the parent folder of this one, which the commands call
`team`; Parquet needs `pip install "listening[pyarrow]"`, else use scores.jsonl

  listening batch team/calls --agent-from team/calls.csv --out scores.parquet
  listening track scores.parquet
  listening batch team/calls --agent-from team/calls.csv --words team/words --marks team/marks --out marked.parquet
  listening analyze team/calls/ben/2026-03-03-1.wav
  listening analyze team/calls/ben/2026-03-03-1.wav --html --audio --out call.html

  listening floor team/weeks.jsonl --json > weeks-reports.jsonl
  listening track weeks-reports.jsonl --period week --compare 2026-04-14 2026-04-15

  listening floor team/rated.jsonl --json > rated-reports.jsonl
  listening calibrate rated-reports.jsonl --ratings team/ratings.csv --out calibration.json
  listening analyze team/calls/ben/2026-03-03-1.wav --calibration calibration.json

  listening analyze team/mono/call.wav --turns team/mono/call.rttm --speakers SPEAKER_00=agent,SPEAKER_01=customer
"""
