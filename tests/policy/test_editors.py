"""Editors that complete with jedi (vim, emacs, Jupyter) show methods and keys, however a service is made."""

from __future__ import annotations

import sys
import textwrap
from functools import cache
from pathlib import Path

import jedi
import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
HALVES = ["sync", "aio"]
SERVICES = [
    "HALF.Queue('https://tc.example.com').",
    "HALF.Queue.from_env().",
    "queue = HALF.Queue(HALF.Client.from_env())\nqueue.",
    "HALF.Client.from_env().queue.",
    "async with HALF.Client('https://tc.example.com') as client:\n    queue = client.queue\n    queue.",
    "queue = HALF.Queue.from_env().with_options(timeout=3).with_options(timeout=4)\nqueue.",
    "def f(queue: HALF.Queue):\n    queue.",
    "class Mine(HALF.Queue):\n    pass\nMine.from_env().with_options().",
    "async with HALF.Queue('https://tc.example.com') as queue:\n    queue.",
    "async with HALF.Queue.from_env().with_options() as queue:\n    queue.",
]
CLIENTS = [
    "HALF.Client.from_env().",
    "async with HALF.Client('https://tc.example.com') as client:\n    client.",
    "HALF.Queue.from_env().api_client.",
    "HALF.Client.from_env().acting_for(tc.Credentials('me', 'token')).",
]
VALUES = {
    "HALF.Queue.from_env().status('x')['": "'status'",
    "status = HALF.Queue.from_env().status('x')['status']\nstatus['": "'state'",
    "for queue in HALF.Queue.from_env().listTaskQueues_items():\n    queue['": "'taskQueueId'",
    "for name in HALF.Secrets.from_env().list_items():\n    name.": "startswith",
    "for page in HALF.Secrets.from_env().list_pages():\n    page['": "'secrets'",
    "tc.QueueEvents().taskCompleted().": "exchange",
    "tc.Credentials.from_env().": "client_id",
}


@cache
def program(half: str) -> tuple[jedi.Script, dict[str, tuple[int, int]]]:
    """All snippets as one program, which jedi then reads once, and the line and column of each cursor."""
    text = f"import tc\nimport tc.{half}\n"
    ends = {}
    for number, code in enumerate([*SERVICES, *CLIENTS, *(VALUES if half == "sync" else ())]):
        ours = code.replace("HALF", f"tc.{half}")
        ours = ours if half == "aio" else ours.replace("async with", "with")
        text += f"async def snippet_{number}():\n{textwrap.indent(ours, '    ')}"
        lines = text.splitlines()
        ends[code] = (len(lines), len(lines[-1]))
        text += "x']\n" if code.endswith("'") else "x\n"  # a whole program, with the cursor in it
    project = jedi.Project(str(SRC), environment_path=sys.prefix)
    return jedi.Script(text, path=SRC / f"snippets_{half}.py", project=project), ends  # path: a key of caches


def completions(half: str, code: str) -> set[str]:
    """What jedi offers at the end of a snippet."""
    script, ends = program(half)
    return {found.name for found in script.complete(*ends[code])}


@pytest.fixture(autouse=True)
def jedi_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of the repository's own, so that the tests write nothing elsewhere."""
    monkeypatch.setattr(jedi.settings, "cache_directory", str(SRC.parent / ".cache" / "jedi"))


@pytest.mark.parametrize("half", HALVES)
def test_methods_are_shown_however_a_service_is_made(half: str) -> None:
    for code in SERVICES:
        found = completions(half, code)
        wanted = {"createTask", "status_url", "listTaskGroup_items", "with_options", "api_client"}
        assert wanted <= found, code
        assert {"aclose", "close"} & found == {"aclose" if half == "aio" else "close"}, code


@pytest.mark.parametrize("half", HALVES)
def test_clients_are_shown_however_they_are_made(half: str) -> None:
    for code in CLIENTS:
        assert {"request", "make_signed_url", "derive"} <= completions(half, code), code


def test_keys_of_responses_are_shown() -> None:
    for code, wanted in VALUES.items():
        assert wanted in completions("sync", code), code


def test_signatures_are_shown() -> None:
    code = "import tc.sync\ntc.sync.Queue.from_env().claimWork("
    [signature] = jedi.Script(code, project=jedi.Project(str(SRC))).get_signatures()
    assert [parameter.name for parameter in signature.params] == ["taskQueueId", "payload"]
    assert "claimWork(taskQueueId: str, payload" in signature.to_string()
