"""Every method on the wire: compared with the official client, and signed as Hawk receivers want it."""

from __future__ import annotations

import json
import warnings
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from tc import Credentials, aio
from tests.support.hawk_oracle import ACCESS_TOKEN, accept, accept_bewit, decode_ext
from tests.support.method_calls import PAYLOAD, Case, Sent, all_cases, officially_sent, services
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, scripted

pytestmark = pytest.mark.anyio

ISSUER = Credentials("tester", ACCESS_TOKEN)
CERTIFICATE = {"version": 1, "scopes": ["*"]}
TEMPORARY = Credentials("temp/tester", ACCESS_TOKEN, CERTIFICATE)


def service(client: aio.Client, case: Case) -> Any:
    return getattr(aio, case.service)(client)


def check_header(server: ScriptedTaskcluster, index: int) -> dict[str, str]:
    """Have mohawk judge the signature of a request, for the URL and method as they came over the wire."""
    request = server.requests[index]
    url = f"http://{request.headers['host']}{request.target}"
    return accept(request.headers["authorization"], url, request.method)


async def test_methods_send_what_the_official_client_sends() -> None:
    expected = officially_sent()
    assert len(all_cases()) == 188
    nonces = set()
    with scripted(reply(200, {"ok": 1})) as server, warnings.catch_warnings(action="ignore"):
        async with aio.Client(server.url, credentials=ISSUER, timeout=60) as client:
            for index, case in enumerate(all_cases()):
                response = await getattr(service(client, case), case.method)(*case.positional, **case.query)
                assert response == {"ok": 1}
                assert len(server.requests) == index + 1
                assert Sent.of(server.requests[-1]) == expected[case.name]
                parts = check_header(server, -1)
                assert parts["id"] == "tester"
                assert "ext" not in parts
                nonces.add(parts["nonce"])
                if "input" not in case.facts:
                    assert server.requests[-1].headers.get("content-length", "0") == "0"
                    assert "transfer-encoding" not in server.requests[-1].headers
        assert server.server.connections == 1
    assert len(nonces) == 188


async def test_query_options_left_out_are_not_sent() -> None:
    with scripted(reply(200, {})) as server, warnings.catch_warnings(action="ignore"):
        async with aio.Client(server.url) as client:
            for case in all_cases():
                await getattr(service(client, case), case.method)(*case.positional)
                assert "?" not in server.requests[-1].target
                assert "authorization" not in server.requests[-1].headers


async def test_route_parameters_reach_the_server_as_they_are() -> None:
    with scripted(reply(200, {})) as server, warnings.catch_warnings(action="ignore"):
        async with aio.Client(f"{server.url}/") as client:
            for case in all_cases():
                await getattr(service(client, case), case.method)(*case.positional)
                facts = services()[case.service]
                wanted = f"/api/{facts['service']}/{facts['version']}{case.facts['route']}".split("/")
                found = [unquote(part, errors="strict") for part in server.requests[-1].target.split("/")]
                arguments = {f"<{name}>": str(value) for name, value in case.arguments.items()}
                assert found == [arguments.get(part, part) for part in wanted]


async def test_signature_has_certificate_and_authorized_scopes() -> None:
    scopes = ["queue:get-artifact:public/*", "a b"]
    with scripted(reply(200, {})) as server, warnings.catch_warnings(action="ignore"):
        async with aio.Client(server.url, credentials=TEMPORARY, authorized_scopes=scopes) as client:
            for case in all_cases():
                await getattr(service(client, case), case.method)(*case.positional, **case.query)
                parts = check_header(server, -1)
                assert parts["id"] == "temp/tester"
                assert decode_ext(parts["ext"]) == {"certificate": CERTIFICATE, "authorizedScopes": scopes}


async def test_get_methods_have_urls_that_anyone_can_open() -> None:
    gets = [case for case in all_cases() if case.facts["method"] == "GET"]
    with scripted(reply(200, {})) as server, warnings.catch_warnings(action="ignore"):
        async with aio.Client(server.url, credentials=TEMPORARY) as client:
            for case in gets:
                found = service(client, case)
                await getattr(found, case.method)(*case.positional, **case.query)
                sent = server.requests[-1].target
                url = getattr(found, f"{case.method}_url")(*case.positional, **case.query)
                assert url == f"{server.url}{sent}"
                signed = getattr(found, f"{case.method}_signed_url")(
                    *case.positional, **case.query, ttl=timedelta(hours=1)
                )
                assert signed.startswith(url + ("&" if "?" in url else "?") + "bewit=")
                parts = accept_bewit(signed)
                assert parts.id == "temp/tester"
                assert decode_ext(parts.ext) == {"certificate": CERTIFICATE}
            assert len(server.requests) == len(gets)


async def test_only_get_methods_have_urls() -> None:
    for case in all_cases():
        for suffix in ("_url", "_signed_url"):
            has_one = hasattr(getattr(aio, case.service), f"{case.method}{suffix}")
            assert has_one == (case.facts["method"] == "GET"), case.name


async def test_paginated_methods_go_through_all_pages() -> None:
    paginated = [case for case in all_cases() if "continuationToken" in case.facts["query"]]
    assert len(paginated) == 33
    assert sum(case.facts["method"] == "POST" for case in paginated) == 3
    with scripted(reply(500)) as server, warnings.catch_warnings(action="ignore"):
        async with aio.Client(server.url, credentials=ISSUER) as client:
            for case in paginated:
                found, key = service(client, case), case.facts["items"]
                assert key == ("requests" if case.method == "allPurgeRequests" else key)
                pages = [
                    {key: [1, 2], "continuationToken": "a/1"},
                    {key: [], "continuationToken": "a/2"},
                    {key: [3]},
                ]
                query = case.query
                del query["continuationToken"]
                server.responses[:] = [reply(200, page) for page in pages]
                start = len(server.requests)
                items = getattr(found, f"{case.method}_items")(*case.positional, **query)
                assert [item async for item in items] == [1, 2, 3]
                server.responses[:] = [reply(200, page) for page in pages]
                iterator = getattr(found, f"{case.method}_pages")(*case.positional, **query)
                assert [page async for page in iterator] == pages
                asked = server.requests[start:]
                tokens = [dict(parse_qsl(urlsplit(r.target).query)) for r in asked]
                assert [t.get("continuationToken") for t in tokens] == [None, "a/1", "a/2"] * 2
                for index in range(start, len(server.requests)):
                    check_header(server, index)
                    request = Sent.of(server.requests[index])
                    assert request.method == case.facts["method"]
                    assert request.payload == (PAYLOAD if "input" in case.facts else None)
                    assert {k: v for k, v in request.query if k != "continuationToken"} == {
                        k: json.dumps(v) if isinstance(v, (bool, int)) else v for k, v in query.items()
                    }
