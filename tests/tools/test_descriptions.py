"""`api/descriptions/`: every key has a line or a reason to have none, and every entry matches something."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from descriptions import Descriptions, FactsError, read_all
from facts import API, Facts, load
from schemas import structures

from tests.tools.conftest import ROOT

SERVICES = load(API)
WORDS = read_all(API, SERVICES)
OPTIONAL = re.compile(r"\b(Default|Without it)\b")

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "parts": {"type": "array", "items": {"$ref": "svc/v1/part"}},
        "either": {"oneOf": [{"type": "object", "properties": {"name": {"type": "string"}}}]},
    },
}
SERVICE = {
    "service": "svc",
    "methods": [{"name": "make", "args": ["name"], "query": ["limit"], "input": "svc/v1/thing"}],
    "schemas": {
        "svc/v1/thing": SCHEMA,
        "svc/v1/part": {"type": "object", "properties": {"size": {"type": "integer"}}},
        "svc/v1/unused": {"type": "object", "properties": {"other": {"type": "integer"}}},
    },
}


def read(tmp_path: Path, text: str) -> Descriptions:
    folder = tmp_path / "descriptions"
    folder.mkdir(exist_ok=True)
    (folder / "svc.toml").write_text(text, "utf-8")
    return read_all(tmp_path, {"svc": SERVICE})["svc"]


def test_structures_are_those_that_are_sent_or_received() -> None:
    assert structures(SERVICE) == {
        "svc/v1/thing": ["name", "parts", "either"],
        "svc/v1/part": ["size"],
        "svc/v1/thing#/properties/either/oneOf/0": ["name"],
    }


def test_a_line_is_that_of_the_structure_then_of_the_same_one_then_the_shared_one(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
        [keys."svc/v1/thing"]
        name = "Its own."
        [shared]
        size = "Shared."
        parts = "Shared."
        [same]
        "svc/v1/thing#/properties/either/oneOf/0" = "svc/v1/thing"
        [left-out."svc/v1/thing"]
        either = "Not known."
        """,
    )
    assert found.line("svc/v1/thing", "name") == "Its own."
    assert found.line("svc/v1/thing#/properties/either/oneOf/0", "name") == "Its own."
    assert found.line("svc/v1/part", "size") == "Shared."
    assert found.line("svc/v1/thing", "either") is None
    assert found.why_left_out("svc/v1/thing", "either") == "Not known."
    assert found.missing(SERVICE) == []
    assert found.count(SERVICE) == (5, 4, 1)


def test_keys_without_an_entry_are_missing(tmp_path: Path) -> None:
    found = read(tmp_path, '[shared]\nname = "A name."\n')
    assert found.missing(SERVICE) == [
        ("svc/v1/thing", "parts"),
        ("svc/v1/thing", "either"),
        ("svc/v1/part", "size"),
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[keys."svc/v1/thing"]\nsize = "x"\n', "[keys] has entries that match nothing: svc/v1/thing size"),
        ('[keys."svc/v1/unused"]\nother = "x"\n', "svc/v1/unused other"),
        ('[left-out."svc/v1/gone"]\nname = "x"\n', "[left-out] has entries that match nothing"),
        ('[shared]\ncolour = "x"\n', "[shared] has entries that match nothing: colour"),
        ('[shared]\nsize = "x"\n[keys."svc/v1/part"]\nsize = "y"\n', "match nothing: size"),
        ('[same]\n"svc/v1/part" = "svc/v1/gone"\n', "[same] has entries that match nothing: svc/v1/gone"),
        ('[arguments]\ncolour = "x"\n', "[arguments] has entries that match nothing: colour"),
        ('[arguments]\n"make.colour" = "x"\n', "[arguments] has entries that match nothing: make.colour"),
        ('[returns]\ngone = "x"\n', "[returns] has entries that match nothing: gone"),
        ("[raises]\ngone = {}\n", "[raises] has entries that match nothing: gone"),
        ('[examples]\ngone = "{}"\n', "[examples] has entries that match nothing: gone"),
        ('[colours]\nred = "x"\n', "[tables] has entries that match nothing: colours"),
        (
            '[keys."svc/v1/part"]\nsize = "x"\n[left-out."svc/v1/part"]\nsize = "y"\n',
            "[left-out] has entries that match nothing: size",
        ),
    ],
)
def test_an_entry_that_matches_nothing_is_an_error(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(FactsError, match=re.escape(complaint)):
        read(tmp_path, text)


def test_a_file_of_no_service_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "descriptions").mkdir()
    (tmp_path / "descriptions" / "gone.toml").write_text("", "utf-8")
    with pytest.raises(FactsError, match=r"gone\.toml belongs to no service"):
        read_all(tmp_path, {"svc": SERVICE})


