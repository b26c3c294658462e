"""Transfers, hooks, actions, workers, Pulse and the local Taskcluster."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import tc
from tc.cli.local import run_inside
from tc.cli.pulse import parse_binding
from tc.cli.signals import EndedBySignal, ended_by_signals
from tc.testing import LocalTaskcluster
from tests.support.cli_world import World
from tests.support.command_line import COMMAND, CommandLine, environment, plain
from tests.support.local_tasks import LocalTasks
from tests.support.rabbitmq import SERVICES, SERVICES_PASSWORD, RabbitMQ, wait_until


@pytest.fixture
def task_id(taskcluster: LocalTaskcluster) -> str:
    """A task with artifacts."""
    task_id = taskcluster.add_task()
    content = {
        "public/build/target.zip": os.urandom(2**21),
        "public/logs/live.log": b"log\n",
        "public/a.log": b"a",
    }
    taskcluster.run_task(task_id, artifacts=content)
    return task_id


def test_download_shows_progress_on_a_terminal_only(
    taskcluster: LocalTaskcluster, task_id: str, tmp_path: Path
) -> None:
    cli = CommandLine(taskcluster)
    target = tmp_path / "target.zip"
    arguments = ("download", "artifact", task_id, "public/build/target.zip", "-o", str(target))
    for columns in (80, 120):
        shown = cli.terminal(*arguments, columns=columns)
        assert shown.status == 0
        assert "2.1/2.1 MB" in plain(shown.out)
        assert "B/s" in plain(shown.out)
        assert target.stat().st_size == 2**21
    piped = cli.process(*arguments)
    assert (piped.out, piped.err) == ("", f"wrote {target}\n")


def test_download_goes_to_the_current_folder(
    taskcluster: LocalTaskcluster, task_id: str, tmp_path: Path
) -> None:
    outcome = CommandLine(taskcluster).process("download", "artifact", task_id, "public/a.log", cwd=tmp_path)
    assert outcome.err == "wrote a.log\n"
    assert (tmp_path / "a.log").read_bytes() == b"a"


def test_download_artifacts_by_patterns(cli: CommandLine, task_id: str, tmp_path: Path) -> None:
    outcome = cli.ok("download", "artifacts", task_id, "*.log", "-o", str(tmp_path))
    assert outcome.lines == [str(tmp_path / "public/a.log"), str(tmp_path / "public/logs/live.log")]
    assert (tmp_path / "public/a.log").read_bytes() == b"a"
    parts = cli.ok("download", "artifact", task_id, "public/a.log", "-o", "-", "--connections", "2")
    assert parts.out == "a"
    nothing = cli("download", "artifacts", task_id, "*.none", "-o", str(tmp_path))
    assert (nothing.status, nothing.out) == (1, "")


def test_failed_download_leaves_nothing(cli: CommandLine, task_id: str, tmp_path: Path) -> None:
    outcome = cli("download", "artifact", task_id, "public/none", "-o", str(tmp_path / "x"))
    assert outcome.status == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("gzip", [[], ["--gzip"]])
def test_upload_artifact_of_a_running_task(
    gzip: list[str], taskcluster: LocalTaskcluster, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text("<p>" * 1000, "utf-8")
    cli = CommandLine(taskcluster)
    with LocalTasks(taskcluster) as tasks:
        task_id = tasks.create()
        tasks.start(task_id)
        arguments = [
            "upload",
            "artifact",
            task_id,
            "0",
            "public/report.html",
            str(file),
            *gzip,
        ]
        assert (
            "cannot expire after" in cli(*arguments, "--expires", "2 years").err
        )  # it would outlive the task
        assert cli.ok(*arguments).err == "uploaded public/report.html\n"
    [line] = cli.ok("task", "artifacts", task_id).lines
    assert line.split("\t")[:3] == ["public/report.html", "text/html", "s3"]
    assert cli.ok("download", "artifact", task_id, "public/report.html", "-o", "-").out == "<p>" * 1000


def test_hook_that_makes_no_task_is_said(cli: CommandLine) -> None:
    hook = {
        "metadata": {"name": "n", "description": "", "owner": "o@example.com"},
        "task": {"$if": "false", "then": {}},
        "triggerSchema": {"type": "object"},
    }
    cli.ok("api", "hooks", "createHook", "g", "h/i", "--payload", json.dumps(hook))
    outcome = cli.ok("hook", "trigger", "g/h/i", "--payload", "a: 1")
    assert (outcome.out, outcome.err) == ("", "it fired, and made no task\n")
    assert json.loads(cli.ok("hook", "trigger", "g/h/i", "--json").out) == {}


def test_action_that_is_mistyped_is_suggested(taskcluster: LocalTaskcluster, tmp_path: Path) -> None:
    world, cli = World(taskcluster, tmp_path), CommandLine(taskcluster)
    group = world.names["group"]
    outcome = cli("action", "run", group, "cancel-al")
    assert (outcome.status, "did you mean cancel-all?" in outcome.err) == (2, True)
    [made] = cli.ok("action", "run", group, "cancel-all").lines
    assert json.loads(cli.ok("task", "def", made).out)["taskGroupId"] == made
    assert "takes none" in cli("action", "run", group, "cancel-all", "--input", "{}").err
    assert "status" in json.loads(cli.ok("action", "run", group, "cancel-all", "--json").out)


def test_quarantine_is_listed_and_lifted(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    taskcluster.run_task(taskcluster.add_task(taskQueueId="proj/ci"))
    worker = ("proj/ci", "test-group", "test-worker")
    assert cli.ok("worker", "list", "proj/ci", "--quarantined").out == ""
    cli.ok("worker", "quarantine", *worker, "--for", "3 hours", "--reason", "broken")
    [line] = cli.ok("worker", "list", "proj/ci", "--quarantined").lines
    assert line.split("\t")[5] > tc.to_json_date(tc.from_now("2 hours"))
    cli.ok("worker", "quarantine", *worker, "--lift")
    assert cli.ok("worker", "list", "proj/ci").lines[0].split("\t")[5] == ""


# ---------------------------------------------------------------- Pulse

QUEUE = "exchange/taskcluster-queue/v1/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("taskFailed", tc.QueueEvents().taskFailed()),
        ("task-failed", tc.QueueEvents().taskFailed()),
        (
            "queue.taskFailed:provisionerId=p,workerType=w",
            tc.QueueEvents().taskFailed(provisionerId="p", workerType="w"),
        ),
        ("worker-manager.workerPoolCreated", tc.WorkerManagerEvents().workerPoolCreated()),
        ("workerManager.workerPoolCreated", tc.WorkerManagerEvents().workerPoolCreated()),
        ("route:index.a.*", tc.route("index.a.*")),
        ("route:index.a.*@task-failed", tc.route("index.a.*", exchange="task-failed")),
        (f"{QUEUE}task-failed#primary.#", tc.Binding(f"{QUEUE}task-failed", "primary.#")),
        (f"{QUEUE}task-failed", tc.Binding(f"{QUEUE}task-failed", "#")),
    ],
)
def test_bindings_are_written_in_several_ways(text: str, expected: object) -> None:
    assert parse_binding(text) == expected


def test_pulse_listen_prints_messages_as_lines(rabbitmq: RabbitMQ) -> None:
    process = subprocess.Popen(
        [*COMMAND, "pulse", "listen", f"{QUEUE}task-completed#primary.#", "--limit", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(PULSE_URL=rabbitmq.url()),
    )
    try:
        for _ in range(200):
            rabbitmq.publish([{"status": {"taskId": "x"}}])
            time.sleep(0.1)
            if process.poll() is not None:
                break
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, "")
    messages = [json.loads(line) for line in out.splitlines()]
    assert len(messages) == 2
    assert messages[0]["exchange"] == f"{QUEUE}task-completed"
    assert messages[0]["payload"] == {"status": {"taskId": "x"}}


@pytest.mark.parametrize("command", ["task wait", "group watch"])
def test_commands_that_wait_are_told_by_pulse(command: str, rabbitmq: RabbitMQ) -> None:
    with (
        LocalTaskcluster(pulse_url=rabbitmq.url(SERVICES, SERVICES_PASSWORD)) as taskcluster,
        ThreadPoolExecutor(1) as pool,
    ):
        group, [task_id] = taskcluster.add_group(1)
        env = environment(taskcluster, PULSE_URL=rabbitmq.url())
        words = [*command.split(" "), group if "group" in command else task_id, "--pulse"]
        running = pool.submit(CommandLine(taskcluster).process, *words, env=env)
        asked = {"status", "listTaskGroup"}
        wait_until(lambda: any(request.method in asked for request in taskcluster.requests))
        taskcluster.run_task(task_id)  # without messages it would be asked for in ten minutes
        outcome = running.result(30)
    assert (outcome.status, "completed" in outcome.out, outcome.err) == (0, True, "")


def test_pulse_that_refuses_is_said_in_two_lines(rabbitmq: RabbitMQ, taskcluster: LocalTaskcluster) -> None:
    task_id = taskcluster.add_task()
    env = environment(taskcluster, PULSE_URL=rabbitmq.url(password=SERVICES_PASSWORD))
    for words in (["task", "wait", task_id, "--pulse"], ["pulse", "listen", "taskFailed"]):
        outcome = CommandLine().process(*words, env=env)
        assert (outcome.status, outcome.out) == (1, "")
        assert len(outcome.err.splitlines()) <= 2
        assert SERVICES_PASSWORD not in outcome.err


# ---------------------------------------------------------------- a local Taskcluster


def test_local_runs_a_command_inside() -> None:
    code = "import tc; print(tc.sync.Client.from_env().queue.ping()['alive']); raise SystemExit(7)"
    outcome = CommandLine().process("local", "--", sys.executable, "-W", "ignore", "-c", code)
    assert (outcome.status, outcome.out) == (7, "True\n"), outcome


def test_local_has_the_status_of_a_shell_for_signals() -> None:
    assert CommandLine().process("local", "--", "sh", "-c", "kill -9 $$").status == 137


def test_local_serves_until_it_is_interrupted() -> None:
    process = subprocess.Popen(
        [*COMMAND, "local"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    )
    try:
        assert process.stdout
        assert process.stderr
        variables = dict(
            process.stdout.readline().strip().removeprefix("export ").split("=", 1) for _ in range(3)
        )
        process.stderr.readline()
        assert CommandLine()("task", "status", "x", env=environment(**variables)).status == 1
        assert CommandLine()("auth", "whoami", env=environment(**variables)).status == 0
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, "stopped\n")


def test_local_passes_on_that_it_is_to_end() -> None:
    script = "trap 'echo ended; exit' TERM; echo begun; while :; do sleep 0.05; done"
    process = subprocess.Popen(
        [*COMMAND, "local", "--", "sh", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (143, "ended\n", "error: ended by SIGTERM\n")


def test_local_on_a_port_that_is_taken(taskcluster: LocalTaskcluster) -> None:
    port = taskcluster.root_url.rpartition(":")[2]
    outcome = CommandLine()("local", "--port", port)
    assert outcome.status == 1
    assert "in use" in outcome.err


def test_signal_while_a_command_is_being_started_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Started(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            signal.raise_signal(signal.SIGTERM)
            started.append(self)

    started: list[Started] = []
    monkeypatch.setattr("subprocess.Popen", Started)
    with pytest.raises(EndedBySignal), ended_by_signals():
        run_inside(("sleep", "60"), {})
    assert started[0].returncode == -signal.SIGTERM
