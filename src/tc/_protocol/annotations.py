"""What the annotations of the API methods are made of, besides `tc.types`.

Nothing here is checked when a method is called: payloads are, in `payload.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

T = TypeVar("T")


class Unchecked:
    """The values of a dict whose types no type checker knows. There are no instances of it.

    `Any` fits it and nothing else does. So a `dict[str, Any]`, as it comes from `json.load`,
    `dataclasses.asdict` or pydantic's `model_dump`, is a `Mapping[str, Unchecked]`. A dict literal is one
    only if the type of no value is known; otherwise it must fit the type of the payload, key by key.
    """


if TYPE_CHECKING:
    Payload: TypeAlias = T | Mapping[str, Unchecked]
else:

    class Payload:
        """At run time, `Payload[types.CreateTaskRequest]` is that type: pydantic checks a dict by it."""

        def __class_getitem__(cls, item: Any) -> Any:
            return item
