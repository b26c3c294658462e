"""`tc.links`, with the package `taskcluster-urls` as judge."""

from __future__ import annotations

from typing import Any

import pytest
import taskcluster_urls
from hypothesis import given
from hypothesis import strategies as st

import tc
from tc import links

ROOT = "https://tc.example.com"
ROOTS = st.sampled_from([ROOT, ROOT + "/", ROOT + "//", "http://localhost:8080", "http://[::1]:80/"])
PARTS = st.text("abcXYZ019-_. %/é", min_size=1, max_size=12)
ARGUMENTS = {
    "api": 3,
    "api_manifest": 0,
    "api_manifest_schema": 1,
    "api_reference": 2,
    "api_reference_schema": 1,
    "docs": 1,
    "exchange_reference": 2,
    "exchanges_reference_schema": 1,
    "metadata_metaschema": 1,
    "normalize_root_url": 0,
    "schema": 2,
    "ui": 1,
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_links_of_taskcluster_urls_are_equal_to_it(name: str) -> None:
    @given(ROOTS, st.lists(PARTS, min_size=ARGUMENTS[name], max_size=ARGUMENTS[name]))
    def compare(root_url: str, arguments: list[str]) -> None:
        ours, theirs = getattr(links, name), getattr(taskcluster_urls, name)
        assert ours(root_url, *arguments) == theirs(root_url, *arguments)

    compare()


def test_links_has_every_function_of_taskcluster_urls() -> None:
    theirs = {name for name in dir(taskcluster_urls) if not name.startswith("_")} - {"test_root_url"}
    assert theirs <= set(links.__all__)
    assert theirs == ARGUMENTS.keys()


@pytest.mark.parametrize("name", ["docs", "ui"])
def test_links_with_an_empty_path_lead_to_the_root(name: str) -> None:
    assert getattr(links, name)(ROOT, "") == getattr(taskcluster_urls, name)(ROOT, "")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (links.service(ROOT, "queue", "v1"), "api/queue/v1"),
        (links.task(ROOT + "/", "fN1SbArXTPSVFNUvaOlinQ"), "tasks/fN1SbArXTPSVFNUvaOlinQ"),
        (links.task(ROOT, "fN1SbArXTPSVFNUvaOlinQ", 0), "tasks/fN1SbArXTPSVFNUvaOlinQ/runs/0"),
        (links.task(ROOT, "fN1SbArXTPSVFNUvaOlinQ", "2"), "tasks/fN1SbArXTPSVFNUvaOlinQ/runs/2"),
        (links.task_group(ROOT, "fN1SbArXTPSVFNUvaOlinQ"), "tasks/groups/fN1SbArXTPSVFNUvaOlinQ"),
        (links.index(ROOT, "gecko.v2.central.latest"), "tasks/index/gecko.v2.central.latest"),
        (links.index(ROOT, "a b/c?"), "tasks/index/a%20b%2Fc%3F"),
        (links.worker_pool(ROOT, "gecko-3/linux"), "worker-manager/gecko-3%2Flinux"),
    ],
)
def test_links_of_pages(url: str, path: str) -> None:
    assert url == f"{ROOT}/{path}"


@given(st.text("aZ0-_./ ?#%&=+é", min_size=1, max_size=20).filter(lambda name: name not in (".", "..")))
def test_artifact_links_are_those_of_the_queue(name: str) -> None:
    with tc.sync.Queue(ROOT) as queue:
        assert links.artifact(ROOT, "task", name) == queue.getLatestArtifact_url("task", name)
        assert links.artifact(ROOT, "task", name, 3) == queue.getArtifact_url("task", "3", name)


@pytest.mark.parametrize(
    ("call", "error", "named"),
    [
        (lambda: links.task(ROOT, ""), ValueError, "task_id"),
        (lambda: links.task(ROOT, ".."), ValueError, "task_id"),
        (lambda: links.task(ROOT, "x", True), TypeError, "run_id"),
        (lambda: links.task(ROOT, "x", 1.5), TypeError, "run_id"),  # type: ignore[arg-type]
        (lambda: links.task(ROOT, "x", ""), ValueError, "run_id"),
        (lambda: links.task(None, "x"), TypeError, "root_url"),  # type: ignore[arg-type]
        (lambda: links.artifact(ROOT, "x", None), TypeError, "name"),  # type: ignore[arg-type]
        (lambda: links.api(ROOT, "queue", "v1", None), TypeError, "path"),  # type: ignore[arg-type]
        (lambda: links.api("", "queue", "v1", "ping"), ValueError, "root_url"),
        (lambda: links.docs(ROOT, b"manual"), TypeError, "path"),  # type: ignore[arg-type]
        (lambda: links.schema(ROOT, 1, "x"), TypeError, "service"),  # type: ignore[arg-type]
        (lambda: links.metadata_metaschema(ROOT, 1), TypeError, "version"),  # type: ignore[arg-type]
    ],
)
def test_links_refuse_what_is_not_text(call: Any, error: type[Exception], named: str) -> None:
    with pytest.raises(error, match=rf"^{named}: "):
        call()


def test_links_come_with_the_package() -> None:
    assert tc.links is links
