from __future__ import annotations

import enum
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tc
from tc import ConfigurationError
from tc._protocol.urls import check_path, encode_query, parse_root_url, route, segment
from tc._redact.urls import redact

PLAIN = st.text(st.characters(blacklist_categories=["Cs"]))


class Word(str, enum.Enum):  # noqa: UP042 - a StrEnum's str() is its value, which hides mistakes
    LONG = "a/b"


class Number(enum.IntEnum):
    SEVEN = 7


# ---------------------------------------------------------------- root URLs


@pytest.mark.parametrize(
    ("root_url", "text"),
    [
        ("https://tc.example.com", "https://tc.example.com"),
        ("https://tc.example.com/", "https://tc.example.com"),
        ("https://tc.example.com//", "https://tc.example.com"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("http://[::1]:80/", "http://[::1]:80"),
        ("http://taskcluster", "http://taskcluster"),
        ("http://my_host.internal./", "http://my_host.internal."),
        ("https://example.com/taskcluster/", "https://example.com/taskcluster"),
        ("https://bücher.example", "https://bücher.example"),
    ],
)
def test_root_url_is_normalized(root_url: str, text: str) -> None:
    assert parse_root_url(root_url) == text
    assert tc.sync.Client(root_url).make_url("api/queue/v1/ping") == f"{text}/api/queue/v1/ping"


BAD_ROOTS = [
    ("", "empty"),
    ("tc.example.com", "https://"),
    ("//tc.example.com", "https://"),
    ("tc.example.com:443", "https://"),
    ("ftp://tc.example.com", "https://"),
    ("file:///etc", "https://"),
    ("https:tc.example.com", "no host"),
    ("https://", "no host"),
    ("https:///path", "no host"),
    ("https://:443", "no host"),
    ("https://tc.example.com:0", "port"),
    ("https://tc.example.com:99999", "not a URL"),
    ("https://tc.example.com:x", "not a URL"),
    ("https://[::1", "not a URL"),
    ("https://[zz]", "not a URL"),
    ("https://user@tc.example.com", "user name"),
    ("https://user:hunter2@tc.example.com", "user name"),
    ("https://@tc.example.com", "user name"),
    ("https://tc.example.com?a=1", "query"),
    ("https://tc.example.com/?", "query"),
    ("https://tc.example.com/#top", "query or fragment"),
    ("https://tc.example.com#", "query or fragment"),
    (" https://tc.example.com", "white space"),
    ("https://tc.example.com\n", "white space"),
    ("https://tc.example.com/a b", "white space"),
    ("https://tc.example\u3000.com", "white space"),
    ("https://tc.example.com\x00", "white space"),
    ("https://tc.example.com\\path", "host"),
    ("https://tc.example.com/a/../b", "path"),
    ("https://tc.example.com/%zz", "path"),
    ("https://tc..example.com", "not a URL"),
    ("https://tc!.example.com", "host"),
    ("https://" + "a" * 64 + ".example.com", "not a URL"),
    (None, "expected a root URL"),
    (b"https://tc.example.com", "expected a root URL"),
    (httpx.URL("https://tc.example.com"), "expected a root URL"),
]


@pytest.mark.parametrize(("root_url", "match"), BAD_ROOTS)
def test_root_url_that_is_malformed_is_refused(root_url: Any, match: str) -> None:
    for make in (parse_root_url, tc.sync.Client, tc.aio.Client, tc.sync.Queue, tc.aio.Secrets):
        with pytest.raises(ConfigurationError, match=match) as caught:
            make(root_url)
        assert "root_url" in str(caught.value)
        assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "root_url", ["https://exa'mplé.com", "https://\u200b.example", "https://-é-.example"]
)
def test_root_url_with_a_name_that_httpx_refuses_is_refused(root_url: str) -> None:
    for make in (tc.sync.Client, tc.aio.Queue):
        with pytest.raises(ConfigurationError, match="root_url"):
            make(root_url)


@given(st.text(st.sampled_from("abZ019.-_~%[]:@!$&'()*+,;=/?#\\ éß字\u3000\n"), max_size=12))
def test_root_url_that_is_accepted_can_be_sent(text: str) -> None:
    try:
        client = tc.sync.Client(f"http://{text}")
    except ConfigurationError:
        return
    with client:
        url = httpx.URL(client.make_url("api/x"))
        assert url.raw_path.endswith(b"/api/x")
        assert url.host
        assert not url.userinfo
        assert not url.query


# ---------------------------------------------------------------- route parameters


@given(PLAIN)
def test_route_parameter_stays_one_segment(value: str) -> None:
    if value in ("", ".", ".."):
        with pytest.raises(ValueError, match="name"):
            segment("name", value)
        return
    quoted = segment("name", value)
    assert unquote(quoted, errors="strict") == value
    assert not set(quoted) & set("/?#; ")
    sent = httpx.URL(f"https://tc.example.com/a/{quoted}/b").raw_path
    assert sent == f"/a/{quoted}/b".encode()


