"""URLs of a deployment: its API, references, schemas and documentation, and pages of its web interface.

Pure functions, text in and text out; nothing is sent. Those of the first group are equal to the functions of
the same name in the package `taskcluster-urls`. Those of the second are what programs build by hand: they
percent-encode their arguments, so that each stays one segment of the path.

Each function takes the root URL first, such as `https://tc.example.com`, with or without a slash at its end.
`client.root_url` is one.

Raises, all of them:
    TypeError: An argument is not text; it is named.
    ValueError: An argument is empty, or `.` or `..` where it would change the path; it is named.

https://github.com/taskcluster/taskcluster-lib-urls
"""

from __future__ import annotations

from urllib.parse import quote

__all__ = [
    "api",
    "api_manifest",
    "api_manifest_schema",
    "api_reference",
    "api_reference_schema",
    "artifact",
    "docs",
    "exchange_reference",
    "exchanges_reference_schema",
    "index",
    "metadata_metaschema",
    "normalize_root_url",
    "schema",
    "service",
    "task",
    "task_group",
    "ui",
    "worker_pool",
]

# ---------------------------------------------------------------- as in taskcluster-urls


def normalize_root_url(root_url: str) -> str:
    """Return a root URL without slashes at its end."""
    return _text("root_url", root_url).rstrip("/")


def api(root_url: str, service: str, version: str, path: str) -> str:
    """Return the URL of a path of a service, such as `api(root_url, "queue", "v1", "ping")`.

    The path stands as it is, but for slashes at its beginning, so it has to be percent-encoded already.
    The methods of the services have exact URLs: `queue.status_url(task_id)`.
    """
    return f"{_service(root_url, 'api', service, version)}/{_path('path', path)}"


def service(root_url: str, service: str, version: str) -> str:
    """Return the URL below which a service has its API, such as `https://tc.example.com/api/queue/v1`."""
    return _service(root_url, "api", service, version)


def api_reference(root_url: str, service: str, version: str) -> str:
    """Return the URL of the description of the API of a service, in JSON."""
    return f"{_service(root_url, 'references', service, version)}/api.json"


def exchange_reference(root_url: str, service: str, version: str) -> str:
    """Return the URL of the description of the Pulse exchanges of a service, in JSON."""
    return f"{_service(root_url, 'references', service, version)}/exchanges.json"


def docs(root_url: str, path: str) -> str:
    """Return the URL of a page of the documentation that a deployment serves."""
    return f"{normalize_root_url(root_url)}/docs/{_path('path', path)}"


def schema(root_url: str, service: str, name: str) -> str:
    """Return the URL of a JSON schema, such as `schema(root_url, "queue", "v1/create-task-request.json")`."""
    return f"{normalize_root_url(root_url)}/schemas/{_text('service', service)}/{_path('name', name)}"


def api_reference_schema(root_url: str, version: str) -> str:
    """Return the URL of the schema of API references, such as `api_reference_schema(root_url, "v0")`."""
    return schema(root_url, "common", f"api-reference-{_text('version', version)}.json")


def exchanges_reference_schema(root_url: str, version: str) -> str:
    """Return the URL of the schema of exchange references."""
    return schema(root_url, "common", f"exchanges-reference-{_text('version', version)}.json")


def api_manifest_schema(root_url: str, version: str) -> str:
    """Return the URL of the schema of the manifest of references."""
    return schema(root_url, "common", f"manifest-{_text('version', version)}.json")


def metadata_metaschema(root_url: str, version: str = "v1") -> str:
    """Return the URL of the schema of the metadata in references and schemas, whatever the version."""
    _text("version", version)
    return schema(root_url, "common", "metadata-metaschema.json")


def api_manifest(root_url: str) -> str:
    """Return the URL of the manifest, which lists all references of a deployment."""
    return f"{normalize_root_url(root_url)}/references/manifest.json"


def ui(root_url: str, path: str) -> str:
    """Return the URL of a page of the web interface. The path stands as it is, as for `api`."""
    return f"{normalize_root_url(root_url)}/{_path('path', path)}"


# ---------------------------------------------------------------- what people link to


def task(root_url: str, task_id: str, run_id: int | str | None = None) -> str:
    """Return the URL of the page of a task, or of one of its runs."""
    page = f"tasks/{_segment('task_id', task_id)}"
    return ui(root_url, page if run_id is None else f"{page}/runs/{_run(run_id)}")


def task_group(root_url: str, task_group_id: str) -> str:
    """Return the URL of the page of a task group."""
    return ui(root_url, f"tasks/groups/{_segment('task_group_id', task_group_id)}")


def artifact(root_url: str, task_id: str, name: str, run_id: int | str | None = None) -> str:
    """Return the URL that leads to the content of an artifact, of the latest run unless one is named.

    It is that of `queue.getLatestArtifact` or `queue.getArtifact`. It serves for artifacts that anybody may
    read, which those under `public/` are as a rule; the methods' `_signed_url` serve for others.
    """
    place = f"task/{_segment('task_id', task_id)}"
    if run_id is not None:
        place += f"/runs/{_run(run_id)}"
    return api(root_url, "queue", "v1", f"{place}/artifacts/{_segment('name', name)}")


def index(root_url: str, namespace: str) -> str:
    """Return the URL of the page of an index namespace, such as `index(root_url, "project.linux.latest")`."""
    return ui(root_url, f"tasks/index/{_segment('namespace', namespace)}")


def worker_pool(root_url: str, worker_pool_id: str) -> str:
    """Return the URL of the page of a worker pool, such as `worker_pool(root_url, "project/linux")`."""
    return ui(root_url, f"worker-manager/{_segment('worker_pool_id', worker_pool_id)}")


# ---------------------------------------------------------------- steps


def _text(name: str, value: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected str, got {type(value).__name__}")
    if not value:
        raise ValueError(f"{name}: expected text, got an empty str")
    return value


def _path(name: str, value: str) -> str:
    """A path without slashes at its beginning; an empty one leads to the root of something."""
    return "" if value == "" else _text(name, value).lstrip("/")


def _segment(name: str, value: str) -> str:
    if _text(name, value) in (".", ".."):
        raise ValueError(f"{name}: expected a name, got {value!r}, which would change the path")
    return quote(value, safe="")


def _run(run_id: int | str) -> str:
    if isinstance(run_id, bool) or not isinstance(run_id, (int, str)):
        raise TypeError(f"run_id: expected int or str, got {type(run_id).__name__}")
    return _segment("run_id", str(run_id))


def _service(root_url: str, kind: str, service: str, version: str) -> str:
    return f"{normalize_root_url(root_url)}/{kind}/{_text('service', service)}/{_text('version', version)}"
