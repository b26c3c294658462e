"""The twin builder on small trees: what it writes, what it refuses, what `--check` finds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOURCE = '''\
"""Says hello."""

from __future__ import annotations

import httpx

from tc._async.other import helper
from tc._concurrency import async_sleep


class Greeter:
    """Greets whoever comes."""

    def __init__(self, http_client: httpx.AsyncClient | None) -> None:
        self.http_client = http_client

    async def __aenter__(self) -> Greeter:
        return self

    async def greet(self, name: str) -> str:
        """Greet one."""
        await async_sleep(0)
        async for word in helper(name):
            return f"hello {word}"
        return "nobody"

    async def aclose(self) -> None:
        async with self.http_client as client:
            print([item async for item in client])
'''
TWIN = '''\
# Generated from src/tc/_async/greeter.py by tools/unasync_build.py. Do not edit.

"""Says hello."""

from __future__ import annotations

import httpx

from tc._concurrency import sleep
from tc._sync.other import helper


class Greeter:
    """Greets whoever comes."""

    def __init__(self, http_client: httpx.Client | None) -> None:
        self.http_client = http_client

    def __enter__(self) -> Greeter:
        return self

    def greet(self, name: str) -> str:
        """Greet one."""
        sleep(0)
        for word in helper(name):
            return f"hello {word}"
        return "nobody"

    def close(self) -> None:
        with self.http_client as client:
            print([item for item in client])
'''
NAMES = ["_async", "AsyncClient", "async_sleep", "aclose"]
# What ruff made of files, by their texts: all trees have most of them in common.
FORMATTED: dict[frozenset[tuple[Path, str]], dict[Path, str]] = {}


class Tree:
    """A small repository with the tool in it."""

    def __init__(self, root: Path, load: Callable[[str, Path], Any], monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.source = root / "src/tc/_async/greeter.py"
        self.twin = root / "src/tc/_sync/greeter.py"
        self.source.parent.mkdir(parents=True)
        self.source.write_text(SOURCE)
        (root / "tests/_async").mkdir(parents=True)
        (root / "tests/_async/test_greeter.py").write_text(
            "from tc._async import greeter\n\nassert greeter\n"
        )
        self.tool = load("unasync_build", root)
        self.format = self.tool.formatted
        monkeypatch.setattr(self.tool, "formatted", self.formatted)
        self.use(*NAMES)
        self.monkeypatch = monkeypatch

    def formatted(self, files: dict[Path, str]) -> dict[Path, str]:
        """What the tool asks ruff for, asked once."""
        key = frozenset((path.relative_to(self.root), text) for path, text in files.items())
        if key not in FORMATTED:
            made = self.format(files)
            FORMATTED[key] = {path.relative_to(self.root): text for path, text in made.items()}
        return {self.root / path: text for path, text in FORMATTED[key].items()}

    def use(self, *names: str) -> None:
        """Leave only these substitutions, or some more."""
        known = dict(self.tool.SUBSTITUTIONS)
        self.tool.SUBSTITUTIONS.clear()
        self.tool.SUBSTITUTIONS.update({name: known.get(name, name.replace("Async", "")) for name in names})

    def run(self, *arguments: str) -> int:
        status: int = self.tool.main(list(arguments))
        return status


@pytest.fixture
def tree(tmp_path: Path, load: Callable[[str, Path], Any], monkeypatch: pytest.MonkeyPatch) -> Tree:
    tree = Tree(tmp_path, load, monkeypatch)
    assert tree.run() == 0
    return tree


def test_what_is_written(tree: Tree) -> None:
    assert tree.twin.read_text() == TWIN
    twin = tree.root / "tests/_sync/test_greeter.py"
    assert twin.read_text().endswith("\n\nfrom tc._sync import greeter\n\nassert greeter\n")
    assert tree.run("--check") == 0
    assert tree.run() == 0


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda twin: twin.write_text(twin.read_text() + "x = 1\n"), "stale"),
        (lambda twin: twin.write_text(twin.read_text() + "\n"), "stale"),
        (lambda twin: twin.write_text(twin.read_text()[:-20]), "stale"),
        (lambda twin: twin.write_text(""), "stale"),
        (lambda twin: twin.write_text(twin.read_text().replace("hello", "bye")), "stale"),
        (lambda twin: twin.write_text(twin.read_text().partition("\n")[2]), "stale"),
        (lambda twin: twin.write_bytes(twin.read_bytes().replace(b"\n", b"\r\n")), "stale"),
        (lambda twin: twin.write_bytes(b"\xff\xfe"), "stale"),
        (lambda twin: twin.unlink(), "missing"),
    ],
)
def test_check_finds_changed_files(
    tree: Tree, change: Callable[[Path], Any], state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tree.twin)
    capsys.readouterr()
    before = tree.twin.read_bytes() if tree.twin.exists() else None
    assert tree.run("--check") == 1
    assert capsys.readouterr().out == f"{state}: src/tc/_sync/greeter.py\n"
    assert (tree.twin.read_bytes() if tree.twin.exists() else None) == before
    assert tree.run() == 0
    assert tree.twin.read_text() == TWIN
    assert tree.run("--check") == 0


@pytest.mark.parametrize("name", ["orphan.py", "sub/folder/orphan.py", "orphan.txt", ".hidden"])
@pytest.mark.parametrize("folder", ["src/tc/_sync", "tests/_sync"])
def test_check_finds_orphans(tree: Tree, folder: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    orphan = tree.root / folder / name
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_text("x = 1\n")
    capsys.readouterr()
    assert tree.run("--check") == 1
    assert capsys.readouterr().out == f"orphan: {folder}/{name}\n"
    assert orphan.exists()
    assert tree.run() == 0
    assert not orphan.exists()


def test_check_finds_what_became_of_the_source(tree: Tree) -> None:
    tree.source.write_text(SOURCE.replace("nobody", "no one"))
    assert tree.run("--check") == 1
    assert tree.run() == 0
    assert "no one" in tree.twin.read_text()
    other = tree.source.with_name("other.py")
    other.write_text("x = 1\n")
    assert tree.run("--check") == 1
    assert tree.run() == 0
    other.unlink()
    assert tree.run("--check") == 1
    assert tree.run() == 0
    assert not tree.twin.with_name("other.py").exists()


def test_compiled_files_do_not_count(tree: Tree) -> None:
    cache = tree.twin.parent / "__pycache__"
    cache.mkdir()
    (cache / "greeter.cpython-311.pyc").write_bytes(b"\x00")
    assert tree.run("--check") == 0


REFUSED = [
    ("value = AsyncThing()\n", "AsyncThing has no substitution"),
    ("value = _AsyncThing()\n", "_AsyncThing has no substitution"),
    ("async_gather(1)\n", "async_gather has no substitution"),
    ("x.async_thing = 1\n", "async_thing has no substitution"),
    ('async def f() -> str:\n    return f"{await x}"\n', "await within an f-string"),
    (
        'async def f() -> str:\n    return f"{1} {[await y for y in z]!r:>{await x}}"\n',
        "await within an f-string",
    ),
    ("async def f() -> str:\n    return rf'''a\n{await x}'''\n", "await within an f-string"),
    ("async def f() -> None:\n    await(x)\n", "await("),
    ("# awaits something\n", "awaits"),
    ('"""A coroutine."""\n', "coroutine"),
    ('x = """\nAsynchronously\n"""\n', "Asynchronously"),
    ("import asyncio\n\nasyncio.run\n", "asyncio"),
    ("x = 'the AsyncClient of httpx'\n", "AsyncClient"),
    ("is_async = True\n", "is_async"),
    ("handle_async_request = 1\n", "handle_async_request"),
    ("x = y.isawaitable\n", "isawaitable"),
    ("import _async\nx = _async_thing\n", "_async_thing"),
]


@pytest.mark.parametrize(("code", "message"), REFUSED)
def test_what_is_refused(tree: Tree, code: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tree.source.with_name("bad.py")
    bad.write_text(code)
    for arguments in ([], ["--check"]):
        assert tree.run(*arguments) == 2
        error = capsys.readouterr().err
        assert message in error
        assert "bad.py" in error
    assert not tree.twin.with_name("bad.py").exists()


def test_what_is_fine_all_the_same(tree: Tree) -> None:
    tree.source.with_name("fine.py").write_text(
        "import asyncio  # twin: keep\n\n\nasync def f() -> str:\n    found = await asyncio.x  # twin: keep\n"
        '    return f"{found}"\n'
    )
    assert tree.run() == 0
    assert "    found = asyncio.x  # twin: keep\n" in tree.twin.with_name("fine.py").read_text()


def test_substitutions_that_nothing_uses_are_refused(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.use(*NAMES, "AsyncNeverUsed", "AsyncNeither")
    assert tree.run("--check") == 2
    assert "nothing uses: AsyncNeither, AsyncNeverUsed" in capsys.readouterr().err
    tree.source.write_text(SOURCE + "\n\nx = [AsyncNeverUsed, AsyncNeither]\n")
    assert tree.run() == 0


@pytest.mark.parametrize("code", ["def f(:\n", "x = (\n", "  x = 1\n", 'x = """\n'])
def test_a_source_that_does_not_compile_is_refused(
    tree: Tree, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.source.write_text(code)
    assert tree.run() == 2
    assert "greeter.py:" in capsys.readouterr().err
    assert tree.twin.read_text() == TWIN


def test_it_works_from_any_folder(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> None:
    tree.monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert tree.run("--check") == 0
    assert os.listdir() == []
