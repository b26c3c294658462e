#!/usr/bin/env python3
"""Write all generated code: types, services and exchanges from `api/`, then the blocking twin of `_async/`.

generate.py            write what differs, delete what has no source
generate.py --check    write nothing; fail on stale, changed, missing and orphan files
"""

from __future__ import annotations

import sys

import unasync_build
from descriptions import FactsError
from facts import API, Facts
from output import formatted, options, reconcile
from render import EVENTS, SERVICES, TYPES, render


def main(argv: list[str] | None = None) -> int:
    args = options(__doc__).parse_args(argv)
    try:
        wanted = formatted(render(Facts.read(API)))
    except FactsError as error:
        print(f"cannot render: {error}", file=sys.stderr)
        return 2
    found = reconcile(wanted, [SERVICES, EVENTS, TYPES], check=args.check)
    return max(found, unasync_build.main(["--check"] if args.check else []))


if __name__ == "__main__":
    sys.exit(main())
