"""What the generators share: their options, formatting their output, and comparing it with what is there."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def options(about: str | None) -> argparse.ArgumentParser:
    """The parser of a generator's command line, with its docstring as help."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on any difference")
    return parser


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
    files = (path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts)
    present = {path: path.read_bytes() for path in files if path.is_file()}
    contents = {path: text.encode() for path, text in wanted.items()}
    differing = sorted(p for p in contents.keys() | present.keys() if contents.get(p) != present.get(p))
    for path in differing:
        state = "orphan" if path not in wanted else "stale" if path in present else "missing"
        print(f"{state}: {path.relative_to(ROOT)}")
    if not check:
        write({path: contents.get(path) for path in differing})
    return 1 if check and differing else 0


def write(files: dict[Path, bytes | None]) -> None:
    """Write files, and delete those without content."""
    for path, content in files.items():
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
