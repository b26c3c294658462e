"""Editors that complete with jedi (vim, emacs, Jupyter) show methods and keys, however a service is made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import jedi
import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
HALVES = ["sync", "aio"]


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache for these tests alone."""
    before = jedi.settings.cache_directory
    jedi.settings.cache_directory = str(tmp_path_factory.getbasetemp() / "jedi")
    yield
    jedi.settings.cache_directory = before


def completions(half: str, code: str) -> set[str]:
    """What jedi offers at the end of some code, in which HALF is the module of a half."""
    project = jedi.Project(
        str(SRC), environment_path=sys.prefix, smart_sys_path=False, added_sys_path=[str(SRC)]
    )
    text = f"import tc\nimport tc.{half}\n{code.replace('HALF', f'tc.{half}')}"
    return {found.name for found in jedi.Script(text, project=project).complete()}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize(
    "code",
    [
        "HALF.Queue('https://tc.example.com').",
        "HALF.Queue.from_env().",
        "queue = HALF.Queue.from_env()\nqueue.",
        "queue = HALF.Queue(HALF.Client.from_env())\nqueue.",
        "queue = HALF.Queue.from_env().with_options(timeout=3)\nqueue.",
        "queue = HALF.Queue.from_env().with_options(timeout=3).with_options(timeout=4)\nqueue.",
        "def f(queue: HALF.Queue):\n    queue.",
        "class Mine(HALF.Queue):\n    pass\nMine.from_env().with_options().",
        "async def f():\n    async with HALF.Queue.from_env() as queue:\n        queue.",
        "async def f():\n    async with HALF.Queue('x').with_options() as queue:\n        queue.",
    ],
)
def test_methods_are_shown_however_a_service_is_made(half: str, code: str) -> None:
    if half == "sync":
        code = code.replace("async with", "with")
    found = completions(half, code)
    assert {"createTask", "status_url", "listTaskGroup_items", "with_options", "api_client"} <= found
    assert {"aclose", "close"} & found == {"aclose" if half == "aio" else "close"}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize(
    "code",
    [
        "HALF.Client.from_env().",
        "client = HALF.Client('https://tc.example.com')\nclient.",
        "async def f():\n    async with HALF.Client.from_env() as client:\n        client.",
        "HALF.Queue.from_env().api_client.",
        "HALF.Client.from_env().acting_for(tc.Credentials('me', 'token')).",
    ],
)
def test_clients_are_shown_however_they_are_made(half: str, code: str) -> None:
    if half == "sync":
        code = code.replace("async with", "with")
    assert {"request", "make_signed_url", "derive"} <= completions(half, code)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("HALF.Queue.from_env().status('x')['", "'status'"),
        ("status = HALF.Queue.from_env().status('x')['status']\nstatus['", "'state'"),
        ("for queue in HALF.Queue.from_env().listTaskQueues_items():\n    queue['", "'taskQueueId'"),
        ("for name in HALF.Secrets.from_env().list_items():\n    name.", "startswith"),
        ("for page in HALF.Secrets.from_env().list_pages():\n    page['", "'secrets'"),
        ("tc.QueueEvents().taskCompleted().", "exchange"),
        ("tc.Credentials.from_env().", "client_id"),
    ],
)
def test_keys_of_responses_are_shown(code: str, wanted: str) -> None:
    assert wanted in completions("sync", code)


def test_signatures_are_shown() -> None:
    code = "import tc.sync\ntc.sync.Queue.from_env().claimWork("
    [signature] = jedi.Script(code, project=jedi.Project(str(SRC))).get_signatures()
    assert [parameter.name for parameter in signature.params] == ["taskQueueId", "payload"]
    assert "claimWork(taskQueueId: str, payload" in signature.to_string()
