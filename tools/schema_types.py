"""From JSON Schema to Python type definitions: what structures there are, and what they are called.

Pure: `render.py` writes what this module finds, and asks `TypeNames` for the names to put into annotations.

Every shape has one definition in the module of its service. Its name comes from the schema file
(`queue/v1/create-task-request` -> `CreateTaskRequest`), or, inside a schema, from the parent's name and the
key (`TaskStatus` and `runs` -> `TaskStatusRun`), unless `api/overrides.toml` has a better one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from descriptions import COMMON, FactsError, refuse
from facts import OVERRIDES
from schemas import inside, name_of_place, option_name, pascal, schema_at, singular, stem, uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from facts import Facts
    from schemas import Json

PLAIN = {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}


class SchemaError(FactsError):
    """A schema says something that this module cannot express, or two structures want one name."""


@dataclass(frozen=True)
class Shape:
    """What a schema says about types alone: schemas that differ in a pattern or a limit have the same shape.

    Attributes:
        text: How it is written, with `{}` for each part: `str`, `Sequence[{}]`, `{} | {}`. For an object with
            known keys, the bases of its class.
        parts: The shapes that it is made of, one level down.
        keys: The keys of an object, and whether each is required. Their shapes are the parts.
        is_long: It needs a name, since it is too much to be written inline.
        is_sent: It is, or has, something that is sent.
    """

    text: str
    parts: tuple[Shape, ...] = ()
    keys: tuple[tuple[str, bool], ...] = ()
    is_long: bool = False
    is_sent: bool = False

    @property
    def is_choice_of_texts(self) -> bool:
        return self.text.startswith("Literal") and all(part.text.startswith('"') for part in self.parts)


@dataclass
class Definition:
    """A named type. `schemas` are the places that have this structure; `base` is its other name."""

    name: str
    shape: Shape
    schemas: list[str]
    base: str | None = None


class ServiceTypes:
    """The types of one service: `definitions` in an order in which each uses earlier ones alone."""

    def __init__(
        self, facts: Json, better_names: Mapping[str, str] | None = None, tags: Iterable[str] = ()
    ) -> None:
        self.facts = facts
        self.better_names = better_names or {}
        self.tags = frozenset(tags)
        self.schemas: dict[str, Json] = facts["schemas"]
        self.names: dict[Shape, str] = {}
        self.roots: dict[tuple[str, bool], Shape] = {}  # by schema that is used, and whether it is sent
        self.root_names: dict[tuple[str, bool], str] = {}
        self.used_names: set[str] = set()
        self.used_tags: set[str] = set()
        self._choices: dict[frozenset[Shape], Shape] = {}  # one for the same values, whatever their order
        self._wishes: dict[Shape, dict[str, str]] = {}  # where a shape is found, and its name there
        self._taken: dict[str, Shape] = {}
        self.definitions: dict[str, Definition] = {}
        self._define()

    # ---- reading schemas

    def shape(self, node: Json, place: str, rule: str, *, sent: bool) -> Shape:
        """The shape of the schema found at `place`, whose name by rule is `rule`."""
        if "$ref" in node:
            place = node["$ref"]
            if place.partition("#")[0] not in self.schemas:
                raise SchemaError(f"{self.facts['service']} uses {place}, which another service has")
            return self.shape(schema_at(self.schemas, place), place, name_of_place(place), sent=sent)
        name = self.better_names.get(place, rule)
        self.used_names.add(place)
        shape = self._read(node, place, name, sent=sent)
        if shape.is_long:
            self._wishes.setdefault(shape, {})[place] = name
        return shape

    def _read(self, node: Json, place: str, name: str, *, sent: bool) -> Shape:
        if "const" in node or "enum" in node:
            found = node["enum"] if "enum" in node else [node["const"]]
            values = tuple(Shape(json.dumps(v) if isinstance(v, str) else repr(v)) for v in found)
            choice = Shape(f"Literal[{', '.join('{}' for _ in values)}]", values, is_long=len(values) > 1)
            return self._choices.setdefault(frozenset(values), choice)
        for word in ("oneOf", "anyOf"):
            if word in node:
                return self._either(node, word, place, name, sent=sent)
        if "allOf" in node or "patternProperties" in node:
            raise SchemaError(f"{place} has a keyword that has no type")
        match node.get("type"):
            case "string":
                return Shape("datetime | str" if sent and node.get("format") == "date-time" else "str")
            case "integer" | "number" | "boolean" | "null" as kind:
                return Shape(PLAIN[kind])
            case "array":
                item = self.shape(node.get("items", {}), inside(place, "items"), singular(name), sent=sent)
                return Shape("Sequence[{}]" if sent else "list[{}]", (item,), is_sent=sent)
            case "object":
                return self._object(node, place, name, sent=sent)
            case None:
                return Shape("object" if sent else "Any")
        raise SchemaError(f"{place} has the type {node['type']!r}")

    def _either(self, node: Json, word: str, place: str, name: str, *, sent: bool) -> Shape:
        common = {key: value for key, value in node.items() if key != word}
        found: dict[Shape, None] = {}
        for number, option in enumerate(node[word]):
            whole = option if "$ref" in option else {**common, **option}
            self.used_tags.update(whole.get("properties", {}).keys() & self.tags)
            below, rule = inside(place, f"{word}/{number}"), option_name(name, whole, self.tags)
            found[self.shape(whole, below, rule, sent=sent)] = None
        says_more = Shape("str") in found  # than any choice of texts
        options = tuple(shape for shape in found if not (says_more and shape.is_choice_of_texts))
        if len(options) == 1:
            return options[0]
        text, is_sent = " | ".join("{}" for _ in options), any(shape.is_sent for shape in options)
        return Shape(text, options, is_long=True, is_sent=is_sent)

    def _object(self, node: Json, place: str, name: str, *, sent: bool) -> Shape:
        others = node.get("additionalProperties", True)
        properties, required = node.get("properties", {}), set(node.get("required", []))
        if required - properties.keys():
            raise SchemaError(f"{place} requires a key that it does not describe")
        if not properties and others is not False:
            value, below = others if isinstance(others, dict) else {}, inside(place, "additionalProperties")
            inner = self.shape(value, below, f"{name}Value", sent=sent)
            return Shape("Mapping[str, {}]" if sent else "dict[str, {}]", (inner,), is_sent=sent)
        if isinstance(others, dict):
            raise SchemaError(f"{place} has both known keys and a schema for the others")
        if strange := [key for key in properties if not key.isidentifier()]:
            raise SchemaError(f"{place} has the key {strange[0]!r}, which is no Python name")
        parts = tuple(
            self.shape(inner, inside(place, f"properties/{key}"), stem(name) + pascal(key), sent=sent)
            for key, inner in properties.items()
        )
        keys = tuple((key, key in required) for key in properties)
        text = "TypedDict" if others else "TypedDict, closed=True"
        return Shape(text, parts, keys, is_long=True, is_sent=sent)

    # ---- definitions

    def _define(self) -> None:
        for sent, name in sorted({(role == "input", schema) for _, role, schema in uses(self.facts)}):
            self.roots[name, sent] = self.shape({"$ref": name}, name, name, sent=sent)
        for shape, wishes in self._wishes.items():
            self.names[shape] = self._choose(shape, wishes)
        for (name, sent), shape in self.roots.items():
            self.root_names[name, sent] = self._define_root(name, shape)
        ordered: dict[str, Definition] = {}

        def place(name: str) -> None:
            if name not in ordered:
                for part in self.names_in(self.definitions[name]):
                    place(part)
                ordered[name] = self.definitions[name]

        for name in sorted(self.definitions):
            place(name)
        self.definitions = ordered

    def _choose(self, shape: Shape, wishes: dict[str, str]) -> str:
        """The name of a shape: that of a schema file, else a better name, else the first by rule."""
        best = min(wishes, key=lambda place: ("#" in place, place not in self.better_names))
        name = self._claim(wishes[best], shape)
        self.definitions[name] = Definition(name, shape, list(wishes))
        return name

    def _claim(self, name: str, shape: Shape) -> str:
        """Take a name. Where what is received has it, what is sent gets `Input` at its end."""
        there = self._taken.get(name, shape)
        if there != shape and shape.is_sent and not there.is_sent:
            name += "Input"
        if self._taken.setdefault(name, shape) != shape:
            raise SchemaError(f"two structures of {self.facts['service']} want the name {name}")
        return name

    def _define_root(self, schema: str, shape: Shape) -> str:
        """Give a schema that a method uses a name of its own, where its structure bears another's."""
        wish, name = name_of_place(schema), self.names.get(shape)
        if name in (wish, f"{wish}Input"):
            return name
        if name:
            other = self.definitions[name]
            other.schemas = [place for place in other.schemas if place != schema]
        own = self._claim(wish, shape)
        self.definitions[own] = Definition(own, shape, [schema], name)
        return own

    def names_in(self, definition: Definition) -> list[str]:
        """The names of other definitions that one refers to."""
        return [definition.base] if definition.base else sorted(set(self._named_parts(definition.shape)))

    def _named_parts(self, shape: Shape) -> Iterator[str]:
        for inner in shape.parts:
            if inner in self.names:
                yield self.names[inner]
            else:
                yield from self._named_parts(inner)

    # ---- annotations

    def expression(self, shape: Shape, prefix: str = "") -> str:
        """A shape as it is written in an annotation; names of definitions begin with `prefix`."""
        return prefix + self.names[shape] if shape in self.names else self.spelled(shape, prefix)

    def spelled(self, shape: Shape, prefix: str = "") -> str:
        """A shape in full, and what it is made of by name."""
        parts = [self.expression(part, prefix) for part in shape.parts]
        return shape.text.format(*parts) if parts else shape.text

    def keys(self, definition: Definition) -> Iterator[tuple[str, str]]:
        """The keys that a definition has itself, with their annotations."""
        shape = definition.shape
        if shape.keys and not definition.base:
            for (key, required), inner in zip(shape.keys, shape.parts, strict=True):
                text = self.expression(inner)
                text = f"ReadOnly[{text}]" if shape.is_sent else text
                yield key, text if required else f"NotRequired[{text}]"


