"""A call as one row of a wide table: what ``listening batch`` writes, and what Spark and Ray get."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .. import _native
from .._audio.headerless import Reading
from .._review.rated_calls import unknown
from .._settings.channels import Side, channel
from .._settings.config import Config, checked
from .._values.errors import RowError
from .._values.table import Table
from ..report import Report
from .many_calls import Failure

SCHEMA = "listening.calls/2"
"""Name and version of the table's form."""

WHOSE = {"call_id": "str", "path": "str", "agent": "str", "time": "time", "time_from": "str"}
"""Columns that say which call it is, whose and when; those of a manifest follow them."""

TOO_LITTLE_SPEECH, TOO_FEW_TURNS, NOT_ANALYSED = "too_little_speech", "too_few_turns", "not_analysed"
"""Why a call has no rating, in ``not_rated_because``; or the findings that withhold it, with spaces between."""

LEAST_SPEECH = 30.0
"""Seconds that the other party must talk for a rating, as docs/methods.md has it."""

WITHHELD = "withheld"
"""The status of a score of a call whose channels do not say who talked."""

_COLUMNS: dict[str, str] = {}
_ENDS = ("low", "high")


def _interval(name: str) -> dict[str, str]:
    return dict.fromkeys((name, *(f"{name}_{end}" for end in _ENDS)), "float")


SCORE = {
    "status": "str",
    "not_rated_because": "str",
    **_interval("observable_listening"),
    **dict.fromkeys(("rating", "rating_low", "rating_high"), "str"),
    "coverage": "float",
    **_interval("patience"),
    **_interval("attentiveness"),
    **_interval("give_and_take"),
    **_interval("composure"),
}
"""Columns of a score: of a call, and of a part of it with one agent."""

_PARTIES = ("agent", "customer")


HELD = ("voices", "report")
"""Columns that hold what happened in a call, as JSON: too long for spreadsheets."""