@given(
    PLAIN.filter(lambda text: text not in ("", ".", "..")), PLAIN.filter(lambda t: t not in ("", ".", ".."))
)
def test_route_keeps_its_shape(first: str, second: str) -> None:
    path = route("api/x/v1/<first>/and/<second>", first=first, second=second)
    assert [unquote(part) for part in path.split("/")] == ["api", "x", "v1", first, "and", second]
    assert check_path(path) == path


def test_route_parameter_may_look_like_another() -> None:
    assert route("<a>/<b>", a="<b>", b="<a>") == "%3Cb%3E/%3Ca%3E"


def test_route_parameter_of_another_type_is_written_as_text() -> None:
    assert segment("runId", 0) == "0"
    assert segment("runId", -1) == "-1"
    assert segment("runId", Number.SEVEN) == "7"
    assert segment("name", Word.LONG) == "a%2Fb"
    assert segment("name", "...") == "..."
    assert segment("name", "%2e") == "%252e"


@pytest.mark.parametrize("value", [None, 1.5, b"a", True, ["a"], object(), datetime.now(UTC)])
def test_route_parameter_of_a_wrong_type_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="taskId"):
        route("task/<taskId>", taskId=value)


@pytest.mark.parametrize("value", ["", ".", "..", "\ud800"])
def test_route_parameter_that_cannot_be_sent_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="taskId"):
        route("task/<taskId>", taskId=value)


# ---------------------------------------------------------------- paths


@pytest.mark.parametrize(
    "path", ["api/queue/v1/ping", "a", "a/", "a//b", "%2F", "a;b=c", "a.b/..c/d..", "...", "~"]
)
def test_path_is_kept(path: str) -> None:
    assert check_path(path) == path
    assert httpx.URL(f"http://localhost/{path}").raw_path == f"/{path}".encode()


@pytest.mark.parametrize(
    "path",
    [
        *(
            "",
            "/api",
            "https://localhost/api",
            "http://a",
            "//evil.example",
            "a b",
            "a?b",
            "a#b",
            "é",
            "%",
            "%2",
            "%zz",
            "a\nb",
            'a"b',
            "a\\b",
        ),
        *(".", "..", "./a", "../a", "a/./b", "a/../b", "a/..", "%2e%2E/a", "a/.%2e/b", "a/%2e", "a<b>"),
    ],
)
def test_path_that_cannot_be_sent_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        check_path(path)


def test_path_that_is_not_text_is_refused() -> None:
    with pytest.raises(TypeError, match="path"):
        check_path(b"api")  # type: ignore[arg-type]


# ---------------------------------------------------------------- queries


@given(st.dictionaries(PLAIN, st.one_of(PLAIN, st.integers(), st.lists(PLAIN)), max_size=5))
def test_query_of_any_text_arrives_as_it_is(query: dict[str, Any]) -> None:
    text = encode_query(query)
    pairs = [(k, str(item)) for k, v in query.items() for item in (v if isinstance(v, list) else [v])]
    assert parse_qsl(text[1:], keep_blank_values=True, errors="strict") == pairs
    assert text == "" if not pairs else text.startswith("?")
    assert httpx.URL(f"http://localhost/{text}").raw_path == f"/{text}".encode()


def test_query_value_is_written_as_the_api_wants() -> None:
    moment = datetime(2026, 11, 22, 11, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    assert encode_query({"a": True, "b": False, "c": None, "d": 0, "e": ""}) == "?a=true&b=false&d=0&e="
    assert encode_query({"since": moment}) == "?since=2026-11-22T10%3A00%3A00.123Z"
    assert encode_query({"a": ["x", 1, True], "b": ("y",), "c": []}) == "?a=x&a=1&a=true&b=y"
    assert encode_query({"a": Number.SEVEN, "b": Word.LONG}) == "?a=7&b=a%2Fb"
    assert encode_query({"q": "a b+c&d=e"}) == "?q=a%20b%2Bc%26d%3De"
    assert encode_query({"c": None}) == encode_query({}) == encode_query(None) == ""


@pytest.mark.parametrize(
    "query",
    [
        {"a": 1.5},
        {"a": b"x"},
        {"a": {"b": 1}},
        {"a": {"b"}},
        {"a": [None]},
        {"a": [["x"]]},
        {"a": object()},
        {5: "x"},
    ],
)
def test_query_value_of_a_wrong_type_is_refused(query: Any) -> None:
    with pytest.raises(TypeError):
        encode_query(query)


@pytest.mark.parametrize("query", [{"a": datetime(2026, 1, 1)}, {"a": "\ud800"}, {"\ud800": "a"}])  # noqa: DTZ001
def test_query_value_that_cannot_be_sent_is_refused(query: Any) -> None:
    with pytest.raises(ValueError):
        encode_query(query)


def test_redact_hides_secrets_in_urls() -> None:
    assert redact("https://h/a?bewit=c2VjcmV0&b=1") == "https://h/a?bewit=***&b=1"
    assert redact("https://h/a?b=1&bewit=c2VjcmV0") == "https://h/a?b=1&bewit=***"
    assert (
        redact("https://h/api/hooks/v1/hooks/g/h/trigger/t0ken?a=1")
        == "https://h/api/hooks/v1/hooks/g/h/trigger/***?a=1"
    )
    assert redact("https://h/a?nobewit=1") == "https://h/a?nobewit=1"
