"""The command line: `taskcluster-sdk`, also `python -m tc`. Needs the extra `cli`.

Each group of commands is a module, imported when one of its commands is used. The commands are thin: they
read their arguments, call a function of `tc.sync`, and print what it returns.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and leave the program with its exit status.

    Args:
        arguments: The arguments after the name of the program; `sys.argv[1:]` when None.

    Raises:
        SystemExit: Always. Its code is 0 when the command did what was asked, 1 when a service or the task
            said no, 2 for wrong usage, 130 when interrupted.
    """
    try:
        from tc.cli.running import run

        sys.exit(run(arguments))
    except KeyboardInterrupt:  # before a command runs, or while an error is explained
        sys.exit(130)
    except ModuleNotFoundError as error:
        if str(error.name).startswith("tc."):
            raise
        sys.exit(f"taskcluster-sdk needs {error.name}: pip install 'taskcluster-sdk[cli]'")
