"""The rules for names of structures in Taskcluster's schemas; better names are in `api/overrides.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

Json = dict[str, Any]


def pascal(text: str) -> str:
    """`list-lastFires-response` -> `ListLastFiresResponse`."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", text))


def name_of_place(place: str) -> str:
    """The name by rule of what a `$ref` means: `queue/v1/task#/properties/priority` -> `TaskPriority`."""
    name = pascal(file_of(place))
    for key in re.findall(r"(?:properties|definitions)/(\w+)", place.partition("#")[2]):
        name = stem(name) + pascal(key)
    return name


def stem(name: str) -> str:
    """A parent's name without the word that says what it is for: `ListTasksResponse` -> `ListTasks`."""
    return re.sub(r"(?<=[a-z0-9])(Response|Request|Message|Input|Output)$", "", name)


def singular(name: str) -> str:
    """The name of one item of a list: `TaskStatusRuns` -> `TaskStatusRun`."""
    return re.sub(r"(?<=[a-z])s$", "", name)


def file_of(place: str) -> str:
    """The last word of a schema's name: `queue/v1/task#/properties/priority` -> `task`."""
    return place.partition("#")[0].rpartition("/")[2]


def option_name(parent: str, option: Json, tags: Collection[str]) -> str:
    """A name for one form of a union: by the constant of a tag (`storageType: "s3"`), else by its keys."""
    properties = option.get("properties", {})
    for key in sorted(properties):
        values = properties[key].get("enum", [properties[key].get("const")])
        if isinstance(values[0], str) and key in option.get("required", []) and key in tags:
            word = pascal(values[0])
            base = stem(parent)
            return f"{base}{word}{parent.removeprefix(base)}"
    return parent + "".join(pascal(key) for key in sorted(option.get("required", [])))
