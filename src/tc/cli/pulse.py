"""`pulse`: messages as lines of JSON."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import Group, retries_told, suggestion
from tc.cli.options import number

if TYPE_CHECKING:
    from tc.binding import Binding

SERVICES = {
    "auth": "AuthEvents",
    "github": "GithubEvents",
    "hooks": "HooksEvents",
    "notify": "NotifyEvents",
    "queue": "QueueEvents",
    "worker-manager": "WorkerManagerEvents",
}


@click.group(cls=Group)
def pulse() -> None:
    """Listen to the messages of the services. Needs the extra `pulse`."""


def parse_bindings(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> list[Binding[Any]]:
    """Read bindings.

    Raises:
        click.BadParameter: One cannot be read; the text says why.
    """
    try:
        return [parse_binding(value) for value in values]
    except (ValueError, TypeError) as error:
        raise click.BadParameter(str(error)) from None


def parse_binding(text: str) -> Binding[Any]:
    """Read a binding: an event, a route, or an exchange with a pattern.

    Raises:
        ValueError, TypeError: It cannot be read; the text says why.
    """
    from tc.binding import Binding, route

    if text.startswith("exchange/"):
        exchange, mark, pattern = text.partition("#")
        return Binding(exchange, pattern if mark and pattern else "#")
    if text.startswith("route:"):
        pattern, mark, exchange = text.removeprefix("route:").partition("@")
        return route(pattern, exchange=exchange) if mark else route(pattern)
    name, _, keys = text.partition(":")
    service, dot, event = name.rpartition(".")
    return event_binding(service if dot else "queue", event, dict(key_values(keys)))


def key_values(text: str) -> Iterator[tuple[str, str]]:
    """Split `key=value,key=value`.

    Raises:
        ValueError: A part has no `=`.
    """
    for part in filter(None, text.split(",")):
        key, mark, value = part.partition("=")
        if not mark:
            raise ValueError(f"{part!r}: expected KEY=VALUE")
        yield key.strip(), value.strip()


def event_binding(service: str, event: str, keys: dict[str, str]) -> Binding[Any]:
    """Bind to an event of a service by its name, such as `taskFailed` or `task-failed`.

    Raises:
        ValueError: There is no such service or event.
        TypeError: The event has no such key.
    """
    import tc

    plain = {re.sub("[-_]", "", name): kind for name, kind in SERVICES.items()}
    wanted = re.sub("[-_]", "", service).lower()
    if wanted not in plain:
        raise ValueError(f"there is no service {service!r} with events{suggestion(service, SERVICES)}")
    events = getattr(tc, plain[wanted])()
    camel = re.sub("-([a-z])", lambda found: found[1].upper(), event)
    known = [name for name in dir(events) if not name.startswith("_") and callable(getattr(events, name))]
    if camel not in known:
        raise ValueError(f"there is no event {event!r}{suggestion(camel, known)}")
    found: Binding[Any] = getattr(events, camel)(**keys)
    return found


@pulse.command("listen")
@click.argument("bindings", nargs=-1, required=True, metavar="BINDING...", callback=parse_bindings)
@click.option(
    "--queue", metavar="NAME", help="A durable queue, kept when this ends; a passing one by default."
)
@click.option("--limit", type=number(1), help="Stop after so many messages.")
def listen(bindings: list[Binding[Any]], queue: str | None, limit: int | None) -> None:
    """Print the messages that come, each as a line of JSON.

    \b
    A BINDING is
      an event:      taskFailed, task-failed:provisionerId=gecko-t, hooks.hookCreated
      a route:       route:index.gecko.v2.*.latest.# or route:PATTERN@task-failed
      an exchange:   exchange/taskcluster-queue/v1/task-failed#primary.#

    The broker and the user are those of PULSE_URL; or of PULSE_USER, PULSE_PASSWORD, PULSE_HOST and
    PULSE_VHOST.
    """
    from tc.sync import PulseConsumer

    with retries_told(), PulseConsumer(bindings, queue=queue) as messages:
        for message in itertools.islice(messages, limit):
            line = {
                "exchange": message.exchange,
                "routingKey": message.routing_key,
                "routes": list(message.routes),
                "redelivered": message.redelivered,
                "payload": message.payload,
            }
            click.echo(json.dumps(line))
