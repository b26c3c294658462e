from __future__ import annotations

import base64
import copy
import dataclasses
import hashlib
import hmac
import json
import pickle
import shutil
import subprocess
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from unittest import mock

import pytest
import taskcluster
from hypothesis import given
from hypothesis import strategies as st

import tc
from tc import ConfigurationError, Credentials
from tests.support.hawk_oracle import ACCESS_TOKEN

ISSUER = Credentials("issuer-client", ACCESS_TOKEN)
SEED = "JYR4wzMCTG6XeDS2cDUCMwH0RFUXGfQjK7LgqD-e6lSQ"
START = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
SCOPES = ["a:b", "c:*"]
# Of the vector in Taskcluster's terms: what is signed, line by line.
SIGNED = (
    "version:1\nclientId:temp/client\nissuer:issuer-client\n"
    f"seed:{SEED}\nstart:1700000000000\nexpiry:1700003600000\nscopes:\na:b\nc:*"
)
SIGNED_UNNAMED = SIGNED.replace("clientId:temp/client\nissuer:issuer-client\n", "")
SECRET = "verySecretToken_0123456789"
SECRET_CERTIFICATE = {"version": 1, "signature": "certificateSecret=="}


@pytest.fixture
def seed() -> Any:
    """Make the next certificate's seed the one of the vector."""
    halves = [SEED[:22], SEED[22:]]
    with mock.patch("tc.credentials.slug_id", side_effect=halves) as patched:
        yield patched


def issue(name: str | None, start: datetime | None = START, duration: timedelta = HOUR) -> Credentials:
    if name is None:
        return ISSUER.create_temp_creds(duration, SCOPES, start=start)
    return ISSUER.create_named_temp_creds(name, duration, SCOPES, start=start)


def certificate_of(credentials: Credentials) -> Any:
    assert credentials.certificate is not None
    return json.loads(credentials.certificate)


def openssl_mac(text: str) -> bytes:
    """HMAC-SHA256 with the issuer's access token, by openssl."""
    command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"key:{ACCESS_TOKEN}", "-binary"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def hmac_mac(text: str) -> bytes:
    return hmac.new(ACCESS_TOKEN.encode(), text.encode(), hashlib.sha256).digest()


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize("mac", [hmac_mac, openssl_mac])
@pytest.mark.parametrize(("name", "signed"), [("temp/client", SIGNED), (None, SIGNED_UNNAMED)])
def test_temporary_credentials_equal_an_independent_computation(
    mac: Callable[[str], bytes], name: str | None, signed: str
) -> None:
    if mac is openssl_mac and shutil.which("openssl") is None:
        pytest.skip("the openssl command is not installed")
    made = issue(name)
    assert made.client_id == (name or "issuer-client")
    assert made.access_token == base64.urlsafe_b64encode(mac(SEED)).decode().rstrip("=")
    assert certificate_of(made) == {
        "version": 1,
        "scopes": SCOPES,
        "start": 1700000000000,
        "expiry": 1700003600000,
        "seed": SEED,
        "signature": base64.b64encode(mac(signed)).decode(),
    } | ({"issuer": "issuer-client"} if name else {})


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize("name", ["temp/client", None])
def test_temporary_credentials_equal_the_official_clients(name: str | None) -> None:
    with mock.patch("taskcluster.utils.slugId", side_effect=[SEED[:22], SEED[22:]]):
        official = taskcluster.createTemporaryCredentials(
            "issuer-client", ACCESS_TOKEN, START, START + HOUR, SCOPES, name
        )
    made = issue(name).to_dict()
    assert json.loads(made.pop("certificate")) == json.loads(official.pop("certificate"))
    official["accessToken"] = official["accessToken"].decode()
    assert made == official


def test_certificate_is_compact_json_with_integers() -> None:
    made = issue("temp/client")
    certificate = certificate_of(made)
    assert made.certificate == json.dumps(certificate, separators=(",", ":"))
    assert type(certificate["start"]) is type(certificate["expiry"]) is type(certificate["version"]) is int
    assert len(certificate["seed"]) == 44


