"""The signer, judged by receivers that share no code with it: mohawk, and the `hawk` package of node."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import httpx
import mohawk.exc
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tc
from tc import ConfigurationError, Credentials, HawkAuth
from tc._protocol.hawk import MAX_LENGTH, Signer, bracketed
from tests.support.hawk_oracle import ACCESS_TOKEN, accept, accept_bewit, decode_ext
from tests.support.method_calls import official
from tests.support.scripted_taskcluster import reply, scripted

JS = Path(__file__).resolve().parent.parent / "js"
PERMANENT = Credentials("tester/a@b:c.d+e|f_g-h!", ACCESS_TOKEN)
CERTIFICATE = {"version": 1, "scopes": ["queue:*", "secrets:get:é"], "start": 1, "expiry": 2}
TEMPORARY = Credentials("temp/client", ACCESS_TOKEN, CERTIFICATE)
URLS = [
    "https://tc.example.com/api/queue/v1/ping",
    "http://tc.example.com/api/queue/v1/ping",
    "https://tc.example.com:8443/api/queue/v1/ping",
    "http://localhost:80/",
    "https://localhost:80/",
    "http://127.0.0.1:1234/api/queue/v1/task/a%2Fb%20c/?limit=1&continuationToken=%26%3D%2B%C3%A9",
    "https://TC.Example.COM/api/index/v1/tasks/a.b?x=&y=%20&y=1",
    "https://b%C3%BCcher.example/".replace("%C3%BC", "ü"),
    "http://[::1]:8080/api/auth/v1/clients/?prefix=a%2Fb",
    "https://[2001:db8::1]/api/auth/v1/ping",
    "https://[2001:0DB8:0:0:1:0:0:1]:8443/api/auth/v1/ping",
    "http://[::ffff:127.0.0.1]/api/auth/v1/ping",
]
# Node's `URL` drops port 80 from any `Host`, and its Hawk takes 443 then, since the connection is encrypted.
NODE_URLS = [url for url in URLS if url != "https://localhost:80/"]
COMBINATIONS = [
    (PERMANENT, None),
    (PERMANENT, []),
    (PERMANENT, ["queue:*", "a b"]),
    (TEMPORARY, None),
    (TEMPORARY, ("queue:get-artifact:public/*",)),
]


def address(url: str) -> tuple[str, str, int]:
    """Target, host and port of a URL as the client takes them from httpx."""
    found = httpx.URL(url)
    port = found.port or {"http": 80, "https": 443}[found.scheme]
    return found.raw_path.decode(), found.raw_host.decode(), port


def wanted_ext(credentials: Credentials, scopes: Any) -> Any:
    ext: dict[str, Any] = {}
    if credentials.certificate:
        ext["certificate"] = json.loads(credentials.certificate)
    if scopes is not None:
        ext["authorizedScopes"] = list(scopes)
    return ext


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(("credentials", "scopes"), COMBINATIONS)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_headers_are_accepted_by_mohawk(url: str, credentials: Credentials, scopes: Any, method: str) -> None:
    header = Signer(credentials, scopes).header(method, *address(url))
    punycode = str(httpx.URL(url).copy_with(host=httpx.URL(url).raw_host.decode()))
    parts = accept(header, punycode, method)
    assert parts["id"] == credentials.client_id
    assert len(header) <= MAX_LENGTH
    ext = wanted_ext(credentials, scopes)
    assert ("ext" in parts) == bool(ext)
    if ext:
        assert decode_ext(parts["ext"]) == ext
        compact = json.dumps(ext, separators=(",", ":")).encode()
        assert len(base64.b64decode(parts["ext"])) == len(compact)


def test_ext_is_standard_base64_of_compact_json() -> None:
    certificate = '{"version": 1, "scopes": ["???>>>", "~~~"]}'
    header = Signer(Credentials("a", "b", certificate), ["c"]).header("GET", "/", "host", 80)
    ext = header.split('ext="')[1].split('"')[0]
    text = '{"certificate":{"version":1,"scopes":["???>>>","~~~"]},"authorizedScopes":["c"]}'
    assert ext == base64.b64encode(text.encode()).decode()
    assert "\n" not in ext


@pytest.mark.parametrize(
    ("url", "method", "key"),
    [
        ("https://tc.example.com/api/x?limit=2", "GET", ACCESS_TOKEN),
        ("https://tc.example.com/api/x", "GET", ACCESS_TOKEN),
        ("https://tc.example.com/api/y?limit=1", "GET", ACCESS_TOKEN),
        ("https://tc.example.com:444/api/x?limit=1", "GET", ACCESS_TOKEN),
        ("http://tc.example.com/api/x?limit=1", "GET", ACCESS_TOKEN),
        ("https://other.example.com/api/x?limit=1", "GET", ACCESS_TOKEN),
        ("https://tc.example.com/api/x?limit=1", "PUT", ACCESS_TOKEN),
        ("https://tc.example.com/api/x?limit=1", "GET", "another"),
    ],
)
def test_header_is_good_for_one_request_only(url: str, method: str, key: str) -> None:
    header = Signer(PERMANENT).header("GET", *address("https://tc.example.com/api/x?limit=1"))
    accept(header, "https://tc.example.com/api/x?limit=1", "GET")
    with pytest.raises(mohawk.exc.MacMismatch):
        accept(header, url, method, key=key)


def test_header_with_another_ext_is_refused_by_mohawk() -> None:
    wide = Signer(TEMPORARY).header("GET", "/", "tc.example.com", 443)
    narrow = Signer(TEMPORARY, []).header("GET", "/", "tc.example.com", 443)
    ext = [header.split('ext="')[1].split('"')[0] for header in (wide, narrow)]
    with pytest.raises(mohawk.exc.MacMismatch):
        accept(narrow.replace(ext[1], ext[0]), "https://tc.example.com/", "GET")


def test_headers_have_their_own_nonce_and_the_present_time() -> None:
    signer = Signer(PERMANENT)
    before = int(time.time())
    parts = [accept(signer.header("GET", "/", "tc.example.com", 443), URLS[0][:23], "GET") for _ in range(50)]
    assert len({part["nonce"] for part in parts}) == 50
    assert all(before <= int(part["ts"]) <= time.time() for part in parts)


# Not `;`: mohawk, unlike node's hawk and the services, drops what follows it in a path.
@given(
    st.from_regex(
        r"/api/([A-Za-z0-9._~!$&'()*+,=:@/-]|%[0-9A-F]{2})*(\?[a-z]+=[A-Za-z0-9%+&/?-]*)?", fullmatch=True
    )
)
def test_header_for_any_target_is_accepted_by_mohawk(target: str) -> None:
    header = Signer(TEMPORARY).header("GET", target, "tc.example.com", 443)
    assert accept(header, f"https://tc.example.com{target}", "GET")["id"] == "temp/client"


# ---------------------------------------------------------------- limits


def test_header_of_more_than_4096_characters_is_refused() -> None:
    longest = 0
    for size in range(2800, 3000):
        signer = Signer(Credentials("a", "b", {"x": "y" * size}))
        try:
            longest = len(signer.header("GET", "/", "localhost", 80))
        except ConfigurationError:
            break
    assert MAX_LENGTH - 4 < longest <= MAX_LENGTH
    with pytest.raises(ConfigurationError, match="4096") as caught:
        signer.header("GET", "/", "localhost", 80)
    assert "yyyy" not in str(caught.value)
    with pytest.raises(ConfigurationError, match="4096"):
        Signer(Credentials("a", "b", {"x": "y" * 4000}))
    with pytest.raises(ConfigurationError, match="4096"):
        Signer(PERMANENT, ["x" * 100] * 40)


def test_bewit_of_more_than_4096_characters_with_path_and_query_is_refused() -> None:
    signer = Signer(PERMANENT)
    short = signer.bewit("/", "localhost", 80, 2_000_000_000)
    room = MAX_LENGTH - len("?bewit=") - len(short)
    assert signer.bewit("/" + "x" * (room - 1), "localhost", 80, 2_000_000_000)
    with pytest.raises(ConfigurationError, match="4096"):
        signer.bewit("/" + "x" * room, "localhost", 80, 2_000_000_000)


@pytest.mark.parametrize(
    "scopes",
    [
        "queue:*",
        b"queue:*",
        "",
        5,
        {"a": 1},
        ["a", 5],
        ["a", None],
        ["a", b"b"],
        [["a"]],
        ["a\nb"],
        ["é"],
        [""],
    ],
)
def test_authorized_scopes_that_are_no_list_of_scopes_are_refused(scopes: Any) -> None:
    for make in (Signer, HawkAuth):
        with pytest.raises(ConfigurationError, match="authorized_scopes"):
            make(PERMANENT, scopes)
    for client in (tc.sync.Client, tc.aio.Client, tc.sync.Queue, tc.aio.Queue):
        with pytest.raises(ConfigurationError, match="authorized_scopes"):
            client("https://tc.example.com", credentials=PERMANENT, authorized_scopes=scopes)


def test_authorized_scopes_may_be_a_set() -> None:
    header = Signer(PERMANENT, {"a"}).header("GET", "/", "localhost", 80)  # type: ignore[arg-type]
    assert decode_ext(accept(header, "http://localhost/", "GET")["ext"]) == {"authorizedScopes": ["a"]}


def test_signers_show_no_secrets() -> None:
    signer = Signer(TEMPORARY, ["a"])
    for shown in (repr(signer), repr(HawkAuth(TEMPORARY)), str(signer)):
        assert ACCESS_TOKEN not in shown
        assert "version" not in shown


# ---------------------------------------------------------------- bewits


@pytest.mark.parametrize("url", [url for url in URLS if "ü" not in url])
@pytest.mark.parametrize(("credentials", "scopes"), COMBINATIONS)
def test_bewits_are_accepted_by_mohawk(url: str, credentials: Credentials, scopes: Any) -> None:
    expires = int(time.time()) + 900
    word = Signer(credentials, scopes).bewit(*address(url), expires)
    parts = accept_bewit(f"{url}{'&' if '?' in url else '?'}bewit={word}")
    assert parts.id == credentials.client_id
    assert int(parts.expiration) == expires
    ext = wanted_ext(credentials, scopes)
    assert (decode_ext(parts.ext) if parts.ext else {}) == ext


def test_bewit_after_its_end_is_refused_by_mohawk() -> None:
    word = Signer(PERMANENT).bewit("/a", "localhost", 80, 1000)
    assert accept_bewit(f"http://localhost/a?bewit={word}", now=1000)
    with pytest.raises(mohawk.exc.TokenExpired):
        accept_bewit(f"http://localhost/a?bewit={word}", now=1001)
    with pytest.raises(mohawk.exc.MacMismatch):
        accept_bewit(f"http://localhost/b?bewit={word}", now=1000)


def test_signed_urls_equal_the_official_clients() -> None:
    # Without a certificate the official client signs an `ext` of `{}`, where the rule is to have none.
    certificate = json.dumps({"version": 1, "scopes": ["*"], "seed": "abc"})
    root, moment = "https://tc.example.com", 1_800_000_000.25
    theirs = official("Queue", root, clientId="temp", accessToken=ACCESS_TOKEN, certificate=certificate)
    credentials = Credentials("temp", ACCESS_TOKEN, certificate)
    with tc.sync.Queue(root, credentials=credentials) as ours, mock.patch("time.time", return_value=moment):
        pairs = [
            (
                ours.getArtifact_signed_url("T-1", 3, "public/a b/é?.log", ttl=timedelta(hours=1)),
                theirs.buildSignedUrl("getArtifact", "T-1", 3, "public/a b/é?.log", expiration=3600),
            ),
            (ours.status_signed_url("T-1"), theirs.buildSignedUrl("status", "T-1")),
            (
                ours.listTaskGroup_signed_url("T-1", limit=5),
                theirs.buildSignedUrl("listTaskGroup", params={"taskGroupId": "T-1"}, query={"limit": 5}),
            ),
        ]
    for mine, other in pairs:
        assert mine == other


# ---------------------------------------------------------------- HawkAuth


def test_hawk_auth_signs_for_a_blocking_client() -> None:
    with scripted(reply(200, {})) as server, httpx.Client() as client:
        auth = HawkAuth(TEMPORARY, ["a"])
        client.get(f"{server.url}/any/thing", params={"q": "a b&c", "é": ["1", "2"]}, auth=auth)
        client.post(f"{server.url}/any", json={"a": 1}, auth=auth)
        client.get(server.url, auth=HawkAuth(lambda: PERMANENT))
        for request in server.requests:
            url = f"http://{request.headers['host']}{request.target}"
            parts = accept(request.headers["authorization"], url, request.method)
            if "ext" in parts:
                assert decode_ext(parts["ext"]) == {"certificate": CERTIFICATE, "authorizedScopes": ["a"]}
        assert [request.method for request in server.requests] == ["GET", "POST", "GET"]


@pytest.mark.anyio
async def test_hawk_auth_signs_for_an_async_client() -> None:
    with scripted(reply(200, {})) as server:
        async with httpx.AsyncClient(auth=HawkAuth(PERMANENT)) as client:
            await client.get(f"{server.url}/any/thing?q=a%20b")
            await client.put(f"{server.url}/any", content=b"text")
        for request in server.requests:
            url = f"http://{request.headers['host']}{request.target}"
            assert accept(request.headers["authorization"], url, request.method)["id"] == PERMANENT.client_id


def test_hawk_auth_with_a_function_asks_it_for_each_request() -> None:
    current = [Credentials("first", ACCESS_TOKEN), Credentials("second", ACCESS_TOKEN)]
    with scripted(reply(200, {})) as server, httpx.Client(auth=HawkAuth(lambda: current.pop(0))) as client:
        client.get(server.url)
        client.get(server.url)
        names = [request.headers["authorization"].split('"')[1] for request in server.requests]
    assert names == ["first", "second"]


def test_hawk_auth_without_credentials_is_refused() -> None:
    async def later() -> Credentials:
        raise AssertionError("nobody waits for it")

    for wrong in (None, "tester", {"clientId": "a"}):
        with pytest.raises(ConfigurationError, match="credentials"):
            HawkAuth(wrong)  # type: ignore[arg-type]
    with scripted(reply(200, {})) as server, httpx.Client() as client:
        for function in (lambda: None, lambda: "tester", later):
            with pytest.raises(ConfigurationError, match="credentials"):
                client.get(server.url, auth=HawkAuth(function))  # type: ignore[arg-type]
        assert not server.requests


# ---------------------------------------------------------------- node's own Hawk


@pytest.fixture(scope="module")
def node() -> Any:
    """A function that hands requests to the `hawk` package of node."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not installed")
    if not (JS / "node_modules" / "hawk").is_dir():
        pytest.skip("what npm fetches is not there: make tests/js/node_modules")

    def judge(requests: list[dict[str, Any]]) -> Any:
        command = ["node", str(JS / "receiver.js")]
        done = subprocess.run(command, input=json.dumps(requests), capture_output=True, check=True, text=True)
        return json.loads(done.stdout)

    return judge


