"""The rules of the house: lengths of modules, docstrings, words, generated folders, repeated lines."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tc"
GENERATED = (
    "src/tc/_sync",
    "src/tc/_async/services",
    "src/tc/events",
    "src/tc/types",
    "tests/_sync",
    "tests/typing/_sync",
)
HEADER = re.compile(r"# Generated from (\S+) by (tools/\w+\.py)\b.* Do not edit\.")
LONGEST = 400
SHORTEST = 30
MOST_REPEATED = 10
# Imports and lists of names, as in `__all__`, may be alike.
NAMES = re.compile(r'"?[\w.]+"?,|(from|import) .*')
# Words for which the field has others, or which say nothing; then lines of services and standards with them.
WORDS = re.compile(r"\b([Aa]nswers?|of no use|(?<!there )is none|beside|[Ww]hoever|lest)\b")
QUOTED: tuple[str, ...] = ()


def is_generated(path: Path) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(tuple(f"{folder}/" for folder in GENERATED))


def by_hand(*folders: str) -> list[Path]:
    """The modules of these folders that people write."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in paths if not is_generated(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_public_idea(path: Path) -> bool:
    """Return True for what may be short: a public module, and what Python wants to be a module of its own."""
    if path.name in ("__init__.py", "__main__.py", "_version.py"):
        return True
    return path.parent == PACKAGE and not path.name.startswith("_")


def docstrings(tree: ast.AST) -> Iterator[str]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds):
            yield ast.get_docstring(node) or ""


def test_modules_by_hand_are_not_too_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in by_hand("src/tc")}
    assert len(lengths) > 50
    assert sorted(name for name, length in lengths.items() if length > LONGEST) == []


def test_modules_by_hand_are_not_too_short() -> None:
    paths = [path for path in by_hand("src/tc") if not is_public_idea(path)]
    short = (name_of(path) for path in paths if len(path.read_text("utf-8").splitlines()) < SHORTEST)
    assert sorted(short) == []


def test_docstrings_say_args() -> None:
    """The style is Google's, which has no section `Parameters`."""
    found = (
        name_of(path)
        for path in by_hand("src", "tools", "tests", "benchmarks", "examples")
        if "Parameters:" in path.read_text("utf-8")  # parsing all takes seconds
        for text in docstrings(ast.parse(path.read_text("utf-8")))
        if re.search(r"^\s*Parameters:", text, re.MULTILINE)
    )
    assert sorted(found) == []


def test_prose_has_the_words_of_the_field() -> None:
    found = (
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in by_hand("src", "tools")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if WORDS.search(line) and not any(quoted in line for quoted in QUOTED)
    )
    assert sorted(found) == []


def test_docstrings_say_what_is_returned() -> None:
    """A function that returns a truth value says "Return True if", not "Whether"."""
    found = (
        f"{name_of(path)}: {text.partition(chr(10))[0]}"
        for path in by_hand("src", "tools")
        if '"Whether' in path.read_text("utf-8")
        for text in docstrings(ast.parse(path.read_text("utf-8")))
        if text.startswith("Whether")
    )
    assert sorted(found) == []


@pytest.mark.parametrize("folder", GENERATED)
def test_generated_folder_holds_only_generated_files(folder: str) -> None:
    """Each file names its source and its generator, and both exist."""
    paths = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert paths
    for path in paths:
        header = HEADER.fullmatch(path.read_text("utf-8").partition("\n")[0])
        assert header, name_of(path)
        assert (ROOT / header[1]).exists(), name_of(path)
        assert (ROOT / header[2]).is_file(), name_of(path)


def test_generated_files_are_in_generated_folders() -> None:
    """Others are written by hand, so that nobody looks for their generator."""
    paths = by_hand("src", "tools", "tests", "benchmarks", "examples")
    assert [name_of(path) for path in paths if HEADER.match(path.read_text("utf-8"))] == []


def repeated_runs(paths: list[Path], length: int) -> Iterator[str]:
    """Describe each run of lines that stands twice; blank lines, imports and names do not count."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in paths:
        lines = [
            (number, line.strip())
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
            if line.strip() and not NAMES.fullmatch(line.strip())
        ]
        for start in range(len(lines) - length + 1):
            window = lines[start : start + length]
            places[tuple(text for _, text in window)].append(f"{name_of(path)}:{window[0][0]}")
    for found in places.values():
        if len(found) > 1:
            yield ", ".join(found)


def test_no_run_of_lines_stands_twice() -> None:
    paths = by_hand("src", "tools", "tests", "benchmarks", "examples")
    assert sorted(repeated_runs(paths, MOST_REPEATED + 1)) == []


def test_repeated_runs_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "a.py").write_text("x = 1\n\n    name,\ny = 2\nz = 3\n")
    (tmp_path / "b.py").write_text("# more\nif x:\n    x = 1\n    y = 2\n")
    paths = sorted(tmp_path.glob("*.py"))
    assert list(repeated_runs(paths, 2)) == ["a.py:1, b.py:3"]
    assert list(repeated_runs(paths, 3)) == []
