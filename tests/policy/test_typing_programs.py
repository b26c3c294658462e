"""Type checkers accept the good programs of `tests/typing/` and refuse the bad ones line by line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "tests" / "typing"
FILES = sorted(str(file.relative_to(ROOT)) for file in PROGRAMS.rglob("*.py"))
CACHE = ".mypy_cache/programs"
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"^\s*# E: (.+)$")
Errors = set[tuple[str, int, str]]


def expected(checker: str) -> Errors:
    """(file, line, code) of each error that a comment in the line above, `# E: mypy[index]`, announces."""
    found: Errors = set()
    for file in FILES:
        for number, line in enumerate((ROOT / file).read_text("utf-8").splitlines(), 2):
            if mark := MARK.search(line):
                codes = re.findall(r"(\w+)\[([\w-]+)\]", mark[1])
                assert codes, f"{file}:{number - 1} announces nothing"
                found |= {(file, number, code) for name, code in codes if name == checker}
    return found


def name_of(file: str) -> str:
    """The name of a program as in FILES."""
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else file


def run(*command: str) -> str:
    arguments = [sys.executable, "-m", *command]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode in (0, 1), done.stderr + done.stdout
    return done.stdout


def mypy_errors(files: list[str]) -> Errors:
    found: Errors = set()
    # Without the project's own settings, which are lenient with tests.
    options = [
        "--config-file=",
        "--strict",
        "--explicit-package-bases",
        "--output",
        "json",
        "--cache-dir",
        CACHE,
    ]
    for line in run("mypy", *options, *files).splitlines():
        report = json.loads(line)
        if report["severity"] == "error":
            found.add((report["file"], report["line"], report["code"]))
    return found


def pyright_errors(files: list[str]) -> Errors:
    options = ["--outputjson", "--pythonversion", "3.11", "--pythonpath", sys.executable]
    response = run("pyright", *options, *files)
    return {
        (name_of(report["file"]), report["range"]["start"]["line"] + 1, report["rule"])
        for report in json.loads(response)["generalDiagnostics"]
        if report["severity"] == "error"
    }


def manual() -> str:
    """The examples of `docs/typing.md` as one program, each on its line."""
    lines, inside = [], False
    for line in (ROOT / "docs" / "typing.md").read_text("utf-8").splitlines():
        fence = line.startswith("```")
        lines.append(line if inside and not fence else "")
        inside = line == "```python" if fence else inside
    return "\n".join(lines) + "\n"


def new_example() -> str:
    """The first example of the guide for those who move here, in the words of this library."""
    _, new, *_ = PYTHON_BLOCK.findall((ROOT / "docs" / "moving-from-taskcluster.md").read_text("utf-8"))
    return str(new)


def test_both_halves_have_good_and_bad_programs() -> None:
    halves = {f"_{half}/{kind}.py" for half in ("async", "sync") for kind in ("good", "bad")}
    assert set(FILES) == {f"tests/typing/{name}" for name in (*halves, "bad_halves.py")}


@pytest.mark.timeout(400)  # without a cache, on a machine that may be busy
@pytest.mark.parametrize("errors_in", [mypy_errors, pyright_errors])
def test_errors_are_where_they_are_announced(
    errors_in: Callable[[list[str]], Errors], tmp_path: Path
) -> None:
    """In the programs, in the manual, whose lines say where, and not in the guide; one run finds them all."""
    program, guide = tmp_path / "manual.py", tmp_path / "guide.py"
    program.write_text(manual(), "utf-8")
    guide.write_text(new_example(), "utf-8")
    everywhere = errors_in([*FILES, str(program), str(guide)])
    # By its name, since the cache of mypy has it where an earlier run put it.
    found = {error for error in everywhere if Path(error[0]).name != program.name}
    assert found == expected(errors_in.__name__.removesuffix("_errors"))
    for half in ("async", "sync"):
        assert len([error for error in found if error[0] == f"tests/typing/_{half}/bad.py"]) >= 30
        assert not [error for error in found if error[0] == f"tests/typing/_{half}/good.py"]
    announced = {number for number, line in enumerate(manual().splitlines(), 1) if "# error:" in line}
    assert len(announced) == 2
    assert {number for _, number, _ in everywhere - found} == announced
