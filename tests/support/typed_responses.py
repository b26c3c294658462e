"""Checks that what a Taskcluster responses and publishes fits the types of `tc.types`, extra keys included.

`Watch` looks at a local Taskcluster while tests use it, so that the types cannot drift from what is served.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from facts import Facts, module_name
from pydantic import TypeAdapter, ValidationError
from schema_types import TypeNames

import tc
import tc._protocol.response

ROOT_URL = "https://tc.example.com"


@cache
def kinds() -> dict[str, tuple[str, str]]:
    """Module and type of the responses of each method, and of the messages of each exchange."""
    corrected = Facts.read()
    names = TypeNames(corrected)
    found = {}
    for service, facts in corrected.services.items():
        module = f"tc.types.{module_name(service)}"
        for method in facts["methods"]:
            found[f"{service}.{method['name']}"] = (module, names.output_type(service, method))
        for exchange in facts.get("exchanges", []):
            full_name = facts["exchangePrefix"] + exchange["exchange"]
            found[full_name] = (module, names.type_of(service, exchange["message"], sent=False))
    return found


@cache
def adapter(name: str) -> TypeAdapter[Any]:
    """What validates the responses of a method or the messages of an exchange."""
    module, kind = kinds()[name]
    return TypeAdapter(getattr(importlib.import_module(module), kind.removeprefix("types.")))


@cache
def expects_json() -> dict[str, bool]:
    """By method: True if the API has a schema for its response."""
    services = Facts.read().services
    return {f"{s}.{m['name']}": "output" in m for s, facts in services.items() for m in facts["methods"]}


def problem(name: str, value: Any) -> str | None:
    """What is wrong with a response of a method or a message of an exchange; None if it fits its type."""
    try:
        adapter(name).validate_python(value, strict=True)
    except ValidationError as error:
        return f"{name}: {error}"
    return None


def response_problem(name: str, status: int, headers: dict[str, str], content: bytes) -> str | None:
    """What is wrong with a response as it is sent, once the client has decoded it."""
    response = tc._protocol.response.ApiResponse(status, headers, content, "GET", ROOT_URL)
    return problem(name, response.decode(expects_json=expects_json()[name], redirects=status >= 300))


class Watch:
    """Remembers what did not fit.

    Attributes:
        problems: One text for each response and message that does not fit its type.
        seen: The methods and exchanges that were looked at.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.seen: set[str] = set()

    @contextmanager
    def watching(self, deployment: type[Any]) -> Iterator[None]:
        """Look at all that objects of a class send (`handle`) and publish (`publish`)."""
        handle, publish = deployment.handle, deployment.publish

        async def watched_handle(self_: Any, call: Any, *rest: Any) -> Any:
            response = await handle(self_, call, *rest)
            name = f"{call.method.service}.{call.method.name}"
            content = response.content()
            if response.status < 400:
                self._note(name, response_problem(name, response.status, response.headers, content))
            return response

        def watched_publish(self_: Any, exchange: str, routing_key: str, payload: Any, *rest: Any) -> None:
            if exchange in kinds():
                self._note(
                    exchange, problem(exchange, json.loads(json.dumps(payload, default=tc.to_json_date)))
                )
            publish(self_, exchange, routing_key, payload, *rest)

        deployment.handle, deployment.publish = watched_handle, watched_publish
        try:
            yield
        finally:
            deployment.handle, deployment.publish = handle, publish

    def _note(self, name: str, found: str | None) -> None:
        self.seen.add(name)
        if found:
            self.problems.append(found)
