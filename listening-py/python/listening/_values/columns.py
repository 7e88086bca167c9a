"""The columns of tables, each with its kind as `Table` takes it."""

from __future__ import annotations

SPAN = {"party": "str", "start": "float", "end": "float"}
TALKSPURT_TIMES = {
    "start_sd": "float",
    "end_sd": "float",
    "pause_before": "float",
    "after": "str",
    "overlap": "float",
}
TALKSPURT_VOICE = {
    "level_dbov": "float",
    "background_dbov": "float",
    "pitch_hz": "float",
    "pitch_semitones": "float",
    "pitch_range": "float",
    "rate": "float",
    "contour": "str",
    "movement": "float",
}
TALKSPURT = {**SPAN, **TALKSPURT_TIMES, **TALKSPURT_VOICE}

SOUND = {"party": "str", "sound": "str", "start": "float", "end": "float", "count": "count"}
ENDING = {
    "party": "str",
    "start": "float",
    "end": "float",
    "contour": "str",
    "movement": "float",
    "end_semitones": "float",
    "end_db": "float",
    "lengthening": "float",
    "abrupt": "bool",
}
ACTIVATION = {
    "start": "float",
    "end": "float",
    "activation": "float",
    "low": "float",
    "high": "float",
    "pitch": "float",
    "level": "float",
    "spread": "float",
    "rate": "float",
    "n": "int",
    "tack_point": "bool",
}
ACCOMMODATION = {
    "feature": "str",
    "kind": "str",
    "value": "float",
    "chance_low": "float",
    "chance_high": "float",
    "n": "int",
}
EVENT = {
    "id": "str",
    "kind": "str",
    "by": "str",
    "start": "float",
    "end": "float",
    "in_overlap": "bool",
    "confidence": "float",
    "kinds": "shares",
    "status": "str",
    "charged": "float",
    "measures": "list",
    "reasons": "list",
    "leak_suspect": "bool",
}
MEASURE = {
    "id": "str",
    "party": "str",
    "value": "float",
    "scored": "float",
    "unit": "str",
    "low": "float",
    "high": "float",
    "n": "int",
    "events": "list",
}
COMPARED = {
    "name": "str",
    "party": "str",
    "value": "float",
    "unit": "str",
    "ours": "str",
    "ours_party": "str",
    "ours_value": "float",
    "ours_unit": "str",
    "ours_low": "float",
    "ours_high": "float",
    "note": "str",
}

TRACKED = {
    "agent": "str",
    "profile": "str",
    "engine": "str",
    "network": "str",
    "measure": "str",
    "unit": "str",
    "status": "str",
    "calls": "int",
    "exposure": "float",
    "value": "float",
    "low": "float",
    "high": "float",
    "shrunken": "float",
    "shrunken_low": "float",
    "shrunken_high": "float",
    "trend": "float",
    "trend_low": "float",
    "trend_high": "float",
    "trend_p": "float",
    "trend_called": "bool",
    "trend_stands": "bool",
    "change": "float",
    "change_low": "float",
    "change_high": "float",
    "change_p": "float",
    "change_called": "bool",
    "change_stands": "bool",
    "outside": "int",
}
TRACKED_MEASURE = {
    "measure": "str",
    "profile": "str",
    "engine": "str",
    "network": "str",
    "unit": "str",
    "kind": "str",
    "exposure_unit": "str",
    "agents": "int",
    "calls": "int",
    "mean": "float",
    "prior_mean": "float",
    "prior_sd": "float",
    "dispersion": "float",
    "exposure_per_call": "float",
    "icc": "float",
    "icc_low": "float",
    "icc_high": "float",
    "calls_needed": "count",
    "calls_needed_low": "count",
    "calls_needed_high": "count",
}
