"""Markdown tables of what the benches measured."""

from __future__ import annotations

COLLAR, NO_COLLAR = "50 ms collar", "no collar"


def markdown(header: list[str], rows: list[list[str]]) -> str:
    """Lay out a table; the first column is text, the others numbers."""
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def number(value, digits: int = 3) -> str:
    """Format a figure that may be missing."""
    return "-" if value is None else f"{value:.{digits}f}"


def milliseconds(boundary: dict) -> str:
    """Format the median and the 90th percentile of an edge error."""
    values = (boundary.get("median_s"), boundary.get("p90_s"))
    return " / ".join("-" if value is None else f"{value * 1000:.0f}" for value in values)


def worst_condition(frames: dict) -> str:
    """Name the condition with the lowest frame F1, with that F1."""
    by = {key.split(" | ")[1]: value["f1"] for key, value in frames.items() if key.startswith(COLLAR)}
    by.pop("all", None)
    if not by:
        return "-"
    name = min(by, key=by.get)
    return f"{by[name]:.3f} ({name})"


def speech_table(results: list[dict]) -> str:
    """Speech frames, edges and false speech, one row per system and set with talkspurts."""
    rows = []
    for entry in results:
        result = entry["result"]
        frames = result.get("frames")
        if not frames:
            continue
        false = {key: value["rate"] for key, value in result["false_speech"].items()}
        rows.append(
            [
                f"{entry['system']}, {entry['set']}",
                number(frames[f"{COLLAR} | all"]["f1"]),
                number(frames[f"{NO_COLLAR} | all"]["f1"]),
                worst_condition(frames),
                milliseconds(result["boundary"]["start"]),
                milliseconds(result["boundary"]["end"]),
                number(false.get("music")),
                number(false.get("ringback")),
                number(false.get("other party talks, echo on this channel")),
                number(false.get("mutual silence")),
            ]
        )
    header = [
        "speech",
        "F1, 50 ms collar",
        "F1, no collar",
        "worst condition",
        "start error ms, median / p90",
        "end error ms, median / p90",
        "false in music",
        "in ringback",
        "in echo",
        "in silence",
    ]
    return markdown(header, rows) if rows else ""


def event_table(results: list[dict]) -> str:
    """Event F1, one row per system and set that has events."""
    rows, kinds = [], None
    for entry in results:
        events = entry["result"].get("events")
        if not events:
            continue
        kinds = kinds or list(events["kinds"])
        count = entry["result"]["agent_interruption_count_error"]["interruption"]["mean_abs"]
        rows.append(
            [
                f"{entry['system']}, {entry['set']}",
                number(events["macro_f1_merged"]),
                number(events["macro_f1_kinds"]),
                *(number(events["kinds"].get(kind, {}).get("f1")) for kind in kinds),
                number(count, 2),
            ]
        )
    if not rows:
        return ""
    header = ["events", "macro-F1, 4 merged", "macro-F1, 6 kinds", *kinds, "agent interruption count error"]
    return markdown(header, rows)


def counterfactual_table(results: list[dict]) -> str:
    """Pairs of calls whose scores stand in the expected order, per change of behaviour."""
    rows = []
    for entry in results:
        result = entry["result"]
        if "by_change" not in result:
            continue
        for change, (right, of) in sorted(result["by_change"].items()):
            rows.append([change, f"{right} of {of}"])
        rows.append(["all", f"{result['ok']} of {result['of']}"])
    return markdown(["pairs in the expected order", "listening"], rows) if rows else ""


def speed_table(rows: list[dict], ours: str) -> str:
    """Times of each system, and how they compare with ours."""
    base = next((row for row in rows if row["system"] == ours), None)
    cells = []
    for row in rows:
        ratio = "-"
        if base is not None:
            ratio = f"{row['min_s'] / base['min_s']:.2f} / {row['median_s'] / base['median_s']:.2f}"
        cells.append(
            [
                row["system"],
                f"{row['min_s']:.4f}",
                f"{row['median_s']:.4f}",
                f"{row['x_real_time']:,.0f}",
                f"{row['us_per_channel_second']:,.1f}",
                f"{row['us_per_channel_second'] / 100:.2f}",
                ratio,
            ]
        )
    header = [
        "one core, stereo 8 kHz",
        "min s",
        "median s",
        "x real time (min)",
        "us per channel-second (min)",
        "us per 10 ms and channel",
        "time over ours, min / median",
    ]
    return markdown(header, cells)
