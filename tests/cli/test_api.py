"""`api`: every method, compared on the wire with the call of the method."""

from __future__ import annotations

import inspect
import json
import re
import textwrap
import warnings
from pathlib import Path
from typing import Any

import pytest

import tc
from tc.cli.api_types import meanings, payload_keys
from tc.testing import LocalTaskcluster
from tests.support.command_line import CommandLine, environment
from tests.support.method_calls import PAYLOAD, Case, Sent, all_cases, services
from tests.support.scripted_taskcluster import reply, scripted

NAMES = {name: facts["service"] for name, facts in services().items()}


def command_of(case: Case) -> list[str]:
    """The command line of a call."""
    query: list[str] = []
    for key, value in case.query.items():
        query += [f"--{key}", str(value).lower() if isinstance(value, bool) else str(value)]
    payload = ["--payload", json.dumps(PAYLOAD)] if "input" in case.facts else []
    arguments = [str(value) for value in case.arguments.values()]
    return ["api", NAMES[case.service], case.method, *query, *payload, *arguments]


def test_api_sends_what_each_method_sends() -> None:
    cases = all_cases()
    assert len(cases) == 188
    cli = CommandLine()
    with scripted(reply(200, {})) as server:
        env = environment(TASKCLUSTER_ROOT_URL=server.url)
        for case in cases:
            assert cli(*command_of(case), env=env).status in (0, 1), case.name
        with tc.sync.Client(server.url) as client, warnings.catch_warnings(action="ignore"):
            for case in cases:
                method = getattr(getattr(client, NAMES[case.service].replace("-", "_")), case.method)
                method(*case.positional, **case.query)
    sent = [Sent.of(request) for request in server.requests]
    assert len(sent) == 2 * len(cases)
    assert sent[: len(cases)] == sent[len(cases) :]


@pytest.mark.parametrize("service", NAMES.values())
def test_api_help_of_a_service_lists_its_methods(service: str) -> None:
    cli = CommandLine()
    text = cli.ok("api", service, "--help").out
    facts = next(each for each in services().values() if each["service"] == service)
    for method in facts["methods"]:
        assert f"  {method['name']} " in text


@pytest.mark.parametrize("service", NAMES)
def test_api_help_of_a_method_says_what_its_docstring_says(service: str) -> None:
    """All but names of arguments and sections, which have other forms, and the payload, which is YAML."""
    for case in all_cases():
        if case.service != service:
            continue
        text = CommandLine().ok("api", NAMES[service], case.method, "--help").out
        doc = inspect.getdoc(getattr(getattr(tc.sync, service), case.method)) or ""
        doc = re.sub(r"(?<=example:\n\n)( {4}.*\n)+", "", doc)
        parts = re.split(r"\n\n|\w+:\n|^(?: {4})?\w+: ", doc, flags=re.MULTILINE)
        for part in parts:
            if not part.startswith("A dict as `tc."):
                assert "".join(part.split()) in "".join(text.split()), (case.method, part)
        assert ("Payload: " in text) == ("input" in case.facts)


def test_api_help_has_an_example_of_the_payload_that_can_be_sent(
    cli: CommandLine, taskcluster: LocalTaskcluster
) -> None:
    text = cli.ok("api", "queue", "createTask", "--help").out
    example = text.partition("A payload, for example:\n")[2].partition("  https://")[0]
    task_id = tc.slug_id()
    cli.ok("api", "queue", "createTask", task_id, "--payload", textwrap.dedent(example))
    assert cli.ok("task", "name", task_id).out == "unit tests\n"


def test_api_help_has_the_keys_of_the_payload_with_their_lines() -> None:
    text = CommandLine().ok("api", "queue", "createTask", "--help").out
    assert "  created               time, required. When the task was defined: " in text
    assert "  metadata.owner        text, required. The email address of " in text
    assert "  taskQueueId           text. The queue that workers claim the task from, " in text
    assert "  tags                  object of text. Texts by name, " in text
    text = CommandLine().ok("api", "hooks", "createHook", "--help").out
    assert "  bindings[].exchange           text, required. The exchange, " in text