def judged(found: dict[str, Any], credentials: Credentials, scopes: Any) -> None:
    assert found.get("error") is None
    assert found["id"] == credentials.client_id
    assert (decode_ext(found["ext"]) if found["ext"] else {}) == wanted_ext(credentials, scopes)


def as_node_has_it(url: str, **more: str) -> dict[str, Any]:
    """A request as node's HTTP server hands it to Hawk, which reads the header `Host` by itself."""
    parts = urlsplit(url)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    headers = {"host": httpx.URL(url).netloc.decode(), **more}
    encrypted = parts.scheme == "https"
    return {"method": "GET", "url": target, "headers": headers, "encrypted": encrypted, "key": ACCESS_TOKEN}


def test_headers_are_accepted_by_node(node: Any) -> None:
    cases = [(url, credentials, scopes) for url in NODE_URLS for credentials, scopes in COMBINATIONS]
    requests = [
        as_node_has_it(url, authorization=Signer(credentials, scopes).header("GET", *address(url)))
        for url, credentials, scopes in cases
    ]
    for found, (_, credentials, scopes) in zip(node(requests), cases, strict=True):
        judged(found, credentials, scopes)


def test_bewits_are_accepted_by_node(node: Any) -> None:
    cases = [(url, credentials, scopes) for url in NODE_URLS for credentials, scopes in COMBINATIONS]
    requests = []
    for url, credentials, scopes in cases:
        word = Signer(credentials, scopes).bewit(*address(url), int(time.time()) + 600)
        requests.append(as_node_has_it(f"{url}{'&' if '?' in url else '?'}bewit={word}"))
    for found, (_, credentials, scopes) in zip(node(requests), cases, strict=True):
        judged(found, credentials, scopes)


