#!/usr/bin/env python3
"""Write all generated code: types, services and exchanges from `api/`, then the blocking twin of `_async/`.

generate.py            write what differs, delete what has no source
generate.py --check    write nothing; fail on stale, changed, missing and orphan files
"""

from __future__ import annotations

import argparse
import sys

import unasync_build
from descriptions import DescriptionError
from facts import API, Facts, FactsError
from output import formatted, reconcile
from render import EVENTS, SERVICES, TYPES, render


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, fail on any difference")
    args = parser.parse_args(argv)
    try:
        facts = Facts.read(API)
        wanted = formatted(render(facts))
    except (FactsError, DescriptionError) as error:
        print(f"cannot render: {error}", file=sys.stderr)
        return 2
    for name, service in facts.services.items():
        if missing := facts.described(name).missing(service):
            print(f"{name}: {len(missing)} keys without a description, such as {' '.join(missing[0])}")
    found = reconcile(wanted, [SERVICES, EVENTS, TYPES], check=args.check)
    return max(found, unasync_build.main(["--check"] if args.check else []))


if __name__ == "__main__":
    sys.exit(main())
