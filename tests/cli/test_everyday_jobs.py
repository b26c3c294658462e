"""Everyday jobs from start to end, as processes in pipes, as the documentation has them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.cli.test_auth import variables_of
from tests.support.cli_world import POOL
from tests.support.command_line import CommandLine, environment

TASK = """
taskQueueId: my-project/linux
routes: [index.my-project.latest.build]
metadata: {name: build, description: Builds it, owner: me@example.com, source: "https://example.com"}
payload: {command: [make]}
"""
HOOK = """
metadata: {name: nightly, description: "", owner: me@example.com}
task:
  taskQueueId: my-project/linux
  metadata: {name: nightly, description: d, owner: me@example.com, source: "https://example.com"}
  payload: {}
triggerSchema: {type: object, properties: {branch: {type: string}}}
"""
WORKER = "{workerGroup: g, workerId: w, tasks: 9}"


class Shell:
    """Runs commands in a folder."""

    def __init__(self, taskcluster: LocalTaskcluster, folder: Path) -> None:
        self.cli = CommandLine(taskcluster)
        self.folder = folder

    def __call__(self, command: str, *rest: str) -> str:
        """Run a command that has to succeed, and return what it prints."""
        outcome = self.cli.process(*command.split(" "), *rest, cwd=self.folder)
        assert outcome.status == 0, (command, outcome)
        return outcome.out.strip()

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file into the folder."""
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def shell(taskcluster: LocalTaskcluster, tmp_path: Path) -> Shell:
    return Shell(taskcluster, tmp_path)


def test_task_of_a_file_is_built_and_its_newest_artifact_fetched(shell: Shell) -> None:
    shell.write("task.yml", TASK)
    shell.write("target.zip", "built")
    task_id = shell("task create task.yml")
    claimed = json.loads(shell("api queue claimWork my-project/linux --payload", WORKER))
    assert [each["status"]["taskId"] for each in claimed["tasks"]] == [task_id]
    shell(f"upload artifact {task_id} 0 public/target.zip target.zip")
    shell(f"api queue reportCompleted {task_id} 0")
    assert shell(f"task wait {task_id}") == "completed"
    assert shell("index find my-project.latest.build") == task_id
    shell("index artifact my-project.latest.build public/target.zip -o fetched.zip")
    assert (shell.folder / "fetched.zip").read_bytes() == b"built"
    assert shell(f"group watch {task_id}") == f"{task_id}\tcompleted\tbuild"


def test_what_failed_on_a_day_is_listed_and_run_again(shell: Shell, taskcluster: LocalTaskcluster) -> None:
    group, [failed, completed, _] = taskcluster.add_group(3)
    taskcluster.run_task(failed, outcome="failed")
    taskcluster.run_task(completed)
    line = shell(f"group list {group} --state failed --state exception --format", "{resolved} {taskId}")
    assert line[:10] == datetime.now(UTC).date().isoformat()
    assert line.split(" ")[1:] == [failed]
    assert shell(f"task rerun {failed}") == "pending"
    assert shell(f"group cancel {group} --yes") == "cancelled 2 tasks"


def test_token_is_rotated(shell: Shell, taskcluster: LocalTaskcluster) -> None:
    client = '{expires: "2030-01-01T00:00:00Z", description: "", scopes: ["auth:current-scopes"]}'
    tokens = [
        json.loads(shell("api auth createClient my/bot --payload", client))["accessToken"],
        json.loads(shell("api auth resetAccessToken my/bot --json"))["accessToken"],
    ]
    found = [
        shell.cli.process("auth", "whoami", env=environment(**variables)).status
        for token in tokens
        for variables in [tc.Credentials("my/bot", token).to_env(taskcluster.root_url)]
    ]
    assert found == [1, 0]


def test_workers_in_quarantine_are_found_whatever_their_pool(
    shell: Shell, taskcluster: LocalTaskcluster
) -> None:
    for pool in ("a/linux", "b/mac"):
        with tc.sync.WorkerManager(taskcluster.root_url, credentials=taskcluster.credentials) as manager:
            manager.createWorkerPool(pool, POOL)
        taskcluster.run_task(taskcluster.add_task(taskQueueId=pool))
    assert shell("worker list --quarantined") == ""
    shell("worker quarantine b/mac test-group test-worker --for 2030-01-01 --reason full")
    line = shell("worker list --quarantined").split("\t")
    assert (line[:3], line[-1][:10]) == (["b/mac", "test-group", "test-worker"], "2030-01-01")
    assert [each["workerPoolId"] for each in json.loads(shell("worker list --json"))] == ["a/linux", "b/mac"]


def test_secret_is_written_from_yaml(shell: Shell) -> None:
    shell.write("secret.yml", "user: me\nsince: 2026-01-01\n")
    shell("secret set my/secret -f secret.yml --expires", "2 years")
    assert json.loads(shell("secret get my/secret")) == {"user": "me", "since": "2026-01-01"}
    assert json.loads(shell("secret remove my/secret --json")) == {"name": "my/secret"}
    assert shell("secret list") == ""


def test_hook_is_made_and_triggered(shell: Shell) -> None:
    shell.write("hook.yml", HOOK)
    shell("api hooks createHook my nightly --payload @hook.yml")
    shell("api auth createRole hook-id:my/nightly --payload", '{scopes: ["queue:*"], description: ""}')
    task_id = shell("hook trigger my/nightly --payload", "branch: main")
    assert shell(f"task name {task_id}") == "nightly"
    assert shell("hook fires my/nightly").endswith(f"success\t{task_id}")
    forgotten = shell.cli.process(
        "api", "hooks", "createHook", "my", "b", "--payload", "hook.yml", cwd=shell.folder
    )
    assert "did you mean @hook.yml?" in forgotten.err


def test_credentials_for_a_colleague_do_what_they_are_for_only(shell: Shell) -> None:
    exports = shell("auth temp --scope secrets:get:my/* --name me/alice --expires", "1 day")
    env = environment(**variables_of(exports))
    assert "404" in shell.cli.process("secret", "get", "my/secret", env=env).err
    assert "me/alice lacks" in shell.cli.process("secret", "get", "other", env=env).err


def test_large_file_is_uploaded_and_fetched(shell: Shell) -> None:
    content = os.urandom(2**22)
    shell.write("data.tar", content)
    shell("upload object my/data.tar data.tar --project-id my --expires", "30 days")
    found = json.loads(shell("download object my/data.tar --json --connections 4 -o copy.tar"))
    assert found == {"path": "copy.tar"}
    assert (shell.folder / "copy.tar").read_bytes() == content
