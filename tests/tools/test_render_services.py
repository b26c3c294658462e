"""The renderer of services and exchanges."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tools.conftest import ROOT

RENDERED: dict[str, str] = {}


@pytest.fixture
def tree(tmp_path: Path, load: Callable[[str, Path], Any]) -> tuple[Path, Any]:
    """A repository with facts and the tool, and all rendered."""
    shutil.copytree(ROOT / "api", tmp_path / "api")
    tool = load("render_services", tmp_path)
    if not RENDERED:
        found = tool.render(tool.load(tool.API))
        RENDERED.update({path.relative_to(tmp_path).as_posix(): text for path, text in found.items()})
    for name, text in RENDERED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path, tool


@pytest.fixture
def quick_tree(tree: tuple[Path, Any]) -> tuple[Path, Any]:
    """The same, for tests that leave the facts as they are: rendering takes a while."""
    root, tool = tree
    tool.render = lambda services: {root / name: text for name, text in RENDERED.items()}
    return tree


def test_what_is_written(quick_tree: tuple[Path, Any]) -> None:
    root, tool = quick_tree
    shutil.rmtree(root / "src")
    assert tool.main(["--check"]) == 1
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0
    found = {path.relative_to(root).as_posix() for path in (root / "src").rglob("*.py")}
    assert found == set(RENDERED)
    assert len(found) == 11 + 6 + 2
    for name in found:
        text = (root / name).read_text()
        assert text == (ROOT / name).read_text()
        source = "" if name.endswith("__init__.py") else f"{Path(name).stem.replace('_', '-')}.json"
        assert text.startswith(f"# Generated from api/{source} by tools/render_services.py. Do not edit.\n")


@pytest.mark.parametrize("name", ["_async/services/notify.py", "events/notify.py", "events/__init__.py"])
@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda file: file.write_text(file.read_text() + "x = 1\n"), "stale"),
        (lambda file: file.write_text(file.read_text()[:-9]), "stale"),
        (lambda file: file.write_text(""), "stale"),
        (lambda file: file.unlink(), "missing"),
        (lambda file: file.with_name("orphan.py").write_text("x = 1\n"), "orphan"),
    ],
)
def test_check_fails(
    quick_tree: tuple[Path, Any],
    name: str,
    change: Callable[[Path], Any],
    state: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root, tool = quick_tree
    file = root / "src/tc" / name
    before = file.read_text()
    change(file)
    capsys.readouterr()
    assert tool.main(["--check"]) == 1
    path = f"src/tc/{name}" if state != "orphan" else f"src/tc/{Path(name).parent.as_posix()}/orphan.py"
    assert capsys.readouterr().out == f"{state}: {path}\n"
    assert tool.main([]) == 0
    assert file.read_text() == before
    assert not file.with_name("orphan.py").exists()


def test_check_finds_changed_facts(tree: tuple[Path, Any]) -> None:
    root, tool = tree
    file = root / "api/secrets.json"
    facts = json.loads(file.read_text())
    next(m for m in facts["methods"] if m["name"] == "get")["route"] = "/secret/v2/<name>"
    file.write_text(json.dumps(facts))
    assert tool.main(["--check"]) == 1
    assert tool.main([]) == 0
    assert '"api/secrets/v1/secret/v2/<name>"' in (root / "src/tc/_async/services/secrets.py").read_text()
    assert tool.main(["--check"]) == 0


def test_methods_are_thin() -> None:
    for file in (ROOT / "src/tc/_async/services").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert 2 <= len(node.body) <= 3, f"{file.name}: {node.name}"
                assert isinstance(node.body[0], ast.Expr), "a docstring"
