#!/usr/bin/env python3
"""Write the blocking twin: `_async/` -> `_sync/`, in `src/tc`, `tests` and `tests/typing`.

    unasync_build.py            write what differs, delete what has no source
    unasync_build.py --check    write nothing; fail on stale, changed, missing and orphan files

The `unasync` library renames tokens: `async def` -> `def`, `await x` -> `x`, `__aenter__` -> `__enter__`, and
the names in SUBSTITUTIONS. The tool also refuses what would make a twin wrong without a word: an `Async...`
or `async_...` name that has no substitution, a substitution that nothing uses, an `await` within an f-string
(which only some Python versions see), and any async word left in the output, prose included.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tempfile
import tokenize
from pathlib import Path

import unasync
from output import ROOT, formatted, options, reconcile

TREES = ("src/tc", "tests", "tests/typing")
SUBSTITUTIONS = {
    # packages and halves
    "_async": "_sync",
    "aio": "sync",
    # httpx and httpcore
    "AsyncClient": "Client",
    "AsyncHTTPTransport": "HTTPTransport",
    "AsyncBaseTransport": "BaseTransport",
    "AsyncByteStream": "SyncByteStream",
    "aiter_bytes": "iter_bytes",
    "aiter_raw": "iter_raw",
    "handle_async_request": "handle_request",
    # the standard library
    "aread": "read",
    "aclose": "close",
    "AsyncGenerator": "Generator",
    "AsyncIterable": "Iterable",
    "AsyncIterator": "Iterator",
    # our pairs
    "AsyncCredentialsFunction": "CredentialsFunction",
    "async_resolve_credentials": "resolve_credentials",
    "async_boundary": "boundary",
    "async_cleanup": "cleanup",
    "async_offload": "offload",
    "async_side_by_side": "side_by_side",
    "async_look_up": "look_up",
    "async_sleep": "sleep",
    "async_watch": "Watch",
    "async_until": "until",
    "async_delegate": "delegate",
    "async_wind_down": "wind_down",
    "AsyncStopper": "Stopper",
    "check_async_method": "check_plain_method",
    "async_check_owner": "check_owner",
    "async_connect": "connect",
    "AsyncConnectionPool": "ConnectionPool",
    "AsyncHTTPConnection": "HTTPConnection",
    "AsyncHTTP11Connection": "HTTP11Connection",
    "AsyncStream": "Stream",
    "AsyncWaiter": "Waiter",
    "AsyncBroker": "Broker",
    "async_open_broker": "open_broker",
    "async_gather": "gather",
    "async_mutations": "mutations",
    "async_run_forked": "run_forked",
}
HEADER = "# Generated from {source} by tools/unasync_build.py. Do not edit.\n\n"
NEEDS_MAPPING = re.compile(r"_?Async[A-Z]\w*|async_\w+")
LEFT_OVER = re.compile(r"\w*(?:async|await|coroutine)\w*", re.IGNORECASE)
KEEP = "# twin: keep"  # at the end of a line that may speak of the other half


class BuildError(Exception):
    """A source that has no correct twin."""


def check_source(path: Path, used: set[str]) -> None:
    """Refuse what the library would convert wrongly or not at all; note which substitutions apply."""
    name = path.relative_to(ROOT)
    text = path.read_text("utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise BuildError(f"{name}:{error.lineno}: {error.msg}") from None
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME:
            if token.string in SUBSTITUTIONS:
                used.add(token.string)
            elif NEEDS_MAPPING.fullmatch(token.string):
                raise BuildError(f"{name}:{token.start[0]}: {token.string} has no substitution")
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.Await) for part in ast.walk(node)):
            raise BuildError(f"{name}:{node.lineno}: await within an f-string")
    if re.search(r"\bawait\(", text):
        raise BuildError(f"{name}: `await(`, which loses its parenthesis")


def convert(paths: list[Path]) -> dict[Path, str]:
    """The twins of source files, by the paths where they belong."""
    with tempfile.TemporaryDirectory() as folder:
        rule = unasync.Rule(f"{ROOT}/", f"{folder}/", additional_replacements=SUBSTITUTIONS)
        unasync.unasync_files([str(path) for path in paths], [rule])
        twins = {}
        for name in (path.relative_to(ROOT).as_posix() for path in paths):
            text = Path(folder, name).read_text("utf-8")
            twins[ROOT / name.replace("_async/", "_sync/", 1)] = HEADER.format(source=name) + text
    return formatted(twins)


def build() -> dict[Path, str]:
    """All twins, checked."""
    paths = [path for tree in TREES for path in sorted((ROOT / tree / "_async").rglob("*.py"))]
    used: set[str] = set()
    for path in paths:
        check_source(path, used)
    if unused := sorted(SUBSTITUTIONS.keys() - used):
        raise BuildError(f"substitutions that nothing uses: {', '.join(unused)}")
    twins = convert(paths)
    for path, text in twins.items():
        for number, line in enumerate(text.splitlines()[1:], 2):
            found = LEFT_OVER.search(line)
            if found and not line.endswith(KEEP):
                raise BuildError(f"{path.relative_to(ROOT)}:{number}: the twin still says {found[0]!r}")
    return twins


def main(argv: list[str] | None = None) -> int:
    args = options(__doc__).parse_args(argv)
    try:
        wanted = build()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    return reconcile(wanted, [ROOT / tree / "_sync" for tree in TREES], check=args.check)


if __name__ == "__main__":
    sys.exit(main())
