# Generated from api/ by tools/generate.py. Do not edit.

"""Pulse exchanges by service."""

from tc.events.auth import AuthEvents
from tc.events.github import GithubEvents
from tc.events.hooks import HooksEvents
from tc.events.notify import NotifyEvents
from tc.events.queue import QueueEvents
from tc.events.worker_manager import WorkerManagerEvents

__all__ = ["AuthEvents", "GithubEvents", "HooksEvents", "NotifyEvents", "QueueEvents", "WorkerManagerEvents"]
