# Generated from api/ by tools/render_services.py. Do not edit.

"""The services."""

from tc._async.services.auth import Auth
from tc._async.services.github import Github
from tc._async.services.hooks import Hooks
from tc._async.services.index import Index
from tc._async.services.notify import Notify
from tc._async.services.object import Object
from tc._async.services.purge_cache import PurgeCache
from tc._async.services.queue import Queue
from tc._async.services.secrets import Secrets
from tc._async.services.web_server import WebServer
from tc._async.services.worker_manager import WorkerManager

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
