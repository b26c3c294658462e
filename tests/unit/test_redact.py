"""What keeps secrets out of other libraries' logs."""

from __future__ import annotations

import logging

import httpx
import pytest

from tc._redact.logs import discreet
from tc._redact.urls import redact_storage_url


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


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@Store:8443/a?X-Sig=secret#secret", "https://store:8443/a"),
        ("https://[::1]", "https://[::1]/"),
        ("mailto:somebody?body=secret", "mailto:somebody"),
        ("file:///a/b?secret", "file:/a/b"),
        ("/a/b?X-Sig=secret", "a malformed URL"),
        ("https://[secret", "a malformed URL"),
    ],
)
def test_redact_storage_url_of_any_form_leaves_out_what_may_sign(url: str, shown: str) -> None:
    assert redact_storage_url(url) == shown
