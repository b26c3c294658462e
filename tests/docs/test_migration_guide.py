"""The guide for those who move here: what it says in code is true for type checkers as well."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import taskcluster_urls

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "moving-from-taskcluster.md").read_text("utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
CACHE = f".mypy_cache/{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def test_first_example_type_checks() -> None:
    old, new = BLOCK.findall(GUIDE)[:2]
    assert "import taskcluster" in old
    assert "import tc\n" in new
    options = ["--config-file=", "--strict", "--cache-dir", CACHE]
    command = [sys.executable, "-m", "mypy", *options, "-c", new]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.startswith("Success"), done.stdout + done.stderr


def test_pages_that_replace_lines_exist() -> None:
    rows = GUIDE.partition("## Lines that go")[2].partition("\n## ")[0]
    pages = re.findall(r"\]\(([\w-]+\.md)[#)]", rows)
    assert len(pages) > 6
    assert all((ROOT / "docs" / page).exists() for page in pages)


def test_links_of_the_guide_are_those_of_taskcluster_urls() -> None:
    for name in re.findall(r"taskcluster_urls\.(\w+)\(", GUIDE):
        assert hasattr(taskcluster_urls, name)