@pytest.mark.parametrize(
    ("host", "signed"),
    [
        ("::", "[::]"),
        ("::1", "[::1]"),
        ("1::", "[1::]"),
        ("2001:DB8::0001", "[2001:db8::1]"),
        ("1:0:0:2:0:0:0:3", "[1:0:0:2::3]"),
        ("1:0:0:2:0:0:3:4", "[1::2:0:0:3:4]"),
        ("1:0:2:0:3:0:4:0", "[1:0:2:0:3:0:4:0]"),
        ("::ffff:1.2.3.4", "[::ffff:102:304]"),
        ("fe80::1%25eth0", "[fe80::1]"),
        ("v1.fe80::a", "[v1.fe80::a]"),
    ],
)
def test_address_is_signed_as_node_reads_it(host: str, signed: str) -> None:
    assert bracketed(host) == signed


def test_any_address_is_signed_as_node_reads_it(node: Any) -> None:
    """Each form of an address, and the one that node makes of it, go into the same signature."""
    random = Random(1)
    words = ["0", "0", "0", "1", "10", "100", "a0", "ABCD", "0001"]
    hosts = [":".join(random.choices(words, k=8)) for _ in range(100)]
    requests = [
        as_node_has_it(url, authorization=Signer(PERMANENT).header("GET", *address(url)))
        for url in (f"http://[{host}]:8080/api/x" for host in hosts)
    ]
    assert [found.get("error") for found in node(requests)] == [None] * 100


