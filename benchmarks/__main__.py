"""Measure everything and print the table: `python -m benchmarks [--rounds N] [--output FILE]`."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import transfers
from benchmarks.processes import run, serving

ROUNDS = 5
CALLS = {"official": 600, "tc": 3000}
ASYNC_CALLS = 3000
IN_FLIGHT = 6.0  # KiB
PACKAGES = ["taskcluster-sdk", "taskcluster", "httpx", "httpcore", "aiohttp", "requests"]


@dataclass
class Row:
    """One line of the table: the same thing measured with both clients, round by round.

    Attributes:
        limit: what the ratio may be at most.
        unit: of the two values.
    """

    name: str
    limit: float
    unit: str
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The median of the ratios of the rounds: what slows a round down slows both clients down."""
        return statistics.median(self.ratios)

    @property
    def ratios(self) -> list[float]:
        """The ratio of each round."""
        return [our / their for our, their in zip(self.ours, self.theirs, strict=True)]

    def cells(self) -> list[str]:
        medians = [statistics.median(values) for values in (self.ours, self.theirs)]
        return [
            self.name,
            *(f"{value:.{0 if value >= 100 else 2 if value < 10 else 1}f} {self.unit}" for value in medians),
            f"{self.ratio:.2f}",
            f"{min(self.ratios):.2f}-{max(self.ratios):.2f}",
            f"{self.limit:.2f}",
            "yes" if self.ratio <= self.limit else "**no**",
        ]


def measure_calls(root: str, rounds: int, *, secure: bool) -> list[Row]:
    """The cost of calls, with TLS or without."""
    over = " over TLS" if secure else ""
    blocking = Row(f"blocking calls{over}", 0.08 if secure else 0.10, "us")
    limit = 0.55 if secure else 0.40
    concurrent = {at: Row(f"async calls{over}, {at} at a time", limit, "us") for at in (1, 10, 100, 1000)}
    for _ in range(rounds):
        blocking.theirs.append(run("calls", "official", 1, CALLS["official"], root)["us"])
        blocking.ours.append(run("calls", "tc", 1, CALLS["tc"], root)["us"])
        for at, row in concurrent.items():
            row.theirs.append(run("calls", "official-async", at, ASYNC_CALLS, root)["us"])
            row.ours.append(run("calls", "tc-async", at, ASYNC_CALLS, root)["us"])
    return [blocking, *concurrent.values()]


def measure_load(root: str, rounds: int) -> list[Row]:
    """What many calls at a time take besides CPU: connections and memory."""
    opened = Row("connections opened by 1000 calls at a time", 1.0, "")
    memory = Row(f"memory for each of 5000 calls in flight, to {IN_FLIGHT} KiB", 1.0, "KiB")
    for _ in range(rounds):
        opened.ours.append(run("calls", "tc-async", 1000, ASYNC_CALLS, root)["connections"])
        opened.theirs.append(run("calls", "official-async", 1000, ASYNC_CALLS, root)["connections"])
        memory.ours.append(run("calls", "tc-memory", 5000, 0, root)["us"] / 1024)
        memory.theirs.append(IN_FLIGHT)
    return [opened, memory]


def measure_startup(rounds: int) -> list[Row]:
    """The cost of imports and clients."""
    imports = Row("`import`", 0.25, "ms")
    client = Row("`import` and the first blocking client", 0.7, "ms")
    async_client = Row("`import` and the first async client", 0.6, "ms")
    second = Row("a second `Queue(root)`, to 1 ms", 1.0, "ms")
    for subject in ("official-async-client", "tc-client", "tc-async-client"):
        run("startup", subject)  # compiles what was not
    for _ in range(2 * rounds):
        for row, subject in ((imports, "import"), (client, "client"), (async_client, "async-client")):
            row.theirs.append(run("startup", f"official-{subject}")["first"])
            result = run("startup", f"tc-{subject}")
            row.ours.append(result["first"])
            if subject == "client":
                second.ours.append(result["second"])
                second.theirs.append(1.0)
    return [imports, client, async_client, second]


def measure_transfers(rounds: int) -> list[Row]:
    """Uploads and downloads: their CPU, their time, the ticks of the event loop, and memory."""
    cost: list[Row] = []
    speed: list[Row] = []
    others: list[Row] = []
    for each in transfers.compare(512, rounds):
        for key, rows, unit in (("cpu", cost, "s CPU"), ("seconds", speed, "s")):
            if key in each.limits:
                row = Row(each.name, each.limits[key], unit)
                row.ours, row.theirs = each.values(key)
                rows.append(row)
        if {"cpu", "seconds"} <= each.limits.keys():
            for name, value, limit, unit in (
                ("worst tick", each.late, transfers.LATE, "ms"),
                ("growth of memory", each.grown, transfers.GROWN, "MiB"),
            ):
                if value:
                    row = Row(f"{each.name}: {name}, to {limit} {unit}", 1.0, unit)
                    row.ours, row.theirs = [value], [limit]
                    others.append(row)
    return [*cost, *speed, *others]


def table(rows: list[Row]) -> str:
    """Markdown, in columns that line up."""
    lines = [["", "`tc`", "official", "ratio", "spread", "at most", "reached"]]
    lines += [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    lines.insert(1, ["-" * width for width in widths])
    cells = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def machine() -> str:
    """What it was measured on."""
    model = platform.processor() or platform.machine()
    with Path("/proc/cpuinfo").open() if Path("/proc/cpuinfo").exists() else open(os.devnull) as lines:
        model = next(
            (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model
        )
    return f"{platform.system()} {platform.release()}, {os.cpu_count()} x {model}"


def report(sections: dict[str, list[Row]], rounds: int) -> str:
    """The page that is written."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    parts = [
        "# Results",
        "Written by `make bench`: CPU time against a trivial server on loopback, as median of the ratios to"
        f" the official client (`taskcluster`) in {rounds} rounds that alternate between the two.",
        f"{platform.python_implementation()} {platform.python_version()}; {versions}; {machine()}.",
    ]
    for title, rows in sections.items():
        parts += [f"## {title}", table(rows)]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often to measure everything")
    parser.add_argument("--output", type=Path, help="where to write the page besides printing it")
    options = parser.parse_args()
    with serving("server") as root:
        calls = measure_calls(root, options.rounds, secure=False)
        load = measure_load(root, options.rounds)
    with tempfile.TemporaryDirectory() as folder, serving("server", folder, scheme="https") as root:
        os.environ["SSL_CERT_FILE"] = os.environ["REQUESTS_CA_BUNDLE"] = f"{folder}/ca.pem"
        calls += measure_calls(root, options.rounds, secure=True)
        del os.environ["SSL_CERT_FILE"], os.environ["REQUESTS_CA_BUNDLE"]
    sections = {
        "Signed `queue.status` calls": calls,
        "Many at a time": load,
        "Start": measure_startup(options.rounds),
        "Transfers": measure_transfers(options.rounds),
    }
    text = report(sections, options.rounds)
    print(text)
    if options.output:
        options.output.write_text(text, "utf-8")
    return 0 if all(row.ratio <= row.limit for rows in sections.values() for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
