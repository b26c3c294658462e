"""The async half: the client, all services and the transfers, for asyncio and trio."""

from tc._async.client import Client
from tc._async.paging import Items, Pages
from tc._async.services import (
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
