"""Docstrings of the API methods: arguments, what is returned, errors, and examples that fit their schemas."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
import render
from descriptions import Descriptions, read_all
from facts import API, load
from schemas import pascal

import tc
import tc.errors
from tc.testing.protocol.validation import problems
from tc.timestamps import to_json_date

SERVICES = load(API)
WORDS = read_all(API, SERVICES)
METHODS = [(name, method) for name, service in SERVICES.items() for method in service["methods"]]
EXAMPLES = [
    (service, name, text) for service, words in WORDS.items() for name, text in words.examples.items()
]


def doc(service: str, method: str) -> str:
    """The docstring of a method, without indentation."""
    return inspect.getdoc(getattr(getattr(tc.sync, pascal(service)), method)) or ""


def section(text: str, title: str) -> list[str]:
    """The entries of a section, each in one line."""
    found = re.search(rf"^{title}:\n((?:    .+\n?)+)", text, re.MULTILINE)
    lines = re.sub(r"\n {8}", " ", found[1]) if found else ""
    return [line.strip() for line in lines.splitlines()]


def ids(method: tuple[str, dict[str, Any]]) -> str:
    return f"{method[0]}.{method[1]['name']}"


@pytest.mark.parametrize("found", METHODS, ids=ids)
def test_docstring_has_arguments_what_is_returned_and_errors(found: tuple[str, dict[str, Any]]) -> None:
    service, method = found
    text = doc(service, method["name"])
    payload = ["payload"] if "input" in method else []
    arguments = [entry.partition(": ")[0] for entry in section(text, "Args")]
    assert arguments == [*method["args"], *payload, *method["query"]]
    assert section(text, "Returns")
    errors = [entry.partition(": ")[0] for entry in section(text, "Raises")]
    assert len(errors) == len(set(errors))
    assert all(issubclass(getattr(tc.errors, error), tc.APIError) for error in errors)
    assert ("InsufficientScopesError" in errors) == ("scopes" in method)
    assert all(len(line) <= 110 - 8 for line in text.splitlines() if " " in line.strip())


def test_every_method_with_a_payload_has_an_example() -> None:
    wanted = {(service, method["name"]) for service, method in METHODS if "input" in method}
    assert {(service, name) for service, name, _ in EXAMPLES} == wanted


@pytest.mark.parametrize(("service", "name", "text"), EXAMPLES)
def test_examples_fit_their_schemas(service: str, name: str, text: str) -> None:
    value = eval(text, {"tc": tc})
    [schema] = [method["input"] for s, method in METHODS if (s, method["name"]) == (service, name)]
    assert problems(schema, as_sent(value)) == []


@pytest.mark.parametrize(("service", "name", "text"), EXAMPLES)
def test_examples_are_in_the_docstrings(service: str, name: str, text: str) -> None:
    shown = re.sub(r"^    ", "", doc(service, name), flags=re.MULTILINE)
    assert text.strip() in shown


def as_sent(value: Any) -> Any:
    """A payload as it is sent: times as text."""
    if isinstance(value, dict):
        return {key: as_sent(inner) for key, inner in value.items()}
    return to_json_date(value) if hasattr(value, "isoformat") else value


def test_errors_of_the_service_follow_those_of_every_method() -> None:
    method = {"name": "get", "args": ["name"], "query": [], "scopes": "a"}

    words = Descriptions(raises={"get": {"BadRequestError": "Too odd.", "GoneError": "Gone."}})
    assert list(words.errors(method).items()) == [
        ("BadRequestError", "An argument has the wrong form. Too odd."),
        ("InsufficientScopesError", "The credentials lack scopes that are needed."),
        ("GoneError", "Gone."),
    ]


def test_long_entries_are_indented_and_code_is_left_as_it_is() -> None:
    text = render.docstring(
        f"Do it.\n\n    {'code ' * 30}\n\nArgs:\nname: {'word ' * 30}\n\nReturns:\n{'word ' * 30}", 8
    )
    lines = text.splitlines()
    assert lines[2].strip() == ("code " * 30).strip()
    assert lines[4:7] == [
        " " * 8 + "Args:",
        " " * 12 + "name: " + " ".join(["word"] * 18),
        " " * 16 + " ".join(["word"] * 12),
    ]
    assert all(line.startswith(" " * 12 + "word") for line in lines[9:-1])
