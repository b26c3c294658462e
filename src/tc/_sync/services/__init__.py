# Generated from src/tc/_async/services/__init__.py by tools/unasync_build.py. Do not edit.

# Generated from api/ by tools/render_services.py. Do not edit.

"""The services."""

from tc._sync.services.auth import Auth
from tc._sync.services.github import Github
from tc._sync.services.hooks import Hooks
from tc._sync.services.index import Index
from tc._sync.services.notify import Notify
from tc._sync.services.object import Object
from tc._sync.services.purge_cache import PurgeCache
from tc._sync.services.queue import Queue
from tc._sync.services.secrets import Secrets
from tc._sync.services.web_server import WebServer
from tc._sync.services.worker_manager import WorkerManager

__all__ = [
    "Auth",
    "Github",
    "Hooks",
    "Index",
    "Notify",
    "Object",
    "PurgeCache",
    "Queue",
    "Secrets",
    "WebServer",
    "WorkerManager",
]
