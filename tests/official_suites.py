#!/usr/bin/env python3
"""Run the official clients' own test suites against a local Taskcluster, where they can be had.

    python -m tests.official_suites [python] [go]

The suites are fetched with the ordinary clients of the registries: the source distribution of the Python
client has its tests, and so has the module of the Go client. (The JavaScript package comes without.) A suite
whose tools or sources are not there is skipped, with the reason. The exit status is 1 when one found
something.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

import tc
from tc.testing import LocalTaskcluster

VERSION = ".".join(tc.__version__.split(".")[:2])  # the client is as old as the API that we cover
GO_MODULE = f"github.com/taskcluster/taskcluster/v{VERSION.split('.')[0]}"
MINUTES = 15 * 60  # seconds for one suite


class UnavailableError(Exception):
    """A suite cannot be had here; the text says why."""


def run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> int:
    """Run a command in a folder. Returns its exit status."""
    env = {**os.environ, **(environment or {})}
    return subprocess.run(command, cwd=folder, env=env, timeout=MINUTES, check=False).returncode


def python_suite(folder: Path, environment: dict[str, str]) -> int:
    """Run the suite of the Python client in an environment of its own."""
    source = f"taskcluster=={VERSION}.0"
    fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", source]
    if run(fetch, folder):
        raise UnavailableError(f"pip cannot fetch the source of {source}")
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    root = next(path for path in folder.glob("taskcluster-*") if path.is_dir())
    if not (root / "test").is_dir():
        raise UnavailableError("the source distribution has no tests")
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    newer = [python, "-m", "pip", "install", "-q", "--upgrade", "pip"]  # older ones know no groups
    if run(newer, root) or run([python, "-m", "pip", "install", "-q", ".", "--group", "dev"], root):
        raise UnavailableError("pip cannot install what the suite needs")
    return run([python, "-m", "pytest", "-q", "test"], root, environment)


def go_suite(folder: Path, environment: dict[str, str]) -> int:
    """Run the suite of the Go client."""
    if not shutil.which("go"):
        raise UnavailableError("there is no go here")
    commands = [["go", "mod", "init", "suite"], ["go", "get", f"{GO_MODULE}@v{VERSION}.0"]]
    if any(run(command, folder) for command in commands):
        raise UnavailableError(f"go cannot fetch {GO_MODULE}")
    return run(["go", "test", f"{GO_MODULE}/clients/client-go"], folder, environment)


SUITES = {"python": python_suite, "go": go_suite}


def main(names: list[str]) -> int:
    """Run suites, each against a blank deployment of its own. Returns the exit status.

    The Python suite compares whole lists of scopes, in which it expects none for everybody.
    """
    failed = 0
    for name in names or list(SUITES):
        with LocalTaskcluster(anonymous_scopes=()) as taskcluster, tempfile.TemporaryDirectory() as folder:
            try:
                status = SUITES[name](Path(folder), taskcluster.env())
            except UnavailableError as error:
                print(f"{name}: skipped, {error}", flush=True)
                continue
        print(f"{name}: {'passed' if status == 0 else f'failed with status {status}'}", flush=True)
        failed += status != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
