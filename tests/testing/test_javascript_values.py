"""JSON and numbers from outside, which a local Taskcluster reads as JavaScript does: never a 500."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from tc.credentials import Credentials
from tc.testing.javascript import count, parse_json, to_number
from tests.testing.signed_requests import Wire

EXPIRES = "2100-01-01T00:00:00.000Z"
NOW = int(datetime.now(UTC).timestamp() * 1000)
TIMES = f'"start": {NOW}, "expiry": {NOW + 3600_000}'
CERTIFICATE = '{"certificate": {"version": 1, "seed": "%s", ' + TIMES + ', "scopes": []%s}}'
DIGITS = "9" * 5000  # more than Python reads


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1e3", "1000"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("1.50", "1.5"),
        ("9007199254740993", "9007199254740992"),
        ("12345678901234567890", "12345678901234567000"),
        ("1e21", "1e+21"),
        ("1e400", "null"),
        (DIGITS, "null"),
        ('"\\ud800"', '"\\ud800"'),
        ('{"a": 1, "a": 2}', '{"a":2}'),
    ],
)
def test_values_come_back_as_javascript_prints_them(wire: Wire, text, printed):
    content = f'{{"expires": "{EXPIRES}", "secret": {{"x": {text}}}}}'.encode()
    made = wire.call("secrets.set", "s", content=content, content_type="application/json")
    assert made.status_code == 200
    assert f'"secret":{{"x":{printed}}}' in wire.call("secrets.get", "s").text


def test_bytes_that_are_no_text_are_replaced(wire: Wire):
    content = b'{"expires": "2100-01-01T00:00:00.000Z", "secret": {"x": "\xff"}}'
    assert wire.call("secrets.set", "s", content=content, content_type="application/json").status_code == 200
    assert wire.call("secrets.get", "s").json()["secret"] == {"x": "\ufffd"}


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "01", "[" * 100_000, '"\\x"', "{'a': 1}"])
def test_what_is_not_json_is_refused(wire: Wire, text):
    content = f'{{"expires": "{EXPIRES}", "secret": {{"x": {text}}}}}'.encode()
    response = wire.call("secrets.set", "s", content=content, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "MalformedPayload")


@pytest.mark.parametrize(
    ("start", "expiry"),
    [
        ("NaN", "NaN"),
        ("Infinity", "1"),
        ("-Infinity", "Infinity"),
        ("1e400", "1"),
        (DIGITS, DIGITS),
        ("1e300", "1"),
    ],
)
def test_a_certificate_has_times_that_are_numbers(wire: Wire, taskcluster, start, expiry):
    now = datetime.now(UTC)
    made = taskcluster.credentials.create_temp_creds(timedelta(hours=1), ["*"], start=now)
    times = json.loads(made.certificate)
    text = made.certificate.replace(str(times["start"]), start).replace(str(times["expiry"]), expiry)
    ext = base64.b64encode(f'{{"certificate": {text}}}'.encode()).decode()
    response = wire.call(
        "auth.currentScopes", as_=Credentials(made.client_id, made.access_token), sign={"ext": ext}
    )
    assert (response.status_code, response.json()["code"]) == (401, "AuthenticationFailed")


@pytest.mark.parametrize(
    "ext",
    [
        CERTIFICATE % ("\\ud800" * 44, ""),
        CERTIFICATE % ("s" * 44, ', "issuer": "\\ud800"'),
        "[" * 2000,
    ],
)
def test_an_ext_of_odd_texts_is_refused(wire: Wire, taskcluster, ext):
    header = {"ext": base64.b64encode(ext.encode()).decode()}
    assert wire.call("auth.currentScopes", sign=header).status_code == 401


def test_an_ext_in_another_encoding_is_not_read(wire: Wire):
    ext = base64.b64encode('{"authorizedScopes": []}'.encode("utf-16")).decode()
    response = wire.call("auth.currentScopes", sign={"ext": ext})
    assert "Failed to parse ext" in response.json()["message"]


def test_a_request_of_odd_texts_can_be_authenticated(wire: Wire):
    odd = {"method": "get", "resource": "/\ud800", "host": "localhost", "port": 80}
    header = f'Hawk id="{wire.taskcluster.credentials.client_id}", ts="1", nonce="a", mac="\ud800"'
    for authorization in (header, header.replace("\ud800", "b")):
        response = wire.call("auth.authenticateHawk", payload=odd | {"authorization": authorization})
        assert response.json()["status"] == "auth-failed"


def test_numbers_with_many_digits_are_large(wire: Wire, taskcluster):
    task_id = taskcluster.add_task()
    assert wire.call("secrets.list", query=f"limit={DIGITS}").json() == {"secrets": []}
    assert wire.call("queue.artifactInfo", task_id, DIGITS, "x").status_code == 404
    query = f"organization=o&repository=r&pullRequest={DIGITS}"
    assert wire.call("github.builds", query=query).json() == {"builds": []}


def test_secrets_of_workers_may_be_any_text(wire: Wire):
    pool = {
        "providerId": "static",
        "description": "",
        "config": {},
        "owner": "o@example.com",
        "emailOnError": False,
    }
    wire.call("worker-manager.createWorkerPool", "p/w", payload=pool)
    worker = {"expires": EXPIRES, "providerInfo": {"staticSecret": "s" * 44}}
    assert wire.call("worker-manager.createWorker", "p/w", "g", "w", payload=worker).status_code == 200
    names = {"workerPoolId": "p/w", "workerGroup": "g", "workerId": "w"}
    for proof in ("ü" * 44, 5, None, ["x"], "\ud800"):
        payload = {**names, "providerId": "static", "workerIdentityProof": {"staticSecret": proof}}
        assert wire.call("worker-manager.registerWorker", payload=payload).status_code == 400


def test_texts_become_numbers():
    assert (to_number(" 5 "), to_number("1e3"), to_number("-Infinity")) == (5, 1000, float("-inf"))
    assert [text for text in ("nan", "inf", "1_0", "", "0b1") if to_number(text) == to_number(text)] == []
    assert (count("007"), count("0"), count(DIGITS)) == (7, 0, 10**15)
    assert parse_json("[1.0]") == [1]
    assert isinstance(parse_json("1.0"), int)