def columns(carried: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The columns in order, each with its kind as `Table` has them: the same for every call of a version.

    Those that are carried from a manifest stand after the ones that say whose the call is.

    >>> names = list(columns())
    >>> names[:4], names[-1], columns()["agent_interruption_rate_n"]
    (['call_id', 'path', 'agent', 'time'], 'report', 'count')
    >>> list(columns({"team": "str"}))[4:7]
    ['time_from', 'team', 'duration']
    """
    if not _COLUMNS:
        _COLUMNS.update(_made())
    return {**WHOSE, **carried, **_COLUMNS} if carried else _COLUMNS


def row(call_id: str, found: Report | Failure, settings: str, **whose: Any) -> dict[str, Any]:
    """The row of a call that was analysed, or could not be: then all but `whose`, settings and error is None.

    Args:
        call_id: What the call is called.
        found: What became of it.
        settings: What `fingerprint` gave.
        **whose: Values of ``path``, ``agent``, ``time``, ``time_from``, ``voices`` that are known, and of columns of a
            manifest.
    """
    filled: dict[str, Any] = dict.fromkeys(columns())
    filled |= {"call_id": call_id, "settings": settings, **whose}
    filled["path"] = filled["path"] and printable(filled["path"])
    error = getattr(found, "error", None)
    if error is not None:
        said = {"error_kind": type(error).__name__, "error": printable(" ".join(str(error).split()))}
        return filled | said | {"not_rated_because": NOT_ANALYSED}
    text = found.to_json()  # type: ignore[union-attr]  # a Failure has an error
    data = json.loads(text)
    filled |= {name: data[name] for name in ("duration", "profile")} | scored(data["score"])
    filled["legs_n"] = len(data.get("legs", ())) or 1
    filled["not_rated_because"] = not_rated_because(data)
    for party, channel_facts in data["parties"].items():
        filled |= {f"{party}_{name}": channel_facts[name] for name in ("speech_seconds", "active_level_dbov", "snr_db")}
        codes = [finding["code"] for finding in channel_facts["health"]]
        filled[f"{party}_health"] = list(dict.fromkeys(codes))
    # Where the channels do not say who talked, no measure says whose it is: `listening track` leaves such out too.
    for measure in data["measures"] if data["score"]["status"] != WITHHELD else ():
        name = _name(measure)
        # Opt-in measures are in the report alone: the columns are the same for all.
        if name in filled:
            filled |= {name: measure["value"], f"{name}_n": measure["n"]} | _named_ends(name, measure)
    if filled["not_rated_because"] is None:
        weights = [event["charged"] for event in data["events"] if "charged" in event]
        filled |= {"charged": round(sum(weights), 3), "charged_n": len(weights)}
    filled["report"] = text
    return filled


def not_rated_because(report: Mapping[str, Any]) -> str | None:
    """Why a report has no rating: one word, or the findings that withhold it; None where it has one."""
    other = "agent" if report.get("assessed") == "customer" else "customer"
    return reason_of(report["score"], report["parties"].get(other, {}).get("speech_seconds", 0.0))


def reason_of(score: Mapping[str, Any], heard: float) -> str | None:
    """Why a score has no rating, given the seconds for which the other party talked in the scored part."""
    if score["status"] == "ok":
        return None
    if score.get("withheld_by"):
        return " ".join(score["withheld_by"])
    return TOO_FEW_TURNS if heard >= LEAST_SPEECH else TOO_LITTLE_SPEECH


def printable(name: str) -> str:
    r"""A file's name as text: bytes of it that are none are written as such.

    >>> printable("na\udcefve.wav")
    'na\\udcefve.wav'
    """
    return name.encode("utf-8", "backslashreplace").decode()


def fingerprint(
    agent: Side,
    config: Config | None,
    said: Reading | None = None,
    carried: Mapping[str, str] | None = None,
    given: Mapping[str, Any] | None = None,
) -> str:
    """What all but the audio of a call's row depends on, in sixteen hexadecimal digits.

    Args:
        agent: The channel of the agent.
        config: Further settings.
        said: How recordings without a header are read.
        carried: The columns of a manifest.
        given: What else goes with the recordings: ``words``, ``marks``, ``turns``, ``speakers``.

    >>> fingerprint(0, None) == fingerprint("left", Config()) != fingerprint(1, None)
    True
    """
    # Slow to import, and needed for tables of calls alone.
    import hashlib

    of_files = [list(said)] if said and said != Reading() else []
    beside = [dict(each) for each in (carried, given) if each]
    settings = json.dumps([SCHEMA, _native.__version__, channel(agent), checked(config).engine, *of_files, *beside])
    return hashlib.blake2b(settings.encode(), digest_size=8).hexdigest()


def scores(results: Iterable[Report | Failure], call_ids: Iterable[Any] | None = None) -> Table[dict[str, Any]]:
    """The results of many calls as one wide table, a row for each call: scores, every measure, errors, reports.

    Args:
        results: What `analyze_many` or `iter_many` gave.
        call_ids: What the calls are called; their positions, from 0, if not given.

    Returns:
        A `Table` with the columns that ``listening batch`` writes too (docs/batch.md), but for those that only files
        have: path, agent, time.

    Raises:
        RowError: Something is neither a `Report` nor a `Failure`.

    >>> import listening
    >>> results = listening.analyze_many([listening.demo_call(), "no such file.wav"], progress=False)
    >>> table = scores(results, ["demo", "lost"])
    >>> [(row["call_id"], row["status"], row["error_kind"]) for row in table]
    [('demo', 'ok', None), ('lost', None, 'FileNotFoundError')]
    """
    kinds = {name: kind for name, kind in columns().items() if name == "call_id" or name not in WHOSE}
    for name in ("settings", "voices"):
        kinds.pop(name)
    if isinstance(results, str | bytes | Mapping) or not isinstance(results, Iterable):
        raise RowError(f"results are a {type(results).__name__}: give what analyze_many gave, or a list of reports")
    listed = list(results)
    for number, result in enumerate(listed):
        if not hasattr(result, "to_json") and not isinstance(getattr(result, "error", None), Exception):
            raise RowError(f"result {number} is a {type(result).__name__}: a Report or a Failure was expected")
    ids = [str(number) for number in range(len(listed))] if call_ids is None else [str(id) for id in call_ids]
    found = [row(id, result, "") for id, result in zip(ids, listed, strict=True)]
    return Table([{name: filled[name] for name in kinds} for filled in found], kinds)


def _made() -> dict[str, str]:
    found = {**WHOSE, "duration": "float", "legs_n": "count", **SCORE}
    found |= {"charged": "float", "charged_n": "count"}
    for party in _PARTIES:
        found |= {f"{party}_{name}": "float" for name in ("speech_seconds", "active_level_dbov", "snr_db")}
        found[f"{party}_health"] = "list"
    for measure in _measures():
        name = _name(measure)
        found |= {**_interval(name), f"{name}_n": "count"}
    return {
        **found,
        "profile": "str",
        "settings": "str",
        "error_kind": "str",
        "error": "str",
        "voices": "str",
        "report": "str",
    }


def _measures() -> list[dict[str, Any]]:
    """The measures that every report has, for each party: those of a call in which nobody talks."""
    found: list[dict[str, Any]] = json.loads(unknown())["measures"]
    return found


def _name(measure: Mapping[str, Any]) -> str:
    return f"{measure['party']}_{measure['id']}"


def _named_ends(name: str, interval: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_{end}": interval[end] for end in _ENDS}


def scored(score: Mapping[str, Any]) -> dict[str, Any]:
    """The score; of a call without a rating its status and coverage alone, for the rest is not to be averaged."""
    if score["status"] != "ok":
        return {name: score[name] for name in ("status", "coverage")}
    found = {name: score[name] for name in ("status", "observable_listening", "coverage")}
    found |= {name: score[name] for name in ("rating", "rating_low", "rating_high")}
    found |= _named_ends("observable_listening", score)
    for dimension in score["dimensions"]:
        found |= {dimension["id"]: dimension["value"]} | _named_ends(dimension["id"], dimension)
    return found
