"""Pages of the documentation site that are made from other files when it is built: a hook of mkdocs.

For each service a page with a table of its methods and exchanges, from `api/`, and one with its types, from
`src/tc/types/`; the examples, from `examples/`; the changelog. None of them is kept as a file. What the pages
look like is in `tools/templates/*.md.jinja`.
"""

from __future__ import annotations

import ast
import inspect
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from facts import Facts, module_name
from output import ROOT
from render import TYPES, Service, template, types_view
from schema_types import TypeNames

from tc.cli.app import app
from tc.cli.base import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# Files of the repository that are pages of the site as they are.
FILES = {"changes.md": "CHANGELOG.md", "security.md": "SECURITY.md", "conduct.md": "CODE_OF_CONDUCT.md"}
BEHIND = ("-types.md", "keys.md", "promises.md", "changes.md")  # what a search should not begin with
LITERAL = re.compile(r"^\x08\n(.*?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)  # what click does not wrap
EVERYWHERE = {"--root-url", "--json", "--help"}  # options of every command, which the page says once
ROW = re.compile(r"^\| async calls, (\d+) at a time\s*\| ([\d.]+) us\s*\| ([\d.]+) us\s*\|", re.MULTILINE)
LAST = ("ping", "version", "heartbeat", "lbheartbeat")  # methods that ask whether a service is alive


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages; mkdocs calls this once its own list of files is complete."""
    from mkdocs.structure.files import File, InclusionLevel

    for uri, text in pages():
        aside = uri.endswith("-types.md") or uri == "reference/keys.md"
        inclusion = InclusionLevel.NOT_IN_NAV if aside else InclusionLevel.UNDEFINED
        files.append(File.generated(config, uri, content=text, inclusion=inclusion))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Put what was measured last into its page, and names of tests into two lines, file and function."""
    if page.file.src_uri.endswith(BEHIND) or page.file.src_uri.startswith("design/"):
        page.meta["search"] = {"boost": 0.3}
    if page.file.src_uri == "performance.md":
        return with_results(markdown)
    if page.file.src_uri == "promises.md":
        return re.sub(r"`(tests/[^`]+)::(\w+)`", r"`\1`<br>`\2`", markdown)
    return markdown


def on_post_build(config: MkDocsConfig) -> None:
    """Fail when the site cannot be searched from disk, or loads scripts of other hosts."""
    from mkdocs.exceptions import PluginError

    if problems := list(problems_from_disk(Path(config.site_dir))):
        raise PluginError("\n".join(problems))


on_post_build.__dict__["mkdocs_priority"] = -200  # after the plugin that writes the index as a script


def problems_from_disk(site: Path) -> Iterator[str]:
    """What keeps a site that was built from working without a server."""
    index = site / "search" / "search_index.js"
    if not index.is_file() or not index.read_text("utf-8").startswith("var __index = {"):
        yield "search/search_index.js: expected the index of the search as a script"
    for path in sorted(site.rglob("*.html")):
        for script in re.findall(r'<script[^>]* src="([^"]+)"', path.read_text("utf-8")):
            folder = site if script.startswith("/") else path.parent
            if not (folder / script.lstrip("/")).is_file():
                yield f"{path.relative_to(site)}: expected a script of the site, got {script}"


def with_results(markdown: str, results: Path = ROOT / "benchmarks" / "RESULTS.md") -> str:
    """A page with the results of the last committed run of the benchmarks below it, their title left out."""
    if not results.is_file():
        return markdown
    text = re.sub(r"\A# .*\n", "", results.read_text("utf-8"))
    plot = cost_plot(text)
    figure = f'\n<figure class="drawing plot">{plot}</figure>\n' if plot else ""
    below = re.sub(r"^#", "##", text, flags=re.MULTILINE).strip()
    return f'{markdown}{figure}\n<div class="results" markdown>\n\n{below}\n\n</div>\n'


def cost_plot(results: str) -> str:
    """An SVG of a call's cost against concurrency, or no text where there are fewer than two points."""
    points = [(int(at), float(ours), float(theirs)) for at, ours, theirs in ROW.findall(results)]
    if len(points) < 2:
        return ""
    highest = max(max(ours, theirs) for _, ours, theirs in points)
    unit = 10.0 ** math.floor(math.log10(highest))
    high = next(unit * factor for factor in (1, 2, 4, 8, 10) if unit * factor >= highest)
    first, last = math.log10(points[0][0]), math.log10(points[-1][0])

    def x(at: int) -> float:
        return 75 + 425 * (math.log10(at) - first) / (last - first)

    def y(cost: float) -> float:
        return 270 - 220 * cost / high

    svg = template("cost_plot.svg").render(points=points, high=high, x=x, y=y)
    return re.sub(r">\n\s*<", "><", svg)


def pages() -> Iterator[tuple[str, str]]:
    """The address and the Markdown of each page."""
    facts = Facts.read()
    types = TypeNames(facts)
    services = {name: Service(types, service) for name, service in facts.services.items()}
    shown = {"facts": facts, "page": page}
    yield "reference/index.md", template("services.md").render(shown, services=services.values())
    for name, module in types.modules.items():
        words = facts.descriptions[name]
        if service := services.get(name):
            methods = {method.name: method for method in service.methods}
            order = [methods[each] for each in in_order(words.page["first"], list(methods))]
            text = template("service.md").render(shown, service=service, methods=order)
            yield f"reference/{page(name)}.md", text
        code = code_by_name((TYPES / f"{module_name(name)}.py").read_text("utf-8"))
        view = types_view(module, types.shared(name), words)
        yield f"reference/{page(name)}-types.md", template("types.md").render(shown, code=code, **view)
    counts = {name: facts.descriptions[name].count(service) for name, service in facts.structured.items()}
    yield "reference/keys.md", template("keys.md").render(shown, counts=counts)
    yield "examples.md", template("examples.md").render(examples=map(example, example_files()))
    yield "reference/commands.md", template("commands.md").render(program=PROGRAM, commands=list(commands()))
    for uri, name in FILES.items():
        yield uri, (ROOT / name).read_text("utf-8")


def page(service: str) -> str:
    """The name of a service's page; `index` is that of the page that lists the services."""
    return "index-service" if service == "index" else service


def in_order(first: list[str], names: list[str]) -> list[str]:
    """The methods of a service: what people use first, then the rest, then what asks whether it is alive."""
    places = {name: place for place, name in enumerate([*first, "the rest", *LAST])}
    return sorted(names, key=lambda name: places.get(name, len(first)))


def code_by_name(source: str) -> dict[str, str]:
    """The definitions in a module of types without their docstrings."""
    bare = re.sub(r'\s*""".*?"""|\n(?=\n)', "", source, flags=re.DOTALL)
    found = {}
    for code in re.split(r"\n(?=\w)", bare.rstrip()):
        if name := re.match(r"(?:class )?(\w+)[(:]", code):
            found[name[1]] = f"{code} ..." if code.endswith(":") else code
    return found


def example(path: Path) -> dict[str, str]:
    """The name of a program, what it is about, and its source."""
    source = path.read_text("utf-8")
    about = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0].replace("\n", " ")
    return {"name": path.name, "about": about, "source": source.rstrip()}


def example_files() -> list[Path]:
    """The programs, shortest first."""
    found = (ROOT / "examples").glob("*.py")
    return sorted(found, key=lambda path: (len(path.read_text("utf-8").splitlines()), path.name))


def commands(group: click.Group = app, above: click.Context | None = None) -> Iterator[dict[str, object]]:
    """Each command with its depth, help, usage and options. Those of `api` are the pages of the services."""
    above = above or click.Context(app, info_name=PROGRAM)
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        assert command is not None
        context = click.Context(command, above, info_name=name)
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        own = [each for each in command.get_params(context) if not EVERYWHERE & set(each.opts)]
        records = (each.get_help_record(context) for each in own if isinstance(each, click.Option))
        yield {
            "path": context.command_path.removeprefix(f"{PROGRAM} "),
            "about": LITERAL.sub(r"```text\n\1\n```", inspect.cleandoc(command.help or "")),
            "usage": usage.replace("[OPTIONS] ", ""),
            "options": [record for record in records if record],
        }
        if isinstance(command, click.Group) and context.command_path != f"{PROGRAM} api":
            yield from commands(command, context)