def test_two_lines_for_one_type_are_an_error(tmp_path: Path) -> None:
    found = read(tmp_path, '[keys."svc/v1/thing"]\nname = "x"\n[shared]\nname = "y"\n')
    with pytest.raises(FactsError, match="name has two lines"):
        found.line_for(["svc/v1/thing", "svc/v1/thing#/properties/either/oneOf/0"], "name")


# ---------------------------------------------------------------- those of this repository


@pytest.mark.parametrize("service", SERVICES)
def test_every_key_has_a_line_or_a_reason(service: str) -> None:
    assert WORDS[service].missing(SERVICES[service]) == []


def classes(service: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Of each type of a service, its keys with their annotations and docstrings."""
    file = ROOT / "src/tc/types" / f"{service.replace('-', '_')}.py"
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            keys = found[node.name] = {}
            for entry, after in zip(node.body, [*node.body[1:], None], strict=True):
                if isinstance(entry, ast.AnnAssign):
                    has = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                    text = str(after.value.value) if has else ""  # type: ignore[union-attr]
                    text = " ".join(text.split())
                    keys[ast.unparse(entry.target)] = (ast.unparse(entry.annotation), text)
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_every_key_of_a_type_has_a_docstring_unless_it_is_left_out(service: str) -> None:
    left_out = {key for keys in WORDS[service].left_out.values() for key in keys}
    without = {
        key for keys in classes(service).values() for key, (_, text) in keys.items() if not text.strip()
    }
    assert without <= left_out


@pytest.mark.parametrize("service", SERVICES)
def test_lines_of_optional_keys_that_are_sent_say_what_happens_without_them(service: str) -> None:
    """A key that is sent is ReadOnly; one that may be missing is NotRequired."""
    unsaid = [
        f"{name}.{key}"
        for name, keys in classes(service).items()
        for key, (annotation, text) in keys.items()
        if annotation.startswith("NotRequired[ReadOnly[") and text and not OPTIONAL.search(text)
    ]
    assert unsaid == []


@pytest.mark.parametrize("service", SERVICES)
def test_lines_name_the_defaults_that_the_schemas_have(service: str) -> None:
    unsaid = []
    for place, key, default in defaults(SERVICES[service]):
        line = WORDS[service].line(place, key)
        said = {list: "none|never", dict: "none|empty", bool: str(default).lower()}
        wanted = said.get(type(default), re.escape(str(default)))
        if line and not re.search(rf"(?:Default|Without it)\b.*(?:{wanted})", line):
            unsaid.append(f"{place} {key}: {default}")
    assert unsaid == []


def defaults(service: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """Each optional key of a payload with the default that its schema states."""
    found = []
    for method in service["methods"]:
        schema = service["schemas"].get(method.get("input", ""), {})
        for key, inner in schema.get("properties", {}).items():
            if "default" in inner and key not in schema.get("required", []):
                found.append((method["input"], key, inner["default"]))
    return found


def test_there_are_defaults_to_name() -> None:
    assert len(defaults(SERVICES["queue"])) > 8


@pytest.mark.parametrize("service", SERVICES)
def test_lines_are_whole_sentences_that_fit_on_a_screen(service: str) -> None:
    words = WORDS[service]
    tables = [words.shared, words.arguments, *words.keys.values(), *words.left_out.values()]
    lines = [line for table in tables for line in table.values()]
    assert [line for line in lines if not re.fullmatch(r"[A-Z`-].{2,260}[.]", line)] == []


def test_keys_of_types_that_all_services_share_have_a_line() -> None:
    common = Facts.read().structured["common"]
    assert Facts.read().descriptions["common"].count(common) == (7, 7, 0)


def test_line_about_a_key_of_no_shared_type_is_refused() -> None:
    with pytest.raises(FactsError, match=r"common\.toml: \[shared\] .* match nothing: uptme"):
        Descriptions(shared={"uptme": "How long."}).check(Facts.read().structured["common"])
