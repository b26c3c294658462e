"""Profiles for the Firefox Profiler, in its processed format: markers on one thread.

https://github.com/firefox-devtools/profiler/blob/main/docs-developer/processed-profile-format.md
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tc.testing.clock import parse_moment

VERSIONS = {"version": 28, "preprocessedProfileVersion": 47}
INSTANT, INTERVAL = 0, 1
COLOURS = {"other": "grey", "completed": "green", "failed": "red", "exception": "orange", "running": "blue"}
LOG_LINE = re.compile(r"\[([^\s\]]+) (\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?)\]\s?(.*)")
TABLES: dict[str, tuple[str, ...]] = {
    "samples": ("stack", "time", "eventDelay"),
    "stackTable": ("frame", "prefix", "category", "subcategory"),
    "frameTable": (
        "address",
        "inlineDepth",
        "category",
        "subcategory",
        "func",
        "nativeSymbol",
        "innerWindowID",
        "implementation",
        "line",
        "column",
    ),
    "funcTable": ("isJS", "relevantForJS", "name", "resource", "fileName", "lineNumber", "columnNumber"),
    "resourceTable": ("lib", "name", "host", "type"),
    "nativeSymbols": ("libIndex", "address", "name", "functionSize"),
}


@dataclass(frozen=True)
class Marker:
    """Something that happened at a moment, or lasted until `end`."""

    name: str
    start: datetime
    data: dict[str, Any]
    end: datetime | None = None
    category: str = field(default="other")


def profile(
    product: str, kind: str, keys: Sequence[str], markers: Sequence[Marker], now: datetime
) -> dict[str, Any]:
    """A profile.

    Args:
        product: What it is of, for its title.
        kind: The type of the markers.
        keys: The keys of their data to show.
        markers: The markers.
        now: When a profile without markers begins.
    """
    begin = min((marker.start for marker in markers), default=now)
    categories = list(COLOURS)
    names = list(dict.fromkeys(marker.name for marker in markers))

    def since(moment: datetime) -> float:
        return round((moment - begin).total_seconds() * 1000, 3)

    columns = {
        "name": [names.index(marker.name) for marker in markers],
        "startTime": [since(marker.start) for marker in markers],
        "endTime": [since(marker.end) if marker.end else None for marker in markers],
        "phase": [INTERVAL if marker.end else INSTANT for marker in markers],
        "category": [categories.index(marker.category) for marker in markers],
        "data": [{"type": kind, **marker.data} for marker in markers],
        "length": len(markers),
    }
    schema = {
        "name": kind,
        "display": ["marker-chart", "marker-table", "timeline-overview"],
        "data": [{"key": key, "label": key, "format": "string", "searchable": True} for key in keys],
    }
    meta = {
        **VERSIONS,
        "product": product,
        "startTime": begin.timestamp() * 1000,
        "interval": 1,
        "processType": 0,
        "stackwalk": 0,
        "symbolicated": True,
        "categories": [
            {"name": name, "color": colour, "subcategories": ["Other"]} for name, colour in COLOURS.items()
        ],
        "markerSchema": [schema],
    }
    return {"meta": meta, "libs": [], "pages": [], "threads": [thread(product, names, columns)]}


def thread(name: str, strings: list[str], markers: dict[str, Any]) -> dict[str, Any]:
    """A thread that has markers only."""
    tables = {table: {**{key: list[Any]() for key in keys}, "length": 0} for table, keys in TABLES.items()}
    tables["samples"] |= {"weight": None, "weightType": "samples"}
    return {
        "name": name,
        "processType": "default",
        "isMainThread": True,
        "pid": "0",
        "tid": 0,
        "processStartupTime": 0,
        "processShutdownTime": None,
        "registerTime": 0,
        "unregisterTime": None,
        "pausedRanges": [],
        "showMarkersInTimeline": True,
        "stringArray": strings,
        "markers": markers,
        **tables,
    }


def runs(members: Iterable[dict[str, Any]], now: datetime) -> list[Marker]:
    """A marker for each run of a task that has started, of the members of a task group."""
    found = []
    for member in members:
        for run in member["status"]["runs"]:
            if "started" not in run:
                continue
            data = {"taskId": member["status"]["taskId"], "runId": run["runId"], "state": run["state"]}
            data["worker"] = f"{run['workerGroup']}/{run['workerId']}"
            end = moment(run["resolved"]) if "resolved" in run else now
            name = member["task"]["metadata"]["name"]
            category = run["state"] if run["state"] in COLOURS else "other"
            found.append(Marker(name, moment(run["started"]), data, end, category))
    return found


def moment(value: str | datetime) -> datetime:
    """A moment in a response."""
    return parse_moment(value) if isinstance(value, str) else value


def lines(log: str) -> list[Marker]:
    """A marker for each line of a log that says when it was written, as `[component time] text`."""
    return [
        Marker(found[1], parse_moment(found[2].rstrip("Z") + "Z"), {"text": found[3]})
        for line in log.splitlines()
        if (found := LOG_LINE.match(line))
    ]
