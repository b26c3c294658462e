"""Methods about artifacts, and the storage behind their URLs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from tc.slugs import slug_id
from tc.testing.clock import parse_moment
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response, WebRequest
from tc.testing.services.queue.artifacts import (
    Artifact,
    Artifacts,
    RunKey,
    check_run,
    object_name,
    storage_key,
)
from tc.testing.services.queue.base import QueueBase
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
        task, run = self.run_of_artifact(call)
        expires = parse_moment(call.payload["expires"])
        if expires < call.now:
            raise ApiError("InputError", "Expires must be in the future")
        if expires > task.expires:
            raise ApiError("InputError", "Artifacts cannot expire after their task")
        check_run(run, call.now)
        name, key = call.params["name"], (task.task_id, run.run_id)
        wanted = Artifact.from_payload(name, call.payload, expires)
        if wanted.storage_type == "object":
            wanted.details["uploadId"] = slug_id()
        artifact = self.artifacts.put(key, wanted)
        self.clock.at(expires, lambda: self.artifacts.expire(key, name, self.clock.now()))
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
        try:
            return self.find_run(call)
        except ApiError as error:
            raise ApiError("InputError", error.message) from None

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
        return {"name": name, **upload, "credentials": self.issuer.for_upload(task, run, project_id, name)}

    async def finishArtifact(self, call: Call) -> Any:
        """Note that the object of an artifact has been uploaded."""
        task, run = self.find_run(call)
        artifact = self.artifacts.get((task.task_id, run.run_id), call.params["name"])
        if artifact is None:
            raise ApiError("ResourceNotFound", "Artifact not found")
        if artifact.storage_type != "object":
            raise ApiError("InputError", "Only artifacts of storage type `object` are finished")
        if artifact.details["uploadId"] != call.payload["uploadId"]:
            raise ApiError("InputError", "The artifact has another uploadId")
        if not artifact.present:
            artifact.present = True
            self.lifecycle.messages.about_artifact(task, run, artifact.view())
        return Response(None, 204)

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
        task, run = self.find_run(call, TASK_NOT_FOUND)
        return call.page([a.view() for a in self.artifacts.of_run((task.task_id, run.run_id))])

    async def listLatestArtifacts(self, call: Call) -> Any:
        """The artifacts of the last run by name."""
        return call.page([a.view() for a in self.artifacts.of_run(self.latest_key(call))])

    def run_key(self, call: Call) -> RunKey:
        """The run that a call names."""
        return call.params["taskId"], int(call.params["runId"])

    def latest_key(self, call: Call) -> RunKey:
        """The last run of the task that a call names.

        Raises:
            ApiError: ResourceNotFound, without a run.
        """
        task = self.find(call, TASK_NOT_FOUND)
        if not task.runs:
            raise ApiError("ResourceNotFound", f"Task `{task.task_id}` has no runs")
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
            ApiError: InsufficientScopes or ResourceNotFound.
        """
        found, names = self.artifacts.follow(key, call.params["name"])
        call.require(names=names)
        if found is None or not found.present:
            raise ApiError("ResourceNotFound", "Artifact not found")
        return found

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
        if found.storage_type == "error":
            return Response(found.details, 424)
        object_service = found.storage_type == "object"
        url = await self.object_url(key, found) if object_service else self.url(key, found)
        return Response({"storageType": found.storage_type, "url": url}, 303, {"location": url})

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
