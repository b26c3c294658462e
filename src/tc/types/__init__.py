# Generated from api/ by tools/generate.py. Do not edit.

"""Types of what is sent to Taskcluster and of what is received, a module for each service.

They are for type checkers and editors, and cost nothing until they are imported: service methods name them in
annotations alone.

    from tc.types import queue as queue_types

    def show(task: queue_types.Task) -> None: ...

Names come from Taskcluster's schemas: `queue/v1/create-task-request` is `tc.types.queue.CreateTaskRequest`.
What is inside a schema is named after its parent and key, or shorter. Each docstring names the schema.

Sent and received are different types:

- Received: dicts and lists, as decoded from JSON. Times are `str`, free-form JSON is `dict[str, Any]`.
- Sent: whatever can be read like it. Keys are read-only, lists are `Sequence`, free-form JSON is
  `Mapping[str, object]`, times are `datetime | str`. What was received can be sent.
- Where one schema is for both, the plain name is what is received, and what is sent has `Input` at its end:
  `tc.types.secrets.Secret` and `tc.types.secrets.SecretInput`.

Most schemas allow no other keys than theirs, and their types are closed (PEP 728): a type checker then
refuses unknown keys, and tells the forms of a union apart by their keys. Types that are not closed may have
more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tc.types import (
        auth,
        common,
        github,
        hooks,
        index,
        notify,
        object,
        purge_cache,
        queue,
        secrets,
        web_server,
        worker_manager,
    )

__all__ = [
    "auth",
    "common",
    "github",
    "hooks",
    "index",
    "notify",
    "object",
    "purge_cache",
    "queue",
    "secrets",
    "web_server",
    "worker_manager",
]


def __getattr__(name: str) -> Any:
    """Import the module of a service on first use."""
    if name in __all__:
        return import_module(f"tc.types.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