def test_temporary_credentials_without_a_start_begin_now() -> None:
    before = datetime.now(UTC).timestamp() * 1000
    first, second = (certificate_of(issue("temp/client", start=None)) for _ in range(2))
    after = datetime.now(UTC).timestamp() * 1000
    assert int(before) <= first["start"] <= after
    assert first["expiry"] - first["start"] == 3600_000
    assert first["seed"] != second["seed"]


@given(st.integers(0, 4_000_000_000_000), st.integers(-14, 14))
def test_start_in_any_time_zone_is_exact_to_the_millisecond(ms: int, offset: int) -> None:
    zone = timezone(timedelta(hours=offset))
    start = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(zone)
    certificate = certificate_of(issue("temp/client", start=start))
    assert certificate["start"] == ms
    assert certificate["expiry"] == ms + 3600_000


def test_temporary_credentials_of_more_than_31_days_are_refused() -> None:
    certificate = certificate_of(issue("temp/client", duration=timedelta(days=31)))
    assert certificate["expiry"] - certificate["start"] == 31 * 86400 * 1000
    for duration in (timedelta(days=31, microseconds=1), timedelta(0), timedelta(seconds=-1)):
        with pytest.raises(ValueError, match="31 days"):
            issue("temp/client", duration=duration)
        with pytest.raises(ValueError, match="31 days"):
            issue(None, duration=duration)


@pytest.mark.parametrize(
    ("arguments", "error", "match"),
    [
        ({"duration": 3600}, TypeError, "timedelta"),
        ({"scopes": "a:b"}, TypeError, "list of scopes"),
        ({"scopes": [b"a:b"]}, TypeError, "expected a scope as str"),
        ({"scopes": ["a:b", None]}, TypeError, "expected a scope as str"),
        ({"scopes": ["a:b\nscope"]}, ValueError, "printable ASCII"),
        ({"scopes": ["é"]}, ValueError, "printable ASCII"),
        ({"scopes": [""]}, ValueError, "printable ASCII"),
        ({"start": datetime(2023, 11, 14)}, ValueError, "no time zone"),  # noqa: DTZ001
        ({"start": "2023-11-14"}, TypeError, "datetime"),
        ({"temp_client_id": ""}, ValueError, "temp_client_id"),
        ({"temp_client_id": "a b"}, ValueError, "temp_client_id"),
        ({"temp_client_id": "name\n"}, ValueError, "temp_client_id"),
        ({"temp_client_id": None}, ValueError, "temp_client_id"),
        ({"temp_client_id": "issuer-client"}, ValueError, "differ"),
    ],
)
def test_temporary_credentials_with_bad_arguments_are_refused(
    arguments: dict[str, Any], error: type[Exception], match: str
) -> None:
    usual = {"temp_client_id": "temp/client", "duration": HOUR, "scopes": SCOPES}
    with pytest.raises(error, match=match):
        ISSUER.create_named_temp_creds(**usual | arguments)
    if "temp_client_id" not in arguments:
        del usual["temp_client_id"]
        with pytest.raises(error, match=match):
            ISSUER.create_temp_creds(**usual | arguments)


def test_temporary_credentials_cannot_issue() -> None:
    made = issue("temp/client")
    with pytest.raises(ConfigurationError, match="permanent"):
        made.create_temp_creds(HOUR, [])
    with pytest.raises(ConfigurationError, match="permanent"):
        made.create_named_temp_creds("another", HOUR, [])


def test_scopes_given_as_list_or_tuple_stay_unchanged() -> None:
    scopes = ["b", "a"]
    ISSUER.create_temp_creds(HOUR, scopes)
    assert scopes == ["b", "a"]
    assert certificate_of(ISSUER.create_temp_creds(HOUR, ("b", "a")))["scopes"] == ["b", "a"]
    assert certificate_of(ISSUER.create_temp_creds(HOUR, []))["scopes"] == []


# ---------------------------------------------------------------- the value itself


