"""`auth`: who one is, what one may do, and credentials for others."""

from __future__ import annotations

import json
import os
import shlex
import sys
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import Group, connected, settings
from tc.cli.options import Moment, Seconds, number
from tc.cli.output import print_fields, print_json, print_table
from tc.cli.text import say, to_terminal

if TYPE_CHECKING:
    from datetime import datetime

    from tc.credentials import Credentials


@click.group(cls=Group)
def auth() -> None:
    """See who you are, sign in, make temporary credentials, expand scopes."""


def print_exports(credentials: Credentials, root_url: str, *, csh: bool = False) -> None:
    """Print the lines that set the environment of a shell, or credentials in the API's form for `--json`."""
    if settings().json:
        print_json({"rootUrl": root_url, **credentials.to_dict()})
        return
    for name, value in credentials.to_env(root_url).items():
        if csh:
            click.echo(f"setenv {name} {shlex.quote(value).replace('!', chr(92) + '!')}")
        elif value:
            click.echo(f"export {name}={shlex.quote(value)}")
        else:
            click.echo(f"unset {name}")


@auth.command("whoami")
def whoami() -> None:
    """Print the client id of the credentials, when they expire, and their scopes."""
    from tc.credentials import Credentials

    with connected() as client:
        scopes = client.auth.currentScopes()["scopes"]
        root_url = client.root_url
    signed = os.environ.get("TASKCLUSTER_CLIENT_ID") or os.environ.get("TASKCLUSTER_ACCESS_TOKEN")
    credentials = Credentials.from_env() if signed else None
    through_proxy = "the task's proxy" if os.environ.get("TASKCLUSTER_PROXY_URL") else "anonymous"
    client_id = credentials.client_id if credentials else through_proxy
    expires = expiry(credentials)
    fields: list[tuple[str, object]] = [("root URL", root_url), ("client id", client_id)]
    fields += [("expires", expires)] if expires else []
    fields += [("scope", each) for each in scopes]
    data = {"rootUrl": root_url, "clientId": client_id, "expires": expires, "scopes": scopes}
    print_fields(fields, data=data)


def expiry(credentials: Credentials | None) -> str | None:
    """Return when temporary credentials expire; None for others."""
    from datetime import UTC, datetime

    from tc.timestamps import to_json_date

    if credentials is None or not credentials.certificate:
        return None
    certificate: Any = json.loads(credentials.certificate)
    try:
        return to_json_date(datetime.fromtimestamp(certificate["expiry"] / 1000, UTC))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


@auth.command("signin")
@click.option("--name", default="cli", show_default=True, help="Of the client; six letters are added.")
@click.option(
    "--scope", "scopes", multiple=True, help="What it may do; repeatable; all that you may by default."
)
@click.option("--expires", default="1d", show_default=True, help="For how long.")
@click.option("--port", type=number(0, 65535), default=0, help="To listen on; a free one by default.")
@click.option("--timeout", type=Seconds(1), default=300, show_default=True, metavar="SECONDS")
@click.option("--csh", is_flag=True, help="For csh and tcsh.")
@click.option("--check", is_flag=True, help="Say only if the credentials of the environment still work.")
@click.option("--show", is_flag=True, help="Print the credentials even to a terminal.")
def signin(
    name: str,
    scopes: tuple[str, ...],
    expires: str,
    port: int,
    timeout: float,
    csh: bool,
    check: bool,
    show: bool,
) -> None:
    """Sign in with the web browser, and print the lines that set the environment of a shell.

    Use it as `eval "$(taskcluster-sdk auth signin)"`. A page of the deployment asks you to agree; the
    credentials come from there to this program, on this machine.
    """
    from tc.cli import signin as flow
    from tc.timestamps import from_now

    if check:
        check_credentials()
        return
    if to_terminal() and not show:
        raise click.UsageError(
            'it prints secrets for a shell: eval "$(taskcluster-sdk auth signin)", or --show'
        )
    try:
        from_now(expires)
    except ValueError as error:
        raise click.UsageError(f"--expires: {str(error).removeprefix('offset: ')}") from None
    root_url = deployment()
    with flow.Listener(port) as listener:
        url = flow.page_url(
            root_url,
            listener.callback_url,
            name=flow.client_name(name),
            scopes=list(scopes) or ["*"],
            expires=expires,
            description=flow.describe_host(),
        )
        say("Agree on this page, to which your browser goes:")
        say(url)
        if to_terminal(sys.stderr):
            click.launch(url)
        credentials = listener.wait(timeout)
    say(f"signed in as {credentials.client_id}")
    print_exports(credentials, root_url, csh=csh)


def deployment() -> str:
    """Return the root URL, whatever credentials the environment has: they may be those to be replaced."""
    from tc.sync import Client

    root_url = settings().root_url or os.environ.get("TASKCLUSTER_ROOT_URL", "")
    if not root_url:
        raise click.UsageError("TASKCLUSTER_ROOT_URL is not set; or give --root-url")
    with Client(root_url) as client:
        return client.root_url


def check_credentials() -> None:
    """Say if the credentials of the environment work.

    Raises:
        click.ClickException: There are none.
        tc.AuthenticationError: The deployment does not accept them.
    """
    from tc.credentials import Credentials

    if not os.environ.get("TASKCLUSTER_CLIENT_ID"):
        raise click.ClickException("not signed in: TASKCLUSTER_CLIENT_ID is not set")
    credentials = Credentials.from_env()
    with connected() as client:
        client.auth.currentScopes()
        until = expiry(credentials) or client.auth.client(credentials.client_id)["expires"]
    data = {"clientId": credentials.client_id, "expires": until}
    print_fields([("client id", credentials.client_id), ("expires", until)], data=data)


@auth.command("temp")
@click.option("--scope", "scopes", multiple=True, required=True, help="What they allow; repeatable.")
@click.option(
    "--expires",
    type=Moment(),
    default="1 hour",
    show_default=True,
    metavar="TIME",
    help="For how long, at most 31 days.",
)
@click.option("--name", help="Their client id, which audit logs show; yours by default.")
@click.option("--csh", is_flag=True, help="For csh and tcsh.")
def temp(scopes: tuple[str, ...], expires: datetime, name: str | None, csh: bool) -> None:
    """Make temporary credentials, and print the lines that set them in a shell.

    They are made from those of the environment; nothing is sent. To try them:
    `eval "$(taskcluster-sdk auth temp --scope secrets:get:a --expires 1h)"`.
    """
    from datetime import UTC, datetime

    from tc.credentials import Credentials

    duration = expires - datetime.now(UTC)
    own = Credentials.from_env()
    if name is None:
        made = own.create_temp_creds(duration, list(scopes))
    else:
        made = own.create_named_temp_creds(name, duration, list(scopes))
    with connected() as client:
        print_exports(made, client.root_url, csh=csh)


@auth.group("scopes")
def scopes_group() -> None:
    """See what scopes give."""


@scopes_group.command("expand")
@click.argument("scopes", nargs=-1, required=True)
def expand(scopes: tuple[str, ...]) -> None:
    """Print all scopes that SCOPES give, those of roles too."""
    with connected() as client:
        found = client.auth.expandScopes({"scopes": list(scopes)})["scopes"]
    print_table(("scope",), [(each,) for each in found], data=found)
