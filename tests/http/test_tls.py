"""Where the certificates come from that clients trust."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import ssl
import subprocess
import sys
import types
from typing import TYPE_CHECKING, Any

import certifi
import pytest
import trustme

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
    usual = tls.ssl_context().get_ca_certs()
    assert usual
    (tmp_path / "ca.pem").write_text(certifi.contents().partition("-----END")[0] + END)
    spec: Any = found and types.SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    monkeypatch.setitem(sys.modules, "certifi", certifi)
    monkeypatch.setattr(certifi, "where", lambda: str(tmp_path / "ca.pem"))
    monkeypatch.setattr(tls, "_shared", {})
    (only,) = tls.ssl_context().get_ca_certs()
    assert only in usual


END = "-----END CERTIFICATE-----\n"


def test_folder_of_certificates_that_is_a_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").touch()
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "ca.pem"))
    with pytest.raises(ValueError, match=r"^SSL_CERT_DIR: .*ca\.pem' is not a folder"):
        tls.ssl_context()


def test_each_folder_of_a_list_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As OpenSSL reads the variable; it looks certificates up in folders when it meets their like."""
    (tmp_path / "a").mkdir()
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join([str(tmp_path / "missing"), str(tmp_path / "a")]))
    context = tls.ssl_context()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "a" / "ca.pem"))
    subprocess.run(["openssl", "rehash", tmp_path / "a"], check=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server)
    shake_hands(context, server)


def test_certificates_with_a_trust_of_their_own_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    convert = ["openssl", "x509", "-trustout", "-in", tmp_path / "ca.pem", "-out", tmp_path / "trusted.pem"]
    subprocess.run(convert, check=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    assert len(tls.ssl_context().get_ca_certs()) == 1


def shake_hands(client: ssl.SSLContext, server: ssl.SSLContext) -> None:
    """Do a handshake in memory; an untrusted certificate fails it."""
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = client.wrap_bio(to_client, to_server, server_hostname="localhost")
    theirs = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(3):
        for side in (ours, theirs):
            with contextlib.suppress(ssl.SSLWantReadError):
                side.do_handshake()
    assert ours.getpeercert()
