"""What `import tc` gives, and what it does not load."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys

import pytest

import tc

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
    *("ArtifactError", "__version__"),
]
HALF = [
    *("Client", "Auth", "Github", "Hooks", "Index", "Notify", "Object", "PurgeCache", "Queue", "Secrets"),
    *("WebServer", "WorkerManager", "PulseConsumer", "PulseMessage"),
    *("upload_from_buf", "upload_from_file", "upload_with_factory", "download_to_buf", "download_to_file"),
    "download_with_factory",
    *("download_artifact_to_buf", "download_artifact_to_file", "download_artifact_with_factory"),
    *("upload_artifact_from_buf", "upload_artifact_from_file", "load_secret"),
    *("TaskChange", "create_tasks", "list_actions", "retrigger_task", "trigger_action", "wait_for_group"),
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


def test_package_without_a_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Queue'"):
        _ = tc.Queue  # type: ignore[attr-defined]


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
