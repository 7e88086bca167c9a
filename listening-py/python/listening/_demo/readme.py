"""What the folder of a made team says of itself."""

from __future__ import annotations

README = """\
A MADE TEAM, TO TRY EVERYTHING ON

Nothing here is of real people. Four agents were given habits, and the voices of
the demo call (synthetic) were put together into their calls. The customers all
have the wrong washing machine.

  ann    north   lets others finish, answers at once, gives feedback
  ben    north   cuts in; far less from 15 April 2026 on
  cara   south   waits long before she answers
  dan    south   gives no feedback; does from 15 April 2026 on

A training on 14 April, in week seven, changed ben and dan.

FILES

  calls/           24 recordings: stereo, 8 kHz mu-law, the agent on the left
  calls.csv        whose they are and when: call_id, agent, time, team, queue
  words/           what is said in each: a line ["agent", start, end, "text"]
                   for each word
  marks/           what the telephone system says of two: a hold in cara's first
                   call; ann's last call goes over to cara halfway
  talkspurts.jsonl who talks when in each, as `listening floor` takes it
  weeks.jsonl      the same of 12 weeks with 40 calls of each agent, no audio
  rated.jsonl      the same of 240 calls of 20 other agents, which were rated
  ratings.csv      call_id, rater, rating: one rating or two of each call of
                   rated.jsonl and of the recordings, by three made raters
  mono/            a recording with both parties in one channel; call.rttm has
                   who talks when, as a diariser writes it
  formats/         ann's first call in other forms: a recording of each party,
                   raw 16-bit PCM, a capture of its packets
  broken.wav       a file that cannot be read

COMMANDS TO TRY, from the folder that holds this one, which is called `team` in
them; `pip install "listening[pyarrow]"` for Parquet, else write scores.jsonl

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
