"""Credentials in pydantic's models and FastAPI's bodies: checked, and never shown."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Annotated, Any

import anyio
import fastapi
import httpx
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tc
from tc import Credentials

Web = Callable[..., httpx.Response]
TOKEN = "SeCrEt-ToKeN_0123456789"
SEED = "SeCrEt-SeEd"
CERTIFICATE = {"version": 1, "seed": SEED}
WIRE = {"clientId": "tester", "accessToken": TOKEN}
PERMANENT = Credentials("tester", TOKEN)
TEMPORARY = Credentials("tester", TOKEN, CERTIFICATE)
MASKED = {"clientId": "tester", "accessToken": "**********"}
BAD: list[tuple[Any, str]] = [
    ({**WIRE, "clientId": "a b"}, "client_id: expected letters, digits and !@/:.+|_-, got 'a b'"),
    ({**WIRE, "clientId": {"in": TOKEN}}, "client_id: expected str, got dict"),
    ({**WIRE, "accessToken": f" {TOKEN}"}, "access_token: it has white space around it"),
    ({**WIRE, "accessToken": [TOKEN]}, "access_token: expected text that is not empty"),
    ({**WIRE, "certificate": f"no JSON {SEED}"}, "certificate: it is not JSON text"),
    ({**WIRE, "certificate": f'["{SEED}"]'}, "certificate: expected a JSON object"),
    ({"accessToken": TOKEN}, "clientId missing"),
    ({"client_id": "tester", "token": TOKEN}, "accessToken missing"),
    ({"a": TOKEN}, "clientId and accessToken missing"),
    ({**WIRE, "clientId": ""}, "clientId missing"),
    (TOKEN, "expected credentials or an object, got str"),
    ([TOKEN], "expected credentials or an object, got list"),
    (5, "expected credentials or an object, got int"),
    (None, "expected credentials or an object, got NoneType"),
]


class Settings(pydantic.BaseModel):
    credentials: Credentials
    other: Credentials | None = None


def check_hidden(*texts: object) -> None:
    for text in texts:
        assert TOKEN not in f"{text} {text!r}"
        assert SEED not in f"{text} {text!r}"


@pytest.mark.parametrize(
    ("value", "credentials"),
    [
        (PERMANENT, PERMANENT),
        (TEMPORARY, TEMPORARY),
        (WIRE, PERMANENT),
        ({"client_id": "tester", "access_token": TOKEN}, PERMANENT),
        ({**WIRE, "certificate": None}, PERMANENT),
        ({**WIRE, "certificate": ""}, PERMANENT),
        ({**WIRE, "certificate": CERTIFICATE, "more": 1}, TEMPORARY),
        ({**WIRE, "certificate": json.dumps(CERTIFICATE, separators=(",", ":"))}, TEMPORARY),
        (TEMPORARY.to_dict(), TEMPORARY),
    ],
)
def test_field_takes_credentials_and_both_spellings(value: Any, credentials: Credentials) -> None:
    settings = Settings(credentials=value)
    assert settings.credentials == credentials
    assert type(settings.credentials) is Credentials
    if isinstance(value, dict):
        assert Settings.model_validate_json(json.dumps({"credentials": value})) == settings
    check_hidden(settings)


@pytest.mark.parametrize(("value", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_field_refuses_what_are_no_credentials_and_shows_no_secret(value: Any, problem: str) -> None:
    for validate in (
        lambda: Settings(credentials=value),
        lambda: Settings.model_validate_json(json.dumps({"credentials": value})),
        lambda: pydantic.TypeAdapter(Annotated[Credentials, "note"]).validate_python(value),
        lambda: pydantic.TypeAdapter(dict[str, Credentials]).validate_python({"a": value}, strict=True),
    ):
        with pytest.raises(pydantic.ValidationError) as caught:
            validate()
        (detail,) = caught.value.errors()
        assert (detail["type"], detail["msg"], detail["input"]) == ("credentials", problem, problem)
        check_hidden(caught.value, caught.value.errors(), caught.value.json())


@given(st.dictionaries(st.sampled_from([*WIRE, "certificate"]), st.text() | st.integers() | st.none()))
def test_field_takes_exactly_what_credentials_take(value: dict[str, Any]) -> None:
    try:
        wanted = Credentials.from_dict(value)
    except tc.ConfigurationError:
        with pytest.raises(pydantic.ValidationError):
            Settings(credentials=value)
    else:
        assert Settings(credentials=value).credentials == wanted


def test_field_of_a_class_of_the_users_makes_that_class() -> None:
    class Mine(Credentials):
        pass

    made = pydantic.TypeAdapter(Mine).validate_python(WIRE)
    assert type(made) is Mine
    assert made.to_dict() == WIRE


def test_dump_to_json_masks_and_dump_to_python_keeps() -> None:
    settings = Settings(credentials=TEMPORARY)
    masked = {"credentials": {**MASKED, "certificate": "**********"}, "other": None}
    assert json.loads(settings.model_dump_json()) == settings.model_dump(mode="json") == masked
    assert settings.model_dump() == {"credentials": TEMPORARY, "other": None}
    check_hidden(settings, settings.model_dump(), settings.model_dump_json())
    adapter = pydantic.TypeAdapter(list[Credentials])
    assert json.loads(adapter.dump_json([PERMANENT])) == [MASKED]
    assert adapter.dump_python([PERMANENT]) == [PERMANENT]


def test_dump_that_asks_for_the_secrets_has_them() -> None:
    class Asking(Settings):
        @pydantic.field_serializer("credentials")
        def with_secrets(self, credentials: Credentials) -> dict[str, str]:
            return credentials.to_dict()

    assert json.loads(Asking(credentials=PERMANENT).model_dump_json()) == {"credentials": WIRE, "other": None}


def test_schema_asks_for_id_and_token_alone() -> None:
    for mode in ("validation", "serialization"):
        schema = pydantic.TypeAdapter(Credentials).json_schema(mode=mode)  # type: ignore[arg-type]
        assert schema["required"] == ["clientId", "accessToken"]
        assert set(schema["properties"]) == {"clientId", "accessToken", "certificate"}
        assert schema["properties"]["accessToken"]["format"] == "password"


def test_function_that_pydantic_checks_takes_credentials() -> None:
    @pydantic.validate_call
    def name(credentials: Credentials) -> str:
        return credentials.client_id

    assert name(WIRE) == "tester"  # type: ignore[arg-type]
    with pytest.raises(pydantic.ValidationError) as caught:
        name({**WIRE, "clientId": "a b"})  # type: ignore[arg-type]
    check_hidden(caught.value, caught.value.errors())


@pytest.fixture
def web() -> Web:
    """A function that sends a request to an application."""
    app = fastapi.FastAPI()

    @app.post("/whole")
    def whole(credentials: Credentials) -> Any:
        return {"id": credentials.client_id, "temporary": credentials.certificate is not None}

    @app.post("/part")
    def part(settings: Settings) -> Settings:
        return settings

    @app.post("/back")
    def back(credentials: Credentials) -> Credentials:
        return credentials

    async def send(method: str, path: str, body: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
            return await client.request(method, path, json=body)

    return lambda method, path, body=None: anyio.run(send, method, path, body)


def test_body_takes_credentials_with_and_without_a_certificate(web: Web) -> None:
    assert web("POST", "/whole", WIRE).json() == {"id": "tester", "temporary": False}
    assert web("POST", "/whole", TEMPORARY.to_dict()).json() == {"id": "tester", "temporary": True}
    assert web("POST", "/part", {"credentials": WIRE}).json() == {"credentials": MASKED, "other": None}
    assert web("POST", "/back", WIRE).json() == MASKED


@pytest.mark.parametrize(("value", "problem"), BAD[:-1], ids=[problem for _, problem in BAD[:-1]])
def test_body_that_is_refused_is_not_shown(value: Any, problem: str, web: Web) -> None:
    for path, body in (("/whole", value), ("/part", {"credentials": value}), ("/back", value)):
        response = web("POST", path, body)
        assert response.status_code == 422
        (detail,) = response.json()["detail"]
        assert (detail["msg"], detail["input"]) == (problem, problem)
        check_hidden(response.text)


def test_body_is_described(web: Web) -> None:
    described = json.dumps(web("GET", "/openapi.json").json())
    assert '"required": ["clientId", "accessToken"]' in described


# ---------------------------------------------------------------- a dataclass, without pydantic


def test_dataclass_says_that_the_certificate_has_a_default() -> None:
    fields = {field.name: field.default for field in dataclasses.fields(Credentials)}
    assert fields == {
        "client_id": dataclasses.MISSING,
        "access_token": dataclasses.MISSING,
        "certificate": None,
    }


def test_credentials_do_not_import_pydantic() -> None:
    code = "import sys, tc; tc.Credentials('a', 'b').to_dict(); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("False")


@pytest.mark.parametrize("credentials", [PERMANENT, TEMPORARY])
@pytest.mark.parametrize("root_url", [None, "https://tc.example.com"])
def test_to_env_is_what_from_env_reads(credentials: Credentials, root_url: str | None) -> None:
    variables = credentials.to_env(root_url)
    assert Credentials.from_env(variables) == credentials
    assert variables["TASKCLUSTER_CERTIFICATE"] == (credentials.certificate or "")
    assert variables.get("TASKCLUSTER_ROOT_URL") == root_url
    assert all(isinstance(value, str) for value in variables.values())
