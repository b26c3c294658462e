"""Programs of the page on frameworks that need processes of their own; `test_snippets.py` runs the others."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from celery import Celery

from tc.testing import LocalTaskcluster

PAGE = (Path(__file__).parents[2] / "docs" / "frameworks.md").read_text("utf-8")


def block(heading: str, language: str = "python") -> str:
    """The first block of a section of the page."""
    section = PAGE.partition(f"\n## {heading}")[2].partition("\n## ")[0]
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return found[0]


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[None]:
    """A program with all its children, until the end of the block."""
    command = [sys.executable, "-m", *arguments]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_celery_works_with_a_client_that_was_used_before_the_fork(
    taskcluster_env: LocalTaskcluster, tmp_path: Path
) -> None:
    for name in ("messages", "control", "results"):
        (tmp_path / name).mkdir()
    folders = {"data_folder_in": "messages", "data_folder_out": "messages", "control_folder": "control"}
    options = {
        "broker_url": "filesystem://",
        "broker_transport_options": {key: str(tmp_path / name) for key, name in folders.items()},
        "result_backend": f"file://{tmp_path}/results",
    }
    settings = f"client.queue.ping()\ncelery_app.conf.update({options!r})\n"
    (tmp_path / "jobs.py").write_text(f"import tc\n{block('Celery')}\n{settings}", "utf-8")
    task_id = taskcluster_env.add_task()
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    with running(tmp_path, "celery", "-A", "jobs", "worker", "--concurrency=2", *quiet):
        job = Celery("sender", set_as_current=False, changes=options).send_task("jobs.cancel", [task_id])
        assert job.get(timeout=60, interval=0.05) == "exception", (tmp_path / "log").read_text("utf-8")


@pytest.mark.parametrize("options", [["--preload"], []], ids=["before the fork", "after the fork"])
def test_gunicorn_works_with_a_client_made(
    options: list[str], taskcluster_env: LocalTaskcluster, tmp_path: Path
) -> None:
    ending = (
        "client.queue.ping()  # so that a connection is open\n\n\n"
        "def with_id(environ, start_response):\n"
        "    import os\n"
        "    return [*application(environ, start_response), b' %d' % os.getpid()]\n"
    )
    (tmp_path / "web.py").write_text(f"import tc\n{block('gunicorn')}\n{ending}", "utf-8")
    task_id = taskcluster_env.add_task()
    at = ["--bind", "unix:web.sock", "--no-control-socket", "--workers", "2"]
    transport = httpx.HTTPTransport(uds=str(tmp_path / "web.sock"))
    headers = {"Connection": "close"}
    with (
        running(tmp_path, "gunicorn", *at, *options, "web:with_id"),
        httpx.Client(transport=transport, headers=headers, base_url="http://web") as browser,
    ):
        wait_for(tmp_path / "web.sock")
        workers: set[str] = set()
        while len(workers) < 2:
            state, worker = browser.get(f"/{task_id}").text.split()
            assert state == "pending"
            workers.add(worker)


def wait_for(path: Path) -> None:
    """Return once there is such a file."""
    while not path.exists():
        time.sleep(0.02)


def test_cells_of_a_notebook_await_and_block(taskcluster_env: LocalTaskcluster, tmp_path: Path) -> None:
    cells = [
        f"import tc; task_id = {taskcluster_env.add_task()!r}",
        block("Notebooks", "text"),
        "await queue.aclose()",
        "tasks = tc.sync.Queue.from_env()",
        block("Notebooks"),
    ]
    # As the kernel of Jupyter does it: each cell in a loop that runs already.
    script = (
        "import asyncio\n"
        "from IPython.core.interactiveshell import InteractiveShell\n\n\n"
        "async def main():\n"
        "    shell = InteractiveShell()\n"
        f"    for cell in {cells!r}:\n"
        "        python = shell.transform_cell(cell)\n"
        "        (await shell.run_cell_async(cell, transformed_cell=python)).raise_error()\n\n\n"
        "asyncio.run(main())\n"
    )
    environment = {**os.environ, "IPYTHONDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "'pending'" in done.stdout  # what the last line of a cell gives is shown
    assert "a task of a test pending" in done.stdout
