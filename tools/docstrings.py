"""The text of docstrings: wrapping them, and the sections of those of methods."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from descriptions import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from facts import Facts, Json

LINE = 110
STEP = 4


def quoted(text: str, indent: int) -> str:
    """A docstring for a place that is indented already."""
    end = "\n" if "\n" in text else ""
    return textwrap.indent(f'"""{text}{end}"""', " " * indent).lstrip()


def docstring(text: str, indent: int) -> str:
    """The same with paragraphs and entries of sections wrapped, but not code, which begins with spaces."""
    width = LINE - indent - 2 * 3
    parts = []
    for part in text.strip().split("\n\n"):
        title, _, entries = part.partition("\n")
        if title in ("Args:", "Returns:", "Raises:"):
            parts.append("\n".join([title, *(entry_lines(entry, width) for entry in entries.splitlines())]))
        else:
            parts.append(part if part.startswith("  ") else wrapped(part, width))
    return quoted("\n\n".join(parts), indent)


def wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def entry_lines(entry: str, width: int) -> str:
    """One entry of a section, the lines after its first indented further if it begins with a name."""
    first = " " * STEP
    more = first if entry.startswith("* ") else first * 2
    return textwrap.fill(
        entry.removeprefix("* "),
        width + 2 * 3,
        initial_indent=first,
        subsequent_indent=more,
        break_long_words=False,
        break_on_hyphens=False,
    )


def section(title: str, entries: Iterable[str]) -> list[str]:
    """A section as a paragraph for `docstring`, if it has entries."""
    found = list(entries)
    return ["\n".join([f"{title}:", *found])] if found else []


class MethodWords:
    """What the docstring of a method says besides its summary."""

    def __init__(self, facts: Facts, service: str, method: Json) -> None:
        self.own = facts.described(service)
        self.common = facts.described(COMMON)
        self.method = method
        self.name: str = method["name"]

    def argument(self, name: str, fallback: str | None = None) -> str | None:
        """Our line about an argument, or else the fallback."""
        return self.own.argument(self.name, name) or self.common.arguments.get(name) or fallback

    def example(self) -> list[str]:
        """The paragraphs of a payload as an example."""
        text = self.own.examples.get(self.name)
        return ["A payload, for example:", textwrap.indent(text.strip(), " " * STEP)] if text else []

    def arguments(self, payload: str | None) -> list[str]:
        """The section on arguments; `payload` is the name of the type of the payload."""
        lines = {name: self.argument(name) for name in self.method["args"]}
        if payload:
            lines["payload"] = self.argument("payload", f"A dict as `{payload}` describes it.")
        lines |= {name: self.argument(name) for name in self.method["query"]}
        return section("Args", (f"{name}: {line}" for name, line in lines.items() if line))

    def returns(self, response: str) -> list[str]:
        """The section on what is returned, by the method or by the name of the type."""
        line = self.own.returns.get(self.name) or self.common.returns.get(response)
        return section("Returns", [f"* {line}"] if line else [])

    def raises(self) -> list[str]:
        """The section on errors that the service raises itself."""
        lines: dict[str, str] = {}
        checked = ["An argument"] if self.method["args"] or self.method["query"] else []
        checked += ["the payload"] if "input" in self.method else []
        if checked:
            both = " or ".join(checked)
            lines["BadRequestError"] = f"{both[0].upper()}{both[1:]} has the wrong form."
        if "scopes" in self.method:
            lines["InsufficientScopesError"] = "The credentials lack scopes that are needed."
        own: Mapping[str, str] = self.own.raises.get(self.name, {})
        for error, line in own.items():
            lines[error] = f"{lines[error]} {line}" if error in lines else line
        return section("Raises", (f"{error}: {line}" for error, line in lines.items()))
