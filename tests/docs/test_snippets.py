"""Every Python block of the guide is run, in order, against a local Taskcluster.

`test_readme.py` runs those of the README.
"""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from tc.testing import LocalTaskcluster

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^[ \t]*```+ *(?:python|py)\b", re.MULTILINE)
TEST = re.compile(r"^(?:async )?def test_", re.MULTILINE)
FILE = re.compile(r'^```yaml title="([\w.]+)"\n(.*?)^```', re.MULTILINE | re.DOTALL)
INVISIBLE = re.compile(r"invisible-code-block: python")
# Snippets leave closing to the end of the program, as short scripts may.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


@pytest.fixture(scope="module")
def server() -> Iterator[LocalTaskcluster]:
    with LocalTaskcluster() as taskcluster:
        yield taskcluster


@pytest.fixture
def deployment(server: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LocalTaskcluster:
    """A fresh one, which the environment names, and an empty folder to work in."""
    server.reset()
    for name, value in server.env().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return server


def blocks(page: Path) -> list[Any]:
    """The Python blocks of a page."""
    return list(Sybil(parsers=[PythonCodeBlockParser()]).parse(page).examples())


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_block_runs(page: Path, deployment: LocalTaskcluster, capsys: pytest.CaptureFixture[str]) -> None:
    examples = blocks(page)
    environment = dict(os.environ)
    for name, content in FILE.findall(page.read_text("utf-8")):  # files that a page shows are there
        Path(name).write_text(content, "utf-8")
    try:
        for example in examples:
            example.evaluate()
    finally:
        os.environ.clear()
        os.environ.update(environment)
        if examples:
            examples[0].namespace.clear()
            gc.collect()
    tests = [example.parsed for example in examples if TEST.search(example.parsed)]
    if tests:
        run_with_pytest("\n\n".join(["import tc", *tests]))


def run_with_pytest(source: str) -> None:
    """Run blocks that are tests themselves as their reader would."""
    Path("test_page.py").write_text(source, "utf-8")
    slow = ["-p", "no:hypothesispytest", "-p", "no:randomly"]  # plugins that take a second to import
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *slow, "test_page.py"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_blocks_are_all_run(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "<!--- skip" not in text
    assert len(blocks(page)) == len(FENCE.findall(text)) + len(INVISIBLE.findall(text))
