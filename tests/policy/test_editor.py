"""What an editor with pyright's language server shows where payloads and calls are written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.language_server import LanguageServer, language_server

PROGRAM = """
import tc
from tc.types.queue import CreateTaskRequest, TaskStatus

queue = tc.sync.Queue("https://tc.example.com")
queue.createTask(
    "fN1SbArXTPSVFNUvaOlinQ",
    {
        "taskQueueId": "my-project/linux",
        "created": "2026-11-22T10:00:00.000Z",
        "deadline": "2026-11-23T10:00:00.000Z",
        "metadata": {"name": "n", "description": "d", "owner": "o@example.com", "source": "https://x.example"},
        "payload": {},
    },
)
unfinished: CreateTaskRequest = {"retries": 3}


def state(status: TaskStatus) -> str:
    return status["retriesLeft"]
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    with language_server(tmp_path_factory.mktemp("program"), PROGRAM) as found:
        yield found


def test_a_key_of_a_payload_shows_its_line(editor: LanguageServer) -> None:
    shown = " ".join(editor.hover('"taskQueueId"').split())
    assert "(key) taskQueueId: str" in shown
    assert "The queue that workers claim the task from, as `provisionerId/workerType`" in shown
    assert "Without it, `provisionerId` and `workerType` are required." in shown


def test_a_key_of_a_typed_variable_shows_its_line_while_others_are_missing(editor: LanguageServer) -> None:
    shown = editor.hover('"retries"')
    assert "(key) retries: int" in shown
    assert "Default: 5." in " ".join(shown.split())


def test_a_method_shows_what_it_does(editor: LanguageServer) -> None:
    shown = editor.hover("createTask(")
    assert "(method) def createTask(" in shown
    assert "Create a task" in shown
