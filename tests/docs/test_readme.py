"""The README as a stranger meets it: its blocks are pasted, its links followed, its claims compared."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import docs_pages
import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
# Another task that waits on the same queue, which no block may mistake for its own.
OTHER = "taskcluster.add_task(taskQueueId='my-project/linux')\n"
FILES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def environment(home: Path) -> dict[str, str]:
    """That of somebody who has set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TASKCLUSTER_")}
    return {**kept, "HOME": str(home)}


def test_blocks_one_after_the_other_run_as_a_script(tmp_path: Path) -> None:
    first, *others = BLOCKS
    script = "\n".join([first, OTHER, *others])
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(tmp_path),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "completed"
    assert (tmp_path / "log.txt").read_text() == "hello"


def test_blocks_pasted_into_the_interpreter_raise_nothing(tmp_path: Path) -> None:
    first, *others = BLOCKS
    done = subprocess.run(
        [sys.executable, "-i", "-q"],
        input="\n".join([first, OTHER, *others, "print('the end')\n"]),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(tmp_path),
        timeout=60,
    )
    assert "Error" not in done.stderr, done.stderr
    assert done.stdout.splitlines()[-1] == "the end"


def test_nothing_stands_hidden_before_a_block() -> None:
    assert "<!--" not in TEXT


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        there = "://" in target or (page.parent / target).exists()
        assert there or is_made(page, target), f"{page.name}: {target}"


@functools.cache
def made_pages() -> set[str]:
    """The pages that there are once the site is built."""
    return {uri for uri, _ in docs_pages.pages()}


def is_made(page: Path, target: str) -> bool:
    """Return True for a link to one of them."""
    return os.path.relpath(page.parent / target, ROOT / "docs") in made_pages()


def test_figures_are_those_of_the_last_run_of_the_benchmarks() -> None:
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text("utf-8")

    def ratios(row: str) -> list[str]:
        """The fourth column of the rows that begin like that."""
        return re.findall(rf"^\| {row} *\|[^|]*\|[^|]*\| (\S+) ", results, re.MULTILINE)

    many = sorted(ratios(r"async calls, \d+ at a time"))
    figures = {
        "CPU for a signed call, blocking": ratios("blocking calls")[0],
        "CPU for a signed call, async, 1 to 1000 at a time": f"{many[0]} to {many[-1]}",
        "CPU for `import` and the first blocking client": ratios("`import` and the first blocking client")[0],
    }
    assert dict(re.findall(r"^\| (CPU .*) \| \*\*(.*)\*\* \| 1 \|$", TEXT, re.MULTILINE)) == figures
    engine = (ROOT / "docs" / "design" / "engine.md").read_text("utf-8")
    assert f"| this engine | {ratios('blocking calls')[0]} | {many[0]} to {many[-1]} |" in engine


def test_package_claims_no_more_than_is_so() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    released = "(unreleased)" not in (ROOT / "CHANGELOG.md").read_text("utf-8")
    stable = "Development Status :: 5 - Production/Stable" in project["classifiers"]
    assert released or not stable
    extras = project["optional-dependencies"]
    assert not extras.keys() & {"dev", "docs"}
    assert [line for lines in extras.values() for line in lines if "==" in line] == []
