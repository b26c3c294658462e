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
    """The URL that the button leads to, up to 1024 characters."""
    text: ReadOnly[str]
    """What the button says, up to 40 characters."""


EmailTemplate: TypeAlias = Literal["simple", "fullscreen"]
"""Schema: `notify/v1/email-request#/properties/template`."""


class EmailRequest(TypedDict, closed=True):
    """Payload of `email`.

    Schema: `notify/v1/email-request`.
    """

    address: ReadOnly[str]
    """The email address that gets the message; it is a part of the scope that is needed."""
    content: ReadOnly[str]
    """The text of the message, Markdown, up to 102,400 characters."""
    link: NotRequired[ReadOnly[EmailLink]]
    """A link that the message shows as a button. Without it there is none."""
    replyTo: NotRequired[ReadOnly[str]]
    """Where replies go. Without it the message has no such header."""
    subject: ReadOnly[str]
    """The subject of the message, up to 255 characters."""
    template: NotRequired[ReadOnly[EmailTemplate]]
    """The look of the message. Default: `simple`."""


MatrixMessageType: TypeAlias = Literal["m.notice", "m.text", "m.emote"]
"""Schema: `notify/v1/matrix-request#/properties/msgtype`."""


class MatrixRequest(TypedDict, closed=True):
    """Payload of `matrix`.

    Schema: `notify/v1/matrix-request`.
    """

    body: ReadOnly[str]
    """The message as plain text."""
    format: NotRequired[ReadOnly[str]]
    """The format of `formattedBody`, such as `org.matrix.custom.html`. Without it the message is plain
    text.
    """
    formattedBody: NotRequired[ReadOnly[str]]
    """The message in `format`, for programs that show it. Without it they show `body`."""
    msgtype: NotRequired[ReadOnly[MatrixMessageType]]
    """The kind of the message as Matrix calls it. Default: `m.notice`."""
    roomId: ReadOnly[str]
    """The id of the room, such as `!abc:example.org`; the service's own user has to be in it."""


NotificationType: TypeAlias = Literal["email", "pulse", "matrix-room", "slack-channel"]
"""Schema: `notify/v1/notification-address#/properties/notificationType`."""


class NotificationAddress(TypedDict, closed=True):
    """Schema: `notify/v1/notification-address`."""

    notificationAddress: str
    """The address that gets nothing: an email address, a Pulse routing key, a Matrix room or a Slack
    channel.
    """
    notificationType: NotificationType
    """The kind of the address."""


class NotificationAddressInput(TypedDict, closed=True):
    """Payload of `addDenylistAddress`, `deleteDenylistAddress`.

    Schema: `notify/v1/notification-address`.
    """

    notificationAddress: ReadOnly[str]
    """The address that gets nothing: an email address, a Pulse routing key, a Matrix room or a Slack
    channel.
    """
    notificationType: ReadOnly[NotificationType]
    """The kind of the address."""


class NotificationAddressList(TypedDict, closed=True):
    """Response of `listDenylist`.

    Schema: `notify/v1/notification-address-list`.
    """

    addresses: list[NotificationAddress]
    """The addresses of this page."""
    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""


class NotificationMessage(TypedDict, closed=True):
    """Message of `notify`.

    Schema: `notify/v1/notification-message`.
    """

    message: dict[str, Any]
    """The object that was given to `notify.pulse`, or for a task's route `{status}`."""
    version: NotRequired[Literal[1]]
    """The version of the message format, 1."""


class PulseRequest(TypedDict, closed=True):
    """Payload of `pulse`.

    Schema: `notify/v1/pulse-request`.
    """

    message: ReadOnly[Mapping[str, object]]
    """The message: any JSON object. It arrives as the `message` of a notification."""
    routingKey: ReadOnly[str]
    """The routing key, up to 255 characters: those who bind `route.<routingKey>` on the exchange
    `notification` get the message.
    """


class SlackRequest(TypedDict, closed=True):
    """Payload of `slack`.

    Schema: `notify/v1/slack-request`.
    """

    attachments: NotRequired[ReadOnly[Sequence[object]]]
    """Slack's older form of rich messages, passed on as they are. Without it there are none."""
    blocks: NotRequired[ReadOnly[Sequence[object]]]
    """Slack's blocks, passed on as they are. Without it Slack shows `text`."""
    channelId: ReadOnly[str]
    """The id of the channel, not its name."""
    text: ReadOnly[str]
    """The message as text; where `blocks` are given, it is what notifications show."""
    unfurlLinks: NotRequired[ReadOnly[bool]]
    """True to have Slack show what links in the message lead to. Default: false."""
    unfurlMedia: NotRequired[ReadOnly[bool]]
    """True to have Slack show pictures and videos that the message links to. Default: false."""
