"""What keeps secrets out of tracebacks and of other libraries' logs, piece by piece."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import httpcore
import httpx
import pytest

from tc._redact.logs import discreet
from tc._redact.values import HiddenBytes, HiddenDict, HiddenList, HiddenMapping, HiddenText, forget_frames


@pytest.mark.parametrize(
    ("hidden", "plain", "shown"),
    [
        (HiddenText("secret"), "secret", "<hidden>"),
        (HiddenBytes(b"secret"), b"secret", "<6 bytes>"),
        (HiddenList(["secret"]), ["secret"], "<1 items>"),
        (HiddenDict({"key": "secret", "b": 1}), {"key": "secret", "b": 1}, "<key, b>"),
        (HiddenMapping({"secret": "secret"}), {"secret": "secret"}, "<1 values>"),
    ],
)
def test_hidden_values_hide_in_repr_only(hidden: Any, plain: Any, shown: str) -> None:
    assert repr(hidden) == shown
    assert hidden == plain
    assert f"{HiddenText('secret')}" == "secret"


def test_hidden_mapping_is_a_view() -> None:
    values = {"a": "1"}
    view = HiddenMapping(values)
    values["b"] = "2"
    assert dict(view) == {"a": "1", "b": "2"}
    assert view["b"] == view.get("b") == "2"
    assert view.get("c") is None
    assert len(view) == 2


def frames_of(error: BaseException) -> list[str]:
    """The modules of the frames that an error went through."""
    return [str(frame.f_globals["__name__"]) for frame, _ in traceback.walk_tb(error.__traceback__)]


def test_forget_frames_keeps_frames_of_the_program() -> None:
    def hook(request: httpx.Request) -> None:
        try:
            httpcore.Request("GET", 1)  # type: ignore[arg-type]
        except TypeError as error:
            raise LookupError("hook") from error

    with (
        httpx.Client(event_hooks={"request": [hook]}, transport=httpx.MockTransport(print)) as client,
        pytest.raises(LookupError) as caught,
    ):
        client.get("http://x")
    error = caught.value
    cause: Any = error.__cause__
    here = __name__
    assert "httpx._client" in frames_of(error)
    assert "httpcore._models" in frames_of(cause)
    forget_frames(error)
    assert frames_of(error) == [here, here]
    assert frames_of(cause) == [here]
    assert [entry.name for entry in traceback.extract_tb(error.__traceback__)][-1] == "hook"


def test_forget_frames_reaches_groups_and_circles() -> None:
    def raised(error: Exception) -> Exception:
        try:
            httpx.URL(1)  # type: ignore[arg-type]
        except TypeError as cause:
            error.__context__ = cause
            cause.__context__ = error
        return error

    parts = [raised(ValueError("1")), raised(ValueError("2"))]
    group = ExceptionGroup("both", parts)
    forget_frames(group)
    for part in parts:
        assert frames_of(part.__context__ or part) == [__name__]


def test_discreet_hides_secrets_in_library_logs(caplog: pytest.LogCaptureFixture) -> None:
    def say() -> None:
        logging.getLogger("httpx").info("%s %s", "GET", httpx.URL("http://x/trigger/secret?a=secret"))
        logging.getLogger("httpx").info("plain %%")
        logging.getLogger("httpcore.http11").debug("receive return_value=(b'1', 303, [(b'a', b'secret')])")
        logging.getLogger("httpcore.http11").debug("started request=<Request [b'GET']>")
        logging.getLogger("hpack.hpack").debug("Encoding (b'authorization', b'secret')")

    with caplog.at_level(1), discreet():
        for name in ("httpx", "httpcore", "hpack"):
            caplog.set_level(1, name)
        say()
    assert [record.getMessage() for record in caplog.records] == [
        "GET http://x/trigger/***?***",
        "plain %%",
        "receive return_value=(b'1', 303, [...])",
        "started request=<Request [b'GET']>",
    ]
    caplog.clear()
    say()
    assert sum("secret" in record.getMessage() for record in caplog.records) == 3
