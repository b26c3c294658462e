"""The promises of the documentation have tests."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "promises.md").read_text("utf-8")
ROWS = [
    line for line in TEXT.splitlines() if line.startswith("|") and not line.startswith(("|---", "| Promise"))
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@functools.cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


@pytest.mark.parametrize("row", ROWS)
def test_promise_names_a_test_that_exists(row: str) -> None:
    [(path, name)] = NAMED.findall(row)
    assert name in names_in(path)
    if "/_async/" in path:
        assert name in names_in(path.replace("/_async/", "/_sync/"))


def test_promises_are_many() -> None:
    assert len(ROWS) > 50


def test_gate_asks_for_all_lines_and_branches() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["coverage"]
    assert settings["run"]["branch"]
    assert settings["report"]["fail_under"] == 100
