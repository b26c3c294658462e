"""The two halves are one API: the same public names, signatures, annotations and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import anyio.lowlevel
import httpx
import pytest

import tc
from tc import ConfigurationError, Credentials
from tests.support.method_calls import all_cases, services
from tests.support.scripted_taskcluster import reply, scripted

# What differs by design, apart from `async` and `await`: words of annotations, and names of methods.
WORDS = {
    "AsyncClient": "Client",
    "AsyncBaseTransport": "BaseTransport",
    "AsyncCredentialsFunction": "CredentialsFunction",
    "AsyncIterable": "Iterable",
    "AsyncBroker": "Broker",
}
METHODS = {
    "aclose": "close",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
}
SPECIAL = {"__init__", "__repr__", *METHODS, *METHODS.values()}


def in_words_of_sync(text: Any) -> Any:
    """An annotation of the async half as the blocking half must have it."""
    if not isinstance(text, str):
        return text
    assert not re.search(r"\b(Coroutine|Awaitable|AsyncIterator)\b", text)
    return re.sub(r"\w*[Aa]sync\w*", lambda word: WORDS[word[0]], text)


def described(function: Any) -> list[Any]:
    """The parameters and the return annotation of a function, in comparable form."""
    signature = inspect.signature(function)
    found = [
        (p.name, p.kind, in_words_of_sync(p.annotation), repr(p.default))
        for p in signature.parameters.values()
    ]
    return [*found, in_words_of_sync(signature.return_annotation)]


def public(kind: type) -> dict[str, Any]:
    """The public attributes of a class and its bases, without those of object."""
    members = {name: inspect.getattr_static(kind, name) for name in dir(kind)}
    return {
        name: getattr(member, "__func__", member)
        for name, member in members.items()
        if (name in SPECIAL and not hasattr(object, name)) or not name.startswith("_") or name == "__init__"
    }


def pairs() -> Iterator[tuple[str, Any, Any]]:
    """Each public function and method by its full name, in both halves."""
    for name in tc.aio.__all__:
        one, two = getattr(tc.aio, name), getattr(tc.sync, name)
        if not inspect.isclass(one):
            yield name, one, two
            continue
        others = public(two)
        for attribute, member in public(one).items():
            yield f"{name}.{attribute}", member, others[METHODS.get(attribute, attribute)]


PAIRS = list(pairs())


def test_halves_have_the_same_names() -> None:
    assert set(tc.aio.__all__) == set(tc.sync.__all__)
    assert {"Client", "Pages", "Items", *services()} <= set(tc.aio.__all__)
    for name in tc.aio.__all__:
        one, two = getattr(tc.aio, name), getattr(tc.sync, name)
        assert type(one) is type(two)
        if inspect.isclass(one):
            assert one.__name__ == two.__name__ == name or not one.__module__.startswith("tc._async")
            assert {METHODS.get(member, member) for member in public(one)} == set(public(two))


def test_halves_have_all_methods() -> None:
    names = {name for name, _, _ in PAIRS}
    assert {case.name for case in all_cases()} <= names
    assert len(names) == len(PAIRS) > 188 + 2 * 33


@pytest.mark.parametrize("name", sorted({name.partition(".")[0] for name, _, _ in PAIRS}))
def test_halves_have_the_same_signatures_and_docstrings(name: str) -> None:
    for full_name, one, two in PAIRS:
        if full_name.partition(".")[0] != name or not callable(one) or one is two:
            continue
        assert callable(two), full_name
        assert described(one) == described(two), full_name
        assert one.__doc__ == two.__doc__, full_name
        assert not inspect.iscoroutinefunction(inspect.unwrap(two)), full_name
        assert not inspect.isasyncgenfunction(inspect.unwrap(one)), full_name


def test_halves_wait_in_the_same_places() -> None:
    waiting = {name for name, one, _ in PAIRS if inspect.iscoroutinefunction(inspect.unwrap(one))}
    plain = {name for name, _, _ in PAIRS} - waiting
    assert {case.name for case in all_cases()} <= waiting
    assert {
        "Client.request",
        "Client.aclose",
        "Queue.aclose",
        "Pages.__anext__",
        "Items.__anext__",
    } <= waiting
    assert {"Client.make_url", "Client.make_signed_url", "Client.from_env", "Queue.with_options"} <= plain
    for name in waiting:
        assert not name.endswith(("_url", "_pages", "_items"))


def test_methods_are_documented() -> None:
    for case in all_cases():
        text = getattr(getattr(tc.sync, case.service), case.method).__doc__
        assert text.startswith(case.facts["summary"])
        assert f"`{case.facts['method']} {case.facts['route']}`" in text
        assert case.facts["stability"] in text
        assert f"/api#{case.method}" in text


def test_methods_have_exact_signatures() -> None:
    for case in all_cases():
        parameters = inspect.signature(getattr(getattr(tc.sync, case.service), case.method)).parameters
        wanted = ["self", *case.facts["args"], *(["payload"] if "input" in case.facts else [])]
        positional = [p.name for p in parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
        keyword = {p.name: p.default for p in parameters.values() if p.kind is p.KEYWORD_ONLY}
        assert positional == wanted
        assert keyword == dict.fromkeys(case.facts["query"])
        assert len(parameters) == len(positional) + len(keyword)


# ---------------------------------------------------------------- where they do differ


def test_client_of_the_other_half_is_refused() -> None:
    with (
        tc.sync.Client("https://tc.example.com") as client,
        pytest.raises(ConfigurationError, match="root_url"),
    ):
        tc.aio.Queue(client)  # type: ignore[arg-type]
    with httpx.Client() as own, pytest.raises(ConfigurationError, match="AsyncClient"):
        tc.aio.Queue("https://tc.example.com", http_client=own)  # type: ignore[arg-type]
    with httpx.HTTPTransport() as transport, pytest.raises(ConfigurationError, match="AsyncBaseTransport"):
        tc.aio.Queue("https://tc.example.com", transport=transport)  # type: ignore[arg-type]
    other: Any = tc.aio.Client("https://tc.example.com")
    with pytest.raises(ConfigurationError, match="root_url"):
        tc.sync.Queue(other)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="Client"):
        tc.sync.Queue("https://tc.example.com", http_client=httpx.AsyncClient())  # type: ignore[arg-type]


async def later() -> Credentials:
    """Credentials that have to be waited for."""
    await anyio.lowlevel.checkpoint()
    return Credentials("tester", "no-secret")


def test_function_to_wait_for_is_refused_where_nothing_waits() -> None:
    with scripted(reply(200, {})) as server:
        with tc.sync.Queue(server.url, credentials=later) as queue:  # type: ignore[arg-type]
            for call in (queue.ping, lambda: queue.status_signed_url("x")):
                with pytest.raises(ConfigurationError, match="credentials"):
                    call()
        queue = tc.aio.Queue(server.url, credentials=later)  # type: ignore[assignment]
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.status_signed_url("x")
        assert not server.requests


@pytest.mark.anyio
async def test_function_to_wait_for_is_waited_for() -> None:
    with scripted(reply(200, {})) as server:
        async with tc.aio.Queue(server.url, credentials=later) as queue:
            await queue.ping()
        assert server.requests[0].headers["authorization"].startswith('Hawk id="tester"')
