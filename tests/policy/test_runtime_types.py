"""Annotations can be evaluated at run time, as pydantic and FastAPI do, and cost nothing before."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing
import warnings
from collections.abc import Callable
from typing import Any, Literal

import pydantic
import pytest

import tc
import tc.aio
import tc.events
import tc.sync
import tc.types
from tc._lazy import LazyModule

HALVES = [pytest.param(tc.sync, id="sync"), pytest.param(tc.aio, id="aio")]
SERVICES = (
    *("Auth", "Github", "Hooks", "Index", "Notify", "Object", "PurgeCache", "Queue", "Secrets", "WebServer"),
    "WorkerManager",
)


def functions_of(module: Any) -> dict[str, Callable[..., Any]]:
    """The public functions of a module, and the methods of its public classes, special ones too."""
    found: dict[str, Callable[..., Any]] = {}
    for name in module.__all__:
        value = getattr(module, name)
        if inspect.isclass(value):
            for key, member in inspect.getmembers(value, inspect.isroutine):
                ours = str(getattr(member, "__module__", "")).startswith("tc")
                if ours and (not key.startswith("_") or key.startswith("__")):
                    found[f"{name}.{key}"] = member
        elif inspect.isroutine(value):
            found[name] = value
    return found


@pytest.mark.parametrize("module", [*HALVES, tc.events])
def test_annotations_of_all_public_functions_can_be_evaluated(module: Any) -> None:
    functions = functions_of(module)
    for name, function in functions.items():
        hints = typing.get_type_hints(function, include_extras=True)
        signature = inspect.signature(function, eval_str=True)
        annotated = {
            key: p.annotation for key, p in signature.parameters.items() if p.annotation is not p.empty
        }
        assert annotated.keys() <= hints.keys(), name
        assert not [value for value in annotated.values() if isinstance(value, (str, typing.ForwardRef))], (
            name
        )
    assert len(functions) >= (37 if module is tc.events else 537)


@pytest.mark.parametrize("half", HALVES)
def test_evaluated_annotations_are_the_types(half: Any) -> None:
    hints = typing.get_type_hints(half.Queue.createTask)
    assert hints["payload"] is tc.types.queue.CreateTaskRequest
    assert hints["return"] is tc.types.queue.TaskStatusResponse
    pages = typing.get_type_hints(half.Queue.listTaskGroup_pages)["return"]
    assert pages == half.Pages[tc.types.queue.ListTaskGroupResponse]
    items = inspect.signature(half.Secrets.list_items, eval_str=True).return_annotation
    assert items == half.Items[str]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("service", SERVICES)
def test_pydantic_takes_every_method(half: Any, service: str) -> None:
    instance = getattr(half, service)("https://tc.example.com")
    functions = {
        name: member
        for name, member in inspect.getmembers(instance, inspect.ismethod)
        if not name.startswith("_") and name not in ("from_env", "with_options")  # they take objects of httpx
    }
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*`ReadOnly`", UserWarning)
        for function in functions.values():
            pydantic.validate_call(function)
    assert len(functions) >= 13


@pytest.mark.parametrize("half", HALVES)
def test_pydantic_takes_options_of_httpx_where_it_is_told_to(half: Any) -> None:
    allowed = pydantic.ConfigDict(arbitrary_types_allowed=True)
    from_env = pydantic.validate_call(half.Queue.from_env, config=allowed)
    queue = from_env(default_root_url="https://tc.example.com", timeout=3.0)
    assert type(queue) is half.Queue
    assert pydantic.validate_call(queue.with_options, config=allowed)(timeout=4.0).root_url == queue.root_url
    with pytest.raises(pydantic.ValidationError, match="max_connections"):
        from_env(default_root_url="https://tc.example.com", max_connections="many")


def test_pydantic_checks_arguments_and_payloads() -> None:
    queue = tc.sync.Queue("https://tc.example.com")
    status_url = pydantic.validate_call(queue.status_url)
    assert status_url("abc") == "https://tc.example.com/api/queue/v1/task/abc/status"
    with pytest.raises(pydantic.ValidationError, match="valid string"):
        status_url(7)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*`ReadOnly`", UserWarning)
        claim = pydantic.validate_call(queue.claimWork)
    with pytest.raises(pydantic.ValidationError, match=r"workerGrupp\s+Extra inputs"):
        claim("proj/ci", {"tasks": 1, "workerGrupp": "g", "workerId": "w"})


@pytest.mark.parametrize("half", ["sync", "aio"])
@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("queue.with_options(retry=tc.Retry(retries=1)); queue.status_url('x'); repr(queue)", set()),
        ("inspect.signature(queue.status); help; dir(queue); queue.status.__doc__", set()),
        ("inspect.getmembers(sys.modules[type(queue).__module__])", set()),
        ("typing.get_type_hints(queue.status)", {"tc.types", "tc.types.queue", "tc.types.common"}),
        ("inspect.signature(queue.status, eval_str=True)", {"tc.types", "tc.types.queue", "tc.types.common"}),
    ],
)
def test_types_are_imported_when_annotations_are_evaluated(
    half: Literal["sync", "aio"], code: str, wanted: set[str]
) -> None:
    program = (
        f"import inspect, sys, typing, tc, tc.{half}\nqueue = tc.{half}.Queue('https://tc.example.com')\n{code}\n"
        "print(*[name for name in sys.modules if name.startswith('tc.types')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == wanted


def test_lazy_modules_have_the_public_names_of_the_module() -> None:
    lazy = LazyModule("tc.types.queue")
    assert lazy.Task is tc.types.queue.Task
    assert lazy.Task is vars(lazy)["Task"]
    with pytest.raises(AttributeError, match=r"tc\.types\.queue.*Tusk"):
        lazy.Tusk  # noqa: B018
    with pytest.raises(AttributeError, match="__wrapped__"):
        lazy.__wrapped__  # noqa: B018
