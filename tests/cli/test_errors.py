"""What goes wrong is said in one or two lines, without a traceback and without a secret."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

import tc
import tc.cli
from tc.cli.running import run
from tc.cli.signals import EndedBySignal, ended_by_signals
from tc.testing import LocalTaskcluster
from tests.support.command_line import COMMAND, CommandLine, Outcome, environment, plain
from tests.support.command_server import PROGRAM, Forked
from tests.support.http_server import serve
from tests.support.scripted_taskcluster import reply, scripted
from tests.support.secret_scanner import CERTIFICATE, TOKEN, found_in

LONG_TOKEN = "aB3dEfGh1JkLmN0pQrStUvWxYz-aB3dEfGh1JkLmN0pQr"


def said(outcome: Outcome, status: int, *parts: str) -> None:
    """An error of one or two lines that has these parts."""
    assert outcome.status == status, outcome
    assert 1 <= len(outcome.err.splitlines()) <= 2, outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == ""
    for part in parts:
        assert part in outcome.err, outcome.err


def test_missing_scope_is_named_with_what_would_grant_it(taskcluster: LocalTaskcluster) -> None:
    credentials = taskcluster.client_credentials("me", ["auth:list-roles"])
    with tc.sync.Auth(taskcluster.root_url, credentials=taskcluster.credentials) as auth:
        auth.createRole("readers", {"description": "", "scopes": ["secrets:get:proj/*"]})
        auth.createRole("others", {"description": "", "scopes": ["secrets:get:x/*"]})

    outcome = CommandLine()(
        "secret", "get", "proj/a", env=environment(**credentials.to_env(taskcluster.root_url))
    )

    said(
        outcome,
        1,
        "error: 403 InsufficientScopes: Client ID me lacks secrets:get:proj/a\n",
        "granted by a client or role that has secrets:get:proj/a or secrets:get:*; such roles: readers",
    )


def test_missing_scopes_with_alternatives_are_named(taskcluster: LocalTaskcluster) -> None:
    credentials = taskcluster.client_credentials("me", [])
    task_id = taskcluster.add_task(taskQueueId="proj/ci")
    env = environment(**credentials.to_env(taskcluster.root_url))

    said(
        CommandLine()("task", "retrigger", task_id, env=env),
        1,
        "(queue:create-task:highest:proj/ci or ",
        "or 3 more)",
    )
    said(
        CommandLine()("task", "cancel", task_id, env=env),
        1,
        " or (queue:cancel-task and assume:scheduler-id:",
        "granted by a client or role that has them",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "part"),
    [
        (["task", "status", "wrong"], 1, "400 InvalidRequestArguments"),
        (["task", "status", ""], 2, "taskId"),
        (["task", "status", "fN1SbArXTPSVFNUvaOlinQ"], 1, "404 ResourceNotFound"),
        (["task", "status", "x", "--run", "0", "--all-runs"], 2, "exclude each other"),
        (["task", "status", "x", "--run", "-1"], 2, "'--run'"),
        (["task", "creat", "x"], 2, "did you mean create"),
        (["task", "create", "/nowhere.yml"], 2, "No such file"),
        (["task", "run", "image", "command", "--queue", "p"], 2, "PROVISIONER/WORKERTYPE"),
        (["task", "run", "image", "command"], 2, "Missing option '--queue'"),
        (["task", "run", "image", "command", "--queue", "p/w", "-e", "A"], 2, "KEY=VALUE"),
        (["task", "run", "image", "command", "--queue", "p/w", "--deadline", "soon"], 2, "'--deadline'"),
        (["group", "cancel", "x", "--worker-type", "("], 2, "not a regular expression"),
        (["group", "list", "x", "--state", "done"], 2, "'done' is not one of"),
        (["hook", "show", "alone"], 2, "GROUP/HOOK"),
        (["hook", "show", "a/b"], 1, "404"),
        (["worker", "list", "a/b/c"], 2, "PROVISIONER/WORKERTYPE"),
        (["secret", "get", "none"], 1, "404 ResourceNotFound: Secret not found"),
        (["secret", "remove", "none"], 1, "404"),
        (["secret", "set", "a"], 2, "Missing option '-f'"),
        (["auth", "temp", "--scope", "a", "--expires", "40 days"], 2, "at most 31 days"),
        (["auth", "temp", "--scope", "a", "--expires", "soon"], 2, "--expires"),
        (["auth", "temp"], 2, "Missing option '--scope'"),
        (["auth", "signin", "--expires", "soon"], 2, "--expires"),
        (["index", "find", "no.such.name"], 1, "404"),
        (["download", "artifact", "fN1SbArXTPSVFNUvaOlinQ", "public/x", "-o", "-"], 1, "404"),
        (["download", "artifact", "fN1SbArXTPSVFNUvaOlinQ", ".."], 2, "-o"),
        (["upload", "object", "a", "/nowhere", "--project-id", "p"], 2, "does not exist"),
        (["action", "list", "fN1SbArXTPSVFNUvaOlinQ"], 1, "404"),
        (["pulse", "listen", "taskFaild"], 2, "did you mean taskFailed"),
        (["pulse", "listen", "queu.taskFailed"], 2, "did you mean queue"),
        (["pulse", "listen", "taskFailed:colour=red"], 2, "colour"),
        (["pulse", "listen", "taskFailed:red"], 2, "KEY=VALUE"),
        (["pulse", "listen", "route:route.index"], 2, "leave that out"),
        (["pulse", "listen", "taskFailed"], 2, "PULSE_USER"),
        (["local", "--port", "99999"], 2, "'--port'"),
        (["local", "--", "/no/such/program"], 1, "No such file"),
        (["--root-url", "https://me:hidden@", "task", "status", "x"], 2, "root_url"),
        (["--root-url", "ftp://example.com", "task", "status", "x"], 2, "root_url"),
        (["--root-url", "", "task", "status", "x"], 2, "root_url"),
        (["--root-url", "tc.example.com", "task", "status", "x"], 2, "must begin with https://"),
        (["task", "status", "\udcff"], 2, "not valid Unicode"),
        (["task", "create", "/"], 2, "Is a directory"),
        (["task", "create", "/proc/self/mem"], 2, "Input/output error"),
        (["download", "object", "x", "--connections", "0"], 2, "'--connections'"),
        (["download", "object", "x", "--connections", "no"], 2, "'no' is not a valid integer"),
        (["task", "wait", "x", "--timeout", "soon"], 2, "such as '10 minutes', got 'soon'"),
        (["task", "wait", "x", "--timeout", "-1"], 2, "expected 0 seconds or more"),
        (["task", "wait", "x", "--timeout", "nan"], 2, "expected 0 seconds or more"),
        (["secret", "set", "a", "-f", "/dev/null", "--expires", "never"], 2, "nor a date such as 2030"),
        (["secret", "delete", "a"], 2, "there is no command 'delete'; there are get, list, remove, set"),
        (["task", "create", "-f", "a"], 2, "Usage: taskcluster-sdk task create [OPTIONS] FILE; more"),
    ],
)
def test_wrong_input_is_refused(arguments: list[str], status: int, part: str, cli: CommandLine) -> None:
    said(cli(*arguments), status, part)


@pytest.mark.parametrize("document", ["[]", "a", "{}", "a: b", '{"payload": 1', "a: [b: c", "\xff"])
def test_documents_that_are_no_task_are_refused(
    document: str, cli: CommandLine, taskcluster: LocalTaskcluster, tmp_path: Path
) -> None:
    file = tmp_path / "task.yml"
    file.write_bytes(document.encode("latin-1"))
    said(cli("task", "create", str(file)), 2)
    assert not any(request.method == "createTask" for request in taskcluster.requests)


@pytest.mark.parametrize("certificate", ["", json.dumps(CERTIFICATE)])
@pytest.mark.parametrize(
    "arguments",
    [
        ["task", "status", "x"],
        ["task", "status", f"x?bewit={TOKEN}"],
        ["api", "hooks", "triggerHookWithToken", "g", "h", TOKEN, "--payload", "{}"],
        ["api", "secrets", "set", "a", "--payload", f'{{"secret": "{TOKEN}"'],
        ["api", "secrets", "set", "a", "--payload", f"a: [{TOKEN}: {TOKEN}"],
        ["api", "secrets", "set", "a", "--payload", TOKEN],
        ["secret", "set", "a", "-f", f"/nowhere/{TOKEN}"],
        ["version", TOKEN],
        [TOKEN],
        ["task", TOKEN],
        ["task", "status", "x", f"--{TOKEN}"],
        ["--root-url", f"https://user:{TOKEN}@127.0.0.1:1", "task", "status", "x"],
        ["--root-url", f"https://127.0.0.1:1/?bewit={TOKEN}", "task", "status", "x"],
        ["secret", "get", "x", "--json"],
    ],
)
def test_no_secret_is_printed(arguments: list[str], certificate: str, taskcluster: LocalTaskcluster) -> None:
    """Of the environment, of arguments, and of URLs."""
    env = environment(
        TASKCLUSTER_ROOT_URL=taskcluster.root_url,
        TASKCLUSTER_CLIENT_ID="me",
        TASKCLUSTER_ACCESS_TOKEN=TOKEN,
        TASKCLUSTER_CERTIFICATE=certificate,
    )
    outcome = CommandLine()(*arguments, env=env)
    assert outcome.status in (1, 2)
    assert len(outcome.err.splitlines()) <= 2
    assert found_in(outcome.out + outcome.err) == []


@pytest.mark.parametrize(
    "arguments", [["version", LONG_TOKEN], [LONG_TOKEN], ["slugid", "decode", LONG_TOKEN]]
)
def test_what_looks_like_a_secret_is_not_repeated(arguments: list[str]) -> None:
    assert LONG_TOKEN not in CommandLine()(*arguments).err


@pytest.mark.parametrize("name", ["TASKCLUSTER_CLIENT_ID", "TASKCLUSTER_ACCESS_TOKEN"])
def test_half_of_the_credentials_is_refused(name: str, taskcluster: LocalTaskcluster) -> None:
    env = environment(TASKCLUSTER_ROOT_URL=taskcluster.root_url, **{name: TOKEN})
    said(CommandLine()("task", "status", "x", env=env), 2, "is not set")


@pytest.mark.parametrize(
    ("variables", "part"),
    [
        ({"TASKCLUSTER_ROOT_URL": "http://127.0.0.1:1"}, "no response after 8 attempts"),
        (
            {"http_proxy": "http://me:hidden@127.0.0.1:1", "NO_PROXY": ""},
            "through the proxy http://127.0.0.1:1",
        ),
        ({"TASKCLUSTER_ROOT_URL": "https://nobody.invalid"}, "no response after 8 attempts"),
    ],
    ids=["away", "proxy", "name"],
)
def test_service_that_is_not_reached_is_said_in_two_lines(
    variables: dict[str, str], part: str, monkeypatch: pytest.MonkeyPatch, taskcluster: LocalTaskcluster
) -> None:
    monkeypatch.setattr("tc._sync.calls.sleep", lambda seconds: None)
    outcome = CommandLine()("task", "status", "x", env=environment(taskcluster, **variables))
    said(outcome, 1, part)
    assert "hidden" not in outcome.err


def test_certificate_that_does_not_verify_is_said_in_two_lines(
    tls_server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with serve(tls=tls_server_context) as server:
        env = environment(TASKCLUSTER_ROOT_URL=server.url)
        said(CommandLine()("task", "status", "x", env=env), 1, "certificate verify failed")


def test_credentials_that_have_expired_are_said(taskcluster: LocalTaskcluster) -> None:
    minute = timedelta(minutes=1)
    expired = taskcluster.credentials.create_temp_creds(minute, ["*"], start=tc.from_now("-1 hour"))
    env = environment(**expired.to_env(taskcluster.root_url))
    said(CommandLine()("auth", "whoami", env=env), 1, "401 AuthenticationFailed: ext.certificate.expiry")


def test_retries_are_said_on_a_terminal() -> None:
    cli, env = CommandLine(), environment(TASKCLUSTER_ROOT_URL="http://127.0.0.1:1")
    text = cli.terminal("task", "status", "x", env=env, interrupt_when="retry 1 of 7").out
    assert plain(text).startswith("ConnectError: [Errno 111] Connection refused; retry 1 of 7 in 0.")


def test_body_that_is_no_json_is_said_in_two_lines() -> None:
    with scripted(reply(200, b"<html>login</html>")) as server:
        said(CommandLine()("task", "status", "x", env=environment(TASKCLUSTER_ROOT_URL=server.url)), 1)


def test_reader_that_goes_away_ends_the_command() -> None:
    reader, writer = os.pipe()
    with tempfile.TemporaryFile() as errors, open(os.devnull, "rb") as nothing:
        command = [PROGRAM, "slugid", "generate", "-n", "100000"]
        process = Forked(command, [nothing.fileno(), writer, errors.fileno()], environment())
        os.close(writer)
        os.read(reader, 1)
        os.close(reader)
        assert process.wait(30) == 1
        assert errors.tell() == 0


def test_disk_that_is_full_is_said(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    task_id = taskcluster.add_task()
    taskcluster.run_task(task_id, artifacts={"public/logs/live.log": b"x" * 100_000})
    for arguments in (["version"], ["task", "log", task_id], ["task", "def", task_id], ["task", "--help"]):
        with tempfile.TemporaryFile() as errors, open("/dev/full", "r+b", buffering=0) as full:
            streams = [full.fileno(), full.fileno(), errors.fileno()]
            process = Forked([PROGRAM, *arguments], streams, environment(taskcluster))
            assert process.wait(30) == 1
            errors.seek(0)
            assert errors.read() == b"error: No space left on device\n"
            process = Forked([PROGRAM, "task", "nope"], [full.fileno()] * 3, environment())
            assert process.wait(30) == 2


def test_signal_that_ends_the_process_is_raised_unless_it_is_ignored() -> None:
    with pytest.raises(EndedBySignal) as caught, ended_by_signals():
        os.kill(os.getpid(), signal.SIGTERM)
    assert (caught.value.status, str(caught.value)) == (143, "ended by SIGTERM")
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by_signals():
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_letters_that_the_encoding_lacks_are_escapes(taskcluster: LocalTaskcluster) -> None:
    metadata = {"name": "ë 测", "description": "", "owner": "o@example.com", "source": "https://example.com"}
    task_id = taskcluster.add_task(metadata=metadata)
    env = environment(taskcluster, PYTHONIOENCODING="latin-1")
    done = subprocess.run([*COMMAND, "task", "name", task_id], env=env, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"\xeb \\u6d4b\n", b"")


@pytest.mark.parametrize(("name", "status"), [("stdin", 2), ("stdout", 0), ("stderr", 0)])
def test_stream_that_is_closed_is_the_null_device(
    name: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, name, None)
    assert run(["task", "create", "-", "--dry-run"] if name == "stdin" else ["version"]) == status
    getattr(sys, name).close()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["group", "watch", "{group}"], "0/2 resolved"),
        (["group", "cancel", "{group}"], "Cancel 2 tasks"),
        (["auth", "signin", "--show"], "Agree on this page"),
    ],
)
def test_ctrl_c_ends_with_130(arguments: list[str], text: str, taskcluster: LocalTaskcluster) -> None:
    group, _ = taskcluster.add_group(2)
    filled = [each.format(group=group) for each in arguments]
    env = environment(taskcluster, BROWSER="true")
    outcome = CommandLine(taskcluster).terminal(*filled, interrupt_when=text, env=env)
    assert outcome.status == 130
    assert "Traceback" not in outcome.out
    assert "error: interrupted" in plain(outcome.out)


def test_ctrl_c_while_an_error_is_explained_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tc.cli.running.run", interrupted)
    with pytest.raises(SystemExit) as caught:
        tc.cli.main([])
    assert caught.value.code == 130
