"""Artifacts: what is known of them, and when one may take the place of another.

https://docs.taskcluster.net/docs/reference/platform/queue/artifacts
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tc.testing.clock import later
from tc.testing.protocol.errors import ApiError
from tc.testing.services.queue.tasks import Run
from tc.testing.storage import Storage

RunKey = tuple[str, int]  # task, run
GRACE = timedelta(minutes=25)  # after an exception, for what the worker has yet to upload
SWEEP = timedelta(days=1)  # between two runs of what deletes expired artifacts
NO_TYPE = "application/binary"
DETAILS: dict[str, tuple[str, ...]] = {
    "reference": ("url",),
    "link": ("artifact",),
    "error": ("reason", "message"),
}


@dataclass
class Artifact:
    """An artifact. `details` is what belongs to its storage type; `present` is False before an object has
    been uploaded."""

    name: str
    storage_type: str
    content_type: str
    expires: datetime
    details: dict[str, str]
    content_length: int | None = None
    present: bool = True

    @classmethod
    def from_payload(cls, name: str, payload: Mapping[str, Any], expires: datetime) -> Artifact:
        """The artifact that a worker asks for."""
        storage_type = payload["storageType"]
        return cls(
            name,
            storage_type,
            payload.get("contentType", NO_TYPE),
            expires,
            {key: payload[key] for key in DETAILS.get(storage_type, ())},
            payload.get("contentLength"),
            storage_type != "object",
        )

    def view(self) -> dict[str, Any]:
        """What is shown of it."""
        shown: dict[str, Any] = {"storageType": self.storage_type, "name": self.name}
        shown |= {"expires": self.expires, "contentType": self.content_type}
        return shown if self.content_length is None else {**shown, "contentLength": self.content_length}

    def replace_with(self, other: Artifact) -> None:
        """Become another artifact of the same name, when that is allowed: it is the same and does not expire
        earlier, or this one is a reference.

        Raises:
            ApiError: RequestConflict.
        """
        loose = self.storage_type == "reference" and other.storage_type in ("reference", "link")
        if other.storage_type != self.storage_type and not loose:
            raise ApiError("RequestConflict", "Artifact already exists, with another storage type")
        same_type = other.storage_type == "link" or other.content_type == self.content_type
        if not same_type or other.expires < self.expires:
            raise ApiError("RequestConflict", "Artifact already exists, with another type or a later expiry")
        if other.details != self.details and not loose:
            raise ApiError("RequestConflict", "Artifact already exists, with other content")
        self.storage_type, self.details, self.expires = other.storage_type, other.details, other.expires


class Artifacts:
    """All artifacts.

    Args:
        storage: Holds the content of those that are stored here.
    """

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self._runs: dict[RunKey, dict[str, Artifact]] = {}

    def put(self, key: RunKey, wanted: Artifact) -> Artifact:
        """Make an artifact, or change the one of its name.

        Raises:
            ApiError: RequestConflict, when the one that is there must stay.
        """
        there = self._runs.setdefault(key, {}).get(wanted.name)
        if there is None:
            there = self._runs[key][wanted.name] = wanted
        elif there.storage_type == "object":  # each upload has an id of its own
            raise ApiError("RequestConflict", "Artifact already exists")
        else:
            there.replace_with(wanted)
        return there

    def store(self, key: RunKey, name: str, content: bytes, content_type: str) -> None:
        """Put the content of an artifact where its URLs lead."""
        self.storage.put(storage_key(key, name), content, content_type)

    def get(self, key: RunKey, name: str) -> Artifact | None:
        """An artifact by its name."""
        return self._runs.get(key, {}).get(name)

    def of_run(self, key: RunKey) -> list[Artifact]:
        """The artifacts of a run by name."""
        return [artifact for _, artifact in sorted(self._runs.get(key, {}).items())]

    def follow(self, key: RunKey, name: str) -> tuple[list[Artifact | None], list[str]]:
        """The artifacts that links lead to, and their names; the last is None when they lead nowhere, and a
        link when they lead around in a circle."""
        names, found = [name], [self.get(key, name)]
        while (last := found[-1]) and last.storage_type == "link":
            name = last.details["artifact"]
            if name in names:
                break
            names.append(name)
            found.append(self.get(key, name))
        return found, names

    def sweep(self, key: RunKey, name: str, now: datetime) -> None:
        """Forget an artifact that has expired, unless it lasts longer now."""
        artifact = self.get(key, name)
        if artifact and later(artifact.expires, SWEEP) <= now:
            del self._runs[key][name]
            self.storage.remove(storage_key(key, name))


def storage_key(key: RunKey, name: str) -> str:
    """Under which key the content of an artifact is stored."""
    return f"{key[0]}/{key[1]}/{name}"


def object_name(key: RunKey, name: str) -> str:
    """The object that holds the content of an artifact, in the object service."""
    return f"t/{storage_key(key, name)}"


def check_run(run: Run, now: datetime) -> None:
    """Refuse artifacts of a run that no worker had or that is over.

    Raises:
        ApiError: InputError or RequestConflict.
    """
    if run.worker_group is None:
        raise ApiError("InputError", "The run has not been claimed")
    graced = run.state == "exception" and run.resolved is not None and run.resolved > now - GRACE
    if run.state != "running" and not graced:
        raise ApiError(
            "RequestConflict",
            "Artifacts cannot be created once a run is resolved, except for 25 minutes after an exception",
        )
