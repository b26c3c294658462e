"""What `import tc` gives, and what it does not load."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import pydoc
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tc
import tc.__main__

NAMES = [
    *("aio", "sync", "types", "testing", "Credentials", "Retry", "HawkAuth", "from_now", "to_json_date"),
    *("slug_id", "stable_slug_id", "scopes_satisfy", "route", "PulseError"),
    *("ScopeResolver", "links", "normalize_scopes", "shift_times"),
    *("Binding", "AuthEvents", "GithubEvents", "HooksEvents", "NotifyEvents", "QueueEvents"),
    "WorkerManagerEvents",
    *("TaskclusterError", "ConfigurationError", "TransportError", "RequestTimeoutError", "APIError"),
    "BadRequestError",
    *("AuthenticationError", "InsufficientScopesError", "NotFoundError", "ConflictError", "GoneError"),
    "PayloadTooLargeError",
    *("RateLimitError", "ServerError", "ResponseError", "TransferError", "HashMismatchError"),
    *("ArtifactError", "RedirectError", "__version__"),
]
HALF = [
    *("Client", "Auth", "Github", "Hooks", "Index", "Notify", "Object", "PurgeCache", "Queue", "Secrets"),
    *("WebServer", "WorkerManager", "PulseConsumer", "PulseMessage"),
    *("upload_from_buf", "upload_from_file", "upload_with_factory", "download_to_buf", "download_to_file"),
    "download_with_factory",
    *("download_artifact_to_buf", "download_artifact_to_file", "download_artifact_with_factory"),
    *("upload_artifact_from_buf", "upload_artifact_from_file", "load_secret"),
    *(
        "TaskChange",
        "create_tasks",
        "follow_log",
        "list_actions",
        "retrigger_task",
        "trigger_action",
        "wait_for_group",
    ),
    *("wait_for_task", "wait_for_tasks", "watch_group"),
]
HEAVY = [
    "httpx",
    "httpcore",
    "anyio",
    "asyncio",
    "trio",
    "mohawk",
    "starlette",
    "ssl",
    "tc._sync",
    "tc._async",
]


def run(code: str) -> str:
    """Run code in a fresh interpreter, with warnings as errors; what it prints."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", NAMES)
def test_package_has_its_names(name: str) -> None:
    assert getattr(tc, name) is getattr(tc, name)
    assert name in dir(tc)


@pytest.mark.parametrize("half", ["sync", "aio"])
@pytest.mark.parametrize("name", HALF)
def test_halves_have_their_names(half: str, name: str) -> None:
    module = getattr(tc, half)
    assert hasattr(module, name)
    assert name in module.__all__
    assert name in dir(module)


@pytest.mark.parametrize("module", [tc, tc.sync, tc.aio], ids=lambda module: module.__name__)
def test_module_shows_its_names_and_nothing_else(module: ModuleType) -> None:
    assert dir(module) == sorted(module.__all__) == sorted(set(module.__all__))
    namespace: dict[str, object] = {}
    exec(f"from {module.__name__} import *", namespace)
    assert namespace.keys() - {"__builtins__"} == set(module.__all__)
    text = pydoc.render_doc(module, renderer=pydoc.plaintext)
    for name in set(module.__all__) - {"__version__"}:  # pydoc shows that as VERSION
        assert re.search(rf"\b{name}\b", text)
    # What is below the list of the package's modules, which pydoc takes from the disk.
    for name in ("TYPE_CHECKING", "annotations", "importlib", "_names", "half_exports", "package_exports"):
        assert not re.search(rf"\b{name}\b", text.partition("CLASSES")[2])


def test_module_of_the_package_shows_all_that_is_expected() -> None:
    assert set(NAMES) <= set(tc.__all__)
    assert set(HALF) <= set(tc.sync.__all__) == set(tc.aio.__all__)


@pytest.mark.parametrize("module", [tc, tc.sync, tc.aio], ids=lambda module: module.__name__)
def test_module_has_for_type_checkers_what_it_has_at_run_time(module: ModuleType) -> None:
    """The imports that only they read, each as `from a import b as b`, lead to the same objects."""
    imports = [
        (node.module, alias)
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    ]
    assert {alias.asname for _, alias in imports} == set(module.__all__) - {"testing"}
    for home, alias in imports:
        assert alias.asname == alias.name
        assert getattr(importlib.import_module(str(home)), alias.name) is getattr(module, alias.name)


