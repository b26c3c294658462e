"""What a download into memory returns."""

from __future__ import annotations

import gzip
import pickle
import sys
from typing import Any

import pytest

from tc import sync
from tc._transfer.result import Downloaded

VALUE = {"name": "äöü", "list": [1, 2.5, None, True]}
JSON = '{"name": "äöü", "list": [1, 2.5, null, true]}'.encode()


def compress(data: bytes) -> bytes:
    """Gzip, always the same."""
    return gzip.compress(data, mtime=0)


def test_downloaded_is_a_pair() -> None:
    downloaded = Downloaded.of("public/x", b"content", "text/plain")
    content, content_type = downloaded
    assert (content, content_type) == (b"content", "text/plain") == downloaded
    assert downloaded == sync.Downloaded(b"content", "text/plain")
    assert downloaded.name == "public/x"
    assert sync.Downloaded(b"", "a/b").name == ""
    copy = pickle.loads(pickle.dumps(downloaded))
    assert (copy, copy.name, type(copy)) == (downloaded, "public/x", Downloaded)


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("public/x.json", "application/json", JSON),
        ("public/x.json.gz", "application/json", compress(JSON)),
        ("public/x.json.gz", "application/json", JSON),  # the storage said gzip too: it is taken off already
        ("public/x", "application/gzip", compress(JSON)),
        ("public/x", "application/x-gzip; a=b", compress(JSON[:9]) + compress(JSON[9:])),
        ("public/x", "application/json", JSON.decode().encode("utf-16")),
    ],
)
def test_downloaded_json_is_decoded(name: str, kind: str, content: bytes) -> None:
    assert Downloaded.of(name, content, kind).json() == VALUE


@pytest.mark.parametrize("content", [JSON, b"name: \xc3\xa4\xc3\xb6\xc3\xbc\nlist: [1, 2.5, null, true]\n"])
def test_downloaded_yaml_is_decoded(content: bytes) -> None:
    assert Downloaded.of("public/x.yml", content, "text/yaml").yaml() == VALUE
    assert Downloaded.of("public/x.yml.gz", compress(content), "text/yaml").yaml() == VALUE


def test_downloaded_that_is_something_else_is_an_error() -> None:
    with pytest.raises(ValueError, match="public/x: it is not JSON"):
        Downloaded.of("public/x", b"{", "application/json").json()
    with pytest.raises(ValueError, match="the content: it is not YAML"):
        Downloaded(b"[", "text/yaml").yaml()
    for read in (Downloaded.json, Downloaded.yaml):
        with pytest.raises(ValueError, match=r"it is not (JSON|YAML): maximum recursion"):
            read(Downloaded(b"[" * 100_000, "text/plain"))
    with pytest.raises(ValueError, match="YAML"):
        Downloaded(b"!!python/object/apply:os.system ['true']", "text/yaml").yaml()
    with pytest.raises(ValueError, match="too early"):
        Downloaded.of("x.gz", compress(JSON)[:-9], "a/b").text()


@pytest.mark.parametrize(
    "content",
    [
        *('!!int ""', "!!int '-'", "!!int 0x", "!!int 1_:_", '!!float ""', "!!float _", "!!bool x"),
        *("!!timestamp x", "2020-13-45", "2020-01-01T99:99:99Z", "9" * 5000, "? [a]\n: b", "\ufffe\0"),
    ],
)
def test_downloaded_yaml_whose_value_is_not_of_its_type_is_an_error(content: str) -> None:
    with pytest.raises(ValueError, match="public/x: it is not YAML: "):
        Downloaded.of("public/x", content.encode(), "text/yaml").yaml()


def test_downloaded_yaml_without_pyyaml_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(ImportError, match=r"taskcluster-sdk\[yaml\]"):
        Downloaded(b"a: 1", "text/yaml").yaml()


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("text/plain", "äöü".encode(), "äöü"),
        ("text/plain; charset=latin-1", "äöü".encode("latin-1"), "äöü"),
        ("text/plain; format=flowed; charset=latin-1", "äöü".encode("latin-1"), "äöü"),
        ("text/plain; format=flowed", "äöü".encode(), "äöü"),
        ('text/plain; Charset="UTF-16"', "äöü".encode("utf-16"), "äöü"),
        ("text/plain; charset=no-such", "äöü".encode(), "äöü"),
        ("text/plain; charset=base64", "äöü".encode(), "äöü"),
        ("text/plain", b"a\xffb", "a\ufffdb"),
        ("application/gzip", compress(b"log"), "log"),
    ],
)
def test_downloaded_text_is_in_its_charset(kind: str, content: Any, text: str) -> None:
    assert Downloaded(content, kind).text() == text
