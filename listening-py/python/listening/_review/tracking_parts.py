"""A tracking of calls that several profiles or engines made: a tracking of each, and where one follows the other."""

from __future__ import annotations

from typing import Any

_BY_CHANCE = 0.1
"""Of this many trends and changes one is called where nothing moves."""


def parts(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What made the calls, and the tracking of these calls: the latest first.

    >>> made = {"profile": "contact_center/2", "engine": "0.1.0", "network": "vad8k/1"}
    >>> agent = {"agent": "ann", "made_by": made, "calls": 3, "measures": []}
    >>> [(name, part["calls"]) for name, part in parts({"agents": [agent], "measures": [], "notice": ""})]
    [('contact_center/2, engine 0.1.0, vad8k/1', 3)]
    """
    makers: list[dict[str, Any]] = []
    for row in (*data["measures"], *data["agents"]):
        if row["made_by"] not in makers:
            makers.append(row["made_by"])
    return [(named(maker), _part(data, maker)) for maker in makers]


def named(made_by: dict[str, Any]) -> str:
    """What made a report, in a few words.

    >>> named({"profile": "contact_center/1", "engine": None, "network": None})
    'contact_center/1, engine not said'
    >>> named({"profile": "contact_center/2", "engine": "0.1.0", "network": None})
    'contact_center/2, engine 0.1.0, no audio'
    """
    if made_by["engine"] is None:
        return f"{made_by['profile']}, engine not said"
    return f"{made_by['profile']}, engine {made_by['engine']}, {made_by['network'] or 'no audio'}"


def _part(data: dict[str, Any], maker: dict[str, Any]) -> dict[str, Any]:
    agents = [agent for agent in data["agents"] if agent["made_by"] == maker]
    own = [own for agent in agents for own in agent["measures"]]
    found = [each for own in own for each in (own["trend"], own["change"]) if each]
    return {
        **data,
        "calls": sum(agent["calls"] for agent in agents),
        "measures": [row for row in data["measures"] if row["made_by"] == maker],
        "agents": agents,
        "comparisons": {
            "tested": len(found),
            "called": sum(each["called"] for each in found),
            "standing": sum(each["stands"] for each in found),
            "visible": sum(each["stands"] and each.get("visible", True) for each in found),
            "expected_by_chance": len(found) * _BY_CHANCE,
        },
    }
