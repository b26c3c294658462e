"""Copy secrets from one deployment to another, those that are missing there or differ.

    python examples/mirror_secrets.py project/my-project/ [--dry-run]

From the deployment that TASKCLUSTER_* name to the one that TARGET_TASKCLUSTER_* name.
"""

from __future__ import annotations

import argparse
import os
import sys

import tc
from tc.types import secrets as types


def target() -> tc.sync.Secrets:
    """The secrets service of the other deployment."""
    prefix = "TARGET_"
    environ = {k.removeprefix(prefix): v for k, v in os.environ.items() if k.startswith(prefix)}
    return tc.sync.Secrets(environ["TASKCLUSTER_ROOT_URL"], credentials=tc.Credentials.from_env(environ))


def found(secrets: tc.sync.Secrets, name: str) -> types.Secret | None:
    """A secret, or None; one that has expired is not there."""
    try:
        return secrets.get(name)
    except tc.NotFoundError:
        return None


def main(argv: list[str] | None = None) -> int:
    """Compare and copy. Names are printed, values never."""
    parser = argparse.ArgumentParser(description="Mirror secrets between two deployments")
    parser.add_argument("prefix", help="of the names to mirror")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be copied")
    args = parser.parse_args(argv)
    copied = 0
    with tc.sync.Secrets.from_env() as source, target() as copy:
        for name in source.list_items():
            if not name.startswith(args.prefix):
                continue
            secret = found(source, name)
            if secret is None or secret == found(copy, name):
                continue
            if not args.dry_run:
                copy.set(name, secret)
            copied += 1
            print(("would copy " if args.dry_run else "copied ") + name)
    print(f"{copied} of the secrets under {args.prefix} differed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
