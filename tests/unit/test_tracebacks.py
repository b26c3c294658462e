"""What is left of a traceback at the boundary of the library."""

from __future__ import annotations

from typing import Any

import pytest

from tc._redact.tracebacks import boundary

# Functions of the library, as far as a traceback tells.
LIBRARY = """
def fails_and_goes_on(raise_again, secret):
    try:
        int(secret)
    except ValueError as error:
        kept = error
    raise_again(kept)
"""


def test_boundary_leaves_out_a_frame_that_is_still_running() -> None:
    """As that of a thread which has handed on what it raised: its variables cannot be emptied."""

    @boundary
    def raise_again(error: Exception) -> None:
        raise error

    library: dict[str, Any] = {"__name__": "tc.example"}
    exec(LIBRARY, library)
    with pytest.raises(ValueError, match="invalid literal") as caught:
        boundary(library["fails_and_goes_on"])(raise_again, "no-number")
    names = [entry.name for entry in caught.traceback]
    assert names.count("fails_and_goes_on") == 1  # as the outer boundary found it, ended
