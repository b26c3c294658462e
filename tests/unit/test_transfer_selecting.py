"""Artifacts by pattern, lines of logs, pieces of contents."""

from __future__ import annotations

import os
import pathlib
import random
import re
import time

import httpx
import pytest

import tc
from tc._protocol.lines import LONGEST, LineSplitter
from tc._transfer.resume import FIRST_PIECE, LARGEST_PIECE, RangePlan
from tc._transfer.selecting import check_patterns, matches, path_within, paths_within


@pytest.mark.parametrize(
    ("pattern", "name", "meant"),
    [
        ("public/build/*.zip", "public/build/a.zip", True),
        ("public/build/*.zip", "public/build/en/a.zip", False),
        ("public/**/*.zip", "public/a.zip", True),
        ("public/**/*.zip", "public/build/en/a.zip", True),
        ("public/**", "public/build/en/a.zip", True),
        ("**", "public/a", True),
        ("*.zip", "public/build/a.zip", True),
        ("*.zip", "public/build/a.zip.sig", False),
        ("public/?.zip", "public/a.zip", True),
        ("public/?.zip", "public//.zip", False),
        ("public/[ab].zip", "public/b.zip", True),
        ("public/[!ab].zip", "public/b.zip", False),
        ("public/[!ab]x", "public//x", False),
        ("public/a+(b).txt", "public/a+(b).txt", True),
        ("public/a+(b).txt", "public/aab.txt", False),
        ("public/[z-a]", "public/[z-a]", True),
        ("public/a", "public/a\n", False),
        ("public/a*c*e.zip", "public/abcde.zip", True),
        ("public/*b*b.zip", "public/ab.zip", False),
        ("public/*/x", "public/a/b/x", False),
        ("public/*b/x", "public/abb/x", True),
        ("**/a/**/b/*.zip", "a/x/b/a/b/y.zip", True),
        ("**/a/**/b/*.zip", "a/b/y.zip", True),
        ("**/a/**/b/*.zip", "xa/b/y.zip", False),
        ("**a**/b", "xa_ab", True),
        ("public/[!a]", "public/\n", True),
        ("public/**", "public/a\nb", True),
    ],
)
def test_pattern_means_a_name(pattern: str, name: str, meant: bool) -> None:
    assert matches(name, [pattern]) is meant


@pytest.mark.parametrize("seed", range(20))
def test_pattern_means_what_a_regular_expression_would(seed: int) -> None:
    chance = random.Random(seed)
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]", "a": "a", "b": "b", "/": "/"}
    for _ in range(200):
        chosen = [chance.choice(list(parts)) for _ in range(chance.randint(1, 6))]
        pattern = "/".join(["", *chosen]) if chance.random() < 0.5 else "a/" + "a".join(chosen)
        expression = "".join(parts.get(part, part) for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern))
        for _ in range(10):
            name = "".join(chance.choice("aab/") for _ in range(chance.randint(0, 8)))
            name = chance.choice(["", "/", "a/"]) + name
            assert matches(name, [pattern]) is bool(re.fullmatch(expression, name)), (pattern, name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("public/build/*-*-*-*-*.zip", "public/build/" + "-" * 1000),
        ("**/a/**/a/**/a/**/*.zip", "a/" * 500 + "x"),
        ("**/**/**/**/*.zip", "a/" * 500 + "x"),
        ("**a**a**a**a**b", "a" * 1000),
    ],
)
def test_pattern_takes_a_time_that_the_name_cannot_choose(pattern: str, name: str) -> None:
    started = time.process_time()
    assert not matches(name, [pattern])
    assert time.process_time() - started < 0.5


def test_paths_of_deep_names_take_little_time() -> None:
    names = [f"{'a/' * 500}{number}" for number in range(200)]
    started = time.process_time()
    assert len(paths_within(pathlib.Path("goal"), names)) == 200
    assert time.process_time() - started < 0.5


def test_patterns_are_one_text_or_several() -> None:
    assert check_patterns("a") == ["a"]
    assert check_patterns(("a", "b")) == ["a", "b"]


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../../x", "a//b", ".", "a/.", "", "a\0b"])
def test_path_outside_of_the_folder_is_refused(name: str) -> None:
    with pytest.raises(tc.TransferError, match="not a path within"):
        path_within(pathlib.Path("folder"), name)
    assert path_within(pathlib.Path("folder"), "a/b c") == pathlib.Path("folder/a/b c")


