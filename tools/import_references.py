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
from output import options, write
from schemas import Json, schema_at

PROSE = {"title", "description", "examples", "$id", "$schema"}
NAME_MAPS = {"properties", "patternProperties", "definitions"}  # their keys are names, not keywords
LITERAL = {"enum", "const", "default", "required"}  # their values are data, not schemas
Reader = Callable[[str], Any]


class SourceError(Exception):
    """The source is not an API reference in the standard layout."""


class Importer:
    """Collects the facts of all services, following schema references as they appear."""

    def __init__(self, read: Reader, summaries: dict[str, str]) -> None:
        self.read = read
        self.summaries = summaries
        self.services: dict[str, Json] = {}
        self.schemas: dict[str, Json] = {}

    def all_of(self, paths: list[str]) -> dict[str, Json]:
        """All services at some paths of the source by name, each with the schemas that bear its name."""
        found = sorted(path for path in paths if re.search(r"/(api|exchanges)\.json$", path))
        if not found:
            raise SourceError("there is no references/<service>/<version>/api.json")
        for path in found:
            self.add(self.read(path))
        if strange := {name.partition("/")[0] for name in self.schemas} - self.services.keys():
            raise SourceError(f"there are schemas, but no methods, of {', '.join(sorted(strange))}")
        for owner, service in self.services.items():
            own = sorted(name for name in self.schemas if name.startswith(f"{owner}/"))
            service["schemas"] = {name: self.schemas[name] for name in own}
        return dict(sorted(self.services.items()))

    def add(self, reference: Json) -> None:
        """Add what one `api.json` or `exchanges.json` says."""
        name, version, entries = reference["serviceName"], reference["apiVersion"], reference["entries"]
        service = self.services.setdefault(name, {"service": name, "version": version, "methods": []})
        if service["version"] != version:
            raise SourceError(f"{name} has two versions, {service['version']} and {version}")
        if "exchangePrefix" in reference:
            service["exchangePrefix"] = reference["exchangePrefix"]
            service["exchanges"] = [self.exchange(name, entry) for entry in entries]
        else:
            service["methods"] = [self.method(name, entry) for entry in entries]

    def method(self, service: str, entry: Json) -> Json:
        full_name = f"{service}.{entry['name']}"
        facts: Json = {"name": entry["name"], "summary": self.summaries.get(full_name, "")}
        facts |= {"method": entry["method"].upper(), "route": entry["route"], "args": entry["args"]}
        facts |= {"query": sorted(entry.get("query", [])), "stability": entry["stability"]}
        facts["category"] = entry.get("category", "")
        if "scopes" in entry:
            facts["scopes"] = entry["scopes"]
        for key in ("input", "output"):
            if key in entry:
                facts[key] = self.schema(f"/schemas/{service}/", entry[key])
        if "continuationToken" in facts["query"]:
            facts["items"] = self.list_key(full_name, facts.get("output"))
        return facts

    def exchange(self, service: str, entry: Json) -> Json:
        summary = self.summaries.get(f"{service}:{entry['name']}", "")
        facts: Json = {"name": entry["name"], "summary": summary, "exchange": entry["exchange"]}
        facts["message"] = self.schema(f"/schemas/{service}/", entry["schema"])
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
        return str(lists[0])

    def resolve(self, node: Json) -> Json:
        """The schema that a chain of `$ref`s ends at."""
        while "$ref" in node:
            node = schema_at(self.schemas, node["$ref"])
        return node

    def schema(self, base: str, reference: str) -> str:
        """The short name of a schema, which is taken in. A deployment may name it by a whole URL, its own."""
        url = urlsplit(urljoin(base, reference))
        name = url.path.removeprefix("/schemas/").removesuffix(".json")
        if name not in self.schemas:
            self.schemas[name] = {}  # stops a circle of references
            self.schemas[name] = self.facts(self.read(url.path), url.path)
        return f"{name}#{url.fragment}" if url.fragment else name

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
                found[key] = self.schema(file, value)
            elif key in NAME_MAPS:
                found[key] = {name: self.facts(value[name], file) for name in sorted(value)}
            else:
                found[key] = value if key in LITERAL else self.facts(value, file)
        return found


def read_source(source: str, summaries: dict[str, str]) -> dict[str, Json]:
    """All facts of a source by service name."""
    if source.startswith(("http://", "https://")):
        with httpx.Client(base_url=source, timeout=30, follow_redirects=True) as client:

            def fetch(path: str) -> Any:
                return client.get(path).raise_for_status().json()

            # These are URLs, which may be whole or begin at the root of the deployment.
            urls = fetch("/references/manifest.json")["references"]
            return Importer(fetch, summaries).all_of([urlsplit(url).path for url in urls])

    def read(path: str) -> Any:
        return json.loads(Path(f"{source}{path}").read_text("utf-8"))

    files = Path(source).glob("references/*/*/*.json")
    return Importer(read, summaries).all_of([f"/{file.relative_to(source).as_posix()}" for file in files])


def differences(old: dict[str, Json], new: dict[str, Json]) -> list[str]:
    """Lines that say what was added, removed and changed."""
    before, after = entries(old), entries(new)
    lines = [f"added    {name}" for name in sorted(after.keys() - before.keys())]
    lines += [f"removed  {name}" for name in sorted(before.keys() - after.keys())]
    for name in sorted(before.keys() & after.keys()):
        was, now = before[name], after[name]
        if keys := [key for key in sorted(was.keys() | now.keys()) if was.get(key) != now.get(key)]:
            lines.append(f"changed  {name}: {', '.join(keys)}")
    return lines


def main(argv: list[str] | None = None) -> int:
    parser = options(__doc__)
    parser.add_argument("source", nargs="?", help="a folder in the standard layout, or a root URL")
    args = parser.parse_args(argv)
    if not args.source and not args.check:
        parser.error("SOURCE is needed, unless --check is given")
    task = f"read {API}"
    try:
        old = load(API)
        task = f"import {args.source}"
        summaries = {name: entry["summary"] for name, entry in entries(old).items() if "summary" in entry}
        new = read_source(args.source, summaries) if args.source else old
    except (SourceError, httpx.HTTPError, OSError, ValueError, KeyError) as error:
        print(f"cannot {task}: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    wanted = {f"{name}.json": dump(service).encode() for name, service in new.items()}
    files = (file for file in API.glob("*") if file.is_file() and file.name != OVERRIDES)
    there = {file.name: file.read_bytes() for file in files}
    missing = [name for name, entry in entries(new).items() if entry.get("summary") == ""]
    try:
        words, unmatched = read_all(API, new), False
        keys = [key for name, service in new.items() for key in words[name].missing(service)]
        remarks = [f"no description: {place} {key}" for place, key in keys]
    except FactsError as error:
        remarks, unmatched = [str(error)], True
    for line in differences(old, new) + [f"no summary: {name}" for name in missing] + remarks:
        print(line)
    methods = sum(len(s["methods"]) for s in new.values())
    exchanges = sum(len(s.get("exchanges", [])) for s in new.values())
    print(f"{len(new)} services, {methods} methods, {exchanges} exchanges, {len(missing)} without a summary")
    stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
    if args.check:
        for name in stale:
            print(f"api/{name} is not what the tool writes")
        return 1 if stale or missing or unmatched else 0
    write({API / name: wanted.get(name) for name in stale})
    return 0


if __name__ == "__main__":
    sys.exit(main())
