# Generated from api/object.json by tools/generate.py. Do not edit.

"""The object service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tc._async.service import Service
from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._protocol.urls import route
from tc._redact.tracebacks import async_boundary

if TYPE_CHECKING:
    from tc.types import object as types
else:
    types = LazyModule("tc.types.object")


class Object(Service):
    """Methods of the object service: https://docs.taskcluster.net/docs/reference/platform/object"""

    @async_boundary
    async def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = await self.api_client.call_api("GET", "api/object/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/ping", ttl=ttl)

    @async_boundary
    async def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/object/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/__lbheartbeat__", ttl=ttl)

    @async_boundary
    async def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = await self.api_client.call_api("GET", "api/object/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/__version__", ttl=ttl)

    @async_boundary
    async def createUpload(
        self, name: str, payload: Payload[types.CreateUploadRequest]
    ) -> types.CreateUploadResponse:
        """Start the upload of an object, by one of the proposed methods.

        `PUT /upload/<name>`, stable. Needs the scope `object:upload:<projectId>:<name>`.

        A payload, for example:

            {
                "projectId": "my-project",
                "uploadId": tc.slug_id(),
                "expires": tc.from_now("1 day"),
                "proposedUploadMethods": {"putUrl": {"contentType": "text/plain", "contentLength": 100000}},
            }

        https://docs.taskcluster.net/docs/reference/platform/object/api#createUpload

        Args:
            name: The name of the object, slashes included.
            payload: A dict as `tc.types.object.CreateUploadRequest` describes it.

        Returns:
            The upload method to use, and what it takes; `tc.sync` and `tc.aio` have `upload_from_file`, which
            does it all.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            ConflictError: The object exists, or its upload has another `uploadId`, project, expiry or hash.
                The same again is no error.
        """
        response: types.CreateUploadResponse = await self.api_client.call_api(
            "PUT", route("api/object/v1/upload/<name>", name=name), payload=payload, expects_json=True
        )
        return response

    @async_boundary
    async def finishUpload(self, name: str, payload: Payload[types.FinishUploadRequest]) -> types.Empty:
        """Complete the upload of an object, so that it can be downloaded and changes no more.

        `POST /finish-upload/<name>`, stable. Needs the scope `object:upload:<projectId>:<name>`.

        A payload, for example:

            {
                "projectId": "my-project",
                "uploadId": "fN1SbArXTPSVFNUvaOlinQ",
                "hashes": {"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
            }

        https://docs.taskcluster.net/docs/reference/platform/object/api#finishUpload

        Args:
            name: The name of the object, slashes included.
            payload: A dict as `tc.types.object.FinishUploadRequest` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The upload has another project.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such upload.
            ConflictError: The upload has another `uploadId`, or is finished and has other hashes.
        """
        response: types.Empty = await self.api_client.call_api(
            "POST", route("api/object/v1/finish-upload/<name>", name=name), payload=payload
        )
        return response

    @async_boundary
    async def startDownload(
        self, name: str, payload: Payload[types.DownloadObjectRequest]
    ) -> types.DownloadObjectResponse:
        """Start the download of an object, by one of the accepted methods.

        `PUT /start-download/<name>`, stable. Needs the scope `object:download:<name>`.

        A payload, for example:

            {"acceptDownloadMethods": {"getUrl": True}}

        https://docs.taskcluster.net/docs/reference/platform/object/api#startDownload

        Args:
            name: The name of the object, slashes included.
            payload: A dict as `tc.types.object.DownloadObjectRequest` describes it.

        Returns:
            Where the content is; `tc.sync` and `tc.aio` have `download_to_file`, which does it all.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such object, or its upload is not finished.
            APIError: Status 406: the object can be downloaded by none of the methods.
        """
        response: types.DownloadObjectResponse = await self.api_client.call_api(
            "PUT", route("api/object/v1/start-download/<name>", name=name), payload=payload, expects_json=True
        )
        return response

    @async_boundary
    async def object(self, name: str) -> types.GetObjectResponse:
        """Get an object's project, expiry and hashes, without its content.

        `GET /metadata/<name>`, stable. Needs the scope `object:download:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/object/api#object

        Args:
            name: The name of the object, slashes included.

        Returns:
            The facts about the object.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such object, or its upload is not finished.
        """
        response: types.GetObjectResponse = await self.api_client.call_api(
            "GET", route("api/object/v1/metadata/<name>", name=name), expects_json=True
        )
        return response

    def object_url(self, name: str) -> str:
        """The URL of `object`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/object/v1/metadata/<name>", name=name))

    def object_signed_url(self, name: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `object` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(route("api/object/v1/metadata/<name>", name=name), ttl=ttl)

    @async_boundary
    async def download(self, name: str) -> types.Redirect:
        """Get a URL from which an object can be downloaded by plain GET.

        `GET /download/<name>`, stable. Needs the scope `object:download:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/object/api#download

        Args:
            name: The name of the object, slashes included.

        Returns:
            A dict with the `url`; it is not followed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such object, or its upload is not finished.
        """
        response: types.Redirect = await self.api_client.call_api(
            "GET", route("api/object/v1/download/<name>", name=name), redirects=True
        )
        return response

    def download_url(self, name: str) -> str:
        """The URL of `download`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/object/v1/download/<name>", name=name))

    def download_signed_url(self, name: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `download` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(route("api/object/v1/download/<name>", name=name), ttl=ttl)

    @async_boundary
    async def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/object/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/object/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/object/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/object/v1/__heartbeat__", ttl=ttl)
