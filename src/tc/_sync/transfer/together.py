# Generated from src/tc/_async/transfer/together.py by tools/unasync_build.py. Do not edit.

"""Downloads side by side, of which the first failure ends all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tc._concurrency import side_by_side, wind_down
from tc._stopping import Stopper
from tc._transfer.result import Total

T = TypeVar("T")


def download_together(
    take: Callable[[], T | None],
    download: Callable[[T], Any],
    limit: int,
    total: Total,
    give_up: Callable[[], object] = lambda: None,
) -> None:
    """Do all of several downloads, or stop them all when one fails or the caller is interrupted.

    Args:
        take: Returns what to download next, or None for nothing at the moment.
        download: Downloads it, counted by `total`.
        limit: How many are downloaded at a time.
        total: Counts them.
        give_up: Called after an interrupt, while some may still be under way.

    Raises:
        Exception: The first that a download raised.
    """
    stopper = Stopper()

    try:
        side_by_side(take, lambda item: stopper.run(download, item), lambda *_: None, limit)
    except BaseException as error:
        total.stopped = True
        stopper.stop()
        if not isinstance(error, Exception):
            give_up()
            wind_down(lambda: total.active)
        elif stopper.failure is not None and stopper.failure is not error:
            # The others may have noticed that they were stopped before it was told what stopped them.
            raise stopper.failure from stopper.failure.__cause__
        raise
