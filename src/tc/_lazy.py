"""What is imported when it is first used.

The import of httpx takes several times as long as everything else that making a client does, and a program
that makes a client may never send anything: so modules that every client needs have httpx from here. The
modules of `tc.types` are named in annotations alone, and imported when something evaluates them. And a
program that wants one service need not wait for the other ten and the transfers: `exports`.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class LazyModule:
    """A module that is imported when a public name of it is first asked for.

    Args:
        name: The full name of the module, such as `tc.types.queue`.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") and name != "__version__":  # asked for by tools that only look around
            raise AttributeError(f"lazy module {self!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(self._name), name)
        setattr(self, name, value)  # from now on it is found at once
        return value


if TYPE_CHECKING:
    import httpx as httpx
else:
    httpx = LazyModule("httpx")


def httpx_errors(*names: str) -> tuple[type[httpx.HTTPError], ...]:
    """Classes of httpx's errors for an `except`, without an import: without httpx there is none to catch.

    Whatever passes an `except` has its classes looked up, an interrupt too, which must not wait for that.
    """
    module = sys.modules.get("httpx")
    return tuple(getattr(module, name) for name in names if hasattr(module, name))


class LazyPattern:
    """A regular expression that is compiled when it is first used: that takes longer than most imports."""

    def __init__(self, pattern: Any, flags: int = 0) -> None:
        self._arguments = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        import re

        value = getattr(re.compile(*self._arguments), name)
        setattr(self, name, value)  # from now on it is found at once
        return value


def exports(
    module: str,
    homes: Mapping[str, tuple[str, ...]],
    submodules: tuple[str, ...] = (),
    elsewhere: Mapping[str, str] | None = None,
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """The `__getattr__`, `__dir__` and `__all__` of a module that only gathers names of others (PEP 562).

    Args:
        module: The module's own name.
        homes: By the names of modules, what each has.
        submodules: Modules below it that are public.
        elsewhere: For names that people look for here, what to write.
    """
    home_of = {name: home for home, names in homes.items() for name in names}
    public = sorted([*home_of, *submodules])

    def get(name: str) -> Any:
        if name in home_of:
            value = getattr(importlib.import_module(home_of[name]), name)
        elif name in submodules:
            value = importlib.import_module(f"{module}.{name}")
        else:
            found = elsewhere and elsewhere.get(name)
            hint = f"; use {found}" if found else ""
            message = f"module {module!r} has no attribute {name!r}{hint}"
            raise AttributeError(message, name=name, obj=sys.modules[module])  # Python adds "Did you mean"
        setattr(sys.modules[module], name, value)  # the next time it is found at once
        return value

    return get, lambda: list(public), public
