"""Sessions over all supported Pythons; one that is not installed is skipped with a message.

nox -s tests      the suite
nox -s package    the sdist and the wheel, built, installed into empty environments, and used
nox -s lowest     the package with the oldest versions of what it needs, on the newest Python
nox -s sbom       what an installation consists of, as CycloneDX, into dist/
nox -s docs       the documentation
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import nox

PYTHONS = ["3.11", "3.12", "3.13"]
ROOT = Path(__file__).parent
DIST = ROOT / "dist"
CHECK = ROOT / "tools" / "check_package.py"
EXTRAS = "actions,cli,pulse,socks,testing,yaml"
groups = nox.project.load_toml(ROOT / "pyproject.toml")["dependency-groups"]
nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = False
nox.options.stop_on_first_error = True

# pyenv's commands refuse to run a version that is not chosen; the versions themselves are beside each other.
homes = [Path(sys.base_prefix).parent, Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")]
found = [
    str(folder) for home in homes for python in PYTHONS for folder in sorted(home.glob(f"{python}.*/bin"))
]
os.environ["PATH"] = os.pathsep.join([*found, os.environ.get("PATH", "")])


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The whole suite."""
    session.install("--editable", f".[{EXTRAS}]", *groups["dev"])
    session.run("make", "tests/js/node_modules", external=True, silent=True)
    session.run("pytest", "-n", "2", *(session.posargs or ["tests"]))


@nox.session(python=False)
def build(session: nox.Session) -> None:
    """The sdist, and the wheel from it, in dist/."""
    shutil.rmtree(DIST, ignore_errors=True)
    session.run(sys.executable, "-m", "build", "--outdir", str(DIST), str(ROOT), silent=True)
    session.run(sys.executable, str(CHECK), "archives", str(DIST))


@nox.session(python=PYTHONS, requires=["build"])
def package(session: nox.Session) -> None:
    """What was built, in an empty environment: first bare, then with the extra `testing`."""
    [wheel] = DIST.glob("*.whl")
    folder = session.create_tmp()
    session.chdir(folder)
    session.install(str(wheel))
    session.run("python", "-I", str(CHECK), "installed")
    session.install(f"{wheel}[testing]", "pytest==9.2.0")
    session.run("python", "-I", str(ROOT / "examples" / "demo.py"), silent=True)
    Path("pytest.ini").write_text(
        "[pytest]\n", "utf-8"
    )  # or pytest would find the configuration of this project
    Path("test_plugin.py").write_text(
        "import tc\n\n\ndef test_plugin(taskcluster_env):\n"
        "    assert tc.sync.Queue.from_env().ping()['alive']\n",
        "utf-8",
    )
    session.run("python", "-I", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_plugin.py", silent=True)
    if session.python == PYTHONS[0]:  # pyright fails if one public type is not known
        session.install(f"{wheel}[actions,cli,pulse,testing]")
        verify = ("--verifytypes", "tc", "--ignoreexternal")
        session.run(sys.executable, "-m", "pyright", *verify, external=True, silent=True)


@nox.session(python=PYTHONS[-1], requires=["build"])
def lowest(session: nox.Session) -> None:
    """The package with the lower bounds that it declares, on the newest Python."""
    project = nox.project.load_toml(ROOT / "pyproject.toml")["project"]
    extras = project["optional-dependencies"]
    declared = {line for lines in [project["dependencies"], *extras.values()] for line in lines}
    [wheel] = DIST.glob("*.whl")
    session.chdir(session.create_tmp())
    Path("lowest.txt").write_text("".join(f"{lowest_of(line)}\n" for line in sorted(declared)), "utf-8")
    session.install(f"{wheel}[{EXTRAS}]", "--constraint", "lowest.txt")
    session.run("python", "-I", str(ROOT / "examples" / "demo.py"), silent=True)


def lowest_of(requirement: str) -> str:
    """`httpcore>=1.0.7,<2` -> `httpcore==1.0.7`."""
    return requirement.partition(",")[0].replace(">=", "==")


@nox.session(python=PYTHONS[0], requires=["build"])
def sbom(session: nox.Session) -> None:
    """What an installation without extras consists of, as CycloneDX."""
    [wheel] = DIST.glob("*.whl")
    inside = Path(session.create_tmp(), "inside")
    session.install(*groups["sbom"])
    session.run("python", "-m", "venv", "--clear", "--without-pip", str(inside))
    session.run("python", "-m", "pip", "--python", str(inside), "install", "--quiet", str(wheel))
    session.run(
        *("python", "-m", "cyclonedx_py", "environment", str(inside)),
        *("--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"),
        *("--output-file", str(DIST / "sbom.cdx.json")),
    )


@nox.session(python=PYTHONS[0])
def docs(session: nox.Session) -> None:
    """The site, into site/; a warning fails."""
    session.install("--editable", ".[cli]", *groups["docs"])
    session.run("mkdocs", "build", "--strict", "--quiet", env={"NO_MKDOCS_2_WARNING": "1"})
