"""Pages of the documentation site that are made from other files when it is built: a hook of mkdocs.

For each service a page with a table of its methods and exchanges, from `api/`, and one with its types, from
`src/tc/types/`; the examples, from `examples/`; the changelog. None of them is kept as a file.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from command_pages import commands_page
from docs_plot import cost_plot
from docs_types import keys_page, page, types_page
from facts import Facts, Json, class_name, module_name
from output import ROOT
from render import Method
from schema_types import TypeNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# Files of the repository that are pages of the site as they are.
FILES = {"changes.md": "CHANGELOG.md", "security.md": "SECURITY.md", "conduct.md": "CODE_OF_CONDUCT.md"}
BEHIND = ("-types.md", "keys.md", "promises.md", "changes.md")  # what a search should not begin with
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


def pages() -> Iterator[tuple[str, str]]:
    """The address and the Markdown of each page."""
    facts = Facts.read()
    services, types = facts.services, TypeNames(facts)
    yield "reference/index.md", overview(facts)
    for name, service in services.items():
        yield f"reference/{page(name)}.md", service_page(service, types)
        yield f"reference/{page(name)}-types.md", types_page(name)
    yield "reference/common-types.md", types_page("common")
    yield "reference/keys.md", keys_page(facts)
    yield "examples.md", examples_page()
    yield "reference/commands.md", commands_page()
    for uri, name in FILES.items():
        yield uri, (ROOT / name).read_text("utf-8")


# ---------------------------------------------------------------- services


def overview(facts: Facts) -> str:
    """The table of all services."""
    lines = [
        "# Services",
        "",
        "Every service is a class, of the same name in `tc.sync` and `tc.aio`. The pages show the blocking"
        " half; in `tc.aio` the same methods are awaited.",
        "",
        "| Class | For | Methods | Exchanges | |",
        "|---|---|--:|--:|---|",
    ]
    services = facts.services
    for name, service in services.items():
        about = facts.described(name).page["about"]
        lines.append(
            f"| [`{class_name(name)}`]({page(name)}.md) | {about} | {len(service['methods'])}"
            f" | {len(service.get('exchanges', []))} | [types]({page(name)}-types.md) |"
        )
    methods = sum(len(service["methods"]) for service in services.values())
    exchanges = sum(len(service.get("exchanges", [])) for service in services.values())
    lines.append(f"| | | **{methods}** | **{exchanges}** | [common](common-types.md) |")
    lines += ["", "The pages of types say of each key what it is; [few](keys.md) are left out."]
    return "\n".join([*lines, ""])


def service_page(service: Json, types: TypeNames) -> str:
    """A service: its methods in a table, its exchanges, then each method in full."""
    name = service["service"]
    found = class_name(name)
    variable = "object_service" if name == "object" else module_name(name)
    page_words = types.facts.described(name).page
    methods = {facts["name"]: facts for facts in service["methods"]}
    order = in_order(page_words["first"], list(methods))
    lines = [
        f"# {found}",
        "",
        page_words["about"],
        "",
        "```python",
        f"{variable} = tc.sync.{found}.from_env()",
        page_words["example"],
        "```",
        "",
        f"[Types]({page(name)}-types.md) of what is sent and returned ·"
        f" [Taskcluster's own description]({types.facts.manual(name)}/api)",
        "",
        "## Methods",
        "",
        "**P**: also `_pages` and `_items`, which read [all pages](../calling.md#long-lists)."
        " **U**: also `_url` and `_signed_url`, which [make links](../signed-urls.md).",
        "",
        '<div class="methods" markdown>',
        "",
        "| Method | | What it does | HTTP |",
        "|---|---|---|---|",
    ]
    lines += [method_row(found, Method(service, methods[each], types)) for each in order]
    lines += ["", "</div>", ""]
    if "exchanges" in service:
        lines += exchanges(service, types)
    lines += [
        "## In full",
        "",
        f"::: tc.sync.{found}",
        "    options:",
        "      show_root_heading: false",
        "      show_root_toc_entry: false",
        "      show_bases: false",
        "      show_docstring_description: true",
        "      heading_level: 3",
        "      members:",
        *(f"        - {each}" for each in order),
        "",
    ]
    return "\n".join(lines)


def in_order(first: list[str], names: list[str]) -> list[str]:
    """The methods of a service: what people use first, then the rest, then what asks whether it is alive."""
    rest = [name for name in names if name not in first and name not in LAST]
    return [*first, *rest, *(name for name in LAST if name in names)]


def method_row(found: str, method: Method) -> str:
    """A line of the table of methods."""
    facts = method.facts
    arguments = [*method.args, *(["payload"] if method.payload else [])]
    arguments += [f"{key}=" for key in method.query]
    marks = [text for text, wanted in (("P", method.item), ("U", method.verb == "GET")) if wanted]
    stability = "" if facts["stability"] == "stable" else f" *({facts['stability']})*"
    route = facts["route"]
    for mark, entity in {"<": "&lt;", ">": "&gt;", "_": "&#95;", "*": "&#42;"}.items():
        route = route.replace(mark, entity)
    route = route.replace("/", "<wbr>/")
    cells = [
        f"[`{facts['name']}`][tc.sync.{found}.{facts['name']}]<wbr>({', '.join(arguments)})",
        f'<span class="marks">{" ".join(marks)}</span>',
        f"{facts['summary']}{stability}",
        f"{method.verb} <code>{route}</code>",
    ]
    return f"| {' | '.join(cells)} |"


def exchanges(service: Json, types: TypeNames) -> list[str]:
    """The section on a service's exchanges."""
    name = service["service"]
    lines = [
        "## Exchanges",
        "",
        f"Methods of `tc.{class_name(name)}Events`, which give [bindings](../pulse.md) without any I/O.",
        "",
        '<div class="methods" markdown>',
        "",
        "| Binding | When a message is sent | Keys | Messages |",
        "|---|---|---|---|",
    ]
    for exchange in service["exchanges"]:
        keys = ", ".join(key["name"] for key in exchange["routingKey"] if "constant" not in key)
        message = types.message_type(name, exchange).removeprefix("types.")
        lines.append(
            f"| `{exchange['name']}`<br><small>{service['exchangePrefix']}{exchange['exchange']}</small>"
            f" | {exchange['summary']} | {keys} | [`{message}`][tc.types.{module_name(name)}.{message}] |"
        )
    return [*lines, "", "</div>", ""]


# ---------------------------------------------------------------- examples


def examples_page() -> str:
    """The programs of `examples/`, the demo first."""
    lines = [
        "# Examples",
        "",
        "Complete programs, which the test suite runs against the local Taskcluster. They read the"
        " [environment](credentials.md) to know where to go. To try one on your own machine:",
        "",
        "```sh",
        "python -m tc.testing > env.sh & sleep 2; . ./env.sh",
        "python examples/worker.py my-project/linux",
        "```",
        "",
    ]
    for path in example_files():
        source = path.read_text("utf-8")
        about = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0].replace("\n", " ")
        lines += [f"## {path.name}", "", about, ""]
        lines += [f'```py title="examples/{path.name}"', source.rstrip(), "```", ""]
    return "\n".join(lines)


def example_files() -> list[Path]:
    """The programs, shortest first."""
    found = (ROOT / "examples").glob("*.py")
    return sorted(found, key=lambda path: (len(path.read_text("utf-8").splitlines()), path.name))
