"""Anything at all as input: it arrives as it was, or is refused with a clear error; and no secret shows."""

from __future__ import annotations

import gzip
import json
import pickle
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tc
from tc import ConfigurationError, Credentials, sync
from tc._names import PACKAGE
from tc._protocol.decompress import BoundedBody
from tc._protocol.environment import read_environment
from tc._protocol.hawk import Signer
from tc._protocol.response import ApiResponse
from tc._protocol.urls import parse_root_url
from tc.credentials import CLIENT_ID
from tests.support.hawk_oracle import accept, decode_ext
from tests.support.http_server import Peer
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, scripted
from tests.support.secret_scanner import check_error, check_text

TOKEN = "no-secret-0123456789"
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
ANY_TEXT = st.text(max_size=30)  # lone surrogates too, which no URL can hold
PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)
CLIENT_IDS = st.from_regex(r"\A[A-Za-z0-9!@/:.+|_-]{1,40}\Z")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
SERVED = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def verify(peer: Peer) -> bool:
    """Respond with what was asked, decoded, once mohawk has accepted its MAC."""
    request = peer.server.requests[-1]
    url = f"http://{request.headers['host']}{request.target}"
    parts = accept(request.headers["authorization"], url, request.method, key=TOKEN)
    path, _, query = request.target.partition("?")
    response = {
        "path": [unquote(segment, errors="strict") for segment in path.split("/")],
        "query": parse_qsl(query, keep_blank_values=True, errors="strict"),
        "ext": decode_ext(parts["ext"]) if "ext" in parts else None,
        "id": parts["id"],
    }
    peer.send(reply(200, response))
    return True


@pytest.fixture(scope="module")
def oracle() -> Iterator[ScriptedTaskcluster]:
    with scripted(verify) as server:
        yield server


@SERVED
@given(ANY_TEXT, ANY_TEXT, st.lists(ANY_TEXT, max_size=2))
def test_any_route_parameter_and_query_arrives(
    oracle: ScriptedTaskcluster, segment: str, value: str, values: list[str]
) -> None:
    sent = len(oracle.requests)
    with sync.Queue(oracle.url, credentials=Credentials("tester", TOKEN)) as queue:
        texts = [segment, value, *values]
        try:
            "".join(texts).encode()
        except UnicodeEncodeError:
            good = False
        else:
            good = segment not in ("", ".", "..")
        if not good:
            with pytest.raises(ValueError, match=r"cannot stand|not valid Unicode"):
                queue.api_client.call_api(
                    "GET", tc._protocol.urls.route("a/<b>", b=segment), query={"v": [value, *values]}
                )
            assert len(oracle.requests) == sent
            return
        got: Any = queue.listTaskGroup(segment, continuationToken=value)
        assert got["path"] == ["", "api", "queue", "v1", "task-group", segment, "list"]
        assert got["query"] == [["continuationToken", value]]
        got = queue.api_client.call_api("GET", "x", query={"k" + value: values, "n": None})
        assert got["query"] == [["k" + value, item] for item in values]


@SERVED
@given(CLIENT_IDS, st.none() | st.lists(PRINTABLE, max_size=4))
def test_any_client_id_and_scope_arrives(
    oracle: ScriptedTaskcluster, client_id: str, scopes: list[str] | None
) -> None:
    with sync.Auth(
        oracle.url, credentials=Credentials(client_id, TOKEN), authorized_scopes=scopes
    ) as service:
        got = service.api_client.call_api("GET", "x", expects_json=True)
    assert got["id"] == client_id
    assert got["ext"] == (None if scopes is None else {"authorizedScopes": scopes})


@given(ANY_TEXT)
def test_any_other_client_id_is_refused(client_id: str) -> None:
    if CLIENT_ID.fullmatch(client_id):
        assert Credentials(client_id, TOKEN).client_id == client_id
    else:
        with pytest.raises(ConfigurationError, match="client_id"):
            Credentials(client_id, TOKEN)


@given(st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_any_other_scope_is_refused(scopes: list[str]) -> None:
    if all(scope and all(" " <= letter <= "~" for letter in scope) for scope in scopes):
        Signer(Credentials("tester", TOKEN), scopes)
    else:
        with pytest.raises(
            ConfigurationError, match=r"authorized_scopes: the scope .* is not printable ASCII"
        ):
            Signer(Credentials("tester", TOKEN), scopes)


# ------------------------------------------------------------ configuration


@given(ANY_TEXT | st.binary() | JSON, ANY_TEXT | JSON, ANY_TEXT | JSON)
def test_any_credentials_are_accepted_or_a_clear_error(
    client_id: Any, access_token: Any, certificate: Any
) -> None:
    """Good ones can sign; all others are refused by name, whatever they are."""
    mark = "SeCrEt-ToKeN_0123456789-aBcDeFgHiJk"
    if isinstance(access_token, str):
        access_token = mark + access_token
    makers: list[Callable[[], Credentials]] = [
        lambda: Credentials(client_id, access_token, certificate),
        lambda: Credentials.from_dict(
            {"clientId": client_id, "accessToken": access_token, "certificate": certificate}
        ),
    ]
    for make in makers:
        try:
            made = make()
        except ConfigurationError as error:
            check_text("the error", f"{error} {error!r}")
            assert any(name in str(error) for name in ("lient", "oken", "certificate"))  # noqa: PT017
            continue
        check_text("credentials", repr(made))
        try:
            Signer(made).header("GET", "/", "h", 80)
        except ConfigurationError as error:
            assert "fewer scopes" in str(error)  # noqa: PT017
        assert pickle.loads(pickle.dumps(made)) == made


@given(JSON | st.text(st.sampled_from('{}[]":,.0123456789eE+-nulltrue \\'), max_size=40))
def test_any_certificate_is_accepted_or_a_clear_error(certificate: Any) -> None:
    text = certificate if isinstance(certificate, str) else json.dumps(certificate)
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, dict):
        ext = Signer(Credentials("tester", TOKEN, text))._ext
        assert decode_ext(ext) == {"certificate": value}
    else:
        with pytest.raises(ConfigurationError, match=r"certificate: .*JSON"):
            Credentials("tester", TOKEN, text)


