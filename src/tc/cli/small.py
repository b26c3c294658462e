"""Commands that ask no service: times, slug ids, completion, version."""

from __future__ import annotations

import click

from tc._version import __version__
from tc.cli.app import app
from tc.cli.base import PROGRAM, Command, Group, settings
from tc.cli.options import number
from tc.cli.output import print_json, print_value


@click.command(cls=Command)
def version() -> None:
    """Print the version."""
    print_value("version", f"{PROGRAM} {__version__}", data={"version": __version__})


@click.command(cls=Command)
@click.argument("offset", nargs=-1, required=True)
def from_now(offset: tuple[str, ...]) -> None:
    """Print the moment that lies OFFSET away from now.

    Such as `2 days 3 hours` or `1y2mo`. One that lies back begins with a minus, after `--`:
    `taskcluster-sdk from-now -- -5 minutes`.
    """
    from tc.timestamps import from_now as moment
    from tc.timestamps import to_json_date

    print_value("time", to_json_date(moment(" ".join(offset))))


@click.group(cls=Group)
def slugid() -> None:
    """Make slug ids, and turn them into UUIDs and back."""


@slugid.command("generate")
@click.option("-n", "--count", type=number(1, 100_000), default=1, help="How many; 1 by default.")
def generate(count: int) -> None:
    """Print a new slug id, which can be the id of a task."""
    from tc.slugs import slug_id

    made = [slug_id() for _ in range(count)]
    if settings().json:
        print_json(made)
    else:
        click.echo("\n".join(made))


@slugid.command("encode")
@click.argument("uuid", type=click.UUID)
def encode(uuid: object) -> None:
    """Print the slug id of UUID."""
    import slugid as library

    print_value("slugId", library.encode(uuid))


@slugid.command("decode")
@click.argument("slug_id")
def decode(slug_id: str) -> None:
    """Print the UUID of SLUG_ID. One that begins with a dash stands after `--`."""
    import slugid as library

    try:
        uuid = library.decode(slug_id)
    except Exception:  # noqa: BLE001 - the library names none
        uuid = None
    if uuid is None or library.encode(uuid) != slug_id:
        raise click.UsageError("SLUG_ID: not a slug id of 22 letters")
    print_value("uuid", str(uuid))


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script with which SHELL completes commands, services, methods and their options.

    \b
    bash: taskcluster-sdk completion bash > ~/.local/share/bash-completion/completions/taskcluster-sdk
    zsh:  taskcluster-sdk completion zsh > ~/.zfunc/_taskcluster-sdk    (a folder of $fpath)
    fish: taskcluster-sdk completion fish > ~/.config/fish/completions/taskcluster-sdk.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    variable = f"_{PROGRAM.upper().replace('-', '_')}_COMPLETE"
    if shell == "bash":
        # Without the look at bash's version, which would run a bash.
        script = kind.source_template % kind(app, {}, PROGRAM, variable).source_vars()
    else:
        script = kind(app, {}, PROGRAM, variable).source()
    if settings().json:
        print_json({"shell": shell, "script": script})
    else:
        click.echo(script)
