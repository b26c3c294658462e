# Generated from src/tc/_async/services/object.py by tools/unasync_build.py. Do not edit.

# Generated from api/object.json by tools/generate.py. Do not edit.

"""The object service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._protocol.urls import route
from tc._redact.tracebacks import boundary
from tc._sync.service import Service

if TYPE_CHECKING:
    from tc.types import object as types
else:
    types = LazyModule("tc.types.object")


class Object(Service):
    """Methods of the object service: https://docs.taskcluster.net/docs/reference/platform/object"""

    @boundary
    def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#ping
        """
        response: types.Ping = self.api_client.call_api("GET", "api/object/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/ping", ttl=ttl)

    @boundary
    def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#lbheartbeat
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/object/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/__lbheartbeat__", ttl=ttl)

    @boundary
    def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#version
        """
        response: types.Version = self.api_client.call_api("GET", "api/object/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/__version__", ttl=ttl)

    @boundary
    def createUpload(
        self, name: str, payload: Payload[types.CreateUploadRequest]
    ) -> types.CreateUploadResponse:
        """Start the upload of an object, by one of the proposed methods.

        `PUT /upload/<name>`, stable. Needs the scopes `object:upload:<projectId>:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/object/api#createUpload
        """
        response: types.CreateUploadResponse = self.api_client.call_api(
            "PUT", route("api/object/v1/upload/<name>", name=name), payload=payload, expects_json=True
        )
        return response

    @boundary
    def finishUpload(self, name: str, payload: Payload[types.FinishUploadRequest]) -> types.Empty:
        """Complete the upload of an object, so that it can be downloaded and changes no more.

        `POST /finish-upload/<name>`, stable. Needs the scopes `object:upload:<projectId>:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/object/api#finishUpload
        """
        response: types.Empty = self.api_client.call_api(
            "POST", route("api/object/v1/finish-upload/<name>", name=name), payload=payload
        )
        return response

    @boundary
    def startDownload(
        self, name: str, payload: Payload[types.DownloadObjectRequest]
    ) -> types.DownloadObjectResponse:
        """Start the download of an object, by one of the accepted methods.

        `PUT /start-download/<name>`, stable. Needs the scopes `object:download:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/object/api#startDownload
        """
        response: types.DownloadObjectResponse = self.api_client.call_api(
            "PUT", route("api/object/v1/start-download/<name>", name=name), payload=payload, expects_json=True
        )
        return response

    @boundary
    def object(self, name: str) -> types.GetObjectResponse:
        """Get an object's project, expiry and hashes, without its content.

        `GET /metadata/<name>`, stable. Needs the scopes `object:download:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/object/api#object
        """
        response: types.GetObjectResponse = self.api_client.call_api(
            "GET", route("api/object/v1/metadata/<name>", name=name), expects_json=True
        )
        return response

    def object_url(self, name: str) -> str:
        """The URL of `object`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/object/v1/metadata/<name>", name=name))

    def object_signed_url(self, name: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `object` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(route("api/object/v1/metadata/<name>", name=name), ttl=ttl)

    @boundary
    def download(self, name: str) -> types.Redirect:
        """Get a URL from which an object can be downloaded by plain GET.

        `GET /download/<name>`, stable. Needs the scopes `object:download:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/object/api#download
        """
        response: types.Redirect = self.api_client.call_api(
            "GET", route("api/object/v1/download/<name>", name=name), redirects=True
        )
        return response

    def download_url(self, name: str) -> str:
        """The URL of `download`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/object/v1/download/<name>", name=name))

    def download_signed_url(self, name: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `download` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(route("api/object/v1/download/<name>", name=name), ttl=ttl)

    @boundary
    def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#heartbeat
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/object/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/__heartbeat__", ttl=ttl)