@pytest.mark.parametrize("certificate", ["[" * 100_000, '{"a":' * 100_000, '{"version": ' + "9" * 5000 + "}"])
def test_certificate_made_to_hurt_is_refused(certificate: str) -> None:
    with pytest.raises(ConfigurationError, match="certificate"):
        Credentials("tester", TOKEN, certificate)


VARIABLES = ("ROOT_URL", "PROXY_URL", "CLIENT_ID", "ACCESS_TOKEN", "CERTIFICATE")
VALUE = (
    st.none() | st.sampled_from(["", " ", "https://tc.example.com", "http://taskcluster/", "{}", "x"]) | TEXT
)


@given(st.fixed_dictionaries({f"TASKCLUSTER_{name}": VALUE for name in VARIABLES}), st.booleans())
def test_any_environment_is_accepted_or_a_clear_error(
    values: dict[str, str | None], prefer_proxy: bool
) -> None:
    environ = {name: value for name, value in values.items() if value is not None}
    try:
        found = read_environment(environ, prefer_proxy=prefer_proxy)
    except ConfigurationError as error:
        assert "TASKCLUSTER_" in str(error)  # noqa: PT017
        return
    assert parse_root_url(found.root_url)
    assert parse_root_url(found.public_root_url)
    proxy = environ.get("TASKCLUSTER_PROXY_URL")
    signed = environ.get("TASKCLUSTER_CLIENT_ID") and not (prefer_proxy and proxy)
    assert (found.credentials is not None) == bool(signed)
    proxied = proxy and not found.credentials
    assert found.root_url == environ["TASKCLUSTER_PROXY_URL" if proxied else "TASKCLUSTER_ROOT_URL"]


@given(
    ANY_TEXT
    | st.text(st.sampled_from("htps:/.@?#[]%\\ 0:é字"), max_size=25).map(lambda end: f"https://{end}")
)
def test_any_root_url_is_accepted_or_a_clear_error(text: str) -> None:
    try:
        client = sync.Client(text)
    except ConfigurationError as error:
        assert str(error).startswith("root_url: ")  # noqa: PT017
        return
    with client:
        url = httpx.URL(client.make_url("api/queue/v1/ping"))
    assert url.scheme in ("http", "https")
    assert url.host
    assert not url.userinfo
    assert not url.query
    assert url.path.endswith("/api/queue/v1/ping")


# ------------------------------------------------------------ responses and errors


@given(st.integers(200, 599), st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_response_is_a_value_or_an_error_that_survives_pickle(status: int, content: bytes) -> None:
    for kind in ("application/json", "text/html", ""):
        response = ApiResponse(
            status, {"content-type": kind, "location": "/x"}, content, "GET", "http://tc/y"
        )
        if status < 400:
            try:
                response.decode(expects_json=True)
                continue
            except tc.ResponseError as caught:
                error: Any = caught
        else:
            error = response.error(2)
        assert str(error).strip()
        check_same(error)


def check_same(error: BaseException) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert copy.args == error.args
    assert vars(copy) == vars(error)
    assert copy.__cause__ is copy.__context__ is copy.__traceback__ is None


@pytest.mark.parametrize("name", PACKAGE["tc.errors"])
@settings(max_examples=10)
@given(message=TEXT, number=st.integers(400, 599))
def test_any_error_survives_pickle(name: str, message: str, number: int) -> None:
    """Its causes stay behind: they hold requests."""
    kind = getattr(tc, name)
    details = {"method": "GET", "url": "http://tc/x", "attempts": 3}
    if issubclass(kind, tc.APIError):
        made = kind(message, status_code=number, code="C", body={"a": [1]}, request_id="r", **details)
    elif issubclass(kind, tc.TransportError):
        made = kind(message, **details)
    elif issubclass(kind, tc.ArtifactError):
        made = kind("reason", message)
    else:
        made = kind(message)
    try:
        raise made from httpx.ReadError("x", request=httpx.Request("GET", "http://tc/x"))
    except kind as caught:
        check_same(caught)
        check_error(caught)


# ------------------------------------------------------------ compressed bodies


@settings(max_examples=50)
@given(st.binary(max_size=300), st.sampled_from(["gzip", "x-gzip", "deflate", "identity", ""]), st.data())
def test_any_body_arrives_however_it_is_cut(content: bytes, encoding: str, data: st.DataObject) -> None:
    packers: dict[str, Any] = {"deflate": zlib.compress, "identity": bytes, "": bytes}
    wire = packers.get(encoding, gzip.compress)(content)
    limit = data.draw(st.integers(0, 400))
    body = BoundedBody(encoding, limit)
    while wire:
        size = data.draw(st.integers(1, len(wire)))
        body.add(wire[:size])
        wire = wire[size:]
    body.finish()
    assert body.too_large == (len(content) > limit)
    assert body.content == content[:limit]


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_as_gzip_are_decoded_or_a_clear_error(content: bytes, encoding: str) -> None:
    body = BoundedBody(encoding, 100)
    try:
        body.add(content)
        body.finish()
    except httpx.DecodingError as error:
        assert encoding in str(error)  # noqa: PT017
    assert len(body.content) <= 100
