# Generated from api/object.json by tools/generate.py. Do not edit.

"""Types of the object service: payloads, responses and messages."""

from datetime import datetime
from typing import Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Redirect, Version

__all__ = [
    "AcceptDownloadMethods",
    "CreateUploadRequest",
    "CreateUploadResponse",
    "DownloadMethodGeturlResponse",
    "DownloadMethodSimpleResponse",
    "DownloadObjectRequest",
    "DownloadObjectResponse",
    "Empty",
    "FinishUploadRequest",
    "GetObjectResponse",
    "Hashes",
    "Heartbeat",
    "Ping",
    "ProposedUploadMethods",
    "Redirect",
    "UploadHashes",
    "UploadMethod",
    "UploadMethodDataInlineRequest",
    "UploadMethodPutUrlRequest",
    "UploadMethodPutUrlResponse",
    "Version",
]


class AcceptDownloadMethods(TypedDict, closed=True):
    """Schema: `object/v1/download-object-request#/properties/acceptDownloadMethods`."""

    getUrl: NotRequired[ReadOnly[Literal[True]]]
    """True to accept a URL with the hashes of the content. Without it that method is not used."""
    simple: NotRequired[ReadOnly[Literal[True]]]
    """True to accept a URL without hashes. Without it that method is not used."""


class UploadMethodDataInlineRequest(TypedDict, closed=True):
    """Schema: `object/v1/upload-method-data-inline#/definitions/request`."""

    contentType: ReadOnly[str]
    """The media type of the content, such as `text/plain`."""
    objectData: ReadOnly[str]
    """The content in base64, up to 10,926 characters: some 8 kB of content."""


class UploadMethodPutUrlRequest(TypedDict, closed=True):
    """Schema: `object/v1/upload-method-put-url#/definitions/request`."""

    contentLength: ReadOnly[int]
    """The length of the content in bytes, exactly."""
    contentType: ReadOnly[str]
    """The media type of the content, such as `text/plain`."""


class ProposedUploadMethods(TypedDict, closed=True):
    """Schema: `object/v1/create-upload-request#/properties/proposedUploadMethods`."""

    dataInline: NotRequired[ReadOnly[UploadMethodDataInlineRequest]]
    """The content itself, for small objects: it is stored by this call. Without it that method is not
    used.
    """
    putUrl: NotRequired[ReadOnly[UploadMethodPutUrlRequest]]
    """A PUT to a URL in the response. Without it that method is not used."""


class UploadHashes(TypedDict):
    """Schema: `object/v1/hashes#/definitions/upload`."""

    sha256: NotRequired[ReadOnly[str]]
    """The SHA-256 of the content: 64 hexadecimal digits. Without it, `sha512` should be given."""
    sha512: NotRequired[ReadOnly[str]]
    """The SHA-512 of the content: 128 hexadecimal digits. Without it, `sha256` should be given."""


class CreateUploadRequest(TypedDict, closed=True):
    """Payload of `createUpload`.

    Schema: `object/v1/create-upload-request`.
    """

    expires: ReadOnly[datetime | str]
    """When the object is deleted. It cannot be changed afterwards."""
    hashes: NotRequired[ReadOnly[UploadHashes]]
    """Hashes of the content. Without it they are given to `finishUpload`, if at all."""
    projectId: ReadOnly[str]
    """The project that the object belongs to, up to 500 letters, digits and `._/-`; the scope
    `object:upload:<projectId>:<name>` is needed.
    """
    proposedUploadMethods: ReadOnly[ProposedUploadMethods]
    """The methods that the caller can use, each with what it takes; the service chooses one."""
    uploadId: ReadOnly[str]
    """A fresh slug id, `tc.slug_id()`, to keep to oneself. The same one again, with all else alike, gives
    a fresh URL for the same upload.
    """


class UploadMethodPutUrlResponse(TypedDict, closed=True):
    """Schema: `object/v1/upload-method-put-url#/definitions/response`."""

    expires: str
    """When `url` stops to work. The same call again gives a fresh one."""
    headers: dict[str, str]
    """Headers that the PUT has to send, exactly."""
    url: str
    """Where to PUT the content, without credentials."""


class UploadMethod(TypedDict, closed=True):
    """Schema: `object/v1/create-upload-response#/properties/uploadMethod`."""

    dataInline: NotRequired[Literal[True]]
    """The content has been stored. Without it this method was not chosen."""
    putUrl: NotRequired[UploadMethodPutUrlResponse]
    """Where and how to PUT the content. Without it this method was not chosen."""


class CreateUploadResponse(TypedDict, closed=True):
    """Response of `createUpload`.

    Schema: `object/v1/create-upload-response`.
    """

    expires: str
    """When the object is deleted, as asked for."""
    projectId: str
    """The project, as asked for."""
    uploadId: str
    """The upload, as asked for: `finishUpload` wants the same."""
    uploadMethod: UploadMethod
    """The method to use, of those proposed; an empty object if there was none that fits."""


class Hashes(TypedDict):
    """Schema: `object/v1/hashes#/definitions/download`."""

    sha256: NotRequired[str]
    """The SHA-256 of the content: 64 hexadecimal digits."""
    sha512: NotRequired[str]
    """The SHA-512 of the content: 128 hexadecimal digits."""


class DownloadMethodGeturlResponse(TypedDict, closed=True):
    """Schema: `object/v1/download-method-geturl#/definitions/response`."""

    expires: str
    """When `url` stops to work. The same call again gives a fresh one."""
    hashes: Hashes
    """Hashes of the content, in hexadecimal; those of a download are to be verified."""
    method: Literal["getUrl"]
    """`getUrl`, the method that was chosen."""
    url: str
    """Where to GET the content, without credentials."""


class DownloadMethodSimpleResponse(TypedDict, closed=True):
    """Schema: `object/v1/download-method-simple#/definitions/response`."""

    method: Literal["simple"]
    """`simple`, the method that was chosen."""
    url: str
    """Where to GET the content, without credentials."""


class DownloadObjectRequest(TypedDict, closed=True):
    """Payload of `startDownload`.

    Schema: `object/v1/download-object-request`.
    """

    acceptDownloadMethods: ReadOnly[AcceptDownloadMethods]
    """The methods that the caller can use; the service chooses one."""


DownloadObjectResponse: TypeAlias = DownloadMethodSimpleResponse | DownloadMethodGeturlResponse
"""Response of `startDownload`.

Schema: `object/v1/download-object-response`.
"""


class FinishUploadRequest(TypedDict, closed=True):
    """Payload of `finishUpload`.

    Schema: `object/v1/finish-upload-request`.
    """

    hashes: NotRequired[ReadOnly[UploadHashes]]
    """Hashes of the content, which those who download it verify. Without it, they are those that
    `createUpload` was given, if any.
    """
    projectId: ReadOnly[str]
    """The project that was given to `createUpload`."""
    uploadId: ReadOnly[str]
    """The upload that was given to `createUpload`."""


class GetObjectResponse(TypedDict, closed=True):
    """Response of `object`.

    Schema: `object/v1/get-object-response`.
    """

    expires: str
    """When the object is deleted."""
    hashes: Hashes
    """Hashes of the content, in hexadecimal; those of a download are to be verified."""
    projectId: str
    """The project that the object belongs to."""
