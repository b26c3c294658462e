"""The public names and where they are: the one table of `tc`, `tc.sync` and `tc.aio`.

Type checkers and editors read the imports of those three modules, which are for them alone. A name is added
there and here; `tests/policy` compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tc._lazy import exports

Exports = tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]

SUBMODULES = ("aio", "links", "sync", "testing", "types")
PACKAGE: dict[str, tuple[str, ...]] = {
    "tc._tasks.dates": ("shift_times",),
    "tc._version": ("__version__",),
    "tc.binding": (
        "Binding",
        "route",
    ),
    "tc.credentials": ("Credentials",),
    "tc.errors": (
        "APIError",
        "ArtifactError",
        "AuthenticationError",
        "BadRequestError",
        "ConfigurationError",
        "ConflictError",
        "GoneError",
        "HashMismatchError",
        "InsufficientScopesError",
        "NotFoundError",
        "PayloadTooLargeError",
        "PulseError",
        "RateLimitError",
        "RedirectError",
        "RequestTimeoutError",
        "ResponseError",
        "ServerError",
        "TaskclusterError",
        "TransferError",
        "TransportError",
    ),
    "tc.events": (
        "AuthEvents",
        "GithubEvents",
        "HooksEvents",
        "NotifyEvents",
        "QueueEvents",
        "WorkerManagerEvents",
    ),
    "tc.httpx_auth": ("HawkAuth",),
    "tc.retry": ("Retry",),
    "tc.scopes": (
        "ScopeResolver",
        "normalize_scopes",
        "scopes_satisfy",
    ),
    "tc.slugs": (
        "slug_id",
        "stable_slug_id",
    ),
    "tc.timestamps": (
        "from_now",
        "to_json_date",
    ),
}
# Of both halves, where `{half}` is the package of one.
HALF: dict[str, tuple[str, ...]] = {
    "tc._tasks.messages": ("PulseSettings",),
    "tc._tasks.state": ("TaskChange",),
    "tc._transfer.result": ("Downloaded",),
    "{half}.client": ("Client",),
    "{half}.paging": (
        "Items",
        "Pages",
    ),
    "{half}.pulse.consumer": ("PulseConsumer",),
    "{half}.pulse.message": ("PulseMessage",),
    "{half}.secret": ("load_secret",),
    "{half}.services.auth": ("Auth",),
    "{half}.services.github": ("Github",),
    "{half}.services.hooks": ("Hooks",),
    "{half}.services.index": ("Index",),
    "{half}.services.notify": ("Notify",),
    "{half}.services.object": ("Object",),
    "{half}.services.purge_cache": ("PurgeCache",),
    "{half}.services.queue": ("Queue",),
    "{half}.services.secrets": ("Secrets",),
    "{half}.services.web_server": ("WebServer",),
    "{half}.services.worker_manager": ("WorkerManager",),
    "{half}.tasks.actions": (
        "list_actions",
        "trigger_action",
    ),
    "{half}.tasks.creating": (
        "create_tasks",
        "retrigger_task",
    ),
    "{half}.tasks.logs": (
        "TaskLog",
        "follow_log",
    ),
    "{half}.tasks.waiting": (
        "TaskChanges",
        "wait_for_group",
        "wait_for_task",
        "wait_for_tasks",
        "watch_group",
    ),
    "{half}.transfer.artifact_download": (
        "download_artifact_to_buf",
        "download_artifact_to_file",
        "download_artifact_with_factory",
    ),
    "{half}.transfer.artifact_sets": ("download_artifacts",),
    "{half}.transfer.artifact_stream": (
        "ArtifactStream",
        "open_artifact",
    ),
    "{half}.transfer.artifact_upload": (
        "upload_artifact_from_buf",
        "upload_artifact_from_file",
    ),
    "{half}.transfer.download": (
        "download_to_buf",
        "download_to_file",
        "download_with_factory",
    ),
    "{half}.transfer.upload": (
        "upload_from_buf",
        "upload_from_file",
        "upload_with_factory",
    ),
}


def package_exports() -> Exports:
    """What `tc` exports: its `__getattr__`, `__dir__` and `__all__`."""
    names = [name for names in HALF.values() for name in names]
    return exports("tc", PACKAGE, SUBMODULES, {name: f"tc.sync.{name} or tc.aio.{name}" for name in names})


def half_exports(module: str, half: str) -> Exports:
    """What a half exports: its `__getattr__`, `__dir__` and `__all__`.

    Args:
        module: Such as `tc.sync`.
        half: The package that it gathers from, such as `tc._sync`.
    """
    homes = {home.format(half=half): names for home, names in HALF.items()}
    names = [name for names in PACKAGE.values() for name in names]
    return exports(module, homes, elsewhere={name: f"tc.{name}" for name in names})
