"""URLs that are put together are those that httpx makes of the text."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc._protocol import fast_urls
from tc._protocol.fast_urls import join
from tc._protocol.urls import encode_query, route

ROOTS = [
    "https://tc.example.com",
    "http://localhost:8080",
    "http://127.0.0.1:80",
    "https://[::1]:8443/a/b%20c",
    "https://TC.Example.com:443/prefix",
    "https://b\xfccher.example",
]
ANYTHING = st.text(min_size=1).filter(lambda text: text not in (".", "..") and text.isprintable())
TARGETS = st.one_of(
    st.builds(
        lambda first, second, query: route("api/queue/v1/<a>/x/<b>", a=first, b=second) + encode_query(query),
        ANYTHING,
        st.one_of(ANYTHING, st.sampled_from(["...", ".a", "a.", "a..b", "~._-"])),
        st.dictionaries(st.sampled_from("abcde"), st.one_of(ANYTHING, st.integers()), max_size=3),
    ),
    st.text("a/.%2Ff?&=~-_+'", min_size=1).filter(lambda text: "%" not in text),
    st.sampled_from(
        ["a/./b", "a/../b", "./a", "a//b", "a?", "a?b?c", "%2e%2e/a", "a/%2E%2E", "a;b", "a/..", "a?b=%zz"]
    ),
)


@given(st.sampled_from(ROOTS), TARGETS)
def test_they_are_equal(root: str, target: str) -> None:
    ours, theirs = join(root, target), httpx.URL(f"{root}/{target}")
    assert ours == theirs
    assert str(ours) == str(theirs)
    assert (ours.raw_path, ours.path, ours.query, ours.fragment) == (
        theirs.raw_path,
        theirs.path,
        theirs.query,
        theirs.fragment,
    )
    assert (ours.scheme, ours.raw_host, ours.port) == (theirs.scheme, theirs.raw_host, theirs.port)
    assert ours.copy_with(fragment="x") == theirs.copy_with(fragment="x")


def test_one_url_does_not_change_another() -> None:
    first, second = join(ROOTS[0], "a?b=c"), join(ROOTS[0], "d")
    assert (str(first), str(second)) == (f"{ROOTS[0]}/a?b=c", f"{ROOTS[0]}/d")


def test_the_private_name_of_httpx_is_there() -> None:
    """Else `join` parses every URL wholly, which is right but slow."""
    assert httpx.URL("http://x/y")._uri_reference._replace(path="/z").path == "/z"


def test_without_the_private_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_urls, "_base", lambda root: object())
    assert join(ROOTS[0], "a?b=c") == httpx.URL(f"{ROOTS[0]}/a?b=c")
