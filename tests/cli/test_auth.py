"""`auth`: signing in by the browser, temporary credentials, who one is."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.support.command_line import COMMAND, CommandLine, Outcome, environment

TOKEN = "tOkEnOfTheNewClient-0123456789-tOkEnOfTheNewC"


def variables_of(text: str, shell: str = "sh") -> dict[str, str]:
    """The variables that a shell has after it has evaluated a text."""
    code = "import json, os; print(json.dumps(dict(os.environ)))"
    script = f"{text}\nexec {shlex.quote(sys.executable)} -c {shlex.quote(code)}"
    done = subprocess.run(
        [shell, "-c", script], capture_output=True, text=True, check=True, env={"PATH": "/bin"}
    )
    return {key: value for key, value in json.loads(done.stdout).items() if key.startswith("TASKCLUSTER_")}


@contextmanager
def signing_in(
    taskcluster: LocalTaskcluster, *arguments: str
) -> Iterator[tuple[subprocess.Popen[str], dict[str, list[str]]]]:
    """A command that waits for the browser, and the query of the page that it sends people to."""
    process = subprocess.Popen(
        [*COMMAND, "auth", "signin", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(TASKCLUSTER_ROOT_URL=taskcluster.root_url),
    )
    assert process.stderr
    try:
        process.stderr.readline()
        url = urlsplit(process.stderr.readline().strip())
        assert f"{url.scheme}://{url.netloc}{url.path}" == f"{taskcluster.root_url}/auth/clients/create"
        yield process, parse_qs(url.query)
    finally:
        process.kill()
        process.communicate()


def test_signin_prints_the_credentials_that_the_browser_brings(taskcluster: LocalTaskcluster) -> None:
    with signing_in(taskcluster, "--scope", "a:*", "--scope", "b", "--expires", "2h") as (process, query):
        assert query["scope"] == ["a:*", "b"]
        assert query["expires"] == ["2h"]
        assert re.fullmatch(r"cli-[\w-]{6}", query["name"][0])
        [callback] = query["callback_url"]
        assert re.fullmatch(r"http://localhost:\d+/[\w-]{32}", callback)

        response = httpx.get(
            f"{callback}?{urlencode({'clientId': 'me/cli', 'accessToken': TOKEN})}", trust_env=False
        )
        assert response.status_code == 200
        assert (response.headers["cache-control"], response.headers["referrer-policy"]) == (
            "no-store",
            "no-referrer",
        )
        assert TOKEN not in response.text

        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert TOKEN not in err
    assert "signed in as me/cli" in err
    assert variables_of(out) == {
        "TASKCLUSTER_ROOT_URL": taskcluster.root_url,
        "TASKCLUSTER_CLIENT_ID": "me/cli",
        "TASKCLUSTER_ACCESS_TOKEN": TOKEN,
    }


def test_signin_takes_credentials_on_its_own_path_only(taskcluster: LocalTaskcluster) -> None:
    """No other page can hand in credentials, since it does not know the path."""
    foreign = urlencode({"clientId": "evil", "accessToken": TOKEN})
    with signing_in(taskcluster) as (process, query):
        [callback] = query["callback_url"]
        base = callback.rpartition("/")[0]
        for path in (
            "",
            "/",
            "/callback",
            f"{callback.removeprefix(base)}x",
            callback.removeprefix(base)[:-1],
        ):
            assert httpx.get(f"{base}{path}?{foreign}", trust_env=False).status_code == 404
        assert httpx.get(callback, trust_env=False).status_code == 400
        assert httpx.get(f"{callback}?clientId=me", trust_env=False).status_code == 400
        assert httpx.get(f"{callback}?clientId=a%20b&accessToken=x", trust_env=False).status_code == 400
        assert httpx.post(f"{callback}?{foreign}", trust_env=False).status_code == 501
        assert process.poll() is None
        httpx.get(f"{callback}?{urlencode({'clientId': 'me', 'accessToken': TOKEN})}", trust_env=False)
        out, _ = process.communicate(timeout=30)
    assert "evil" not in out
    assert "CLIENT_ID=me\n" in out


def test_signin_ends_when_nobody_agrees(taskcluster: LocalTaskcluster) -> None:
    env = environment(TASKCLUSTER_ROOT_URL=taskcluster.root_url)
    outcome = CommandLine()("auth", "signin", "--timeout", "1", env=env)
    assert outcome.status == 1
    assert "nobody has agreed" in outcome.err
    assert outcome.out == ""


def test_signin_prints_no_secret_to_a_terminal(taskcluster: LocalTaskcluster) -> None:
    outcome = CommandLine(taskcluster).terminal("auth", "signin", columns=200)
    assert outcome.status == 2
    assert 'eval "$(taskcluster-sdk auth signin)"' in outcome.out


def test_signin_opens_the_browser_for_people(taskcluster: LocalTaskcluster, tmp_path: object) -> None:
    browser = f"{tmp_path}/browser"
    with open(browser, "w", encoding="utf-8") as file:
        query = urlencode({"clientId": "me", "accessToken": TOKEN})
        file.write(
            f"#!{sys.executable}\nimport sys, urllib.parse, urllib.request\n"
            "url = urllib.parse.parse_qs(urllib.parse.urlsplit(sys.argv[1]).query)['callback_url'][0]\n"
            f"urllib.request.urlopen(url + '?{query}')\n"
        )
    subprocess.run(["chmod", "+x", browser], check=True)
    env = environment(taskcluster, BROWSER=browser, PATH=f"{tmp_path}:/usr/bin:/bin")
    subprocess.run(["ln", "-s", browser, f"{tmp_path}/xdg-open"], check=True)
    outcome = CommandLine(taskcluster).terminal("auth", "signin", "--show", "--timeout", "20", env=env)
    assert outcome.status == 0, outcome.out
    assert f"export TASKCLUSTER_ACCESS_TOKEN={TOKEN}" in outcome.out


def test_signin_wants_a_deployment() -> None:
    assert CommandLine()("auth", "signin", env=environment()).status == 2


def check(taskcluster: LocalTaskcluster, **variables: str) -> Outcome:
    env = environment(taskcluster, **variables)
    return CommandLine()("auth", "signin", "--check", env=env)


def test_signin_check_says_if_credentials_work(taskcluster: LocalTaskcluster) -> None:
    assert check(taskcluster).status == 0
    assert "401 AuthenticationFailed" in check(taskcluster, TASKCLUSTER_ACCESS_TOKEN="wrong").err
    outcome = check(taskcluster, TASKCLUSTER_CLIENT_ID="", TASKCLUSTER_ACCESS_TOKEN="")
    assert (outcome.status, "not signed in" in outcome.err) == (1, True)


@pytest.mark.parametrize("name", [None, "colleague"])
def test_temp_credentials_work_in_a_shell(name: str | None, taskcluster: LocalTaskcluster) -> None:
    cli = CommandLine(taskcluster)
    named = ["--name", name] if name else []
    text = cli.ok("auth", "temp", "--scope", "secrets:get:a", "--scope", "auth:current-scopes", *named).out
    variables = variables_of(text)
    assert variables["TASKCLUSTER_CLIENT_ID"] == (name or taskcluster.credentials.client_id)

    found = json.loads(CommandLine()("auth", "whoami", "--json", env=environment(**variables)).out)

    assert {"secrets:get:a", "auth:current-scopes"} <= set(found["scopes"])
    assert found["clientId"] == variables["TASKCLUSTER_CLIENT_ID"]
    assert tc.from_now("59 min") < tc.from_now("0s", _moment(found["expires"])) < tc.from_now("61 min")
    checked = CommandLine()("auth", "signin", "--check", env=environment(**variables))
    assert found["expires"] in checked.out


def _moment(text: str) -> object:
    from datetime import datetime

    return datetime.fromisoformat(text)


def test_temp_credentials_as_json_and_for_csh(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    found = json.loads(cli.ok("auth", "temp", "--scope", "a", "--json").out)
    assert set(found) == {"rootUrl", "clientId", "accessToken", "certificate"}
    text = cli.ok("auth", "temp", "--scope", "a", "--csh").out
    assert f"setenv TASKCLUSTER_ROOT_URL {taskcluster.root_url}\n" in text


def test_permanent_credentials_take_a_certificate_of_old_away(taskcluster: LocalTaskcluster) -> None:
    with signing_in(taskcluster) as (process, query):
        thread = threading.Thread(
            target=lambda: httpx.get(
                f"{query['callback_url'][0]}?{urlencode({'clientId': 'me', 'accessToken': TOKEN})}",
                trust_env=False,
            )
        )
        thread.start()
        out, _ = process.communicate(timeout=30)
        thread.join()
    assert "TASKCLUSTER_CERTIFICATE" not in variables_of(f"export TASKCLUSTER_CERTIFICATE=old\n{out}")


def test_whoami_without_credentials_is_anonymous(taskcluster: LocalTaskcluster) -> None:
    env = environment(TASKCLUSTER_ROOT_URL=taskcluster.root_url)
    assert "client id\tanonymous" in CommandLine()("auth", "whoami", env=env).lines


def test_whoami_through_the_proxy_of_a_task(taskcluster: LocalTaskcluster) -> None:
    credentials = taskcluster.client_credentials("me", ["auth:current-scopes", "only:this"])
    with taskcluster.proxy(credentials) as proxy:
        outcome = CommandLine()("auth", "whoami", env=environment(TASKCLUSTER_PROXY_URL=proxy.url))
    assert "client id\tthe task's proxy" in outcome.lines
    assert "scope\tonly:this" in outcome.lines


def test_scopes_expand_prints_what_roles_give(cli: CommandLine, taskcluster: LocalTaskcluster) -> None:
    cli.ok("api", "auth", "createRole", "r", "--payload", '{"description": "", "scopes": ["a:b"]}')
    assert cli.ok("auth", "scopes", "expand", "assume:r", "c").lines == ["a:b", "assume:r", "c"]
