"""The command line: `python -m tc`, which is the command `taskcluster-sdk`."""

from __future__ import annotations

import importlib
import sys


def main() -> None:
    """Run the command line, or say how to install it."""
    try:
        run = importlib.import_module("tc.cli").main
    except ModuleNotFoundError as error:
        if str(error.name).startswith("tc.") and error.name != "tc.cli":
            raise
        sys.exit("tc: the command line is an extra: pip install 'taskcluster-sdk[cli]'")
    run()


if __name__ == "__main__":
    main()
