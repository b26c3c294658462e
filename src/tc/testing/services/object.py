"""The object service: uploads by `dataInline` and `putUrl`, downloads by `getUrl` and `simple`.

https://docs.taskcluster.net/docs/reference/platform/object
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from tc.testing.clock import parse_moment
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response, WebRequest
from tc.testing.services.base import PRINTABLE, Context, Patterns, Service
from tc.testing.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Mapping


NOT_FOUND = 'Object "{}" not found'
PREFIX = "/storage/object/"
PUT_LIFETIME = timedelta(minutes=45)
GET_LIFETIME = timedelta(minutes=1)
UNFINISHED = timedelta(days=1)  # after which an upload is given up
SWEEP = timedelta(hours=1)  # what expires sooner can be seen until then, as between two runs of a sweeper


@dataclass
class Stored:
    """An object: `upload_id` is None once its upload is finished."""

    project_id: str
    upload_id: str | None
    expires: datetime
    hashes: dict[str, str] = field(default_factory=dict)


class Object(Service):
    """Objects by name."""

    ids: ClassVar[Patterns] = {"name": PRINTABLE}
    pages: ClassVar[Mapping[str, str]] = {PREFIX: "stored"}

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.objects: dict[str, Stored] = {}
        self.storage: Storage = Storage(deployment.clock, deployment.root_url, PREFIX)

    async def stored(self, request: WebRequest) -> Response:
        """The storage behind the URLs."""
        return self.storage.respond(request)

    # -- uploads

    async def createUpload(self, call: Call) -> Any:
        """Start an upload; the same again gives fresh URLs."""
        name, payload = call.params["name"], call.payload
        call.require(projectId=payload["projectId"])
        wanted = Stored(payload["projectId"], payload["uploadId"], parse_moment(payload["expires"]))
        there = self.objects.get(name)
        if there is None:
            if any(other.upload_id == wanted.upload_id for other in self.objects.values()):
                raise ApiError("RequestConflict", "This uploadId belongs to the upload of another object")
            there = self.objects[name] = wanted
            self.clock.at(max(wanted.expires, call.now + SWEEP), lambda: self.expire(name, wanted))
            self.clock.at(call.now + UNFINISHED, lambda: self.give_up(name, wanted))
        elif (there.project_id, there.upload_id, there.expires) != (
            wanted.project_id,
            wanted.upload_id,
            wanted.expires,
        ):
            raise ApiError("RequestConflict", "Object already exists, or its upload has other parameters")
        add_hashes(there, payload.get("hashes", {}))
        method = self.choose(name, payload["proposedUploadMethods"])
        return {
            "projectId": there.project_id,
            "uploadId": there.upload_id,
            "expires": there.expires,
            "uploadMethod": method,
        }

    def choose(self, name: str, proposed: Mapping[str, Any]) -> dict[str, Any]:
        """The upload method to use of those proposed, with what it takes."""
        if "dataInline" in proposed:
            data = proposed["dataInline"]
            self.storage.put(name, decode(data["objectData"]), data["contentType"])
            return {"dataInline": True}
        if "putUrl" in proposed:
            headers = {
                "Content-Type": proposed["putUrl"]["contentType"],
                "Content-Length": str(proposed["putUrl"]["contentLength"]),
                "Content-Encoding": "identity",
            }
            url, expires = self.storage.put_url(name, PUT_LIFETIME, headers)
            return {"putUrl": {"url": url, "expires": expires, "headers": headers}}
        return {}

    async def finishUpload(self, call: Call) -> Any:
        """End an upload: the object can be read and changes no more."""
        name, payload = call.params["name"], call.payload
        call.require(projectId=payload["projectId"])
        there = self.objects.get(name)
        if there is None:
            raise ApiError("ResourceNotFound", NOT_FOUND.format(name))
        if there.project_id != payload["projectId"]:
            raise ApiError("InputError", f'Object "{name}" does not have projectId {payload["projectId"]}')
        if there.upload_id not in (None, payload["uploadId"]):
            raise ApiError("RequestConflict", f'Object "{name}" does not have uploadId {payload["uploadId"]}')
        add_hashes(there, payload.get("hashes", {}))
        there.upload_id = None

    # -- downloads

    async def startDownload(self, call: Call) -> Any:
        """A way to read an object, of those that the caller accepts."""
        there = self.find(call)
        accepted = call.payload["acceptDownloadMethods"]
        url, expires = self.storage.get_url(call.params["name"], GET_LIFETIME)
        if "getUrl" in accepted:
            return {"method": "getUrl", "url": url, "expires": expires, "hashes": there.hashes}
        if "simple" in accepted:
            return {"method": "simple", "url": url}
        raise ApiError("NoMatchingMethod", "Object supports methods getUrl, simple")

    async def object(self, call: Call) -> Any:
        """What is known of an object."""
        there = self.find(call)
        return {"projectId": there.project_id, "expires": there.expires, "hashes": there.hashes}

    async def download(self, call: Call) -> Any:
        """Send the caller to where an object can be read."""
        self.find(call)
        url, _ = self.storage.get_url(call.params["name"], GET_LIFETIME)
        return Response(f"See Other. Redirecting to {url}", 303, {"location": url})

    def find(self, call: Call) -> Stored:
        """The object that a call is about, if it can be read.

        Raises:
            ApiError: ResourceNotFound.
        """
        there = self.objects.get(call.params["name"])
        if there is None or there.upload_id is not None:
            raise ApiError("ResourceNotFound", NOT_FOUND.format(call.params["name"]))
        return there

    def give_up(self, name: str, stored: Stored) -> None:
        """Forget an object whose upload has not been finished."""
        if stored.upload_id is not None:
            self.expire(name, stored)

    def expire(self, name: str, stored: Stored) -> None:
        """Forget an object, unless another has taken its place."""
        if self.objects.get(name) is stored:
            del self.objects[name]
            self.storage.remove(name)


def add_hashes(there: Stored, hashes: Mapping[str, str]) -> None:
    """Add hashes to an object whose upload is going on; those that are there already may come again.

    Raises:
        ApiError: RequestConflict.
    """
    new = {name: value for name, value in hashes.items() if there.hashes.get(name) != value}
    if new and (there.upload_id is None or new.keys() & there.hashes.keys()):
        raise ApiError("RequestConflict", "Object has other hashes")
    there.hashes |= new


def decode(text: str) -> bytes:
    """Base64 as JavaScript reads it: both alphabets, and what does not belong there is passed over."""
    kept = re.sub(r"[^A-Za-z0-9+/]", "", text.partition("=")[0].replace("-", "+").replace("_", "/"))
    kept = kept[: len(kept) - (len(kept) % 4 == 1)]
    return base64.b64decode(kept + "=" * (-len(kept) % 4))