def test_certificate_given_as_text_or_dict_is_accepted() -> None:
    certificate = {"version": 1, "scopes": ["é"]}
    as_dict = Credentials("a", "b", certificate)
    assert as_dict.certificate == '{"version":1,"scopes":["\\u00e9"]}'
    assert Credentials("a", "b", ' {"version": 1} ').certificate == ' {"version": 1} '
    assert certificate == {"version": 1, "scopes": ["é"]}
    assert as_dict == Credentials("a", "b", as_dict.certificate)
    assert hash(as_dict) == hash(Credentials("a", "b", as_dict.certificate))
    assert as_dict != Credentials("a", "b")


def test_credentials_are_frozen_and_can_be_replaced_copied_and_pickled() -> None:
    made = issue("temp/client")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.access_token = "other"  # type: ignore[misc]
    assert dataclasses.replace(made, client_id="other").to_dict() == made.to_dict() | {"clientId": "other"}
    assert [field.name for field in dataclasses.fields(made)] == ["client_id", "access_token", "certificate"]
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == copy.copy(made) == made


def test_wire_shape_is_read() -> None:
    wire = {"clientId": "a", "accessToken": "b"}
    assert Credentials.from_dict(wire).to_dict() == wire
    assert Credentials.from_dict(wire | {"certificate": None}).to_dict() == wire
    assert Credentials.from_dict(wire | {"certificate": "", "more": 1}).to_dict() == wire
    temporary = wire | {"certificate": '{"version":1}'}
    assert Credentials.from_dict(temporary).to_dict() == temporary
    assert Credentials.from_dict(wire | {"certificate": {"version": 1}}).to_dict() == temporary


@pytest.mark.parametrize(
    ("wire", "match"),
    [
        ({}, "clientId is missing"),
        ({"clientId": "a"}, "accessToken is missing"),
        ({"clientId": "", "accessToken": "b"}, "clientId is missing"),
        ({"clientId": "a b", "accessToken": "b"}, "clientId"),
        ({"clientId": "a", "accessToken": 5}, "accessToken"),
        ({"clientId": "a", "accessToken": "b", "certificate": "{"}, "certificate"),
        ("a", "mapping"),
    ],
)
def test_wire_shape_that_is_malformed_is_refused(wire: Any, match: str) -> None:
    with pytest.raises(ConfigurationError, match=match):
        Credentials.from_dict(wire)


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        (("", SECRET), "client_id"),
        ((None, SECRET), "client_id"),
        ((b"a", SECRET), "client_id"),
        (("a b", SECRET), "client_id"),
        (("a\n", SECRET), "client_id"),
        (("é", SECRET), "client_id"),
        (('a"', SECRET), "client_id"),
        (("a\\b", SECRET), "client_id"),
        (("a", ""), "access_token"),
        (("a", None), "access_token"),
        (("a", SECRET.encode()), "access_token"),
        (("a", f"{SECRET}\n"), "white space"),
        (("a", f"{SECRET}\ud800"), "access_token"),
        (("a", SECRET, f"{SECRET} no json"), "certificate"),
        (("a", SECRET, f'["{SECRET}"]'), "certificate"),
        (("a", SECRET, 5), "certificate"),
        (("a", SECRET, b"\xff"), "certificate"),
        (("a", SECRET, {"x": {SECRET}}), "certificate"),
        (("a", SECRET, "[" * 100_000), "certificate"),
    ],
)
def test_credentials_that_are_malformed_are_refused(arguments: Any, match: str) -> None:
    with pytest.raises(ConfigurationError, match=match) as caught:
        Credentials(*arguments)
    assert SECRET not in everything_shown(caught.value)


def everything_shown(error: BaseException) -> str:
    """Text, pickle, and the traceback with all local variables below the test's own frame."""
    frames = traceback.TracebackException(
        type(error), error, error.__traceback__ and error.__traceback__.tb_next, capture_locals=True
    )
    return "".join(frames.format()) + str(error) + repr(error) + repr(pickle.dumps(error))


