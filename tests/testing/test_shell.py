"""`python -m tc.testing`, and the pytest plugin as its users have it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx

from tc.testing.__main__ import main

FROM_ENV = "import tc; print(tc.sync.Auth.from_env().currentScopes())"


def test_a_process_prints_what_to_evaluate_and_stops_on_a_signal():
    process = subprocess.Popen(
        [sys.executable, "-m", "tc.testing", "--client-id", "me"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        lines = [process.stdout.readline() for _ in range(3)]
        env = dict(re.fullmatch(r"export (\w+)=(\S+)\n", line).groups() for line in lines)
        assert list(env) == ["TASKCLUSTER_ROOT_URL", "TASKCLUSTER_CLIENT_ID", "TASKCLUSTER_ACCESS_TOKEN"]
        assert env["TASKCLUSTER_CLIENT_ID"] == "me"
        assert env["TASKCLUSTER_ROOT_URL"].startswith("http://127.0.0.1:")
        response = subprocess.check_output([sys.executable, "-c", FROM_ENV], env=os.environ | env, text=True)
        assert response.strip() == "{'scopes': ['*']}"
        httpx.get(f"{env['TASKCLUSTER_ROOT_URL']}/api/queue/v1/ping?bewit=pssst")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert re.search(r"GET /api/auth/v1/scopes/current 200 \d+ ms", log)
    assert "GET /api/queue/v1/ping?bewit=... 200" in log
    assert "pssst" not in log


def test_a_port_that_is_taken(taskcluster, capsys, caplog):
    port = taskcluster.root_url.rsplit(":", 1)[1]
    assert main(["--port", port]) == 1
    assert capsys.readouterr().out == ""
    assert "cannot start" in caplog.text


def test_bad_credentials(caplog):
    assert main(["--client-id", "a b"]) == 1
    assert "client_id" in caplog.text


def test_it_runs_in_any_thread(capsys):
    stop = threading.Event()
    stop.set()
    assert main(["--quiet"], stop) == 0
    assert capsys.readouterr().out.count("export ") == 3


USERS_TEST = """
import os
import tc

def test_first(taskcluster_env):
    with tc.sync.Secrets.from_env() as secrets:
        secrets.set("a", {"secret": {}, "expires": tc.from_now("1 hour")})
        assert list(secrets.list_items()) == ["a"]
    assert "TASKCLUSTER_PROXY_URL" not in os.environ

def test_second(taskcluster):
    assert os.environ["TASKCLUSTER_PROXY_URL"] == "http://proxy.invalid"
    with tc.sync.Secrets(taskcluster.root_url, credentials=taskcluster.credentials) as secrets:
        assert list(secrets.list_items()) == []
    assert [r.method for r in taskcluster.requests] == ["list"]
"""

IMPORTS_NOTHING = """
import sys

def test_nothing_is_imported_before_a_fixture_is_asked_for():
    assert "tc.testing.plugin" in sys.modules
    assert not {"tc.testing.server", "tc.credentials", "httpx", "h11", "jsonschema"} & set(sys.modules)
"""


def run_pytest(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_of_a_user.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    env = os.environ | {"TASKCLUSTER_PROXY_URL": "http://proxy.invalid"}
    args = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:randomly", "-p", "no:anyio"]
    args += ["-p", "no:pytest_httpx", "-p", "no:respx", "-p", "no:hypothesispytest", "-p", "no:asyncio"]
    return subprocess.run(args, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_the_plugin_gives_each_test_a_fresh_deployment(tmp_path: Path):
    done = run_pytest(tmp_path, USERS_TEST)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_the_plugin_is_no_burden_to_those_who_do_not_use_it(tmp_path: Path):
    done = run_pytest(tmp_path, IMPORTS_NOTHING)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