@pytest.mark.parametrize("name", HALF)
def test_package_asked_for_a_name_of_the_halves_says_where_it_is(name: str) -> None:
    text = f"module 'tc' has no attribute '{name}'; use tc.sync.{name} or tc.aio.{name}"
    with pytest.raises(AttributeError) as caught:
        getattr(tc, name)
    assert str(caught.value) == text
    assert caught.value.name == name
    assert not hasattr(tc, name)


@pytest.mark.parametrize("half", [tc.sync, tc.aio], ids=lambda module: module.__name__)
def test_half_asked_for_a_name_of_the_package_says_where_it_is(half: ModuleType) -> None:
    text = f"^module '{half.__name__}' has no attribute 'Credentials'; use tc.Credentials$"
    with pytest.raises(AttributeError, match=text):
        _ = half.Credentials


@pytest.mark.parametrize("module", [tc, tc.sync, tc.aio], ids=lambda module: module.__name__)
def test_module_without_a_name_is_an_attribute_error(module: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"^module '{module.__name__}' has no attribute 'nothing'$"):
        _ = module.nothing


def test_module_asked_for_a_misspelt_name_tells_python_what_to_compare_it_with() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = tc.sync.create_task
    assert caught.value.obj is tc.sync
    assert caught.value.name == "create_task"  # so it asks: Did you mean: 'create_tasks'?


@pytest.mark.parametrize("missing", ["click", "tc.cli"])
def test_command_line_without_its_extra_says_what_to_install(missing: str) -> None:
    code = f"import runpy, sys; sys.modules[{missing!r}] = None; runpy.run_module('tc', run_name='__main__')"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "pip install 'taskcluster-sdk[cli]'" in done.stderr
    assert done.stdout == ""


def test_command_line_that_is_broken_is_no_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> ModuleType:
        raise ModuleNotFoundError("no module named 'tc.gone'", name="tc.gone")

    monkeypatch.setattr(importlib, "import_module", broken)
    with pytest.raises(ModuleNotFoundError, match=r"tc\.gone"):
        tc.__main__.main()


def test_command_line_with_its_extra_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[bool] = []
    cli = ModuleType("tc.cli")
    cli.main = lambda: ran.append(True)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tc.cli", cli)
    tc.__main__.main()
    assert ran == [True]


def test_import_of_the_package_makes_all_reachable() -> None:
    assert run(
        "import tc; print(tc.sync.Queue.__name__, tc.aio.Queue.__name__, tc.Credentials.__name__)"
    ) == ("Queue Queue Credentials\n")
    names = ", ".join(name for name in NAMES if name not in ("testing", "__version__"))
    run(f"from tc import {names}")


def test_import_is_light() -> None:
    code = f"import sys, tc; print([name for name in {HEAVY} if name in sys.modules])"
    assert run(code) == "[]\n"


@pytest.mark.parametrize(
    "use",
    [
        "tc.Credentials('a', 'b').create_temp_creds(__import__('datetime').timedelta(1), ['a'])",
        "tc.from_now('1 day')",
        "tc.to_json_date(tc.from_now('1 day'))",
        "tc.slug_id(), tc.stable_slug_id()('a')",
        "tc.scopes_satisfy(['a'], ['a'])",
        "tc.ScopeResolver([]).expand(['a'])",
        "tc.links.task('https://tc.example.com', 'x')",
        "tc.shift_times({'created': '2026-11-22T10:00:00.000Z'})",
        "tc.QueueEvents().taskCompleted()",
        "tc.Retry()",
        "tc.APIError('no')",
    ],
)
def test_import_of_what_needs_no_http_does_not_load_it(use: str) -> None:
    heavy = ["httpx", "httpcore", "tc._sync", "tc._async"]
    code = f"import sys, tc; {use}; print([name for name in {heavy} if name in sys.modules])"
    assert run(code) == "[]\n"


def test_import_of_one_half_does_not_load_the_other() -> None:
    assert (
        run("import sys, tc; tc.sync.Queue; print('tc._async' in sys.modules, 'trio' in sys.modules)")
        == "False False\n"
    )
    assert (
        run("import sys, tc; tc.aio.Queue; print('tc._sync' in sys.modules, 'trio' in sys.modules)")
        == "False False\n"
    )


def test_version_is_that_of_the_distribution() -> None:
    assert tc.__version__ == importlib.metadata.version("taskcluster-sdk")
    assert tc.__version__.startswith("113.2.")