# ---------------------------------------------------------------- all services


class TypeNames:
    """The names to put into annotations.

    Names begin with `types.`, for a module that says `from tc.types import queue as types`; types that all
    services share (`types.Ping`) are in each module.

    Raises:
        FactsError: A better name or a tag matches nothing, or a schema has no type.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.modules = {
            name: ServiceTypes(service, facts.names, facts.tags) for name, service in facts.structured.items()
        }
        modules = self.modules.values()
        refuse(OVERRIDES, "names", facts.names.keys() - set().union(*(m.used_names for m in modules)))
        refuse(OVERRIDES, "tags", facts.tags - set().union(*(m.used_tags for m in modules)))

    def type_of(self, service_name: str, schema: str, *, sent: bool) -> str:
        """The type of a schema that a method or a message of the service uses."""
        return "types." + self.modules[service_name].root_names[schema, sent]

    def input_type(self, service_name: str, method: Json) -> str | None:
        """The payload's type, or None for a method without payload."""
        return self.type_of(service_name, method["input"], sent=True) if "input" in method else None

    def output_type(self, service_name: str, method: Json) -> str:
        """The type of the decoded response; for methods without a schema, one that all services share."""
        if "output" in method:
            return self.type_of(service_name, method["output"], sent=False)
        return self.type_of(COMMON, method["response"], sent=False)

    def item_type(self, service_name: str, method: Json) -> str | None:
        """The type of one item of a paginated response, or None where the method is not paginated."""
        if "items" not in method:
            return None
        module = self.modules[service_name]
        response = module.roots[method["output"], False]
        position = [key for key, _ in response.keys].index(method["items"])
        [item] = response.parts[position].parts
        return module.expression(item, "types.")

    def shared(self, service_name: str) -> list[str]:
        """The names that a service's module takes from the common one."""
        methods = self.modules[service_name].facts["methods"]
        needed = {method["response"] for method in methods if "response" in method}
        return sorted(self.modules[COMMON].root_names[schema, False] for schema in needed)
