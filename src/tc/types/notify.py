# Generated from api/notify.json by tools/generate.py. Do not edit.

"""Types of the notify service: payloads, responses and messages."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Version

__all__ = [
    "EmailLink",
    "EmailRequest",
    "EmailTemplate",
    "Empty",
    "Heartbeat",
    "MatrixMessageType",
    "MatrixRequest",
    "NotificationAddress",
    "NotificationAddressInput",
    "NotificationAddressList",
    "NotificationMessage",
    "NotificationType",
    "Ping",
    "PulseRequest",
    "SlackRequest",
    "Version",
]


class EmailLink(TypedDict, closed=True):
    """Schema: `notify/v1/email-request#/properties/link`."""

    href: ReadOnly[str]
    text: ReadOnly[str]


EmailTemplate: TypeAlias = Literal["simple", "fullscreen"]
"""Schema: `notify/v1/email-request#/properties/template`."""


class EmailRequest(TypedDict, closed=True):
    """Payload of `email`.

    Schema: `notify/v1/email-request`.
    """

    address: ReadOnly[str]
    content: ReadOnly[str]
    link: NotRequired[ReadOnly[EmailLink]]
    replyTo: NotRequired[ReadOnly[str]]
    subject: ReadOnly[str]
    template: NotRequired[ReadOnly[EmailTemplate]]


MatrixMessageType: TypeAlias = Literal["m.notice", "m.text", "m.emote"]
"""Schema: `notify/v1/matrix-request#/properties/msgtype`."""


class MatrixRequest(TypedDict, closed=True):
    """Payload of `matrix`.

    Schema: `notify/v1/matrix-request`.
    """

    body: ReadOnly[str]
    format: NotRequired[ReadOnly[str]]
    formattedBody: NotRequired[ReadOnly[str]]
    msgtype: NotRequired[ReadOnly[MatrixMessageType]]
    roomId: ReadOnly[str]


NotificationType: TypeAlias = Literal["email", "pulse", "matrix-room", "slack-channel"]
"""Schema: `notify/v1/notification-address#/properties/notificationType`."""


class NotificationAddress(TypedDict, closed=True):
    """Schema: `notify/v1/notification-address`."""

    notificationAddress: str
    notificationType: NotificationType


class NotificationAddressInput(TypedDict, closed=True):
    """Payload of `addDenylistAddress`, `deleteDenylistAddress`.

    Schema: `notify/v1/notification-address`.
    """

    notificationAddress: ReadOnly[str]
    notificationType: ReadOnly[NotificationType]


class NotificationAddressList(TypedDict, closed=True):
    """Response of `listDenylist`.

    Schema: `notify/v1/notification-address-list`.
    """

    addresses: list[NotificationAddress]
    continuationToken: NotRequired[str]


class NotificationMessage(TypedDict, closed=True):
    """Message of `notify`.

    Schema: `notify/v1/notification-message`.
    """

    message: dict[str, Any]
    version: NotRequired[Literal[1]]


class PulseRequest(TypedDict, closed=True):
    """Payload of `pulse`.

    Schema: `notify/v1/pulse-request`.
    """

    message: ReadOnly[Mapping[str, object]]
    routingKey: ReadOnly[str]


class SlackRequest(TypedDict, closed=True):
    """Payload of `slack`.

    Schema: `notify/v1/slack-request`.
    """

    attachments: NotRequired[ReadOnly[Sequence[object]]]
    blocks: NotRequired[ReadOnly[Sequence[object]]]
    channelId: ReadOnly[str]
    text: ReadOnly[str]
    unfurlLinks: NotRequired[ReadOnly[bool]]
    unfurlMedia: NotRequired[ReadOnly[bool]]
