"""`/references` and `/schemas`, which our own importer and others read."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import import_references
import jsonschema

from tc.testing import LocalTaskcluster
from tc.testing.services.base import Service
from tests.testing.signed_requests import Wire

API = Path(__file__).parents[2] / "api"


def test_our_importer_finds_no_difference(taskcluster: LocalTaskcluster, capsys):
    assert import_references.main([taskcluster.root_url, "--check"]) == 0
    assert capsys.readouterr().out.startswith("11 services, ")


def test_the_manifest_names_what_is_there(wire: Wire):
    root = wire.taskcluster.root_url
    manifest = wire.send("GET", "/references/manifest.json", as_=None).json()
    assert len(manifest["references"]) == 17
    for url in [manifest["$schema"], *manifest["references"]]:
        assert url.startswith(f"{root}/")
        reference = wire.send("GET", url.removeprefix(root), as_=None).json()
        if "entries" not in reference:
            continue
        kind = wire.send("GET", reference["$schema"].removeprefix(root), as_=None).json()
        jsonschema.validate(reference, kind)
        for entry in reference["entries"]:
            for key in ("input", "output", "schema"):
                if key in entry:
                    file = entry[key].split("#")[0]
                    schema = wire.send("GET", f"/schemas/{reference['serviceName']}/{file}", as_=None)
                    assert schema.json()["$id"] == f"{root}/schemas/{reference['serviceName']}/{file}#"
                    assert schema.json()["$schema"] == f"{root}/schemas/common/metaschema.json#"


def test_our_importer_says_what_a_deployment_has_more_less_and_otherwise(
    taskcluster, tmp_path, capsys, monkeypatch
):
    shutil.copytree(API, tmp_path / "api")
    monkeypatch.setattr(import_references, "API", tmp_path / "api")
    file = tmp_path / "api" / "secrets.json"
    facts = json.loads(file.read_text())
    methods = {method["name"]: method for method in facts["methods"]}
    methods["get"]["stability"] = "deprecated"
    methods["list"]["name"] = "listAll"
    file.write_text(json.dumps(facts))
    assert import_references.main([taskcluster.root_url]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "added    secrets.list",
        "removed  secrets.listAll",
        "changed  secrets.get: stability",
    ]
    written = json.loads(file.read_text())
    assert [method["name"] for method in written["methods"]] == [
        m["name"] for m in known("secrets")["methods"]
    ]


def known(service: str) -> dict[str, Any]:
    """The facts of a service."""
    found: dict[str, Any] = json.loads((API / f"{service}.json").read_text())
    return found


def test_the_common_schemas_are_schemas(wire: Wire):
    root = wire.taskcluster.root_url
    names = ["manifest-v3", "api-reference-v0", "exchanges-reference-v0", "metadata-metaschema", "metaschema"]
    for name in [*names, "action-schema-v1"]:
        response = wire.send("GET", f"/schemas/common/{name}.json", as_=None)
        schema = response.json()
        assert response.headers["content-type"] == "application/json"
        assert schema["$id"] == f"{root}/schemas/common/{name}.json#"
        jsonschema.Draft7Validator.check_schema(schema)
    actions = {"version": 1, "variables": {}, "actions": []}
    jsonschema.Draft6Validator(schema).validate(actions)
    assert not jsonschema.Draft6Validator(schema).is_valid({"version": 2, "variables": {}, "actions": []})


def test_what_is_not_there(wire: Wire):
    for path in (
        "/references/nope/v1/api.json",
        "/references/secrets/v1/exchanges.json",
        "/schemas/x/v1/y.json",
    ):
        assert wire.send("GET", path, as_=None).status_code == 404


def test_the_docs_name_the_methods_that_are_not_modelled(taskcluster: LocalTaskcluster):
    text = (Path(__file__).parents[2] / "docs" / "testing.md").read_text()
    limits = text[text.index("## Limits") :]
    deployment = taskcluster.deployment
    named = set(re.findall(r"`([a-z-]+\.\w+)`", limits)) & deployment.method_names()
    lacking = {
        method.full_name
        for service in deployment.facts.services.values()
        for method in service.methods
        if type(deployment.services[service.name]) is not Service
        and not hasattr(deployment.services[service.name], method.name)
    }
    assert named == lacking
