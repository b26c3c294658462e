"""What keeps secrets out of other libraries' logs."""

from __future__ import annotations

import logging

import httpx
import pytest

from tc._redact.logs import discreet


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
