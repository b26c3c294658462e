"""`secret`: small documents, read and written."""

from __future__ import annotations

from typing import Any

import click

from tc.cli.base import Group, connected
from tc.cli.documents import Document
from tc.cli.options import expires_option
from tc.cli.output import print_json, print_table, report


@click.group(cls=Group)
def secret() -> None:
    """Read and write secrets."""


@secret.command("get")
@click.argument("name")
def get(name: str) -> None:
    """Print the content of a secret, as JSON."""
    with connected() as client:
        print_json(client.secrets.get(name)["secret"])


@secret.command("set")
@click.argument("name")
@click.option(
    "-f",
    "--file",
    "content",
    required=True,
    type=Document(),
    help="The content: JSON or YAML, - for the standard input.",
)
@expires_option
def set_secret(name: str, content: Any, expires: str) -> None:
    """Write a secret, in place of what it was."""
    if not isinstance(content, dict):
        raise click.UsageError("--file: expected an object, with names and values")
    with connected() as client:
        client.secrets.set(name, {"secret": content, "expires": expires})
    report(f"{name} is set, and expires {expires}", {"name": name, "expires": expires})


@secret.command("list")
def list_secrets() -> None:
    """List the names of the secrets."""
    with connected() as client:
        names = list(client.secrets.list_items())
    print_table(("secret",), [(each,) for each in names], data=names, empty="no secrets")


@secret.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a secret."""
    with connected() as client:
        client.secrets.get(name)  # removing an unknown one succeeds
        client.secrets.remove(name)
    report(f"{name} is removed", {"name": name})
