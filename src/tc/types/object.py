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
    simple: NotRequired[ReadOnly[Literal[True]]]


class UploadMethodDataInlineRequest(TypedDict, closed=True):
    """Schema: `object/v1/upload-method-data-inline#/definitions/request`."""

    contentType: ReadOnly[str]
    objectData: ReadOnly[str]


class UploadMethodPutUrlRequest(TypedDict, closed=True):
    """Schema: `object/v1/upload-method-put-url#/definitions/request`."""

    contentLength: ReadOnly[int]
    contentType: ReadOnly[str]


class ProposedUploadMethods(TypedDict, closed=True):
    """Schema: `object/v1/create-upload-request#/properties/proposedUploadMethods`."""

    dataInline: NotRequired[ReadOnly[UploadMethodDataInlineRequest]]
    putUrl: NotRequired[ReadOnly[UploadMethodPutUrlRequest]]


class UploadHashes(TypedDict):
    """Schema: `object/v1/hashes#/definitions/upload`."""

    sha256: NotRequired[ReadOnly[str]]
    sha512: NotRequired[ReadOnly[str]]


class CreateUploadRequest(TypedDict, closed=True):
    """Payload of `createUpload`.

    Schema: `object/v1/create-upload-request`.
    """

    expires: ReadOnly[datetime | str]
    hashes: NotRequired[ReadOnly[UploadHashes]]
    projectId: ReadOnly[str]
    proposedUploadMethods: ReadOnly[ProposedUploadMethods]
    uploadId: ReadOnly[str]


class UploadMethodPutUrlResponse(TypedDict, closed=True):
    """Schema: `object/v1/upload-method-put-url#/definitions/response`."""

    expires: str
    headers: dict[str, str]
    url: str


class UploadMethod(TypedDict, closed=True):
    """Schema: `object/v1/create-upload-response#/properties/uploadMethod`."""

    dataInline: NotRequired[Literal[True]]
    putUrl: NotRequired[UploadMethodPutUrlResponse]


class CreateUploadResponse(TypedDict, closed=True):
    """Response of `createUpload`.

    Schema: `object/v1/create-upload-response`.
    """

    expires: str
    projectId: str
    uploadId: str
    uploadMethod: UploadMethod


class Hashes(TypedDict):
    """Schema: `object/v1/hashes#/definitions/download`."""

    sha256: NotRequired[str]
    sha512: NotRequired[str]


class DownloadMethodGeturlResponse(TypedDict, closed=True):
    """Schema: `object/v1/download-method-geturl#/definitions/response`."""

    expires: str
    hashes: Hashes
    method: Literal["getUrl"]
    url: str


class DownloadMethodSimpleResponse(TypedDict, closed=True):
    """Schema: `object/v1/download-method-simple#/definitions/response`."""

    method: Literal["simple"]
    url: str


class DownloadObjectRequest(TypedDict, closed=True):
    """Payload of `startDownload`.

    Schema: `object/v1/download-object-request`.
    """

    acceptDownloadMethods: ReadOnly[AcceptDownloadMethods]


DownloadObjectResponse: TypeAlias = DownloadMethodSimpleResponse | DownloadMethodGeturlResponse
"""Response of `startDownload`.

Schema: `object/v1/download-object-response`.
"""


class FinishUploadRequest(TypedDict, closed=True):
    """Payload of `finishUpload`.

    Schema: `object/v1/finish-upload-request`.
    """

    hashes: NotRequired[ReadOnly[UploadHashes]]
    projectId: ReadOnly[str]
    uploadId: ReadOnly[str]


class GetObjectResponse(TypedDict, closed=True):
    """Response of `object`.

    Schema: `object/v1/get-object-response`.
    """

    expires: str
    hashes: Hashes
    projectId: str
