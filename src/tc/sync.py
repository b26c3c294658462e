"""The blocking half: the client, all services and the transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tc._sync.client import Client as Client
    from tc._sync.paging import Items as Items
    from tc._sync.paging import Pages as Pages
    from tc._sync.pulse.consumer import PulseConsumer as PulseConsumer
    from tc._sync.pulse.message import PulseMessage as PulseMessage
    from tc._sync.secret import load_secret as load_secret
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
    from tc._sync.tasks.actions import list_actions as list_actions
    from tc._sync.tasks.actions import trigger_action as trigger_action
    from tc._sync.tasks.creating import create_tasks as create_tasks
    from tc._sync.tasks.creating import retrigger_task as retrigger_task
    from tc._sync.tasks.logs import TaskLog as TaskLog
    from tc._sync.tasks.logs import follow_log as follow_log
    from tc._sync.tasks.waiting import TaskChanges as TaskChanges
    from tc._sync.tasks.waiting import wait_for_group as wait_for_group
    from tc._sync.tasks.waiting import wait_for_task as wait_for_task
    from tc._sync.tasks.waiting import wait_for_tasks as wait_for_tasks
    from tc._sync.tasks.waiting import watch_group as watch_group
    from tc._sync.transfer.artifact_download import download_artifact_to_buf as download_artifact_to_buf
    from tc._sync.transfer.artifact_download import download_artifact_to_file as download_artifact_to_file
    from tc._sync.transfer.artifact_download import (
        download_artifact_with_factory as download_artifact_with_factory,
    )
    from tc._sync.transfer.artifact_sets import download_artifacts as download_artifacts
    from tc._sync.transfer.artifact_stream import ArtifactStream as ArtifactStream
    from tc._sync.transfer.artifact_stream import open_artifact as open_artifact
    from tc._sync.transfer.artifact_upload import upload_artifact_from_buf as upload_artifact_from_buf
    from tc._sync.transfer.artifact_upload import upload_artifact_from_file as upload_artifact_from_file
    from tc._sync.transfer.download import download_to_buf as download_to_buf
    from tc._sync.transfer.download import download_to_file as download_to_file
    from tc._sync.transfer.download import download_with_factory as download_with_factory
    from tc._sync.transfer.upload import upload_from_buf as upload_from_buf
    from tc._sync.transfer.upload import upload_from_file as upload_from_file
    from tc._sync.transfer.upload import upload_with_factory as upload_with_factory
    from tc._tasks.messages import PulseSettings as PulseSettings
    from tc._tasks.state import TaskChange as TaskChange
    from tc._transfer.result import Downloaded as Downloaded
else:
    from tc._names import half_exports

    __getattr__, __dir__, __all__ = half_exports(__name__, "tc._sync")
