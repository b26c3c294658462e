"""The guide for those who move here: its examples, its pages and its names."""

from __future__ import annotations

import re
from pathlib import Path

import taskcluster_urls

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "moving-from-taskcluster.md").read_text("utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_first_example_is_of_both_libraries() -> None:
    """Type checkers read the new one with the programs of `tests/typing`: `test_typing_programs.py`."""
    old, new = BLOCK.findall(GUIDE)[:2]
    assert "import taskcluster" in old
    assert "import tc\n" in new


def test_pages_that_replace_lines_exist() -> None:
    rows = GUIDE.partition("## Lines that go")[2].partition("\n## ")[0]
    pages = re.findall(r"\]\(([\w-]+\.md)[#)]", rows)
    assert len(pages) > 6
    assert all((ROOT / "docs" / page).exists() for page in pages)


def test_links_of_the_guide_are_those_of_taskcluster_urls() -> None:
    for name in re.findall(r"taskcluster_urls\.(\w+)\(", GUIDE):
        assert hasattr(taskcluster_urls, name)
