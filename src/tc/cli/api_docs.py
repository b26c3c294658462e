"""What the docstring of a method says, for the help of its command."""

from __future__ import annotations

import ast
import re
import textwrap

_EXAMPLE = re.compile(r"(?<=^A payload, for example:\n\n)(?: {4}.*\n)+", re.MULTILINE)
_CALL = re.compile(r"tc\.(\w+)\((?:\"(.*?)\")?\)")
_ENTRY = re.compile(r"^(\w+): ", re.MULTILINE)


class Docstring:
    """A docstring of Google's form, in its parts.

    Args:
        text: The docstring, without the indentation of the source.

    Attributes:
        summary: The first line.
        arguments: What each argument is.
        returns: What comes back.
        errors: When each error comes.
    """

    def __init__(self, text: str) -> None:
        head, *rest = re.split(r"^(Args|Returns|Raises):\n", text, flags=re.MULTILINE)
        sections = dict(zip(rest[::2], map(textwrap.dedent, rest[1::2]), strict=True))
        self.summary: str = head.partition("\n")[0]
        self._head = head.rstrip("\n") + "\n"
        self.arguments: dict[str, str] = entries(sections.get("Args", ""))
        self.returns: str = " ".join(sections.get("Returns", "").split())
        self.errors: dict[str, str] = entries(sections.get("Raises", ""))

    def prose(self) -> str:
        """Return what comes before the sections; the example of a payload is in YAML, which can be pasted."""
        return _EXAMPLE.sub(lambda found: as_yaml(found[0]), self._head)


def entries(section: str) -> dict[str, str]:
    """Split the entries of a section, `name: text`, whose further lines are indented."""
    _, *parts = _ENTRY.split(section)
    return {name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def as_yaml(example: str) -> str:
    """Turn the example of a payload into YAML, with times that lie in the future and fresh ids."""
    import yaml

    from tc.slugs import slug_id
    from tc.timestamps import from_now, to_json_date

    def called(found: re.Match[str]) -> str:
        return repr(slug_id() if found[1] == "slug_id" else to_json_date(from_now(found[2])))

    value = ast.literal_eval(_CALL.sub(called, example).replace("' + '", "").strip())
    return textwrap.indent(yaml.safe_dump(value, sort_keys=False), "    ")
