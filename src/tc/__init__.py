"""The Taskcluster SDK for Python: every API method, blocking (`tc.sync`) and async (`tc.aio`).

`import tc` is enough to reach every public name. It stays light: the two halves, and with them the HTTP
library, are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tc import aio as aio
    from tc import links as links
    from tc import sync as sync
    from tc import types as types
    from tc._tasks.dates import shift_times as shift_times
    from tc._version import __version__ as __version__
    from tc.binding import Binding as Binding
    from tc.binding import route as route
    from tc.credentials import Credentials as Credentials
    from tc.errors import APIError as APIError
    from tc.errors import ArtifactError as ArtifactError
    from tc.errors import AuthenticationError as AuthenticationError
    from tc.errors import BadRequestError as BadRequestError
    from tc.errors import ConfigurationError as ConfigurationError
    from tc.errors import ConflictError as ConflictError
    from tc.errors import GoneError as GoneError
    from tc.errors import HashMismatchError as HashMismatchError
    from tc.errors import InsufficientScopesError as InsufficientScopesError
    from tc.errors import NotFoundError as NotFoundError
    from tc.errors import PayloadTooLargeError as PayloadTooLargeError
    from tc.errors import PulseError as PulseError
    from tc.errors import RateLimitError as RateLimitError
    from tc.errors import RedirectError as RedirectError
    from tc.errors import RequestTimeoutError as RequestTimeoutError
    from tc.errors import ResponseError as ResponseError
    from tc.errors import ServerError as ServerError
    from tc.errors import TaskclusterError as TaskclusterError
    from tc.errors import TransferError as TransferError
    from tc.errors import TransportError as TransportError
    from tc.events import AuthEvents as AuthEvents
    from tc.events import GithubEvents as GithubEvents
    from tc.events import HooksEvents as HooksEvents
    from tc.events import NotifyEvents as NotifyEvents
    from tc.events import QueueEvents as QueueEvents
    from tc.events import WorkerManagerEvents as WorkerManagerEvents
    from tc.httpx_auth import HawkAuth as HawkAuth
    from tc.retry import Retry as Retry
    from tc.scopes import ScopeResolver as ScopeResolver
    from tc.scopes import normalize_scopes as normalize_scopes
    from tc.scopes import scopes_satisfy as scopes_satisfy
    from tc.slugs import slug_id as slug_id
    from tc.slugs import stable_slug_id as stable_slug_id
    from tc.timestamps import from_now as from_now
    from tc.timestamps import to_json_date as to_json_date
else:
    from tc._names import package_exports

    __getattr__, __dir__, __all__ = package_exports()