def test_length_limit_is_that_of_node(node: Any) -> None:
    signer = Signer(PERMANENT)
    expires = int(time.time()) + 600
    room = MAX_LENGTH - len("?bewit=") - len(signer.bewit("/", "localhost", 80, expires))
    target = "/" + "x" * (room - 1)
    word = signer.bewit(target, "localhost", 80, expires)
    requests = [as_node_has_it(f"http://localhost{target}{more}?bewit={word}") for more in ("", "x")]
    longest = None
    for size in range(2950, 2800, -1):
        try:
            longest = Signer(Credentials("a", ACCESS_TOKEN, {"x": "y" * size})).header(
                "GET", "/", "localhost", 80
            )
            break
        except ConfigurationError:
            continue
    assert longest is not None
    padded = longest.replace('", mac', " " * (MAX_LENGTH + 1 - len(longest)) + '", mac')
    requests += [as_node_has_it("http://localhost/", authorization=text) for text in (longest, padded)]
    good_bewit, long_bewit, good_header, long_header = node(requests)
    assert good_bewit["id"] == PERMANENT.client_id
    assert "max length" in long_bewit["error"]
    assert good_header["id"] == "a"
    assert "too long" in long_header["error"]


def test_request_that_was_changed_is_refused_by_node(node: Any) -> None:
    header = Signer(PERMANENT).header("GET", *address("https://tc.example.com/a?limit=1"))
    urls = [
        "https://tc.example.com/a?limit=1",
        "https://tc.example.com/a",
        "https://tc.example.com/a?limit=2",
    ]
    good, *bad = node([as_node_has_it(url, authorization=header) for url in urls])
    assert good["id"] == PERMANENT.client_id
    assert [found["error"] for found in bad] == ["Bad mac", "Bad mac"]
