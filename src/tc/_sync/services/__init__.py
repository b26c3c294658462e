# Generated from src/tc/_async/services/__init__.py by tools/unasync_build.py. Do not edit.

# Generated from api/ by tools/generate.py. Do not edit.

"""The services, a module each; a class is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import exports

if TYPE_CHECKING:
    from tc._sync.services.auth import Auth as Auth
    from tc._sync.services.github import Github as Github
    from tc._sync.services.hooks import Hooks as Hooks
    from tc._sync.services.index import Index as Index
    from tc._sync.services.notify import Notify as Notify
    from tc._sync.services.object import Object as Object
    from tc._sync.services.purge_cache import PurgeCache as PurgeCache
    from tc._sync.services.queue import Queue as Queue
    from tc._sync.services.secrets import Secrets as Secrets
    from tc._sync.services.web_server import WebServer as WebServer
    from tc._sync.services.worker_manager import WorkerManager as WorkerManager
else:
    __getattr__, __dir__, __all__ = exports(
        __name__,
        {
            f"{__name__}.auth": ("Auth",),
            f"{__name__}.github": ("Github",),
            f"{__name__}.hooks": ("Hooks",),
            f"{__name__}.index": ("Index",),
            f"{__name__}.notify": ("Notify",),
            f"{__name__}.object": ("Object",),
            f"{__name__}.purge_cache": ("PurgeCache",),
            f"{__name__}.queue": ("Queue",),
            f"{__name__}.secrets": ("Secrets",),
            f"{__name__}.web_server": ("WebServer",),
            f"{__name__}.worker_manager": ("WorkerManager",),
        },
    )
