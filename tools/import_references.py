#!/usr/bin/env python3
"""Read a Taskcluster API reference and write its facts to `api/`, one file a service.

    import_references.py SOURCE            rewrite api/ and report what was added, removed and changed
    import_references.py SOURCE --check    write nothing; fail if api/ differs from SOURCE
    import_references.py --check           check the files of api/ alone: well-formed, every summary there

SOURCE is a folder in the standard layout (`references/<service>/<version>/api.json`,
`schemas/<service>/<version>/*.json`) or the root URL of a deployment, which serves the same tree.

Only facts are kept: names, routes, arguments, scopes, stability and the structure of payloads. Prose is
dropped. The one-line `summary` of each method and exchange is our own and survives a re-import, as do
`api/overrides.toml`, which has our corrections, and `api/descriptions/`, which has our words about keys. Keys
without any are reported, and words about keys that are not there any more.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from descriptions import FactsError, read_all
from facts import API, OVERRIDES, dump, entries, load
from schemas import Json, schema_at

PROSE = {"title", "description", "examples", "$id", "$schema"}
NAME_MAPS = {"properties", "patternProperties", "definitions"}  # their keys are names, not keywords
LITERAL = {"enum", "const", "default", "required"}  # their values are data, not schemas
Reader = Callable[[str], Any]


class SourceError(Exception):
    """The source is not an API reference in the standard layout."""


# ---------------------------------------------------------------- from reference to facts


class Importer:
    """Collects the facts of all services, following schema references as they appear."""

    def __init__(self, read: Reader, summaries: dict[str, str]) -> None:
        self.read = read
        self.summaries = summaries
        self.services: dict[str, Json] = {}
        self.schemas: dict[str, Json] = {}

    def add(self, path: str) -> None:
        """Add one `api.json` or `exchanges.json`."""
        reference = self.read(path)
        name, version = reference["serviceName"], reference["apiVersion"]
        service = self.services.setdefault(name, {"service": name, "version": version, "methods": []})
        if service["version"] != version:
            raise SourceError(f"{name} has two versions, {service['version']} and {version}")
        base = f"/schemas/{name}/"
        if "exchangePrefix" in reference:
            service["exchangePrefix"] = reference["exchangePrefix"]
            service["exchanges"] = [self.exchange(name, base, e) for e in reference["entries"]]
        else:
            service["methods"] = [self.method(name, base, e) for e in reference["entries"]]

    def method(self, service: str, base: str, entry: Json) -> Json:
        full_name = f"{service}.{entry['name']}"
        facts: Json = {"name": entry["name"], "summary": self.summaries.get(full_name, "")}
        facts |= {"method": entry["method"].upper(), "route": entry["route"], "args": entry["args"]}
        facts |= {"query": sorted(entry.get("query", [])), "stability": entry["stability"]}
        facts["category"] = entry.get("category", "")
        if "scopes" in entry:
            facts["scopes"] = entry["scopes"]
        for key in ("input", "output"):
            if key in entry:
                facts[key] = self.schema(urljoin(base, entry[key]))
        if "continuationToken" in facts["query"]:
            facts["items"] = self.list_key(full_name, facts.get("output"))
        return facts

    def exchange(self, service: str, base: str, entry: Json) -> Json:
        summary = self.summaries.get(f"{service}:{entry['name']}", "")
        facts: Json = {"name": entry["name"], "summary": summary, "exchange": entry["exchange"]}
        facts["message"] = self.schema(urljoin(base, entry["schema"]))
        facts["routingKey"] = [
            {k: word[k] for k in ("name", "required", "multipleWords", "constant") if k in word}
            for word in entry["routingKey"]
        ]
        return facts

    def list_key(self, full_name: str, output: str | None) -> str:
        """The one property of a paginated response that is a list."""
        schema = self.resolve({"$ref": output}) if output else {}
        properties = schema.get("properties", {})
        lists = [key for key, value in properties.items() if self.resolve(value).get("type") == "array"]
        if len(lists) != 1:
            raise SourceError(f"{full_name} is paginated, but its response has {len(lists)} lists")
        key: str = lists[0]
        return key

    def resolve(self, node: Json) -> Json:
        """The schema that a chain of `$ref`s ends at."""
        while "$ref" in node:
            node = schema_at(self.schemas, node["$ref"])
        return node

    def schema(self, path: str) -> str:
        """Take in the schema at a path such as `/schemas/queue/v1/task.json#`; return its short name.

        A deployment may name it by a whole URL, which is its own.
        """
        file, fragment = urlsplit(path).path, urlsplit(path).fragment
        name = file.removeprefix("/schemas/").removesuffix(".json")
        if name not in self.schemas:
            self.schemas[name] = {}  # stops a circle of references
            self.schemas[name] = self.facts(self.read(file), file)
        return f"{name}#{fragment}" if fragment else name

    def facts(self, node: Any, file: str) -> Any:
        """A schema without prose, and with `$ref`s as short names: `queue/v1/task#/properties/priority`."""
        if isinstance(node, list):
            return [self.facts(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        found: Json = {}
        for key in sorted(node.keys() - PROSE):
            value = node[key]
            if key == "$ref":
                found[key] = self.schema(urljoin(file, value))
            elif key in NAME_MAPS:
                found[key] = {name: self.facts(value[name], file) for name in sorted(value)}
            else:
                found[key] = value if key in LITERAL else self.facts(value, file)
        return found

    def finish(self) -> dict[str, Json]:
        """All services by name, each with the schemas that bear its name."""
        for service in self.services.values():
            service["schemas"] = {}
        for name in sorted(self.schemas):
            owner = name.partition("/")[0]
            if owner not in self.services:
                raise SourceError(f"schema {name} belongs to no service")
            self.services[owner]["schemas"][name] = self.schemas[name]
        return dict(sorted(self.services.items()))


# ---------------------------------------------------------------- reading the source


def read_source(source: str, summaries: dict[str, str]) -> dict[str, Json]:
    """All facts of a source by service name."""
    if source.startswith(("http://", "https://")):
        with httpx.Client(base_url=source, timeout=30, follow_redirects=True) as client:

            def fetch(path: str) -> Any:
                return client.get(path).raise_for_status().json()

            # These are URLs, which may be whole or begin at the root of the deployment.
            urls = fetch("/references/manifest.json")["references"]
            return import_all([urlsplit(url).path for url in urls], fetch, summaries)
    files = Path(source).glob("references/*/*/*.json")
    return import_all(
        [f"/{file.relative_to(source).as_posix()}" for file in files],
        lambda path: json.loads(Path(source, path.lstrip("/")).read_text("utf-8")),
        summaries,
    )


def import_all(paths: list[str], read: Reader, summaries: dict[str, str]) -> dict[str, Json]:
    """All facts that are below some paths of a source."""
    importer = Importer(read, summaries)
    found = sorted(path for path in paths if re.search(r"/(api|exchanges)\.json$", path))
    if not found:
        raise SourceError("there is no references/<service>/<version>/api.json")
    for path in found:
        importer.add(path)
    return importer.finish()


# ---------------------------------------------------------------- what changed


def differences(old: dict[str, Json], new: dict[str, Json]) -> list[str]:
    """Lines that say what was added, removed and changed."""
    before, after = entries(old), entries(new)
    lines = [f"added    {name}" for name in sorted(after.keys() - before.keys())]
    lines += [f"removed  {name}" for name in sorted(before.keys() - after.keys())]
    for name in sorted(before.keys() & after.keys()):
        was, now = before[name], after[name]
        keys = [k for k in sorted(was.keys() | now.keys()) if was.get(k) != now.get(k)]
        if keys:
            lines.append(f"changed  {name}: {', '.join(keys)}")
    return lines


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", nargs="?", help="a folder in the standard layout, or a root URL")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on any difference")
    parser.add_argument("--api", type=Path, default=API, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if not args.source and not args.check:
        parser.error("SOURCE is needed, unless --check is given")
    task = f"read {args.api}"
    try:
        old = load(args.api)
        task = f"import {args.source}"
        summaries = {name: entry["summary"] for name, entry in entries(old).items() if "summary" in entry}
        new = read_source(args.source, summaries) if args.source else old
    except (SourceError, httpx.HTTPError, OSError, ValueError, KeyError) as error:
        print(f"cannot {task}: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    wanted = {f"{name}.json": dump(service).encode() for name, service in new.items()}
    files = (file for file in args.api.glob("*") if file.is_file() and file.name != OVERRIDES)
    there = {file.name: file.read_bytes() for file in files}
    missing = [name for name, entry in entries(new).items() if entry.get("summary") == ""]
    try:
        words, unmatched = read_all(args.api, new), False
        keys = [key for name, service in new.items() for key in words[name].missing(service)]
        remarks = [f"no description: {place} {key}" for place, key in keys]
    except FactsError as error:
        remarks, unmatched = [str(error)], True
    for line in differences(old, new) + [f"no summary: {name}" for name in missing] + remarks:
        print(line)
    methods = sum(len(s["methods"]) for s in new.values())
    exchanges = sum(len(s.get("exchanges", [])) for s in new.values())
    print(f"{len(new)} services, {methods} methods, {exchanges} exchanges, {len(missing)} without a summary")
    if args.check:
        stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
        for name in stale:
            print(f"api/{name} is not what the tool writes")
        return 1 if stale or missing or unmatched else 0
    args.api.mkdir(exist_ok=True)
    for name in there.keys() - wanted.keys():
        (args.api / name).unlink()
    for name, text in wanted.items():
        (args.api / name).write_bytes(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