@pytest.mark.parametrize("kind", [repr, str, "{}".format, "{!r:>80}".format])
def test_credentials_shown_in_any_way_hide_their_secrets(kind: Callable[[Any], str]) -> None:
    made = Credentials("my/client", SECRET, SECRET_CERTIFICATE)
    for shown in (
        kind(made),
        kind([made]),
        kind({"credentials": made}),
        kind(Credentials("my/client", SECRET)),
    ):
        assert "my/client" in shown
        assert SECRET not in shown
        assert "certificateSecret" not in shown


def test_error_of_a_malformed_secret_does_not_show_it_in_frames() -> None:
    wire = {"clientId": "a", "accessToken": SECRET, "certificate": '{"x": "certificateSecret"'}
    environ = {
        "TASKCLUSTER_CLIENT_ID": "a",
        "TASKCLUSTER_ACCESS_TOKEN": SECRET,
        "TASKCLUSTER_CERTIFICATE": '{"x": "certificateSecret"',
    }

    def attempts() -> list[Callable[[], Any]]:
        return [
            lambda: Credentials.from_dict(wire),
            lambda: Credentials.from_env(environ),
            lambda: Credentials.from_env(environ | {"TASKCLUSTER_CLIENT_ID": ""}),
            lambda: Credentials("a", SECRET, wire["certificate"]),
            lambda: Credentials("a", SECRET).create_temp_creds(timedelta(0), []),
            lambda: Credentials("a", SECRET, SECRET_CERTIFICATE).create_temp_creds(HOUR, []),
        ]

    for attempt in attempts():
        with pytest.raises(ValueError) as caught:
            attempt()
        error = caught.value
        # The caller's own frames, this test and its lambda, are not the library's.
        assert error.__traceback__ is not None
        error.__traceback__ = error.__traceback__.tb_next
        shown = everything_shown(error)
        assert SECRET not in shown
        assert "certificateSecret" not in shown


# ---------------------------------------------------------------- the environment


ENVIRON = {"TASKCLUSTER_CLIENT_ID": "a", "TASKCLUSTER_ACCESS_TOKEN": "b"}


def test_from_env_reads_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Credentials.from_env(ENVIRON) == Credentials("a", "b")
    assert Credentials.from_env(ENVIRON | {"TASKCLUSTER_CERTIFICATE": ""}) == Credentials("a", "b")
    temporary = ENVIRON | {"TASKCLUSTER_CERTIFICATE": '{"version":1}'}
    assert Credentials.from_env(temporary) == Credentials("a", "b", {"version": 1})
    for name, value in temporary.items():
        monkeypatch.setenv(name, value)
    assert tc.Credentials.from_env() == Credentials("a", "b", {"version": 1})


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"TASKCLUSTER_CLIENT_ID": ""}, "TASKCLUSTER_CLIENT_ID"),
        ({"TASKCLUSTER_ACCESS_TOKEN": ""}, "TASKCLUSTER_ACCESS_TOKEN"),
        ({"TASKCLUSTER_CLIENT_ID": " a"}, "TASKCLUSTER_CLIENT_ID"),
        ({"TASKCLUSTER_CLIENT_ID": "a b"}, "TASKCLUSTER_CLIENT_ID"),
        ({"TASKCLUSTER_ACCESS_TOKEN": "b\n"}, "TASKCLUSTER_ACCESS_TOKEN"),
        ({"TASKCLUSTER_ACCESS_TOKEN": "\ud800"}, "TASKCLUSTER_ACCESS_TOKEN"),
        ({"TASKCLUSTER_CERTIFICATE": " {}"}, "TASKCLUSTER_CERTIFICATE"),
        ({"TASKCLUSTER_CERTIFICATE": "{"}, "TASKCLUSTER_CERTIFICATE"),
        ({"TASKCLUSTER_CERTIFICATE": "[]"}, "TASKCLUSTER_CERTIFICATE"),
    ],
)
def test_from_env_with_a_wrong_variable_names_it(changes: dict[str, str], name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        Credentials.from_env(ENVIRON | changes)


def test_from_env_with_a_missing_variable_names_it() -> None:
    for name in ENVIRON:
        with pytest.raises(ConfigurationError, match=name):
            Credentials.from_env({k: v for k, v in ENVIRON.items() if k != name})
