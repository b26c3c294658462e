"""The local Taskcluster runs in the process of a test, and keeps to itself what it is sent."""

from __future__ import annotations

import json
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.support.secret_scanner import TOKEN, check_error, check_text, listening


def test_no_secret_is_logged() -> None:
    root = tc.Credentials("marked-client", TOKEN)
    with listening() as records, LocalTaskcluster(credentials=root) as local:
        check_text("a local Taskcluster", repr(local))
        temporary = root.create_named_temp_creds("marked-temp", timedelta(hours=1), ["secrets:*"])
        with tc.sync.Secrets(local.root_url, credentials=temporary, retry=tc.Retry(retries=0)) as secrets:
            secrets.set("mine", {"expires": datetime.now(UTC) + timedelta(days=1), "secret": {"a": 1}})
            # The standard library's client logs nothing.
            with urllib.request.urlopen(secrets.get_signed_url("mine")) as response:
                assert json.load(response)["secret"] == {"a": 1}
            with pytest.raises(tc.NotFoundError) as caught:
                secrets.get("another")
            check_error(caught.value)
            wrong = secrets.with_options(credentials=tc.Credentials("marked-client", TOKEN[:-1]))
            with pytest.raises(tc.AuthenticationError) as refused:
                wrong.get("mine")
            check_error(refused.value)
    assert any("bewit=..." in text for text in records.texts)