@pytest.mark.parametrize("seed", range(20))
def test_lines_are_the_same_however_the_text_is_cut(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice(["a", "ä", "\n", "\r\n", "\x0b", "\u2028"]) for _ in range(300))
    wire = text.encode()
    splitter = LineSplitter()
    got = []
    while wire:
        size = chance.randint(1, 20)
        splitter.feed(wire[:size])
        wire = wire[size:]
        while (line := splitter.next()) is not None:
            got.append(line)
    splitter.finish()
    while (line := splitter.next()) is not None:
        got.append(line)
    wanted = text.split("\n")
    assert got == (wanted if wanted[-1] or not text.endswith("\n") else wanted[:-1])


def test_line_without_an_end_comes_in_parts() -> None:
    splitter = LineSplitter()
    for _ in range(5):
        splitter.feed(bytes(LONGEST // 2))
    splitter.finish()
    sizes = []
    while (line := splitter.next()) is not None:
        sizes.append(len(line))
    assert sizes == [LONGEST, LONGEST, LONGEST // 2]


@pytest.mark.parametrize("seed", range(20))
def test_parts_of_long_lines_add_up_to_the_text(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is taken back is what was not given."""
    monkeypatch.setattr("tc._protocol.lines.LONGEST", 10)
    chance = random.Random(seed)
    text = "".join(chance.choice(["a", "ä", "€", "😀", "\n"]) for _ in range(300)).replace("\n", "", 9)
    splitter = LineSplitter(strip=True)
    splitter.feed(text.encode())
    given = []
    for _ in range(chance.randint(0, 20)):
        given.append(splitter.next() or "")
        assert "\ufffd" not in given[-1]
        assert len(given[-1].encode()) <= 10
    assert "".join(given) + splitter.take_back().decode().replace("\n", "") == text.replace("\n", "")
    assert splitter.next() is None
    assert not splitter.finish()


@pytest.mark.parametrize("total", [1, FIRST_PIECE, FIRST_PIECE + 1, 10_000_000, 10**9])
@pytest.mark.parametrize("connections", [2, 8])
def test_pieces_cover_the_content(total: int, connections: int) -> None:
    plan = RangePlan(total, "", "a/b", connections)
    end = 0
    for number in range(plan.count):
        start, stop = plan.bounds(number)
        assert start == end
        assert start < stop <= start + LARGEST_PIECE
        end = stop
    assert end == total


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"Content-Range": "bytes 0-1048575/3000001"}, True),
        ({"Content-Range": "bytes 0-1048574/3000000"}, False),
        ({"Content-Range": "bytes 1-1048576/3000000"}, False),
        ({"Content-Range": "bytes 0-1048575/*"}, False),
        ({"Content-Encoding": "gzip"}, False),
        ({"Content-Length": "5"}, False),
        ({"ETag": 'W/"weak"'}, False),
        ({"ETag": ""}, False),
    ],
)
def test_first_piece_makes_a_plan_only_where_nothing_can_change(changes: dict[str, str], fits: bool) -> None:
    headers = {"Content-Range": "bytes 0-1048575/3000000", "ETag": '"a"', "Content-Length": "1048576"}
    found = httpx.Headers(headers | changes)
    assert (RangePlan.of_first(206, found, hashed=False, connections=2) is not None) is fits
    assert RangePlan.of_first(200, found, hashed=False, connections=2) is None


def test_paths_of_names_that_exclude_each_other_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pathlib.Path("/goal")
    names = ["public/a", "public/A", "public/ab/c"]
    assert paths_within(folder, names) == {name: folder / name for name in names}
    with pytest.raises(tc.TransferError, match="'public/a' would be a file and a folder, for 'public/a/b/c'"):
        paths_within(folder, ["public/a/b/c", "public/a"])
    monkeypatch.setattr(os.path, "normcase", lambda path: str(path).lower())  # as on Windows
    with pytest.raises(tc.TransferError, match="the same path here"):
        paths_within(folder, names)
