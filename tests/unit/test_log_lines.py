"""The lines of a log, whatever blocks it comes in, and however often it begins again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc._protocol import lines as protocol_lines
from tc._tasks.log import LogLines

CONTENT = st.lists(st.sampled_from([b"\n", b"a", b"\r", b"\x1b[0m", "é".encode(), b"\xff"]), max_size=60)


def take(lines: LogLines) -> list[str]:
    return list(iter(lines.next, None))


@given(CONTENT.map(b"".join), st.lists(st.tuples(st.integers(0, 70), st.integers(1, 9)), max_size=6))
def test_lines_come_once_and_in_order(content: bytes, breaks: list[tuple[int, int]]) -> None:
    lines = LogLines()
    found: list[str] = []
    for end, size in [*breaks, (len(content), 7)]:
        lines.restart()
        for start in range(0, min(end, len(content)), size):
            lines.feed(content[start : min(start + size, end)])
            found += take(lines)
    lines.finish()
    found += take(lines)

    wanted = content.split(b"\n")
    if not wanted[-1]:
        wanted.pop()
    assert found == [line.decode("utf-8", "replace") for line in wanted]


def test_feed_says_whether_there_was_something_new() -> None:
    lines = LogLines()
    assert lines.feed(b"one\n")
    lines.restart()
    assert not lines.feed(b"on")
    assert not lines.feed(b"e\n")
    assert lines.feed(b"t")
    lines.restart()
    assert lines.feed(b"one\ntwo\n")
    assert take(lines) == ["one", "two"]


def test_finish_lets_another_log_begin() -> None:
    lines = LogLines()
    lines.feed(b"first\nhalf")
    lines.finish()
    lines.feed(b"second\n")
    assert take(lines) == ["first", "half", "second"]


def test_a_line_without_end_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol_lines, "LONGEST", 10)
    lines = LogLines()
    lines.feed(b"x" * 25)
    assert take(lines) == ["x" * 10, "x" * 10]
    lines.feed(b"y\n")
    assert take(lines) == ["xxxxxy"]
