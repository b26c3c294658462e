"""The rendered types against the facts that they come from, read anew."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest
from facts import Facts, module_name
from schema_types import TypeNames
from schemas import name_of_place, pascal
from typing_extensions import get_type_hints, is_typeddict

import tc
import tc.aio
import tc.sync

FACTS = Facts.read()
SERVICES = FACTS.services
NAMES = TypeNames(FACTS)

# Responses and payloads that have no keys to name, and why.
FREE_FORM_RESPONSES = {
    "heartbeat": "for machines that watch a service; no schema",
    "lbheartbeat": "for machines that watch a service; no schema",
    "taskProfile": "a profile in the format of the Firefox Profiler; no schema",
    "taskGroupProfile": "a profile in the format of the Firefox Profiler; no schema",
}
FREE_FORM_PAYLOADS = {
    "hooks.triggerHook": "each hook has a schema of its own",
    "hooks.triggerHookWithToken": "each hook has a schema of its own",
}
# Methods without a schema for the response whose response says no more than that they worked.
NOTHING_TO_SAY = {
    "auth": {"deleteClient", "deleteRole"},
    "github": {"badge", "createStatus", "createComment"},
    "hooks": {"removeHook"},
    "index": {"deleteTask"},
    "notify": {"email", "pulse", "matrix", "slack", "addDenylistAddress", "deleteDenylistAddress"},
    "object": {"finishUpload"},
    "purge-cache": {"purgeCache"},
    "queue": {"finishArtifact"},
    "secrets": {"set", "remove"},
    "web-server": set(),
    "worker-manager": {"removeWorker"},
}


def module(service: str) -> Any:
    return importlib.import_module(f"tc.types.{module_name(service)}")


def lookup(service: str, name: str) -> Any:
    return getattr(module(service), name.removeprefix("types."))


def typed_dicts(service: str) -> dict[str, Any]:
    """The TypedDicts that a module defines by itself."""
    names = vars(module(service)).items()
    own = module(service).__name__
    return {name: value for name, value in names if is_typeddict(value) and value.__module__ == own}


METHODS = [(service, method) for service, facts in SERVICES.items() for method in facts["methods"]]
EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES)


def test_every_method_has_a_typed_response() -> None:
    assert len(METHODS) == 188
    free_form: set[Any] = set()
    silent: dict[str, set[Any]] = {service: set() for service in SERVICES}
    for service, method in METHODS:
        kind = lookup(service, NAMES.output_type(service, method))
        if kind == dict[str, Any]:
            free_form.add(method["name"])
        elif kind == dict[str, Any] | None:
            silent[service].add(method["name"])
        else:
            forms = typing.get_args(kind) or (kind,)
            assert all(map(is_typeddict, forms)), f"{service}.{method['name']}: {kind}"
    assert free_form == FREE_FORM_RESPONSES.keys()
    assert silent == NOTHING_TO_SAY


def test_every_method_that_takes_a_payload_has_a_type_for_it() -> None:
    free_form = set()
    count = 0
    for service, method in METHODS:
        name = NAMES.input_type(service, method)
        assert (name is None) == ("input" not in method)
        if name is None:
            continue
        count += 1
        kind = lookup(service, name)
        if not all(map(is_typeddict, typing.get_args(kind) or (kind,))):
            free_form.add(f"{service}.{method['name']}")
    assert count == sum("input" in method for _, method in METHODS)
    assert free_form == FREE_FORM_PAYLOADS.keys()


def test_every_message_has_a_type() -> None:
    exchanges = [(s, e) for s, facts in SERVICES.items() for e in facts.get("exchanges", [])]
    assert len(exchanges) == 37
    assert all(is_typeddict(lookup(s, NAMES.type_of(s, e["message"], sent=False))) for s, e in exchanges)


def test_every_paginated_response_has_an_item_type_that_its_list_has() -> None:
    for service, method in METHODS:
        name = NAMES.item_type(service, method)
        assert (name is None) == ("items" not in method)
        if name is not None:
            response = get_type_hints(lookup(service, NAMES.output_type(service, method)))
            item: Any = str if name == "str" else lookup(service, name)
            assert response[method["items"]] == list[item]


@EVERY_SERVICE
def test_keys_are_those_of_the_schema(service: str) -> None:
    """Schemas that methods use and that are plain objects: same keys, same requirements, same openness."""
    facts = SERVICES[service]
    methods = facts["methods"]
    used = {(m["input"], True) for m in methods if "input" in m}
    used |= {(m["output"], False) for m in methods if "output" in m}
    used |= {(e["message"], False) for e in facts.get("exchanges", [])}
    for schema, sent in used:
        described = facts["schemas"][schema]
        if "properties" not in described:
            continue
        kind = lookup(service, NAMES.type_of(service, schema, sent=sent))
        required = set(described.get("required", []))
        assert kind.__required_keys__ == required, schema
        assert kind.__optional_keys__ == described["properties"].keys() - required, schema
        assert kind.__readonly_keys__ == (described["properties"].keys() if sent else set()), schema
        assert bool(kind.__closed__) == (described.get("additionalProperties") is False), schema
        assert kind.__name__ in (name_of_place(schema), name_of_place(schema) + "Input")
        assert f"`{schema}`" in kind.__doc__


def definitions(service: str) -> dict[str, tuple[str, ...]]:
    """Each class of a module by name: its base, whether it is closed, and its keys with their types."""
    source = Path(module(service).__file__).read_text("utf-8")
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            keys = sorted(ast.unparse(line) for line in node.body if isinstance(line, ast.AnnAssign))
            found[node.name] = (ast.unparse(node.bases[0]), *map(ast.unparse, node.keywords), *keys)
    return found


@EVERY_SERVICE
def test_no_structure_has_two_definitions(service: str) -> None:
    found = definitions(service)
    by_structure: dict[tuple[str, ...], list[str]] = {}
    for name, structure in found.items():
        by_structure.setdefault(structure, []).append(name)
        if structure[0] != "TypedDict":  # the same structure under the name of its own schema
            assert structure[0] in found
            assert structure[1:] == ("closed=True",)
    assert [names for names in by_structure.values() if len(names) > 1] == []


@EVERY_SERVICE
def test_no_annotation_is_long(service: str) -> None:
    lines = [line for structure in definitions(service).values() for line in structure]
    assert max(map(len, lines), default=0) <= 90


@EVERY_SERVICE
def test_every_definition_names_its_schema(service: str) -> None:
    for name, kind in typed_dicts(service).items():
        assert f"`{service}/v1/" in kind.__doc__, name


@pytest.mark.parametrize("half", [tc.aio, tc.sync])
@EVERY_SERVICE
def test_service_methods_use_the_types(half: Any, service: str) -> None:
    cls = getattr(half, pascal(service))
    for method in SERVICES[service]["methods"]:
        name = method["name"]
        response, item = NAMES.output_type(service, method), NAMES.item_type(service, method)
        signature = inspect.signature(getattr(cls, name))
        payload = signature.parameters.get("payload")
        assert signature.return_annotation == response
        sent = NAMES.input_type(service, method)
        assert (payload and payload.annotation) == (sent and f"Payload[{sent}]")
        assert all(p.annotation is not p.empty for p in list(signature.parameters.values())[1:])
        assert hasattr(cls, f"{name}_items") == (item is not None)
        if item is not None:
            assert getattr(cls, f"{name}_pages").__annotations__["return"] == f"Pages[{response}]"
            assert getattr(cls, f"{name}_items").__annotations__["return"] == f"Items[{item}]"


def test_bindings_name_the_type_of_their_messages() -> None:
    for service, facts in SERVICES.items():
        for exchange in facts.get("exchanges", []):
            method = getattr(getattr(tc, f"{pascal(service)}Events"), exchange["name"])
            message = NAMES.type_of(service, exchange["message"], sent=False)
            assert method.__annotations__["return"] == f"Binding[{message}]"


SYNC_CALL = """
import httpx, tc.sync
transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"status": {}}))
with tc.sync.Queue("https://tc.example.com", transport=transport) as queue:
    assert queue.status("fN1SbArXTPSVFNUvaOlinQ") == {"status": {}}
    queue.createTask("fN1SbArXTPSVFNUvaOlinQ", {})
    queue.listTaskGroup_items("fN1SbArXTPSVFNUvaOlinQ")
tc.QueueEvents().taskCompleted()
"""
ASYNC_CALL = """
import asyncio, httpx, tc.aio
async def main():
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"status": {}}))
    async with tc.aio.Queue("https://tc.example.com", transport=transport) as queue:
        assert await queue.status("fN1SbArXTPSVFNUvaOlinQ") == {"status": {}}
asyncio.run(main())
"""


@pytest.mark.parametrize("program", [SYNC_CALL, ASYNC_CALL])
def test_a_call_loads_no_types(program: str) -> None:
    check = "import sys\nassert not [name for name in sys.modules if name.startswith('tc.types')]\n"
    subprocess.run([sys.executable, "-c", program + check], check=True)


def test_modules_are_imported_on_first_use() -> None:
    program = (
        "import sys, tc.types\n"
        "assert not [m for m in sys.modules if m.startswith('tc.types.')]\n"
        "assert tc.types.queue.Task.__name__ == 'Task'\n"
        "assert 'tc.types.auth' not in sys.modules\n"
        "try:\n    tc.types.nothing\nexcept AttributeError as error:\n    assert 'nothing' in str(error)\n"
        "else:\n    raise SystemExit('no error')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
