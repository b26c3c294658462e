"""From schemas to type definitions, with small schemas made up for each rule."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import render
from descriptions import FactsError
from facts import Facts
from schema_types import SchemaError, ServiceTypes, TypeNames

TEXT = {"type": "string"}
TIME = {"type": "string", "format": "date-time"}


def facts(
    schemas: dict[str, Any], *, sent: tuple[str, ...] = (), received: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The facts of a service whose methods send and receive the named schemas."""
    methods = [{"name": f"send{i}", "input": f"svc/v1/{name}"} for i, name in enumerate(sent)]
    methods += [{"name": f"get{i}", "output": f"svc/v1/{name}"} for i, name in enumerate(received)]
    named = {f"svc/v1/{name}": schema for name, schema in schemas.items()}
    return {"service": "svc", "methods": methods, "schemas": named}


def obj(required: tuple[str, ...] = (), *, closed: bool = True, **properties: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return schema | {"additionalProperties": False} if closed else schema


def rendered(described: dict[str, Any]) -> str:
    module = ServiceTypes(described, tags=["type"])
    text = render.template("types.py").render(render.types_view(module))
    return text.partition("__all__ = ")[2].partition("\n")[2]


def code(described: dict[str, Any]) -> str:
    """The rendered text without docstrings and blank lines."""
    parts = rendered(described).split('"""')[::2]
    return "\n".join(line for line in "".join(parts).splitlines() if line.strip())


def test_received_objects_are_closed_dicts_with_exact_keys() -> None:
    described = facts({"a-thing": obj(("x",), x={"type": "integer"}, when=TIME)}, received=("a-thing",))
    assert code(described) == (
        "class AThing(TypedDict, closed=True):\n    x: int\n    when: NotRequired[str]"
    )


def test_sent_objects_are_read_only_and_take_datetimes_and_sequences() -> None:
    schema = obj(
        ("when",),
        when=TIME,
        names={"type": "array", "items": TEXT},
        tags={"type": "object", "additionalProperties": TEXT},
        extra={"type": "object"},
    )
    assert code(facts({"make": schema}, sent=("make",))).splitlines() == [
        "class Make(TypedDict, closed=True):",
        "    when: ReadOnly[datetime | str]",
        "    names: NotRequired[ReadOnly[Sequence[str]]]",
        "    tags: NotRequired[ReadOnly[Mapping[str, str]]]",
        "    extra: NotRequired[ReadOnly[Mapping[str, object]]]",
    ]


def test_received_maps_and_free_form_json_are_dicts() -> None:
    schema = obj((), tags={"type": "object", "additionalProperties": TEXT}, extra={"type": "object"}, any={})
    assert code(facts({"a": schema}, received=("a",))).splitlines()[1:] == [
        "    tags: NotRequired[dict[str, str]]",
        "    extra: NotRequired[dict[str, Any]]",
        "    any: NotRequired[Any]",
    ]


def test_objects_that_allow_other_keys_are_open() -> None:
    assert code(facts({"a": obj(closed=False, x=TEXT)}, received=("a",))).startswith("class A(TypedDict):")


def test_an_object_without_keys_is_a_closed_empty_one() -> None:
    schema = {"type": "object", "additionalProperties": False}
    assert code(facts({"a": schema}, received=("a",))) == "class A(TypedDict, closed=True):"


def test_a_schema_for_both_directions_has_two_forms() -> None:
    module = ServiceTypes(facts({"secret": obj(x=TEXT)}, sent=("secret",), received=("secret",)))
    assert module.root_names == {("svc/v1/secret", False): "Secret", ("svc/v1/secret", True): "SecretInput"}


def test_a_part_that_is_both_sent_and_received_has_two_forms() -> None:
    meta = {"$ref": "svc/v1/meta"}
    schemas = {"meta": obj(x=TEXT), "make": obj(m=meta), "made": obj(m=meta)}
    text = code(facts(schemas, sent=("make",), received=("made",)))
    assert "class Meta(" in text
    assert "class MetaInput(" in text
    assert "m: NotRequired[ReadOnly[MetaInput]]" in text
    assert "m: NotRequired[Meta]" in text


def test_nested_structures_are_named_after_parent_and_key() -> None:
    state = {"enum": ["up", "down"]}
    run = obj(("id",), id={"type": "integer"}, state=state)
    schema = obj(runs={"type": "array", "items": run})
    text = code(facts({"status-response": schema}, received=("status-response",)))
    assert text.splitlines() == [
        'StatusRunState: TypeAlias = Literal["up", "down"]',
        "class StatusRun(TypedDict, closed=True):",
        "    id: int",
        "    state: NotRequired[StatusRunState]",
        "class StatusResponse(TypedDict, closed=True):",
        "    runs: NotRequired[list[StatusRun]]",
    ]


def test_one_structure_in_two_places_has_one_definition() -> None:
    item = obj(("id",), id=TEXT)
    schemas = {
        "item": {**item, "properties": {"id": {**TEXT, "pattern": "^a"}}},  # a pattern is no other type
        "list": obj(items={"type": "array", "items": item}),
    }
    text = code(facts(schemas, received=("item", "list")))
    assert text.count("class ") == 2
    assert "items: NotRequired[list[Item]]" in text


def test_two_schemas_of_one_structure_keep_their_names() -> None:
    schemas = {"b-message": obj(x=TEXT), "a-message": obj(x=TEXT)}
    described = facts(schemas, received=("a-message", "b-message"))
    assert "class BMessage(AMessage, closed=True):" in code(described)
    assert "`svc/v1/b-message`" in rendered(described).split("class BMessage")[1]
    assert "`svc/v1/b-message`" not in rendered(described).split("class BMessage")[0]


def test_the_same_choices_are_one_alias_whatever_their_order() -> None:
    schema = obj(a={"enum": ["x", "y"]}, b={"enum": ["y", "x"]}, c={"enum": [1]}, d={"const": True})
    assert code(facts({"a": schema}, received=("a",))).splitlines() == [
        'AA: TypeAlias = Literal["x", "y"]',
        "class A(TypedDict, closed=True):",
        "    a: NotRequired[AA]",
        "    b: NotRequired[AA]",
        "    c: NotRequired[Literal[1]]",
        "    d: NotRequired[Literal[True]]",
    ]


def test_forms_of_a_union_are_named_by_their_tag_or_their_keys() -> None:
    tagged = {"oneOf": [obj(("type",), type={"enum": [kind]}) for kind in ("good-one", "bad")]}
    keyed = {"oneOf": [obj(("b", "a"), a=TEXT, b=TEXT), obj(("c",), c=TEXT)]}
    text = code(facts({"art-response": tagged, "proof": keyed}, received=("art-response", "proof")))
    assert "ArtResponse: TypeAlias = ArtGoodOneResponse | ArtBadResponse" in text
    assert "Proof: TypeAlias = ProofAB | ProofC" in text


def test_a_union_that_says_no_more_than_text_is_text() -> None:
    either = {"oneOf": [TEXT, {"const": ""}]}
    formats = {"type": "string", "anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]}
    lines = code(facts({"a": obj(x=either, y=formats)}, received=("a",))).splitlines()
    assert lines[1:] == ["    x: NotRequired[str]", "    y: NotRequired[str]"]


@pytest.mark.parametrize(
    ("schema", "complaint"),
    [
        ({"allOf": [TEXT]}, "keyword"),
        ({"type": "strange"}, "strange"),
        (obj(("missing",), x=TEXT), "does not describe"),
        (obj(**{"a-b": TEXT}), "no Python name"),
        ({**obj(x=TEXT), "additionalProperties": TEXT}, "both"),
        (obj(x={"$ref": "other/v1/thing"}), "another service"),
    ],
)
def test_what_has_no_type_is_an_error(schema: dict[str, Any], complaint: str) -> None:
    with pytest.raises(SchemaError, match=complaint):
        ServiceTypes(facts({"a": schema}, received=("a",)))


def test_two_structures_with_one_name_are_an_error() -> None:
    schemas = {"a-b": obj(x=TEXT), "aB": obj(y=TEXT)}
    with pytest.raises(SchemaError, match="want the name AB"):
        ServiceTypes(facts(schemas, received=("a-b", "aB")))


def test_a_better_name_for_nothing_is_an_error() -> None:
    facts = Facts.read()
    facts.names["svc/v1/gone#/items"] = "Gone"
    with pytest.raises(FactsError, match=r"\[names\].*svc/v1/gone#/items"):
        TypeNames(facts)


def test_a_tag_that_no_form_of_a_union_has_is_an_error() -> None:
    facts = Facts.read()
    facts = dataclasses.replace(facts, tags=facts.tags | {"flavour"})
    with pytest.raises(FactsError, match=r"\[tags\].*flavour"):
        TypeNames(facts)


def test_names_for_annotations() -> None:
    facts = Facts.read()
    services, names = facts.services, TypeNames(facts)

    def method(service: str, name: str) -> dict[str, Any]:
        return next(m for m in services[service]["methods"] if m["name"] == name)

    create = method("queue", "createTask")
    assert names.input_type("queue", create) == "types.CreateTaskRequest"
    assert names.output_type("queue", create) == "types.TaskStatusResponse"
    assert names.item_type("queue", create) is None
    assert names.input_type("queue", method("queue", "ping")) is None
    assert names.output_type("queue", method("queue", "ping")) == "types.Ping"
    assert names.item_type("queue", method("queue", "listTaskGroup")) == "types.TaskDefinitionAndStatus"
    assert names.item_type("secrets", method("secrets", "list")) == "str"
    assert names.item_type("purge-cache", method("purge-cache", "allPurgeRequests")) == "types.CachePurge"
    assert names.output_type("index", method("index", "findArtifactFromTask")) == "types.Redirect"
    assert names.output_type("auth", method("auth", "deleteRole")) == "types.Empty"
    message = services["queue"]["exchanges"][0]["message"]
    assert names.type_of("queue", message, sent=False) == "types.TaskDefinedMessage"
