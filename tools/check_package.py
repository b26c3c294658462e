#!/usr/bin/env python3
"""Check what people get, as far as using it, which `nox -s package` does too, would not tell.

check_package.py archives FOLDER    the sdist and the wheel in a folder hold no more than they should
check_package.py installed          run by the Python of an environment with just the package in it
"""

from __future__ import annotations

import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

SDIST = {
    *("src", "api", "tests", "tools", "examples", "docs", "benchmarks", ".ci"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "LICENSE"),
    *("Makefile", "mkdocs.yml", "noxfile.py", "PKG-INFO", "pyproject.toml", ".gitignore"),
}
FIELDS = ("Name", "Version", "Summary", "Author", "License-Expression", "License-File", "Keywords")


def check_archives(folder: Path) -> None:
    """Look into the sdist and the wheel for what is strange, and for what the metadata lack."""
    [sdist], [wheel] = folder.glob("*.tar.gz"), folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        info = next(name.partition("/")[0] for name in names if ".dist-info/" in name)
        head = archive.read(f"{info}/METADATA").decode("utf-8")
    strange = {name.partition("/")[0] for name in names} - {"tc", info}
    strange |= {name for name in names if name.endswith(".toml")}  # words and corrections, for the tools
    assert not strange, f"{wheel.name} holds {sorted(strange)}"
    fields = HeaderParser().parsestr(head)
    missing = [field for field in FIELDS if not fields[field]]
    assert not missing, f"the metadata lacks {missing}"
    for field, least in {"Classifier": 10, "Project-URL": 2, "Provides-Extra": 4}.items():
        found = fields.get_all(field, [])
        assert len(found) >= least, f"the metadata has only {len(found)} of {field}"
    pinned = [line for line in fields.get_all("Requires-Dist", []) if "==" in line.partition(";")[0]]
    assert not pinned, f"users would get pins of tools: {pinned}"
    with tarfile.open(sdist) as packed:
        top = {Path(name).parts[1] for name in packed.getnames() if len(Path(name).parts) > 1}
    assert top == SDIST, f"{sdist.name} holds {sorted(top)}, not {sorted(SDIST)}"
    print(f"{sdist.name} and {wheel.name}: {len(names)} files, nothing missing, nothing strange")


def check_installed() -> None:
    """Use the package that this Python has, which is to be there without any extra."""
    import tc
    import tc.testing

    home = Path(tc.__file__).parent
    assert "site-packages" in home.parts, f"tc is imported from {home}"
    for half in (tc.sync, tc.aio):
        url = half.Queue("https://tc.example.com").status_url("x")
        assert url == "https://tc.example.com/api/queue/v1/task/x/status", url
    try:
        tc.testing.LocalTaskcluster().start()
    except RuntimeError as error:
        said = str(error)
    else:
        said = "tc.testing works without its extra: this environment is not empty"
    assert "taskcluster-sdk[testing]" in said, said
    print(f"taskcluster-sdk {tc.__version__} works on Python {sys.version.partition(' ')[0]}")


if __name__ == "__main__":
    if sys.argv[1] == "archives":
        check_archives(Path(sys.argv[2]))
    else:
        check_installed()
