"""The programs of `examples/`, each run against a local Taskcluster."""

from __future__ import annotations

import importlib.util
import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.support.rabbitmq import RabbitMQ

EXAMPLES = Path(__file__).parents[2] / "examples"
QUEUE = "my-project/linux"


def load(name: str) -> ModuleType:
    """An example as a module."""
    spec = importlib.util.spec_from_file_location(f"examples_{name}", EXAMPLES / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def queue(taskcluster_env: LocalTaskcluster) -> Iterator[tc.sync.Queue]:
    with tc.sync.Queue.from_env() as queue:
        yield queue


def create(queue: tc.sync.Queue, command: list[str], group: str | None = None, **more: object) -> str:
    """A pending task."""
    task_id = tc.slug_id()
    task = {
        "taskQueueId": QUEUE,
        "taskGroupId": group or task_id,
        "created": tc.from_now("0 seconds"),
        "deadline": tc.from_now("1 hour"),
        "metadata": {
            "name": f"run {command[0]}",
            "description": "An example's task",
            "owner": "me@example.com",
            "source": "https://example.com",
        },
        "payload": {"command": command},
        **more,
    }
    queue.createTask(task_id, task)
    return task_id


def states(queue: tc.sync.Queue, *task_ids: str) -> list[str]:
    return [queue.status(task_id)["status"]["state"] for task_id in task_ids]


def test_worker_runs_commands_and_reports(queue: tc.sync.Queue) -> None:
    good = create(queue, ["echo", "hello"])
    bad = create(queue, ["false"])
    missing = create(queue, ["/no/such/command"])
    unclear = create(queue, ["ignored"], payload={})

    load("worker").main(QUEUE, "--until-idle")

    assert states(queue, good, bad, missing, unclear) == ["completed", "failed", "exception", "exception"]
    assert tc.sync.download_artifact_to_buf(queue, good, "public/logs/live.log").content == b"hello\n"


def test_worker_keeps_its_claim(
    queue: tc.sync.Queue, taskcluster_env: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = load("worker")
    monkeypatch.setattr(worker, "RECLAIM_EVERY", 0.1)
    task_id = create(queue, ["sleep", "0.5"])

    worker.main(QUEUE, "--until-idle")

    assert states(queue, task_id) == ["completed"]
    called = [request.method for request in taskcluster_env.requests]
    assert called.count("reclaimTask") >= 2


def test_latest_artifacts_are_downloaded(
    queue: tc.sync.Queue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task_id = create(queue, ["echo", "artifact"], routes=["index.my-project.latest"])
    claim = queue.claimWork(QUEUE, {"tasks": 1, "workerGroup": "g", "workerId": "w"})["tasks"][0]
    with tc.sync.Queue(
        queue.api_client, credentials=tc.Credentials.from_dict(claim["credentials"])
    ) as worker:
        for name in ("public/a.txt", "public/b.log", "../outside.txt"):
            tc.sync.upload_artifact_from_buf(
                worker,
                task_id,
                0,
                name,
                storage_type="s3",
                content_type="text/plain",
                expires=tc.from_now("1 hour"),
                data=name.encode(),
            )
        worker.reportCompleted(task_id, 0)
    latest = load("latest_artifacts")

    assert latest.main(["my-project.latest", str(tmp_path / "all"), "--match", "public/**"]) == 0
    assert latest.main(["my-project.latest", str(tmp_path / "logs"), "--match", "*.log"]) == 0
    assert latest.main(["my-project.missing", str(tmp_path / "none")]) == 1
    assert latest.main(["my-project.latest", str(tmp_path / "outside")]) == 1

    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert found == ["all/public/a.txt", "all/public/b.log", "logs/public/b.log"]
    assert (tmp_path / "all/public/a.txt").read_text() == "public/a.txt"
    assert "'../outside.txt' is not a path within a folder" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "status"), [("true", 0), ("false", 1)])
def test_watch_group_reports_until_the_end(
    queue: tc.sync.Queue,
    taskcluster_env: LocalTaskcluster,
    command: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    group = create(queue, ["true"])
    create(queue, [command], group)
    watch = load("watch_group")
    worker = load("worker")

    def work() -> None:
        while not any(request.method == "listTaskGroup" for request in taskcluster_env.requests):
            time.sleep(0.01)  # they are still pending at first
        worker.main(QUEUE, "--until-idle")

    thread = threading.Thread(target=work)
    thread.start()
    assert watch.main([group, "--every", "0.05"]) == status
    thread.join()

    shown = capsys.readouterr().out
    assert "run true" in shown
    assert "minimal-worker" in shown
    assert ("2 completed" if status == 0 else "1 failed") in shown


def test_decision_makes_a_graph_whose_tasks_can_be_retriggered(
    queue: tc.sync.Queue, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    group = create(queue, ["true"], schedulerId="my-project")
    queue.claimWork(QUEUE, {"tasks": 1, "workerGroup": "g", "workerId": "w"})
    monkeypatch.setenv("TASK_ID", group)
    monkeypatch.setenv("RUN_ID", "0")

    load("decision").main()

    tasks = {each["task"]["metadata"]["name"]: each for each in queue.listTaskGroup_items(group)}
    assert set(tasks) == {"run true", "lint", "build", "test", "publish"}
    publish = tasks["publish"]["task"]["dependencies"]
    assert set(publish) == {group, tasks["lint"]["status"]["taskId"], tasks["test"]["status"]["taskId"]}
    queue.reportCompleted(group, "0")
    complete_until(queue, "publish")
    test_id = tasks["test"]["status"]["taskId"]
    assert tc.links.task(queue.root_url, test_id) in capsys.readouterr().out

    make_hook(queue.api_client)
    action = load("action")
    assert action.main([group]) == 0
    assert capsys.readouterr().out == ""
    assert action.main([group, "--task", test_id]) == 0
    assert capsys.readouterr().out.split() == ["retrigger", "Retrigger"]
    assert action.main([group, "retrigger"]) == 2
    assert "does not apply to group" in capsys.readouterr().err
    thread = threading.Thread(target=complete_until, args=(queue, "hook"))
    thread.start()
    assert action.main([group, "retrigger", "--task", test_id]) == 0
    thread.join()


def make_hook(client: tc.sync.Client) -> None:
    """Make the hook of the action that the example publishes."""
    template: Any = {
        "taskQueueId": QUEUE,
        "created": {"$fromNow": "0 seconds"},
        "deadline": {"$fromNow": "1 hour"},
        "metadata": {"name": "hook", "description": "", "owner": "o", "source": "https://example.com"},
        "payload": {"command": ["echo", "${payload.task_id}"]},
    }
    metadata: Any = {"name": "retrigger", "description": "", "owner": "me@example.com"}
    client.hooks.createHook(
        "my-project", "retrigger", {"metadata": metadata, "task": template, "triggerSchema": {}}
    )
    client.auth.createRole("hook-id:my-project/retrigger", {"scopes": ["queue:*"], "description": ""})


def complete_until(queue: tc.sync.Queue, name: str) -> None:
    """Complete the tasks that come, until there was one of a name."""
    done = False
    while not done:
        claims = queue.claimWork(QUEUE, {"tasks": 1, "workerGroup": "g", "workerId": "w"})["tasks"]
        for claim in claims:
            queue.reportCompleted(claim["status"]["taskId"], str(claim["runId"]))
            done = claim["task"]["metadata"]["name"] == name
        time.sleep(0.01)


def test_ask_thousands_asks_for_all(
    queue: tc.sync.Queue, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pending = [create(queue, ["true"]) for _ in range(3)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(pending * 40 + [tc.slug_id()])))

    assert load("ask_thousands").main() == 0

    lines = capsys.readouterr().out.split()
    assert lines[:4] == ["120", "pending", "1", "unknown"]
    assert lines[4:6] == ["121", "in"]


def test_create_from_ci_creates_a_task(
    queue: tc.sync.Queue, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = load("create_from_ci")
    assert program.main() == 2
    assert "GIT_REVISION is not set" in capsys.readouterr().err
    for name, value in {
        "TASK_QUEUE": QUEUE,
        "TASK_COMMAND": "make 'the check'",
        "GIT_URL": "https://example.com/repo",
        "GIT_REVISION": "0123456789abcdef",
    }.items():
        monkeypatch.setenv(name, value)

    assert program.main() == 0

    task = queue.task(capsys.readouterr().out.strip().rpartition("/tasks/")[2])
    assert task["payload"]["command"] == ["make", "the check"]
    assert task["metadata"]["name"] == "check 0123456789ab"


def test_create_from_ci_without_scopes_says_what_is_missing(
    taskcluster_env: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = taskcluster_env.client_credentials("weak", [])
    monkeypatch.setenv("TASKCLUSTER_CLIENT_ID", weak.client_id)
    monkeypatch.setenv("TASKCLUSTER_ACCESS_TOKEN", weak.access_token)
    for name in ("TASK_QUEUE", "TASK_COMMAND", "GIT_URL", "GIT_REVISION"):
        monkeypatch.setenv(name, "https://example.com/x")
    monkeypatch.setenv("TASK_QUEUE", QUEUE)

    assert load("create_from_ci").main() == 1
    assert "may not create it" in capsys.readouterr().err


def test_mirror_secrets_copies_them(
    taskcluster_env: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def set_one(secrets: tc.sync.Secrets, name: str, value: str) -> None:
        secrets.set(name, {"secret": {"value": value}, "expires": "2099-01-01T00:00:00.000Z"})

    with LocalTaskcluster() as other, tc.sync.Secrets.from_env() as source:
        for name, value in other.env().items():
            monkeypatch.setenv(f"TARGET_{name}", value)
        with tc.sync.Secrets(other.root_url, credentials=other.credentials) as copy:
            for name, value in {"p/same": "s", "p/changed": "new", "p/missing": "m", "q/other": "o"}.items():
                set_one(source, name, value)
            set_one(copy, "p/same", "s")
            set_one(copy, "p/changed", "old")
            program = load("mirror_secrets")

            assert program.main(["p/", "--dry-run"]) == 0
            assert sorted(copy.list_items()) == ["p/changed", "p/same"]
            assert program.main(["p/"]) == 0

            assert sorted(copy.list_items()) == ["p/changed", "p/missing", "p/same"]
            assert copy.get("p/changed")["secret"] == {"value": "new"}
            capsys.readouterr()
            assert program.main(["p/"]) == 0
            assert capsys.readouterr().out == "0 of the secrets under p/ differed\n"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_examples_are_short(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert 20 <= len(lines) <= (150 if path.stem == "demo" else 60)


def test_progress_bar_goes_to_the_end(
    queue: tc.sync.Queue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task_id = create(queue, ["true"])
    claim = queue.claimWork(QUEUE, {"tasks": 1, "workerGroup": "g", "workerId": "w"})["tasks"][0]
    tc.sync.upload_artifact_from_buf(
        queue.with_options(credentials=tc.Credentials.from_dict(claim["credentials"])),
        task_id,
        0,
        "public/large",
        storage_type="object",
        content_type="text/plain",
        expires=tc.from_now("1 hour"),
        data=b"0123456789" * 200_000,
    )
    example = load("progress_bar")
    goal = tmp_path / "large"

    assert example.main([task_id, "public/large", str(goal)]) == 0
    assert goal.read_bytes() == b"0123456789" * 200_000
    shown = capsys.readouterr()
    assert "2.0/2.0 MB" in shown.out
    assert f"{goal}: text/plain" in shown.out.replace("\n", "")

    assert example.main([task_id, "public/none", str(goal)]) == 1
    assert "404" in capsys.readouterr().err


def test_bot_comments_on_failures(
    queue: tc.sync.Queue,
    taskcluster_env: LocalTaskcluster,
    rabbitmq: RabbitMQ,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PULSE_URL", rabbitmq.url())
    task_id = create(queue, ["make", "test"], routes=["index.my-project.x"], scopes=[])
    [claim] = queue.claimWork(QUEUE, {"workerGroup": "g", "workerId": "w", "tasks": 1})["tasks"]
    message = {"status": claim["status"], "runId": 0, "workerGroup": "g", "workerId": "w", "version": 1}
    bot = load("comment_on_failures")
    name = tc.slug_id()
    failed = {"exchange": "exchange/taskcluster-queue/v1/task-failed", "cc": ("route.index.my-project.x",)}
    with tc.sync.PulseConsumer(tc.route("index.my-project.#", exchange="task-failed"), queue=name):
        rabbitmq.publish([message], **failed)  # for the bot, which comes later

    bot.main(["index.my-project.#", "--queue", name, "--count", "1"])

    link = f"{taskcluster_env.root_url}/tasks/{task_id}/runs/0"
    assert capsys.readouterr().out == f"run make failed: {link}\n"
