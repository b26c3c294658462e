"""Methods about artifacts, and the storage behind their URLs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from tc.slugs import slug_id
from tc.testing.clock import later, parse_moment
from tc.testing.javascript import count
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response, WebRequest
from tc.testing.services.queue.artifacts import (
    SWEEP,
    Artifact,
    Artifacts,
    RunKey,
    check_run,
    object_name,
    storage_key,
)
from tc.testing.services.queue.base import QueueBase, page_of
from tc.testing.services.queue.definitions import DRIFT
from tc.testing.services.queue.tasks import Run, Task
from tc.testing.storage import Storage
from tc.timestamps import to_json_date

if TYPE_CHECKING:
    from tc.testing.services.base import Context

CLIENT_ID = "static/taskcluster/queue"  # by which the queue calls other services
TASK_NOT_FOUND = "Task not found"
PREFIX = "/storage/artifacts/"
PUT_LIFETIME = timedelta(minutes=45)
GET_LIFETIME = timedelta(minutes=30)


class ArtifactMethods(QueueBase):
    """Methods about artifacts."""

    pages: ClassVar[Mapping[str, str]] = {PREFIX: "stored"}

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.artifacts: Artifacts = Artifacts(Storage(deployment.clock, deployment.root_url, PREFIX))

    async def stored(self, request: WebRequest) -> Response:
        """The storage behind the URLs of `s3` artifacts."""
        return self.artifacts.storage.respond(request)

    # -- making them

    async def createArtifact(self, call: Call) -> Any:
        """Make an artifact of a run; content is uploaded afterwards, where there is any."""
        expires = parse_moment(call.payload["expires"])
        if expires < call.now - DRIFT:
            raise ApiError("InputError", "Expires must be in the future")
        task, run = self.run_of_artifact(call)
        if expires > task.expires:
            raise ApiError("InputError", "Artifacts cannot expire after their task")
        check_run(run, call.now)
        name, key = call.params["name"], (task.task_id, run.run_id)
        wanted = Artifact.from_payload(name, call.payload, expires)
        if wanted.storage_type == "object":
            wanted.details["uploadId"] = slug_id()
        artifact = self.artifacts.put(key, wanted)
        self.clock.at(later(expires, SWEEP), lambda: self.artifacts.sweep(key, name, self.clock.now()))
        # Messages about s3 artifacts are not in the schema of the exchange.
        if artifact.present and artifact.storage_type != "s3":
            self.lifecycle.messages.about_artifact(task, run, artifact.view())
        if artifact.storage_type == "object":
            return {"storageType": "object", **await self.start_object(task, run, artifact)}
        return {"storageType": artifact.storage_type, **self.put_url(key, artifact)}

    def run_of_artifact(self, call: Call) -> tuple[Task, Run]:
        """The task and the run that get an artifact.

        Raises:
            ApiError: InputError, where other methods have ResourceNotFound.
        """
        task = self.lifecycle.tasks.get(call.params["taskId"])
        if task is None:
            raise ApiError("InputError", TASK_NOT_FOUND)
        run = task.run(count(call.params["runId"]))
        if run is None:
            raise ApiError("InputError", "Run not found")
        return task, run

    def put_url(self, key: RunKey, artifact: Artifact) -> dict[str, Any]:
        """Where a worker puts the content of an artifact, if it is stored here."""
        if artifact.storage_type != "s3":
            return {}
        headers = {"Content-Type": artifact.content_type}
        if artifact.content_length is not None:
            headers["Content-Length"] = str(artifact.content_length)
        place = storage_key(key, artifact.name)
        url, expires = self.artifacts.storage.put_url(place, PUT_LIFETIME, headers)
        return {"putUrl": url, "expires": expires, "contentType": artifact.content_type}

    async def start_object(self, task: Task, run: Run, artifact: Artifact) -> dict[str, Any]:
        """Begin the upload of an artifact to the object service, which is done by the worker itself."""
        name, project_id = (
            object_name((task.task_id, run.run_id), artifact.name),
            task.definition["projectId"],
        )
        upload = {
            "projectId": project_id,
            "uploadId": artifact.details["uploadId"],
            "expires": artifact.expires,
        }
        await self.deployment.call(
            "object.createUpload",
            {"name": name},
            {**upload, "expires": to_json_date(artifact.expires), "proposedUploadMethods": {}},
            client_id=CLIENT_ID,
            scopes=[f"object:upload:{project_id}:{name}"],
        )
        return {
            "name": name,
            **upload,
            "credentials": self.issuer.for_upload(task, run, f"{project_id}:{name}", artifact.expires),
        }

    async def finishArtifact(self, call: Call) -> Any:
        """Note that the object of an artifact has been uploaded."""
        key, name = self.run_key(call), call.params["name"]
        task, artifact = self.lifecycle.tasks.get(key[0]), self.artifacts.get(key, name)
        if task is None or artifact is None:
            named = f"taskId `{key[0]}`, runId {key[1]}, name `{name}`"
            raise ApiError("ResourceNotFound", f"Artifact with {named} not found")
        if artifact.storage_type != "object":
            raise ApiError("InputError", "Only object artifacts can be finished")
        if not artifact.present:
            await self.check_upload(key, artifact, call.payload["uploadId"])
            artifact.present = True
        self.lifecycle.messages.about_artifact(task, task.runs[key[1]], artifact.view())
        return Response(None, 204)

    async def check_upload(self, key: RunKey, artifact: Artifact, upload_id: str) -> None:
        """Refuse to finish an artifact whose object has not been uploaded.

        Raises:
            ApiError: InputError.
        """
        if artifact.details["uploadId"] != upload_id:
            raise ApiError("InputError", "given uploadId does not match that for the artifact")
        name = object_name(key, artifact.name)
        scopes = [f"object:download:{name}"]
        try:
            await self.deployment.call("object.object", {"name": name}, client_id=CLIENT_ID, scopes=scopes)
        except ApiError:
            raise ApiError("InputError", "Object storing artifact data does not exist") from None

    # -- reading them

    async def getArtifact(self, call: Call) -> Any:
        """Send the caller to the content of an artifact."""
        return await self.redirect(call, self.run_key(call))

    async def getLatestArtifact(self, call: Call) -> Any:
        """Send the caller to the content of an artifact of the last run."""
        call.require(names=[call.params["name"]])  # before anything is said of the task
        return await self.redirect(call, self.latest_key(call))

    async def artifact(self, call: Call) -> Any:
        """Where the content of an artifact is."""
        return self.content(call, self.run_key(call))

    async def latestArtifact(self, call: Call) -> Any:
        """Where the content of an artifact of the last run is."""
        return self.content(call, self.latest_key(call))

    async def artifactInfo(self, call: Call) -> Any:
        """What is known of an artifact."""
        return self.info(call, self.run_key(call))

    async def latestArtifactInfo(self, call: Call) -> Any:
        """What is known of an artifact of the last run."""
        return self.info(call, self.latest_key(call))

    async def listArtifacts(self, call: Call) -> Any:
        """The artifacts of a run by name."""
        task_id, latest = self.latest_key(call)
        run_id = count(call.params["runId"])
        if run_id > latest:
            problem = f"Task with taskId: `{task_id}` has no run with runId: {run_id}"
            raise ApiError("ResourceNotFound", problem)
        return self.page_of_run(call, (task_id, run_id))

    async def listLatestArtifacts(self, call: Call) -> Any:
        """The artifacts of the last run by name."""
        return self.page_of_run(call, self.latest_key(call))

    def page_of_run(self, call: Call, key: RunKey) -> dict[str, Any]:
        """A page of the artifacts of a run by name."""
        return page_of(call, self.artifacts.of_run(key), Artifact.view, by=lambda artifact: artifact.name)

    def run_key(self, call: Call) -> RunKey:
        """The run that a call names."""
        return call.params["taskId"], count(call.params["runId"])

    def latest_key(self, call: Call) -> RunKey:
        """The last run of the task that a call names.

        Raises:
            ApiError: ResourceNotFound, without a run.
        """
        task = self.find(call, TASK_NOT_FOUND)
        if not task.runs:
            raise ApiError("ResourceNotFound", "Task doesn't have any runs")
        return task.task_id, task.runs[-1].run_id

    def info(self, call: Call, key: RunKey) -> dict[str, Any]:
        """What is known of the artifact of a call; links are shown as they are."""
        found = self.artifacts.get(key, call.params["name"])
        if found is None or not found.present:
            raise ApiError("ResourceNotFound", "Artifact not found")
        return found.view()

    def target(self, call: Call, key: RunKey) -> Artifact:
        """The artifact that a call may read, links followed; the scopes are needed for each name on the way.

        Raises:
            ApiError: InsufficientScopes, ResourceNotFound, ResourceExpired, or InputError for links that lead
                around in a circle.
        """
        artifacts, names = self.artifacts.follow(key, call.params["name"])
        for n, found in enumerate(artifacts):
            call.require(names=names[: n + 1])
            if found is None or not found.present:
                raise ApiError("ResourceNotFound", "Artifact not found")
            if found.expires < call.now:
                raise ApiError("ResourceExpired", "Artifact expired")
            if found.storage_type != "link":
                return found
        raise ApiError("InputError", "Artifact leads to a link cycle")

    def content(self, call: Call, key: RunKey) -> dict[str, Any]:
        """Where the content of the artifact of a call is."""
        found = self.target(call, key)
        response = {"storageType": found.storage_type}
        if found.storage_type == "error":
            return {**response, **found.details}
        if found.storage_type == "object":
            name = object_name(key, found.name)
            return {**response, "name": name, "credentials": self.issuer.for_download(*key, found.name, name)}
        return {**response, "url": self.url(key, found)}

    async def redirect(self, call: Call, key: RunKey) -> Response:
        """Send the caller to the content of the artifact of a call."""
        found = self.target(call, key)
        kind = found.storage_type
        headers = {"x-taskcluster-artifact-storage-type": kind}
        if kind == "error":
            return Response(found.details, 424, headers)
        url = await self.object_url(key, found) if kind == "object" else self.url(key, found)
        return Response({"storageType": kind, "url": url}, 303, {**headers, "location": url})

    def url(self, key: RunKey, artifact: Artifact) -> str:
        """Where the content of a `reference` or `s3` artifact can be read."""
        if artifact.storage_type == "reference":
            return artifact.details["url"]
        return self.artifacts.storage.get_url(storage_key(key, artifact.name), GET_LIFETIME)[0]

    async def object_url(self, key: RunKey, artifact: Artifact) -> str:
        """Where the object of an artifact can be read: the object service is asked."""
        name = object_name(key, artifact.name)
        started = await self.deployment.call(
            "object.startDownload",
            {"name": name},
            {"acceptDownloadMethods": {"simple": True}},
            client_id=CLIENT_ID,
            scopes=[f"object:download:{name}"],
        )
        url: str = started["url"]
        return url
