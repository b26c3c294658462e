"""`/references` and `/schemas`, which our own importer and others read."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
from import_references import main as import_references

from tc.testing import LocalTaskcluster
from tc.testing.services.base import Service
from tests.testing.signed_requests import Wire


def test_our_importer_finds_no_difference(taskcluster: LocalTaskcluster, capsys):
    assert import_references([taskcluster.root_url, "--check"]) == 0
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
