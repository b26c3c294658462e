"""Where the certificates come from that clients trust."""

from __future__ import annotations

import importlib.util
import sys
import types
from typing import TYPE_CHECKING, Any

import certifi
import pytest

from tc._http import tls

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def nothing_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls, "_shared", {})
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("found", [None, "elsewhere"])
def test_certifi_whose_file_is_not_in_its_folder_is_asked_for_it(
    found: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As in a program in one file, whose packages are no folders."""
    usual = tls.shared_ssl_context().get_ca_certs()
    assert usual
    (tmp_path / "ca.pem").write_text(certifi.contents().partition("-----END")[0] + END)
    spec: Any = found and types.SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    monkeypatch.setitem(sys.modules, "certifi", certifi)
    monkeypatch.setattr(certifi, "where", lambda: str(tmp_path / "ca.pem"))
    monkeypatch.setattr(tls, "_shared", {})
    (only,) = tls.shared_ssl_context().get_ca_certs()
    assert only in usual


END = "-----END CERTIFICATE-----\n"


def test_folder_of_certificates_that_is_a_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").touch()
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "ca.pem"))
    with pytest.raises(ValueError, match=r"^SSL_CERT_DIR: .*ca\.pem' is not a folder"):
        tls.shared_ssl_context()
