from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / "tools"
NAMES = [file.stem for file in TOOLS.glob("*.py")]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Path], Any]]:
    """A function that imports a tool from a copy of `tools/` in another tree, which it then works on."""

    def load(name: str, root: Path) -> Any:
        shutil.copytree(TOOLS, root / "tools", dirs_exist_ok=True)  # bytecode too, or each test compiles them
        shutil.copy(ROOT / "pyproject.toml", root)
        forget()
        monkeypatch.syspath_prepend(root / "tools")
        return importlib.import_module(name)

    def forget() -> None:
        for name in NAMES:
            sys.modules.pop(name, None)

    before = {name: sys.modules[name] for name in NAMES if name in sys.modules}
    yield load
    forget()
    sys.modules.update(before)
