"""Pages of the documentation site on types, from `src/tc/types/`, and on keys that have no line.

`docs_pages.py` is what mkdocs knows of.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from facts import class_name, module_name
from output import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from facts import Facts

PLACES = {"index": "index-service"}  # `index` is the name of the page that lists the services
Definition = ast.ClassDef | ast.AnnAssign


def page(service: str) -> str:
    """The name of a service's page."""
    return PLACES.get(service, service)


def types_page(name: str) -> str:
    """The types of a service, as they are defined."""
    module = module_name(name)
    source = (ROOT / "src/tc/types" / f"{module}.py").read_text("utf-8")
    if name == "common":
        title, intro = "Common types", "Types that all services share: the module `tc.types.common`."
    else:
        title = f"{class_name(name)} types"
        intro = (
            f"What [`{class_name(name)}`]({page(name)}.md) takes and returns: the module `tc.types.{module}`."
        )
    lines = [f"# {title}", "", f"{intro} [How to use them](../typing.md)", ""]
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "tc.types.common":
            links = ", ".join(
                f"[](){{ #tc.types.{module}.{a.name} }}[`{a.name}`][tc.types.common.{a.name}]"
                for a in node.names
            )
            lines += [f"Also here, as in every service: {links}.", ""]
    for node, about in sorted(definitions(tree.body), key=lambda pair: name_of(pair[0])):
        lines += definition(module, source, node, about)
    return "\n".join(lines)


def definitions(body: list[ast.stmt]) -> Iterator[tuple[Definition, str]]:
    """Classes, aliases and keys, each with its docstring."""
    for node, following in zip(body, [*body, None][1:], strict=True):
        if isinstance(node, ast.ClassDef):
            yield node, ast.get_docstring(node) or ""
        elif isinstance(node, ast.AnnAssign):
            yield node, docstring_in(following)


def docstring_in(node: ast.stmt | None) -> str:
    """The text of a statement that is nothing but text."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def name_of(node: Definition) -> str:
    """What a definition defines."""
    return node.name if isinstance(node, ast.ClassDef) else ast.unparse(node.target)


def code_of(source: str, node: Definition) -> str:
    """The source of a definition without its docstrings."""
    dropped: set[int] = set()
    for inner in node.body if isinstance(node, ast.ClassDef) else []:
        if docstring_in(inner):
            dropped.update(range(inner.lineno, (inner.end_lineno or inner.lineno) + 1))
    lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
    kept = [line for number, line in enumerate(lines, node.lineno) if number not in dropped and line.strip()]
    return "\n".join(kept) if len(kept) > 1 or isinstance(node, ast.AnnAssign) else f"{kept[0]} ..."


def definition(module: str, source: str, node: Definition, about: str) -> list[str]:
    """One type: what uses it, its definition, what its keys are, the types that it refers to."""
    name = name_of(node)
    own = {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}
    known = set(re.findall(r'^    "(\w+)",$', source, re.MULTILINE)) & own - {name}
    common = re.findall(r"^from tc\.types\.common import (.*)$", source, re.MULTILINE)
    shared = {part.strip() for line in common for part in line.split(",")}
    links = [
        f"[`{used}`][tc.types.{'common' if used in shared else module}.{used}]" for used in sorted(known)
    ]
    lines = [f"### `{name}` {{ #tc.types.{module}.{name} }}", "", about.replace("\n- ", "\n\n- ", 1), ""]
    lines += ["```py", code_of(source, node), "```", ""]
    lines += keys_of(node)
    return [*lines, f"See {', '.join(links)}", ""] if links else lines


def keys_of(node: Definition) -> list[str]:
    """A table of what the keys of a type are."""
    body = node.body if isinstance(node, ast.ClassDef) else []
    rows = [
        f"| `{name_of(key)}` | {' '.join(about.split())} |"
        for key, about in definitions(body)
        if about.strip()
    ]
    return ["| Key | |", "|---|---|", *rows, ""] if rows else []


def keys_page(facts: Facts) -> str:
    """How many keys have a line, and which are left out."""
    lines = [
        "# Keys without a line",
        "",
        "The pages of types say in our own words what each key is, its form, and what happens without it."
        " What we do not know for sure is not guessed: it is left out, and listed here.",
        "",
        "| Service | Keys | With a line | Left out |",
        "|---|--:|--:|--:|",
    ]
    reasons: list[str] = []
    totals = [0, 0, 0]
    for name, service in facts.structured().items():
        words = facts.described(name)
        counts = words.count(service)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        cells = " | ".join(map(str, counts))
        title = name if name == "common" else class_name(name)
        lines.append(f"| [{title}]({page(name)}-types.md) | {cells} |")
        for place, keys in words.left_out.items():
            reasons += [f"| `{place}` | `{key}` | {why} |" for key, why in keys.items()]
    lines += [f"| | {' | '.join(f'**{total}**' for total in totals)} |", ""]
    return "\n".join([*lines, "| Structure | Key | Why |", "|---|---|---|", *reasons, ""])
