"""What is imported when: a process of its own for each question."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tc


def imported_by(code: str) -> set[str]:
    """The modules that some code imports."""
    code = f"{code}\nimport sys\nprint(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )


@pytest.mark.parametrize("half", ["sync", "aio"])
def test_httpx_is_imported_by_the_first_request(half: str) -> None:
    names = imported_by(f"import tc; tc.{half}.Queue('https://tc.example.com', timeout=3.0, trace_id='x')")
    assert f"tc._{half.replace('aio', 'async')}.services.queue" in names
    assert not {name for name in names if name.split(".")[0] in ("httpx", "httpcore", "h11", "anyio")}
    assert not {name for name in names if name.endswith((".services.auth", ".artifacts"))}


def test_the_package_imports_only_the_table_of_its_names_at_first() -> None:
    found = {name for name in imported_by("import tc") if name.startswith("tc.")}
    assert found == {"tc._lazy", "tc._names"}


@pytest.mark.parametrize("half", [tc.sync, tc.aio])
def test_the_halves_have_all_their_names_and_no_others(half: object) -> None:
    names: list[str] = half.__all__  # type: ignore[attr-defined]
    assert set(names) <= set(dir(half))
    assert all(getattr(half, name) is getattr(half, name) for name in names)
    with pytest.raises(AttributeError, match=r"tc\.\w+.*Quue"):
        half.Quue  # type: ignore[attr-defined]  # noqa: B018
