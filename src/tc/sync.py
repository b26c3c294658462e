"""The blocking half: the client, all services and the transfers."""

from tc._sync.client import Client
from tc._sync.paging import Items, Pages
from tc._sync.services import (
    Auth,
    Github,
    Hooks,
    Index,
    Notify,
    Object,
    PurgeCache,
    Queue,
    Secrets,
    WebServer,
    WorkerManager,
)

__all__ = [
    "Auth",
    "Client",
    "Github",
    "Hooks",
    "Index",
    "Items",
    "Notify",
    "Object",
    "Pages",
    "PurgeCache",
    "Queue",
    "Secrets",
    "WebServer",
    "WorkerManager",
]
