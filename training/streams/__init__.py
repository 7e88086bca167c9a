"""Training streams: 20 s of made telephone audio each, with labels on the 10 ms grid.

Run it: `python -m training.streams --help`. From the bottom up: `grid`, `filters`, `reverb`, `tones` and
`breath` make sound from a random generator alone; `speech` and `recorded` draw from corpora, and `material`
holds both; `events`, `backgrounds`, `distant`, `near` and `quiet` put that together; `faults` and `codecs`
are the telephone line; `stream` is a whole stream and `files` a whole file.

The order in which random numbers are drawn is part of the definition: the same seed and corpora give the same
streams.
"""
