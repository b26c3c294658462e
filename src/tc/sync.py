"""The blocking half: the client, all services and the transfers."""

from tc._sync.artifacts import (
    download_artifact_to_buf,
    download_artifact_to_file,
    download_artifact_with_factory,
    upload_artifact_from_buf,
    upload_artifact_from_file,
)
from tc._sync.client import Client
from tc._sync.download import download_to_buf, download_to_file, download_with_factory
from tc._sync.paging import Items, Pages
from tc._sync.secret import load_secret
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
from tc._sync.upload import upload_from_buf, upload_from_file, upload_with_factory
from tc.transfers import Downloaded

__all__ = [
    "Auth",
    "Client",
    "Downloaded",
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
    "download_artifact_to_buf",
    "download_artifact_to_file",
    "download_artifact_with_factory",
    "download_to_buf",
    "download_to_file",
    "download_with_factory",
    "load_secret",
    "upload_artifact_from_buf",
    "upload_artifact_from_file",
    "upload_from_buf",
    "upload_from_file",
    "upload_with_factory",
]
