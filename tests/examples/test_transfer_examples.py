"""The programs of `examples/` about transfers, each run against a local Taskcluster."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.examples.test_examples import QUEUE, create, load


@pytest.fixture
def queue(taskcluster_env: LocalTaskcluster) -> Any:
    with tc.sync.Queue.from_env() as queue:
        yield queue


def built(queue: tc.sync.Queue, files: dict[str, bytes]) -> str:
    """A completed task with these artifacts."""
    task_id = create(queue, ["make"])
    claim = queue.claimWork(QUEUE, {"tasks": 1, "workerGroup": "g", "workerId": "w"})["tasks"][0]
    worker = queue.with_options(credentials=tc.Credentials.from_dict(claim["credentials"]))
    for name, data in files.items():
        tc.sync.upload_artifact_from_buf(
            worker,
            task_id,
            0,
            name,
            storage_type="s3",
            content_type="text/plain",
            content_encoding="gzip",
            expires=tc.from_now("1 hour"),
            data=data,
        )
    worker.reportCompleted(task_id, 0)
    return task_id


def test_search_log_prints_the_lines_that_match(
    queue: tc.sync.Queue, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"line {number}" for number in range(100_000)] + ["error: äöü"]
    task_id = built(queue, {"public/logs/live_backing.log": "\n".join(lines).encode()})
    search_log = load("search_log")

    assert search_log.main([task_id, "error: .*"]) == 0
    assert capsys.readouterr().out == "100001: error: äöü\n"
    assert search_log.main([task_id, "no such thing"]) == 1
    assert search_log.main([task_id, ".", "--artifact", "public/none"]) == 2
    assert "404" in capsys.readouterr().err


def test_load_image_gives_the_artifact_to_a_program(queue: tc.sync.Queue, tmp_path: Path) -> None:
    task_id = built(queue, {"public/image.tar": b"image" * 500_000})
    goal = tmp_path / "loaded"
    copy = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    load_image = load("load_image")

    assert load_image.main([task_id, "public/image.tar", "--", sys.executable, "-c", copy, str(goal)]) == 0
    assert goal.read_bytes() == b"image" * 500_000
    refuse = ["--", sys.executable, "-c", "raise SystemExit(3)"]
    assert load_image.main([task_id, "public/image.tar", *refuse]) in (1, 3)
    assert load_image.main([task_id, "public/none", *refuse]) == 1


def test_fetch_dependencies_writes_what_matches(
    queue: tc.sync.Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(queue, {"public/build/a.zip": b"a", "public/build/a.log": b"log"})
    second = built(queue, {"public/build/b.zip": b"b", "public/logs/x.zip": b"x"})
    task_id = create(queue, ["true"], dependencies=[first, second])
    fetch_dependencies = load("fetch_dependencies")
    monkeypatch.setenv("TASK_ID", task_id)

    assert fetch_dependencies.main([str(tmp_path), "public/build/*.zip"]) == 0

    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert found == sorted([f"{first}/public/build/a.zip", f"{second}/public/build/b.zip"])
    assert fetch_dependencies.main([str(tmp_path / "none"), "*.tar", "--task", first]) == 1
    monkeypatch.delenv("TASK_ID")
    with pytest.raises(SystemExit):
        fetch_dependencies.main([str(tmp_path), "*"])
