"""`task` and `group`: what they do to tasks."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import tc
from tc.cli.watching import bar_widths
from tc.testing import LocalTaskcluster
from tests.support.command_line import CommandLine, environment, plain
from tests.support.local_tasks import definition


def task_file(tmp_path: Path, document: Any) -> str:
    file = tmp_path / "task.json"
    file.write_text(json.dumps(document, default=tc.to_json_date), "utf-8")
    return str(file)


def state_of(taskcluster: LocalTaskcluster, task_id: str) -> str:
    with tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue:
        return queue.status(task_id)["status"]["state"]


def definition_of(taskcluster: LocalTaskcluster, task_id: str) -> Any:
    with tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue:
        return queue.task(task_id)


def test_create_makes_the_task_of_a_file(
    cli: CommandLine, taskcluster: LocalTaskcluster, tmp_path: Path
) -> None:
    outcome = cli.ok("task", "create", task_file(tmp_path, definition()))
    [task_id] = outcome.lines
    assert outcome.err == f"{taskcluster.root_url}/tasks/{task_id}\n"
    assert definition_of(taskcluster, task_id)["taskQueueId"] == "p/w"


def test_create_fills_in_times(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    task = {
        key: value for key, value in definition().items() if key not in ("created", "deadline", "expires")
    }
    [task_id] = cli.ok("task", "create", "-", "--deadline", "3 hours", stdin=json.dumps(task)).lines
    found = definition_of(taskcluster, task_id)
    assert tc.from_now("3 hours").isoformat()[:10] == found["deadline"][:10]


def test_create_moves_old_times_to_now(
    cli: CommandLine, taskcluster: LocalTaskcluster, tmp_path: Path
) -> None:
    old = definition(created="2020-01-01T00:00:00.000Z", deadline="2020-01-01T02:00:00.000Z")
    old["expires"] = "2020-02-01T00:00:00.000Z"
    file = task_file(tmp_path, old)
    assert cli("task", "create", file).status == 1
    [task_id] = cli.ok("task", "create", file, "--now").lines
    assert state_of(taskcluster, task_id) == "pending"


def test_create_makes_tasks_that_depend_on_each_other(
    cli: CommandLine, taskcluster: LocalTaskcluster, tmp_path: Path
) -> None:
    first, second = tc.slug_id(), tc.slug_id()
    tasks = {
        second: definition(dependencies=[first], taskGroupId=first),
        first: definition(taskGroupId=first),
    }
    dry = cli.ok("task", "create", task_file(tmp_path, tasks), "--dry-run")
    assert set(json.loads(dry.out)) == {first, second}
    assert not any(request.method == "createTask" for request in taskcluster.requests)

    assert cli.ok("task", "create", task_file(tmp_path, tasks)).lines == [second, first]
    found = json.loads(cli.ok("task", "create", task_file(tmp_path, tasks), "--json").out)
    assert [found[first]["state"], found[second]["state"]] == ["pending", "unscheduled"]


def test_create_takes_an_id_for_one_task_only(
    cli: CommandLine, taskcluster: LocalTaskcluster, tmp_path: Path
) -> None:
    task_id = tc.slug_id()
    assert cli.ok("task", "create", task_file(tmp_path, definition()), "--task-id", task_id).lines == [
        task_id
    ]
    outcome = cli("task", "create", task_file(tmp_path, {task_id: definition()}), "--task-id", task_id)
    assert outcome.status == 2


def test_run_makes_a_task_for_docker(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    arguments = ["task", "run", "--queue", "proj/ci", "-e", "A=b=c", "--scope", "s:a", "ubuntu:24.04"]
    assert json.loads(cli.ok(*arguments, "--dry-run", "--", "bash", "-c", "echo hi").out)
    [task_id] = cli.ok(*arguments, "--", "bash", "-c", "echo hi").lines
    found = definition_of(taskcluster, task_id)
    assert found["taskQueueId"] == "proj/ci"
    assert found["scopes"] == ["s:a"]
    assert found["metadata"]["name"] == "bash -c 'echo hi'"
    assert found["payload"] == {
        "image": "ubuntu:24.04",
        "command": ["bash", "-c", "echo hi"],
        "env": {"A": "b=c"},
        "maxRunTime": 3600,
    }


def test_status_of_runs(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    task_id = taskcluster.add_task()
    taskcluster.run_task(task_id, outcome="worker-shutdown")
    taskcluster.run_task(task_id)
    assert cli.ok("task", "status", task_id, "--run", "0").out == "exception\n"
    assert [line.split("\t")[:3] for line in cli.ok("task", "status", task_id, "--all-runs").lines] == [
        ["0", "exception", "worker-shutdown"],
        ["1", "completed", "completed"],
    ]
    assert json.loads(cli.ok("task", "status", task_id, "--json").out)["retriesLeft"] == 4
    assert cli("task", "status", task_id, "--run", "7").status == 1


def test_wait_takes_a_length_of_time_and_json_stands_anywhere(
    cli: CommandLine, taskcluster: LocalTaskcluster
) -> None:
    task_id = taskcluster.add_task()
    taskcluster.run_task(task_id)
    assert cli.ok("task", "wait", task_id, "--timeout", "10 minutes").out == "completed\n"
    for words in (["--json", "task", "status", task_id], ["task", "--json", "status", task_id]):
        assert json.loads(cli.ok(*words).out)["state"] == "completed"


def test_rerun_wants_force_for_what_did_not_fail(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    task_id = taskcluster.add_task()
    outcome = cli("task", "rerun", task_id)
    assert outcome.status == 1
    assert "--force" in outcome.err
    forced = cli.ok("task", "rerun", task_id, "--force")
    assert forced.out == "pending\n"
    assert "cancelled the run that was pending" in forced.err
    taskcluster.run_task(task_id)
    assert cli("task", "rerun", task_id).status == 1
    assert cli.ok("task", "rerun", task_id, "--force").out == "pending\n"


def test_retrigger_keeps_routes_and_dependencies_unless_plain(
    cli: CommandLine, taskcluster: LocalTaskcluster
) -> None:
    first = taskcluster.add_task()
    task_id = taskcluster.add_task(dependencies=[first], routes=["index.a.b"])
    [same] = cli.ok("task", "retrigger", task_id).lines
    [plain_one] = cli.ok("task", "retrigger", task_id, "--plain").lines
    found = [definition_of(taskcluster, each) for each in (same, plain_one)]
    assert [(each["dependencies"], each["routes"]) for each in found] == [([first], ["index.a.b"]), ([], [])]


def test_complete_wants_a_pending_task(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    first = taskcluster.add_task()
    waiting = taskcluster.add_task(dependencies=[first])
    assert "the task is unscheduled" in cli("task", "complete", waiting).err
    assert cli.ok("task", "complete", first).out == "completed\n"
    assert "the task is completed" in cli("task", "complete", first).err


def test_log_follow_prints_lines_to_the_end(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    task_id = taskcluster.add_task()

    def work() -> None:
        time.sleep(0.5)
        taskcluster.run_task(task_id, artifacts={"public/logs/live.log": b"one\n\xffwo\n"})

    worker = threading.Thread(target=work)
    worker.start()
    outcome = cli.process("task", "log", task_id, "--follow")
    worker.join()
    assert (outcome.status, outcome.out) == (0, "one\n\ufffdwo\n")


def test_log_is_printed_byte_for_byte(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    task_id = taskcluster.add_task()
    taskcluster.run_task(task_id, artifacts={"public/logs/live.log": b"one\r\ntwo", "public/other.log": b"x"})
    assert cli.ok("task", "log", task_id).out == "one\r\ntwo"
    assert cli.ok("task", "log", task_id, "--name", "public/other.log", "--run", "0").out == "x"


def test_open_prints_the_page_of_a_run(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    opened: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.launch", opened.append)
        outcome = cli.ok("task", "open", "fN1SbArXTPSVFNUvaOlinQ", "--run", "2", "--browser")
    url = f"{taskcluster.root_url}/tasks/fN1SbArXTPSVFNUvaOlinQ/runs/2"
    assert (outcome.lines, opened) == ([url], [url])


# ---------------------------------------------------------------- groups


def test_group_list_selects_and_formats(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    group, (first, second) = taskcluster.add_group(2)
    taskcluster.run_task(first, outcome="failed")
    lines = cli.ok("group", "list", group, "--state", "failed", "--format", "{taskId}={state}").lines
    assert lines == [f"{first}=failed"]
    assert cli("group", "list", group, "--format", "{colour}").status == 2
    assert second not in cli.ok("group", "list", group, "--state", "failed").out


def test_group_cancel_asks_on_a_terminal(taskcluster: LocalTaskcluster) -> None:
    cli = CommandLine(taskcluster)
    group, (first, second) = taskcluster.add_group(2)

    outcome = cli.terminal("group", "cancel", group, typed="n\n")
    assert outcome.status == 1
    assert f"Cancel 2 tasks of the group {group}?" in outcome.out
    assert "nothing was done" in outcome.out
    assert state_of(taskcluster, first) == "pending"

    outcome = cli.terminal("group", "cancel", group, typed="y\n")
    assert outcome.status == 0
    assert "sealed the group" in outcome.out
    assert state_of(taskcluster, first) == state_of(taskcluster, second) == "exception"


def test_group_cancel_needs_yes_in_a_pipe(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    group, (first, _) = taskcluster.add_group(2)
    outcome = cli("group", "cancel", group)
    assert (outcome.status, "--yes" in outcome.err) == (2, True)
    assert state_of(taskcluster, first) == "pending"
    found = json.loads(cli.ok("group", "cancel", group, "--yes", "--json").out)
    assert len(found["taskIds"]) == 2
    assert "nothing to cancel" in cli.ok("group", "cancel", group, "--yes").err


def test_group_cancel_of_a_sealed_group_says_nothing_of_sealing(
    cli: CommandLine, taskcluster: LocalTaskcluster
) -> None:
    group, _ = taskcluster.add_group(1)
    cli.ok("api", "queue", "sealTaskGroup", group)
    outcome = cli.ok("group", "cancel", group)
    assert (outcome.out, outcome.err) == ("cancelled 1 task\n", "")


def test_group_cancel_of_some_task_queues_seals_nothing(
    cli: CommandLine, taskcluster: LocalTaskcluster
) -> None:
    linux = taskcluster.add_task(taskQueueId="proj/linux")
    mac = taskcluster.add_task(taskQueueId="proj/mac", taskGroupId=linux)
    arguments = ("group", "cancel", linux, "--worker-type", "^proj/lin")
    assert json.loads(cli.ok(*arguments, "--dry-run", "--json").out)[0]["taskId"] == linux
    cli.ok(*arguments)
    assert (state_of(taskcluster, linux), state_of(taskcluster, mac)) == ("exception", "pending")
    assert not any(request.method == "sealTaskGroup" for request in taskcluster.requests)


def test_group_watch_redraws_until_all_are_resolved(taskcluster: LocalTaskcluster) -> None:
    group, task_ids = taskcluster.add_group(3)
    left = list(task_ids)

    def react(text: str) -> None:
        """Resolve a task whenever the view shows that the one before is resolved."""
        if left and f"{3 - len(left)}/3 resolved" in text:
            taskcluster.run_task(left.pop(), outcome="failed" if len(left) == 2 else "completed")

    outcome = CommandLine(taskcluster).terminal("group", "watch", group, "--interval", "0.1", on_text=react)
    assert outcome.status == 1
    text = plain(outcome.out)
    assert [f"{n}/3 resolved" in text for n in range(4)] == [True] * 4
    assert "1 of 3 tasks did not complete:" in text
    assert text.splitlines()[-1] == f"  {taskcluster.root_url}/tasks/{task_ids[-1]}"
    assert outcome.out.count("\x1b[?25l") == outcome.out.count("\x1b[?25h")  # the cursor is there again


def test_group_watch_in_a_pipe_prints_changes(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    group, (task_id,) = taskcluster.add_group(1)
    taskcluster.run_task(task_id)
    assert cli.ok("group", "watch", group).lines[0].split("\t")[:2] == [task_id, "completed"]
    [line] = cli.ok("group", "watch", group, "--json").lines
    found = json.loads(line)
    assert (found["taskId"], found["state"], found["previous"]) == (task_id, "completed", None)


def test_the_bar_of_a_view_is_always_full() -> None:
    assert bar_widths(Counter(), 20) == {}
    counts = Counter(completed=900)
    for state in ("failed", "running", "pending", "exception"):
        counts[state] += 1
        assert sum(bar_widths(counts, 20).values()) == 20
        assert set(bar_widths(counts, 20)) == set(counts)


def test_task_status_has_variables_of_the_command_line_before_those_of_the_environment(
    taskcluster: LocalTaskcluster,
) -> None:
    task_id = taskcluster.add_task()
    env = environment(taskcluster, TASKCLUSTER_ROOT_URL="http://127.0.0.1:1")
    for arguments in (
        ["--root-url", taskcluster.root_url, "task", "status", task_id],
        ["task", "status", task_id, "--root-url", taskcluster.root_url],
    ):
        assert CommandLine()(*arguments, env=env).out == "pending\n"