def test_keys_without_the_source_have_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspect.getsource", lambda _: exec("raise OSError"))
    meanings.cache_clear()
    assert payload_keys("purge-cache", "types.PurgeCacheRequest")[0][1] == [("cacheName", "text, required.")]
    meanings.cache_clear()


def test_api_alone_lists_services() -> None:
    text = CommandLine().ok("api").out
    assert all(f"  {name} " in text for name in NAMES.values())


@pytest.mark.parametrize("name", ["workerManager", "worker_manager", "worker-manager", "WorkerManager"])
def test_api_service_has_several_spellings(name: str, cli: CommandLine) -> None:
    assert json.loads(cli.ok("api", name, "listWorkerPools").out) == {"workerPools": []}


def test_api_paginate_merges_pages(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    group, task_ids = taskcluster.add_group(5)

    found = json.loads(cli.ok("api", "queue", "listTaskGroup", group, "--limit", "2", "--paginate").out)

    assert sorted(each["status"]["taskId"] for each in found) == sorted(task_ids)
    page = json.loads(cli.ok("api", "queue", "listTaskGroup", group, "--limit", "2").out)
    assert len(page["tasks"]) == 2
    token = page["continuationToken"]
    rest = json.loads(cli.ok("api", "queue", "listTaskGroup", group, "--continuation-token", token).out)
    assert len(rest["tasks"]) == 3


def test_api_output_goes_to_a_file(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "ping.json"
    assert cli.ok("api", "queue", "ping", "-o", str(file)).out == ""
    assert json.loads(file.read_text("utf-8"))["alive"] is True


YAML = "secret:\n  text: yes and no\n  when: 2026-11-22T10:00:00Z\nexpires: 2030-01-01T00:00:00.000Z\n"


@pytest.mark.parametrize("form", ["text", "file", "stdin", "json"])
def test_api_payload_is_read_from_anywhere(form: str, cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "secret.yml"
    file.write_text(YAML, "utf-8")
    wanted: dict[str, Any] = {
        "secret": {"text": "yes and no", "when": "2026-11-22T10:00:00Z"},
        "expires": "2030-01-01T00:00:00.000Z",
    }
    value = {"text": YAML, "file": f"@{file}", "stdin": "-", "json": json.dumps(wanted)}[form]

    cli.ok("api", "secrets", "set", "a/b", "--payload", value, stdin=YAML)

    assert json.loads(cli.ok("api", "secrets", "get", "a/b").out) == wanted


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quue"], "there is no service 'quue'; did you mean queue?"),
        (["queue", "creatTask"], "did you mean createTask"),
        (["queue", "CREATETASK"], "did you mean createTask"),
        (["queue", "status"], "Missing argument 'taskId'"),
        (["queue", "status", "a", "b"], "there are more arguments than it takes"),
        (["queue", "status", ""], "taskId"),
        (["queue", "status", ".."], "taskId"),
        (["queue", "status", "x", "--limt", "3"], "there is no option --limt"),
        (["queue", "listTaskGroup", "x", "--limt", "3"], "did you mean --limit?"),
        (["queue", "listTaskGroup", "x", "--limit", "many"], "'--limit'"),
        (["queue", "listWorkers", "a", "b", "--quarantined", "maybe"], "'true', 'false'"),
        (["queue", "listTaskGroup", "x", "--paginate", "--continuationToken", "y"], "--paginate"),
        (["hooks", "triggerHook", "a", "b"], "Missing option '--payload'"),
        (["hooks", "triggerHook", "a", "b", "--payload", "{"], "not JSON"),
        (["hooks", "triggerHook", "a", "b", "--payload", "a: [b: c: d"], "nor YAML in line"),
        (["hooks", "triggerHook", "a", "b", "--payload", "@/nowhere/x"], "No such file"),
        (["hooks", "triggerHook", "a", "b", "--payload", "@/"], "Is a directory"),
        (["hooks", "triggerHook", "a", "b", "--payload", "file.json"], "@FILE"),
    ],
)
def test_api_wrong_usage_is_said_in_two_lines(arguments: list[str], message: str, cli: CommandLine) -> None:
    outcome = cli("api", *arguments)
    assert outcome.status == 2
    assert message in outcome.err
    assert outcome.out == ""
    assert 1 <= len(outcome.err.splitlines()) <= 2
