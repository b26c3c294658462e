from __future__ import annotations

import copy
import pickle
from typing import Any

import httpx
import pytest

import tc
from tc import errors
from tc._names import PACKAGE

TREE = {
    "TaskclusterError": (Exception,),
    "ConfigurationError": (tc.TaskclusterError, ValueError),
    "TransportError": (tc.TaskclusterError,),
    "RequestTimeoutError": (tc.TransportError, TimeoutError),
    "APIError": (tc.TaskclusterError,),
    "BadRequestError": (tc.APIError,),
    "AuthenticationError": (tc.APIError,),
    "InsufficientScopesError": (tc.APIError,),
    "NotFoundError": (tc.APIError,),
    "ConflictError": (tc.APIError,),
    "GoneError": (tc.APIError,),
    "PayloadTooLargeError": (tc.APIError,),
    "RateLimitError": (tc.APIError,),
    "ServerError": (tc.APIError,),
    "ResponseError": (tc.TaskclusterError,),
    "RedirectError": (tc.ResponseError,),
    "PulseError": (tc.TaskclusterError,),
    "TransferError": (tc.TaskclusterError,),
    "HashMismatchError": (tc.TransferError,),
    "ArtifactError": (tc.TransferError,),
}
API: dict[str, Any] = {
    "status_code": 409,
    "code": "RequestConflict",
    "request_info": {"method": "createTask", "payload": {"a": [1]}},
    "body": {"code": "RequestConflict", "message": "no"},
    "method": "PUT",
    "url": "https://tc.example.com/api/queue/v1/task/x",
    "attempts": 2,
    "trace_id": "trace",
    "request_id": "request",
}
SENT: dict[str, Any] = {"method": "GET", "url": "https://tc.example.com/a", "attempts": 3}
RESPONSE: dict[str, Any] = {
    "status_code": 200,
    "method": "GET",
    "url": "https://tc.example.com/a",
    "body": "<html>",
}


def example(name: str) -> Exception:
    kind = getattr(tc, name)
    if name == "ArtifactError":
        return kind("file-missing-on-worker", "no such file")  # type: ignore[no-any-return]
    if issubclass(kind, tc.APIError):
        return kind("no\nsecond line", **API)  # type: ignore[no-any-return]
    if issubclass(kind, tc.TransportError):
        return kind("no response", **SENT)  # type: ignore[no-any-return]
    if name in ("ResponseError", "RedirectError"):
        return kind("not JSON", **RESPONSE)  # type: ignore[no-any-return]
    return kind("what went wrong")  # type: ignore[no-any-return]


def test_tree_has_every_error() -> None:
    found = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and value.__module__ == "tc.errors"
    }
    assert {name for name in found if not name.startswith("_")} == set(TREE)
    assert set(PACKAGE["tc.errors"]) == set(TREE)


@pytest.mark.parametrize(("name", "bases"), TREE.items())
def test_errors_have_their_bases(name: str, bases: tuple[type, ...]) -> None:
    kind = getattr(tc, name)
    assert kind.__bases__ == bases
    assert kind is getattr(errors, name)
    assert kind.__doc__


@pytest.mark.parametrize("name", TREE)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_errors_survive_pickle(name: str, protocol: int) -> None:
    error = example(name)
    again = pickle.loads(pickle.dumps(error, protocol))
    for other in (again, copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert other.__dict__ == error.__dict__
        assert other.args == error.args


def test_errors_pickled_lose_their_cause() -> None:
    error = tc.RequestTimeoutError("no response", **SENT)
    error.__cause__ = httpx.ReadTimeout("", request=httpx.Request("GET", "https://tc.example.com/a"))
    again = pickle.loads(pickle.dumps(error))
    assert again.__cause__ is None
    assert again.attempts == 3


def test_errors_have_their_attributes() -> None:
    error = example("ConflictError")
    assert {name: getattr(error, name) for name in API} == API
    assert error.message == "no\nsecond line"  # type: ignore[attr-defined]
    transport = example("RequestTimeoutError")
    assert {name: getattr(transport, name) for name in SENT} == SENT
    response = example("ResponseError")
    assert {name: getattr(response, name) for name in RESPONSE} == RESPONSE


def test_errors_as_text_say_what_happened() -> None:
    assert str(example("ConflictError")) == (
        "409 RequestConflict: no\nsecond line\n"
        "(PUT https://tc.example.com/api/queue/v1/task/x, 2 attempts, request id request)"
    )
    assert str(tc.APIError("no", status_code=402, method="GET", url="u")) == "402: no\n(GET u, 1 attempt)"
    artifact = example("ArtifactError")
    assert str(artifact) == "file-missing-on-worker: no such file"
    assert (artifact.reason, artifact.message) == ("file-missing-on-worker", "no such file")  # type: ignore[attr-defined]
    assert str(example("RequestTimeoutError")) == "no response"


def test_errors_of_timeouts_and_bad_values_are_pythons_too() -> None:
    with pytest.raises(TimeoutError):
        raise example("RequestTimeoutError")
    with pytest.raises(ValueError):
        raise example("ConfigurationError")
