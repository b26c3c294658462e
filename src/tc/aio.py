"""The async half: the client, all services and the transfers, for asyncio and trio."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tc._async.client import Client as Client
    from tc._async.paging import Items as Items
    from tc._async.paging import Pages as Pages
    from tc._async.pulse.consumer import PulseConsumer as PulseConsumer
    from tc._async.pulse.message import PulseMessage as PulseMessage
    from tc._async.secret import load_secret as load_secret
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
    from tc._async.tasks.actions import list_actions as list_actions
    from tc._async.tasks.actions import trigger_action as trigger_action
    from tc._async.tasks.creating import create_tasks as create_tasks
    from tc._async.tasks.creating import retrigger_task as retrigger_task
    from tc._async.tasks.logs import TaskLog as TaskLog
    from tc._async.tasks.logs import follow_log as follow_log
    from tc._async.tasks.waiting import TaskChanges as TaskChanges
    from tc._async.tasks.waiting import wait_for_group as wait_for_group
    from tc._async.tasks.waiting import wait_for_task as wait_for_task
    from tc._async.tasks.waiting import wait_for_tasks as wait_for_tasks
    from tc._async.tasks.waiting import watch_group as watch_group
    from tc._async.transfer.artifact_download import download_artifact_to_buf as download_artifact_to_buf
    from tc._async.transfer.artifact_download import download_artifact_to_file as download_artifact_to_file
    from tc._async.transfer.artifact_download import (
        download_artifact_with_factory as download_artifact_with_factory,
    )
    from tc._async.transfer.artifact_sets import download_artifacts as download_artifacts
    from tc._async.transfer.artifact_stream import ArtifactStream as ArtifactStream
    from tc._async.transfer.artifact_stream import open_artifact as open_artifact
    from tc._async.transfer.artifact_upload import upload_artifact_from_buf as upload_artifact_from_buf
    from tc._async.transfer.artifact_upload import upload_artifact_from_file as upload_artifact_from_file
    from tc._async.transfer.download import download_to_buf as download_to_buf
    from tc._async.transfer.download import download_to_file as download_to_file
    from tc._async.transfer.download import download_with_factory as download_with_factory
    from tc._async.transfer.upload import upload_from_buf as upload_from_buf
    from tc._async.transfer.upload import upload_from_file as upload_from_file
    from tc._async.transfer.upload import upload_with_factory as upload_with_factory
    from tc._tasks.messages import PulseSettings as PulseSettings
    from tc._tasks.state import TaskChange as TaskChange
    from tc._transfer.result import Downloaded as Downloaded
else:
    from tc._names import half_exports

    __getattr__, __dir__, __all__ = half_exports(__name__, "tc._async")
