"""What the generators share: formatting their output, and comparing it with what is there, both ways."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def formatted(files: dict[Path, str]) -> dict[Path, str]:
    """Files as ruff leaves them, with the configuration of this project."""
    with tempfile.TemporaryDirectory() as folder:
        copies = {path: Path(folder, path.relative_to(ROOT)) for path in files}
        for path, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(files[path], "utf-8")
        for command in (["check", "--quiet", "--select", "I,F401", "--fix"], ["format", "--quiet"]):
            config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
            subprocess.run([sys.executable, "-m", "ruff", *command, *config, folder], check=True)
        return {path: copy.read_text("utf-8") for path, copy in copies.items()}


def reconcile(wanted: dict[Path, str], folders: list[Path], *, check: bool) -> int:
    """Make generated folders hold just the wanted files; with `check` only say what differs.

    Returns:
        The exit status: 1 if `check` found something.
    """
    present = {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    contents = {path: text.encode() for path, text in wanted.items()}
    differing = sorted(p for p in contents.keys() | present.keys() if contents.get(p) != present.get(p))
    for path in differing:
        state = "orphan" if path not in wanted else "stale" if path in present else "missing"
        print(f"{state}: {path.relative_to(ROOT)}")
        if not check and path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents[path])
        elif not check:
            path.unlink()
    return 1 if check and differing else 0
