# Generated from tests/_async/test_download_artifacts.py by tools/unasync_build.py. Do not edit.

"""Many artifacts at once, against a local Taskcluster."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator
from typing import Any

import pytest

import tc
from tc import sync
from tc.testing import LocalTaskcluster

pytestmark = pytest.mark.anyio

QUEUE = "my-project/linux"
FILES = {
    "public/build/a.zip": b"a" * 100_000,
    "public/build/b.zip": b"b",
    "public/build/en-US/c.zip": b"c" * 3,
    "public/build/readme.txt": b"",
    "public/logs/live.log": b"log\n",
}


@pytest.fixture
def queue(taskcluster: LocalTaskcluster) -> Iterator[sync.Queue]:
    with sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue:
        yield queue


def task_with(queue: sync.Queue, files: dict[str, bytes]) -> str:
    """A task with these artifacts in its run."""
    task_id = tc.slug_id()
    task: Any = {
        "taskQueueId": QUEUE,
        "created": tc.from_now("0 seconds"),
        "deadline": tc.from_now("1 hour"),
        "metadata": {"name": "n", "description": "d", "owner": "me@example.com", "source": "https://x.y"},
        "payload": {},
    }
    queue.createTask(task_id, task)
    work: Any = {"tasks": 1, "workerGroup": "g", "workerId": "w"}
    claim = (queue.claimWork(QUEUE, work))["tasks"][0]
    worker = queue.with_options(credentials=tc.Credentials.from_dict(claim["credentials"]))
    for name, data in files.items():
        sync.upload_artifact_from_buf(
            worker,
            task_id,
            0,
            name,
            storage_type="s3",
            content_type="application/octet-stream",
            expires=tc.from_now("1 hour"),
            data=data,
        )
    return task_id


def found(folder: pathlib.Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (["public/build/*.zip"], ["public/build/a.zip", "public/build/b.zip"]),
        (["public/**/*.zip"], ["public/build/a.zip", "public/build/b.zip", "public/build/en-US/c.zip"]),
        (
            ["*.log", "public/build/?.zip"],
            ["public/build/a.zip", "public/build/b.zip", "public/logs/live.log"],
        ),
        (["**"], sorted(FILES)),
        ("public/build/readme.txt", ["public/build/readme.txt"]),
        (["private/*"], []),
        ([], []),
    ],
)
@pytest.mark.parametrize("run_id", [None, 0])
def test_download_artifacts_writes_those_whose_names_match(
    queue: sync.Queue, patterns: Any, names: list[str], run_id: int | None, tmp_path: pathlib.Path
) -> None:
    task_id = task_with(queue, FILES)
    seen: list[tuple[int, int | None]] = []

    paths = sync.download_artifacts(
        queue,
        task_id,
        patterns,
        tmp_path / "goal",
        run_id=run_id,
        concurrency=2,
        progress=lambda *each: seen.append(each),
    )

    assert paths == [tmp_path / "goal" / name for name in names]
    assert found(tmp_path / "goal") == {name: FILES[name] for name in names}
    assert seen[-1:] == ([(sum(len(FILES[name]) for name in names), None)] if names else [])


def test_download_artifacts_lets_nothing_out_of_the_folder(queue: sync.Queue, tmp_path: pathlib.Path) -> None:
    task_id = task_with(queue, {"public/good": b"1", "public/../../evil": b"2"})
    with pytest.raises(tc.TransferError, match="not a path within"):
        sync.download_artifacts(queue, task_id, ["**"], tmp_path / "goal")
    assert found(tmp_path) == {}
    assert sync.download_artifacts(queue, task_id, ["public/g*"], tmp_path / "goal")


def test_download_artifacts_whose_names_exclude_each_other_writes_nothing(
    queue: sync.Queue, tmp_path: pathlib.Path
) -> None:
    task_id = task_with(queue, {"public/a": b"1", "public/a/b": b"2"})
    with pytest.raises(tc.TransferError, match="a file and a folder"):
        sync.download_artifacts(queue, task_id, ["**"], tmp_path / "goal")
    assert found(tmp_path) == {}
    assert sync.download_artifacts(queue, task_id, ["public/a/*"], tmp_path / "goal")


def test_download_artifacts_of_which_one_fails_leaves_no_part(
    queue: sync.Queue, tmp_path: pathlib.Path
) -> None:
    task_id = task_with(queue, FILES)
    (tmp_path / "public/build/b.zip").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        sync.download_artifacts(queue, task_id, ["**"], str(tmp_path), concurrency=3)
    assert not [name for name in found(tmp_path) if name.endswith(".part")]


def test_download_artifacts_of_many_pages(queue: sync.Queue, tmp_path: pathlib.Path) -> None:
    files = {f"public/{number:03}": str(number).encode() for number in range(120)}
    task_id = task_with(queue, files)
    paths = sync.download_artifacts(queue, task_id, ["public/*"], tmp_path)
    assert len(paths) == 120
    assert found(tmp_path) == files


def test_download_artifacts_of_a_task_that_is_missing_raises(
    queue: sync.Queue, tmp_path: pathlib.Path
) -> None:
    with pytest.raises(tc.NotFoundError):
        sync.download_artifacts(queue, tc.slug_id(), ["**"], tmp_path)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"queue": None}, TypeError),
        ({"task_id": ""}, ValueError),
        ({"patterns": 7}, TypeError),
        ({"patterns": [7]}, TypeError),
        ({"patterns": b"x"}, TypeError),
        ({"patterns": [""]}, ValueError),
        ({"folder": 7}, TypeError),
        ({"folder": ""}, ValueError),
        ({"run_id": True}, TypeError),
        ({"concurrency": 0}, ValueError),
        ({"retry": 3}, tc.ConfigurationError),
        ({"progress": 3}, TypeError),
    ],
)
def test_download_artifacts_checks_its_arguments(
    queue: sync.Queue, arguments: dict[str, Any], error: type[Exception], tmp_path: pathlib.Path
) -> None:
    given: dict[str, Any] = {"queue": queue, "task_id": "x", "patterns": ["*"], "folder": tmp_path}
    with pytest.raises(error):
        sync.download_artifacts(**(given | arguments))


def test_one_exception_object_raised_in_several_downloads_comes_out(
    queue: sync.Queue, tmp_path: pathlib.Path
) -> None:
    """Its traceback has the frames of all of them, some of which go on."""

    def progress(done: int, total: int | None) -> None:
        if done > 1_500_000:
            raise stop

    stop = LookupError("enough")
    task_id = task_with(queue, {f"public/{number}.bin": bytes(1_000_000) for number in range(4)})
    with pytest.raises(LookupError, match="enough") as caught:
        sync.download_artifacts(queue, task_id, ["*.bin"], tmp_path, progress=progress)
    assert caught.value is stop
    assert not [name for name in found(tmp_path) if name.endswith(".part")]
