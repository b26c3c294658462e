"""A call of every API method with arguments that need care, and what the official client sends for it."""

from __future__ import annotations

import functools
import json
import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl

import taskcluster

from tests.support.http_server import Received
from tests.support.scripted_taskcluster import reply, scripted

API = Path(__file__).resolve().parents[2] / "api"
AWKWARD = "a/b c?d=e#f%2F&g+h:i@j~k;l,m'n\"o\\p<q>é字😀*"
VALUES: dict[str, Any] = {
    "includeArchived": True,
    "limit": 7,
    "pullRequest": 12,
    "quarantined": False,
    "since": "2026-11-22T10:00:00.000Z",
}
NUMBERS = {"runId": 3, "number": 14}
PAYLOAD: dict[str, Any] = {
    "text": AWKWARD,
    "list": [1, 2.5, True, None, {}],
    "empty": {},
    "nested": {"deep": [[]]},
}


@dataclass(frozen=True)
class Case:
    """One method with its facts and the arguments to call it with."""

    service: str
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.service}.{self.method}"

    @property
    def method(self) -> str:
        return str(self.facts["name"])

    @property
    def arguments(self) -> dict[str, Any]:
        """Route parameters, each different and none harmless."""
        return {name: NUMBERS.get(name, f"{name}/{AWKWARD}") for name in self.facts["args"]}

    @property
    def positional(self) -> list[Any]:
        """Route parameters and the payload, if there is one."""
        return [*self.arguments.values(), *([PAYLOAD] if "input" in self.facts else [])]

    @property
    def query(self) -> dict[str, Any]:
        return {key: VALUES.get(key, f"{key}-{AWKWARD}") for key in self.facts["query"]}


def class_name(service: str) -> str:
    return "".join(part.capitalize() for part in service.split("-"))


@functools.cache
def services() -> dict[str, dict[str, Any]]:
    """The facts of all services by class name."""
    loaded = [json.loads(file.read_text("utf-8")) for file in sorted(API.glob("*.json"))]
    return {class_name(facts["service"]): facts for facts in loaded}


@functools.cache
def all_cases() -> tuple[Case, ...]:
    """One case for each method of the API."""
    return tuple(Case(name, method) for name, facts in services().items() for method in facts["methods"])


@dataclass(frozen=True)
class Sent:
    """A request reduced to what it means."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    payload: Any
    content_type: str | None

    @classmethod
    def of(cls, request: Received) -> Sent:
        path, _, query = request.target.partition("?")
        pairs = tuple(sorted(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))))
        payload = json.loads(request.body) if request.body else None
        return cls(request.method, path, pairs, payload, request.headers.get("content-type"))


def official(service: str, root_url: str, **credentials: str) -> Any:
    """A client of a service by the official library."""
    options = {"rootUrl": root_url, "credentials": credentials, "maxRetries": 0}
    return getattr(taskcluster, service)(options)


def official_arguments(case: Case) -> dict[str, Any]:
    """The arguments of a case as the official client takes them; it has no way to write a bool."""
    query = {k: str(v).lower() if isinstance(v, bool) else v for k, v in case.query.items()}
    arguments: dict[str, Any] = {"params": case.arguments, "query": query}
    return arguments | ({"payload": PAYLOAD} if "input" in case.facts else {})


@functools.cache
def officially_sent() -> dict[str, Sent]:
    """What the official client sends for each case, over real HTTP.

    The one difference that is meant to be: it strips the slash at the end of a route, so it is put back.
    """
    with (
        scripted(reply(200, {})) as server,
        mock.patch.dict(os.environ, {"NO_PROXY": "*"}),
        warnings.catch_warnings(action="ignore"),
    ):
        for case in all_cases():
            getattr(official(case.service, server.url), case.method)(**official_arguments(case))
            if case.facts["route"].endswith("/"):
                path, mark, query = server.requests[-1].target.partition("?")
                server.requests[-1].target = f"{path.rstrip('/')}/{mark}{query}"
    return {case.name: Sent.of(request) for case, request in zip(all_cases(), server.requests, strict=True)}
