# Generated from api/ by tools/generate.py. Do not edit.

"""The services, a module each; a class is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import exports

if TYPE_CHECKING:
    from tc._async.services.auth import Auth as Auth
    from tc._async.services.github import Github as Github
    from tc._async.services.hooks import Hooks as Hooks
    from tc._async.services.index import Index as Index
    from tc._async.services.notify import Notify as Notify
    from tc._async.services.object import Object as Object
    from tc._async.services.purge_cache import PurgeCache as PurgeCache
    from tc._async.services.queue import Queue as Queue
    from tc._async.services.secrets import Secrets as Secrets
    from tc._async.services.web_server import WebServer as WebServer
    from tc._async.services.worker_manager import WorkerManager as WorkerManager
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
