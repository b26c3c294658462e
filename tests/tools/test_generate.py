"""`tools/generate.py`: what it writes, what `--check` finds, and that no correction may match nothing."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from descriptions import FactsError
from facts import API, Facts, load

from tests.tools.conftest import ROOT

FOLDERS = ["src/tc/_async/services", "src/tc/events", "src/tc/types"]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the tool renders, by path: it takes a while, so once is enough."""
    import output
    import render

    files = output.formatted(render.render(Facts.read()))
    return {path.relative_to(ROOT).as_posix(): text for path, text in files.items()}


@pytest.fixture
def tree(
    tmp_path: Path,
    load: Callable[[str, Path], Any],
    rendered: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Path, Any]:
    """A repository with facts, the tool and all that it renders; there is no twin in it."""
    shutil.copytree(ROOT / "api", tmp_path / "api")
    tool = load("generate", tmp_path)
    monkeypatch.setattr(tool.unasync_build, "main", lambda check: 0)
    for name, text in rendered.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path, tool


@pytest.fixture
def quick_tree(
    tree: tuple[Path, Any], rendered: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Any]:
    """The same, for tests that leave the facts as they are."""
    root, tool = tree
    monkeypatch.setattr(tool, "render", lambda facts: {root / name: text for name, text in rendered.items()})
    monkeypatch.setattr(tool, "formatted", lambda files: files)
    return tree


def test_committed_files_are_what_the_tool_writes(quick_tree: tuple[Path, Any], rendered: Any) -> None:
    root, tool = quick_tree
    shutil.rmtree(root / "src")
    assert tool.main(["--check"]) == 1
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0
    found = {path.relative_to(root).as_posix() for path in (root / "src").rglob("*.py")}
    assert found == set(rendered)
    committed = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    assert found == {path.relative_to(ROOT).as_posix() for path in committed}
    assert len(found) == (11 + 1) + (6 + 1) + (11 + 2)
    for name in found:
        text = (root / name).read_text()
        assert text == (ROOT / name).read_text()
        source = "" if name.endswith("__init__.py") else f"{Path(name).stem.replace('_', '-')}.json"
        source = source.replace("common.json", "overrides.toml")
        assert text.startswith(f"# Generated from api/{source} by tools/generate.py. Do not edit.\n\n")


@pytest.mark.parametrize(
    "name", ["_async/services/notify.py", "events/notify.py", "events/__init__.py", "types/queue.py"]
)
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
def test_check_finds_changed_files(
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


@pytest.mark.parametrize(("status", "arguments"), [(0, []), (0, ["--check"]), (1, ["--check"]), (2, [])])
def test_twin_is_built_and_checked_too(
    quick_tree: tuple[Path, Any], status: int, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, tool = quick_tree
    calls = []

    def build(argv: list[str]) -> int:
        calls.append(argv)
        return status

    monkeypatch.setattr(tool.unasync_build, "main", build)
    assert tool.main(arguments) == status
    assert calls == [arguments]


def test_facts_that_cannot_be_rendered_are_reported(
    tree: tuple[Path, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    root, tool = tree
    shutil.rmtree(root / "api/descriptions")
    file = root / "api/secrets.json"
    facts = json.loads(file.read_text())
    facts["schemas"]["secrets/v1/secret"] = {"allOf": []}
    file.write_text(json.dumps(facts))
    before = (root / "src/tc/types/secrets.py").read_text()
    assert tool.main([]) == 2
    assert "cannot render: secrets/v1/secret has a keyword that has no type" in capsys.readouterr().err
    assert (root / "src/tc/types/secrets.py").read_text() == before


def test_methods_are_thin() -> None:
    for file in (ROOT / "src/tc/_async/services").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert 2 <= len(node.body) <= 3, f"{file.name}: {node.name}"
                assert isinstance(node.body[0], ast.Expr), "a docstring"


# ---------------------------------------------------------------- corrections


def corrections() -> dict[str, Any]:
    return tomllib.loads((API / "overrides.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("table", "entry"),
    [
        ("sections", {"gone": "platform"}),
        ("query", {"gone": "str"}),
        ("arguments", {"gone": "int"}),
        ("methods", {"queue.gone": {"redirects": True}}),
        ("methods", {"queue.status": {"redirect": True}}),
        ("responses", {"gone": {"about": "", "methods": ["gone"], "schema": {}}}),
        ("responses", {"gone": {"about": "", "methods": ["createTask"], "schema": {}}}),
        ("responses", {"gone": {"about": "", "schema": {}}}),
    ],
)
def test_a_correction_that_matches_nothing_is_an_error(table: str, entry: dict[str, Any]) -> None:
    overrides = corrections()
    overrides[table] |= entry
    with pytest.raises(FactsError, match=rf"overrides.toml: \[{table}.*match nothing"):
        Facts.corrected(load(API), overrides)


def test_a_query_argument_without_a_type_is_an_error() -> None:
    overrides = corrections()
    del overrides["query"]["limit"]
    with pytest.raises(FactsError, match=r"\[query\] has no type for limit"):
        Facts.corrected(load(API), overrides)


def test_corrections_reach_the_rendered_methods() -> None:
    methods = {
        f"{name}.{method['name']}": method
        for name, service in Facts.read().services.items()
        for method in service["methods"]
    }
    assert methods["queue.claimWork"]["min_read_timeout"] == 30
    assert "another token" in methods["auth.resetAccessToken"]["not_idempotent"]
    assert {name for name, method in methods.items() if method.get("redirects")} == {
        "github.badge",
        "github.latest",
        "index.findArtifactFromTask",
        "object.download",
        "queue.getArtifact",
        "queue.getLatestArtifact",
    }


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools/generate.py"), "--check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
