"""Measurements and servers, each in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any


def run(module: str, *arguments: object) -> dict[str, Any]:
    """One measurement by a module of the benchmarks."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    # Who installs a package has it compiled; so must what is imported from a checkout be.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
    result: dict[str, Any] = json.loads(output)
    return result


@contextlib.contextmanager
def serving(module: str, *arguments: str, scheme: str = "http") -> Iterator[str]:
    """Run a server that prints its port; the value is its root URL."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"{scheme}://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.communicate()
