"""`/references` and `/schemas`, which our own importer and others read."""

from __future__ import annotations

import re
from pathlib import Path

from import_references import main as import_references

from tc.testing import LocalTaskcluster
from tc.testing.services.base import Service
from tests.testing.signed_requests import Wire


def test_our_importer_finds_no_difference(taskcluster: LocalTaskcluster, capsys):
    assert import_references([taskcluster.root_url, "--check"]) == 0
    assert capsys.readouterr().out.startswith("11 services, ")


def test_the_manifest_names_what_is_there(wire: Wire):
    paths = wire.send("GET", "/references/manifest.json", as_=None).json()["references"]
    assert len(paths) == 17
    for path in paths:
        reference = wire.send("GET", path, as_=None).json()
        for entry in reference["entries"]:
            for key in ("input", "output", "schema"):
                if key in entry:
                    file = entry[key].split("#")[0]
                    schema = wire.send("GET", f"/schemas/{reference['serviceName']}/{file}", as_=None)
                    assert schema.json()["$id"] == f"/schemas/{reference['serviceName']}/{file}#"


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
