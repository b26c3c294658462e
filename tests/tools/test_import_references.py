"""The importer of API references, from a folder and a live deployment: what it keeps and what it tells."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.http_server import Peer, serve
from tests.support.scripted_taskcluster import reply
from tests.tools.conftest import ROOT

PROSE = "Words that somebody else wrote."
METHODS: list[dict[str, Any]] = [
    {
        "type": "function",
        "name": "ping",
        "title": PROSE,
        "description": PROSE,
        "method": "get",
        "route": "/ping",
        "args": [],
        "query": [],
        "category": "Ping Server",
        "stability": "stable",
    },
    {
        "type": "function",
        "name": "list",
        "title": PROSE,
        "description": PROSE,
        "method": "get",
        "route": "/things/<group>/",
        "args": ["group"],
        "query": ["limit", "continuationToken"],
        "category": "Things",
        "stability": "experimental",
        "scopes": {"AllOf": ["demo:list:<group>", {"for": "x", "in": "xs", "each": "demo:<x>"}]},
        "output": "v1/list-response.json#",
    },
    {
        "type": "function",
        "name": "set",
        "title": PROSE,
        "description": PROSE,
        "method": "put",
        "route": "/things/<group>/<name>",
        "args": ["group", "name"],
        "query": [],
        "category": "Things",
        "stability": "deprecated",
        "scopes": "demo:set",
        "input": "v1/thing.json#",
        "output": "v1/thing.json#",
    },
]
EXCHANGE = {
    "type": "topic-exchange",
    "exchange": "thing-set",
    "name": "thingSet",
    "title": PROSE,
    "description": PROSE,
    "routingKey": [
        {
            "name": "routingKeyKind",
            "summary": PROSE,
            "constant": "primary",
            "multipleWords": False,
            "required": True,
        },
        {"name": "group", "summary": PROSE, "multipleWords": False, "required": True},
        {"name": "reserved", "summary": PROSE, "multipleWords": True, "required": False},
    ],
    "schema": "v1/message.json#",
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "list-response": {
        "title": PROSE,
        "type": "object",
        "properties": {
            "things": {"type": "array", "description": PROSE, "items": {"$ref": "thing.json#"}},
            "continuationToken": {"type": "string"},
        },
        "required": ["things"],
        "additionalProperties": False,
    },
    "thing": {
        "title": PROSE,
        "description": PROSE,
        "type": "object",
        "properties": {
            # Names of properties that are also words of prose or keywords must stay.
            "title": {"type": "string", "description": PROSE, "maxLength": 255},
            "description": {"type": "string", "enum": ["title", "description"], "default": "title"},
            "kind": {"$ref": "thing.json#/definitions/kind"},
            "payload": {"$ref": "message.json#/properties/payload"},
            "next": {"$ref": "thing.json#"},
        },
        "definitions": {"kind": {"title": PROSE, "enum": ["a", "b"]}},
        "required": ["title", "description"],
    },
    "message": {
        "title": PROSE,
        "type": "object",
        "properties": {"payload": {"title": PROSE, "type": "object", "examples": [PROSE]}},
    },
}


class Source:
    """A source in the standard layout, in memory."""

    def __init__(self) -> None:
        self.methods = copy.deepcopy(METHODS)
        self.exchanges = [copy.deepcopy(EXCHANGE)]
        self.schemas = copy.deepcopy(SCHEMAS)

    def files(self) -> dict[str, Any]:
        head = {"serviceName": "demo", "apiVersion": "v1", "title": PROSE, "description": PROSE}
        files: dict[str, Any] = {f"/schemas/demo/v1/{name}.json": text for name, text in self.schemas.items()}
        for name, schema in files.items():
            schema["$id"] = f"{name}#"
            schema["$schema"] = "/schemas/common/metaschema.json#"
        files["/references/demo/v1/api.json"] = head | {"$schema": "x", "entries": self.methods}
        prefix = {"exchangePrefix": "exchange/taskcluster-demo/v1/", "entries": self.exchanges}
        files["/references/demo/v1/exchanges.json"] = head | {"$schema": "x"} | prefix
        return files

    def write(self, folder: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        for name, content in self.files().items():
            file = folder / name[1:]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(content))
        return folder

    def method(self, name: str) -> dict[str, Any]:
        return next(method for method in self.methods if method["name"] == name)


class Importer:
    """The tool with an `api/` of its own."""

    def __init__(self, root: Path, tool: Any, capsys: pytest.CaptureFixture[str]) -> None:
        self.source = Source()
        self.folder = root / "source"
        self.api = root / "api"
        self.tool = tool
        self.capsys = capsys

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        """Import the source from its folder; the exit status and the lines of the report."""
        return self.call(str(self.source.write(self.folder)), *arguments)

    def call(self, *arguments: str) -> tuple[int, list[str]]:
        self.capsys.readouterr()
        self.tool.API = self.api
        status = self.tool.main(list(arguments))
        return status, "".join(self.capsys.readouterr()).splitlines()

    @property
    def facts(self) -> Any:
        return json.loads((self.api / "demo.json").read_text("utf-8"))

    def describe(self) -> None:
        """Write a line for each key."""
        keys = {key for schema in self.facts["schemas"].values() for key in schema.get("properties", {})}
        file = self.api / "descriptions" / "demo.toml"
        file.parent.mkdir(exist_ok=True)
        lines = [f'{key} = "Our words about {key}."' for key in sorted(keys)]
        file.write_text("\n".join(["[shared]", *lines, ""]), "utf-8")

    def summarise(self) -> None:
        """Write the summaries that are missing."""
        facts = self.facts
        for entry in [*facts["methods"], *facts["exchanges"]]:
            entry["summary"] = entry["summary"] or f"Our words about {entry['name']}."
        (self.api / "demo.json").write_text(self.tool.dump(facts), "utf-8")


@pytest.fixture
def importer(
    tmp_path: Path, load: Callable[[str, Path], Any], capsys: pytest.CaptureFixture[str]
) -> Importer:
    """An importer whose `api/` holds the source, with summaries and descriptions."""
    found = Importer(tmp_path, load("import_references", tmp_path), capsys)
    status, lines = found.run()
    assert status == 0
    assert "no summary: demo.ping" in lines
    assert "no description: demo/v1/thing title" in lines
    assert lines[-1] == "1 services, 3 methods, 1 exchanges, 4 without a summary"
    found.summarise()
    found.describe()
    return found


def test_facts_and_no_prose(importer: Importer) -> None:
    text = (importer.api / "demo.json").read_text()
    assert PROSE not in text
    facts = importer.facts
    assert (facts["service"], facts["version"]) == ("demo", "v1")
    assert facts["exchangePrefix"] == "exchange/taskcluster-demo/v1/"
    ping, listing, setting = facts["methods"]
    assert (ping["name"], ping["method"], ping["route"], ping["stability"]) == (
        "ping",
        "GET",
        "/ping",
        "stable",
    )
    assert not {"scopes", "input", "output", "items"} & ping.keys()
    assert listing["query"] == ["continuationToken", "limit"]
    assert listing["items"] == "things"
    assert listing["scopes"] == METHODS[1]["scopes"]
    assert (setting["args"], setting["input"], setting["output"]) == (
        ["group", "name"],
        "demo/v1/thing",
        "demo/v1/thing",
    )
    assert (setting["method"], setting["stability"]) == ("PUT", "deprecated")
    (exchange,) = facts["exchanges"]
    assert (exchange["name"], exchange["exchange"], exchange["message"]) == (
        "thingSet",
        "thing-set",
        "demo/v1/message",
    )
    assert exchange["routingKey"] == [
        {"name": "routingKeyKind", "required": True, "multipleWords": False, "constant": "primary"},
        {"name": "group", "required": True, "multipleWords": False},
        {"name": "reserved", "required": False, "multipleWords": True},
    ]


def test_structure_of_payloads(importer: Importer) -> None:
    schemas = importer.facts["schemas"]
    assert set(schemas) == {"demo/v1/list-response", "demo/v1/thing", "demo/v1/message"}
    assert schemas["demo/v1/thing"] == {
        "type": "object",
        "properties": {
            "title": {"type": "string", "maxLength": 255},
            "description": {"type": "string", "enum": ["title", "description"], "default": "title"},
            "kind": {"$ref": "demo/v1/thing#/definitions/kind"},
            "payload": {"$ref": "demo/v1/message#/properties/payload"},
            "next": {"$ref": "demo/v1/thing"},
        },
        "definitions": {"kind": {"enum": ["a", "b"]}},
        "required": ["title", "description"],
    }


def test_importing_again_changes_nothing(importer: Importer) -> None:
    before = (importer.api / "demo.json").read_bytes()
    assert importer.run("--check") == (0, ["1 services, 3 methods, 1 exchanges, 0 without a summary"])
    assert importer.run() == (0, ["1 services, 3 methods, 1 exchanges, 0 without a summary"])
    assert importer.call("--check")[0] == 0
    assert (importer.api / "demo.json").read_bytes() == before


def test_what_was_added_removed_and_changed(importer: Importer) -> None:
    source = importer.source
    source.methods = [method for method in source.methods if method["name"] != "ping"]
    source.methods.append({**METHODS[0], "name": "version", "route": "/__version__"})
    source.method("set")["route"] = "/thing/<group>/<name>"
    source.method("set")["stability"] = "stable"
    source.exchanges.append({**EXCHANGE, "name": "thingGone", "exchange": "thing-gone"})
    source.schemas["thing"]["properties"]["title"]["maxLength"] = 99
    source.schemas["extra"] = {"type": "object"}
    source.method("version")["output"] = "v1/extra.json#"
    expected = [
        "added    demo.version",
        "added    demo/v1/extra",
        "added    demo:thingGone",
        "removed  demo.ping",
        "changed  demo.set: route, stability",
        "changed  demo/v1/thing: properties",
        "no summary: demo.version",
        "no summary: demo:thingGone",
        "1 services, 3 methods, 2 exchanges, 2 without a summary",
    ]
    before = (importer.api / "demo.json").read_bytes()
    status, lines = importer.run("--check")
    assert status == 1
    assert lines == [*expected, "api/demo.json is not what the tool writes"]
    assert (importer.api / "demo.json").read_bytes() == before
    assert importer.run() == (0, expected)
    summaries = {method["name"]: method["summary"] for method in importer.facts["methods"]}
    assert summaries == {"list": "Our words about list.", "set": "Our words about set.", "version": ""}
    assert importer.run("--check")[0] == 1
    importer.summarise()
    assert importer.run("--check")[0] == 0


def test_prose_of_the_source_does_not_matter(importer: Importer) -> None:
    for method in importer.source.methods:
        method["description"] = "Other words."
    importer.source.schemas["thing"]["description"] = "Other words."
    assert importer.run("--check")[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_text(file.read_text() + "\n"),
        lambda file: file.write_text(file.read_text().replace(" ", "  ", 1)),
        lambda file: file.with_name("orphan.json").write_text(file.read_text().replace('"demo"', '"orphan"')),
        lambda file: file.with_name("notes.txt").write_text("x"),
        lambda file: file.unlink(),
        lambda file: file.write_text(file.read_text().replace("Our words about ping.", "")),
    ],
)
def test_check_fails_on_what_is_not_as_written(importer: Importer, change: Callable[[Path], Any]) -> None:
    change(importer.api / "demo.json")
    assert importer.run("--check")[0] == 1
    assert importer.run()[0] == 0
    assert sorted(file.name for file in importer.api.iterdir()) == ["demo.json", "descriptions"]


def test_import_leaves_the_corrections_alone(importer: Importer) -> None:
    corrections = importer.api / "overrides.toml"
    corrections.write_text("# ours\n")
    assert importer.run("--check")[0] == 0
    assert importer.run()[0] == 0
    assert corrections.read_text() == "# ours\n"


def test_descriptions_survive_and_new_keys_are_reported(importer: Importer) -> None:
    file = importer.api / "descriptions" / "demo.toml"
    before = file.read_bytes()
    importer.source.schemas["thing"]["properties"]["colour"] = {"type": "string"}
    status, lines = importer.run()
    assert status == 0
    assert lines[:2] == ["changed  demo/v1/thing: properties", "no description: demo/v1/thing colour"]
    assert file.read_bytes() == before


def test_a_description_of_a_key_that_is_gone_is_an_error(importer: Importer) -> None:
    del importer.source.schemas["thing"]["properties"]["kind"]
    lines = importer.run()[1]
    assert "descriptions/demo.toml: [shared] has entries that match nothing: kind" in lines
    assert importer.run("--check")[0] == 1


def test_check_of_the_files_alone(importer: Importer) -> None:
    assert importer.call("--check")[0] == 0
    file = importer.api / "demo.json"
    text = file.read_text()
    file.write_text(text.replace("Our words about thingSet.", ""))
    status, lines = importer.call("--check")
    assert status == 1
    assert "no summary: demo:thingSet" in lines
    file.write_text(text + "\n")
    assert importer.call("--check")[0] == 1
    file.write_text(text[:-30])
    for arguments in (["--check"], [str(importer.folder)]):
        status, lines = importer.call(*arguments)
        assert status == 2
        assert "cannot read" in lines[0]
    assert file.read_text() == text[:-30]


def test_the_facts_of_this_repository_are_well_formed(importer: Importer) -> None:
    importer.api = ROOT / "api"
    status, lines = importer.call("--check")
    assert (status, lines) == (0, ["11 services, 188 methods, 37 exchanges, 0 without a summary"])


# ---------------------------------------------------------------- a live deployment


@pytest.fixture
def deployment(importer: Importer) -> Iterator[tuple[str, dict[str, Any]]]:
    """The root URL of a server with the source, and the files that it serves."""
    files = importer.source.files()
    files["/references/manifest.json"] = {
        "references": [
            "/references/demo/v1/exchanges.json",
            "/references/demo/v1/api.json",
            "/references/demo/v1/logs.json",
        ]
    }

    def response(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            found = files.get(request.target)
            peer.send(reply(404, {"message": "no"}) if found is None else reply(200, found))

    with serve(response) as server:
        yield f"http://127.0.0.1:{server.port}", files


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_deployment_is_a_source_too(
    importer: Importer, deployment: tuple[str, dict[str, Any]], slash: str
) -> None:
    url, files = deployment
    done = (0, ["1 services, 3 methods, 1 exchanges, 0 without a summary"])
    assert importer.call(url + slash, "--check") == done
    files["/references/demo/v1/api.json"]["entries"][0]["route"] = "/pong"
    status, lines = importer.call(url + slash, "--check")
    assert status == 1
    assert lines[0] == "changed  demo.ping: route"
    assert importer.call(url + slash)[0] == 0
    assert importer.facts["methods"][0]["route"] == "/pong"
    assert importer.facts["methods"][0]["summary"] == "Our words about ping."


def test_a_deployment_with_something_missing(
    importer: Importer, deployment: tuple[str, dict[str, Any]]
) -> None:
    url, files = deployment
    before = (importer.api / "demo.json").read_bytes()
    for missing in (
        "/schemas/demo/v1/message.json",
        "/references/demo/v1/api.json",
        "/references/manifest.json",
    ):
        del files[missing]
        status, lines = importer.call(url)
        assert status == 2
        assert missing in lines[0]
        assert "404" in lines[0]
    assert (importer.api / "demo.json").read_bytes() == before


# ---------------------------------------------------------------- sources that are none


def test_no_source(importer: Importer, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        importer.call()
    for wrong in (str(tmp_path / "nowhere"), str(tmp_path), "http://127.0.0.1:1"):
        status, lines = importer.call(wrong)
        assert status == 2
        assert wrong in lines[0]


def break_list(source: Source) -> None:
    source.schemas["list-response"]["properties"]["others"] = {"type": "array"}


def break_version(source: Source) -> None:
    source.schemas["list-response"]["properties"]["things"]["items"]["$ref"] = "missing.json#"


def break_owner(source: Source) -> None:
    source.method("set")["input"] = "/schemas/nobody/v1/thing.json#"


def break_entry(source: Source) -> None:
    del source.method("set")["route"]


@pytest.mark.parametrize("change", [break_list, break_version, break_owner, break_entry])
def test_sources_that_do_not_hold_together(importer: Importer, change: Callable[[Source], None]) -> None:
    before = (importer.api / "demo.json").read_bytes()
    change(importer.source)
    status, lines = importer.run()
    assert status == 2
    assert "cannot import" in lines[0]
    assert (importer.api / "demo.json").read_bytes() == before
