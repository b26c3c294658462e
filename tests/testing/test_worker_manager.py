"""Worker pools and workers of a local Taskcluster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import tc

POOL = {
    "providerId": "static",
    "description": "d",
    "owner": "o@example.com",
    "emailOnError": False,
    "config": {},
}
SECRET, OTHER = "s" * 44, "t" * 44
WORKER = ("p/w", "g", "w1")
NAMES = ("workerPoolId", "workerGroup", "workerId")


@pytest.fixture
def manager(taskcluster):
    retry = tc.Retry(retries=0)
    with tc.sync.WorkerManager(
        taskcluster.root_url, credentials=taskcluster.credentials, retry=retry
    ) as service:
        yield service


@pytest.fixture
def pool(manager):
    manager.createWorkerPool("p/w", POOL)
    return manager


def info(**changes):
    expires = datetime.now(UTC) + timedelta(days=1)
    return {"expires": expires, "capacity": 2, "providerInfo": {"staticSecret": SECRET}} | changes


def registration(**changes):
    names = dict(zip(NAMES, WORKER, strict=True))
    return names | {"providerId": "static", "workerIdentityProof": {"staticSecret": SECRET}} | changes


def as_worker(manager, registered):
    return manager.with_options(credentials=tc.Credentials.from_dict(registered["credentials"]))


# -- pools


def test_pools_are_made_once_and_changed(manager):
    made = manager.createWorkerPool("p/w", POOL)
    assert manager.createWorkerPool("p/w", POOL) == made
    with pytest.raises(tc.ConflictError):
        manager.createWorkerPool("p/w", POOL | {"description": "other"})
    changed = manager.updateWorkerPool("p/w", POOL | {"owner": "a@b.c"})
    assert (changed["owner"], changed["created"]) == ("a@b.c", made["created"])
    assert [p["workerPoolId"] for p in manager.listWorkerPools_items()] == ["p/w"]
    with pytest.raises(tc.NotFoundError):
        manager.updateWorkerPool("p/none", POOL)
    with pytest.raises(tc.BadRequestError):
        manager.updateWorkerPool("p/w", POOL | {"workerPoolId": "p/other"})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"providerId": "none"}, "InputError"),
        ({"config": {"x": 1}}, "InputValidationError"),
        ({"config": {"lifecycle": {"reregistrationTimeout": 31 * 86400}}}, "InputValidationError"),
        ({"owner": "nobody"}, "InputValidationError"),
    ],
)
def test_pools_that_are_refused(manager, changes, code):
    with pytest.raises(tc.BadRequestError) as caught:
        manager.createWorkerPool("p/w", POOL | changes)
    assert caught.value.code == code
    assert manager.listWorkerPools()["workerPools"] == []


def test_a_deleted_pool_goes_after_its_last_worker(taskcluster, pool):
    pool.createWorker(*WORKER, info())
    assert pool.deleteWorkerPool("p/w")["providerId"] == "null-provider"
    assert pool.listProviders()["providers"] == [{"providerId": "static", "providerType": "static"}]
    taskcluster.advance(timedelta(minutes=3))
    assert pool.workerPool("p/w")["runningCount"] == 1
    pool.removeWorker(*WORKER)
    taskcluster.advance(timedelta(minutes=3))
    with pytest.raises(tc.NotFoundError):
        pool.workerPool("p/w")


def test_a_deleted_pool_can_be_taken_up_again(taskcluster, pool):
    pool.deleteWorkerPool("p/w")
    pool.updateWorkerPool("p/w", POOL)
    taskcluster.advance(timedelta(minutes=3))
    assert pool.workerPool("p/w")["providerId"] == "static"


def test_launch_configurations_follow_the_definition(taskcluster, manager):
    taskcluster.add_provider("cloud", "google")

    def put(call, *entries):
        definition = POOL | {"providerId": "cloud", "config": {"launchConfigs": list(entries)}}
        configs = call("p/w", definition)["config"]["launchConfigs"]
        return [entry["workerManager"]["launchConfigId"] for entry in configs]

    def listed(**query):
        return {
            entry["launchConfigId"]: entry["isArchived"]
            for entry in manager.listWorkerPoolLaunchConfigs_items("p/w", **query)
        }

    named = {"zone": "b", "workerManager": {"launchConfigId": "mine"}}
    first, mine = put(manager.createWorkerPool, {"zone": "a"}, named)
    assert (first[:3], mine) == ("lc-", "mine")
    (second,) = put(manager.updateWorkerPool, {"zone": "c"})
    assert listed() == {second: False}
    assert listed(includeArchived=True) == {first: True, "mine": True, second: False}
    for _ in range(2):
        assert put(manager.updateWorkerPool, {"zone": "a"}) == [first]
    assert listed() == {first: False}
    events = [m.exchange.rpartition("-")[2] for m in taskcluster.messages if "launch-config" in m.exchange]
    assert sorted(events) == ["archived"] * 3 + ["created"] * 3 + ["updated"]
    with pytest.raises(tc.BadRequestError):
        manager.createWorker(*WORKER, info())


# -- workers


def test_workers_are_told_of_once_and_changed(pool):
    told = info()
    made = pool.createWorker(*WORKER, told)
    assert (made["state"], made["capacity"]) == ("running", 2)
    assert pool.createWorker(*WORKER, told) == made
    for change in ({"capacity": 3}, {"providerInfo": {"staticSecret": OTHER}}):
        with pytest.raises(tc.ConflictError):
            pool.createWorker(*WORKER, told | change)
    assert pool.updateWorker(*WORKER, info(capacity=5))["capacity"] == 5
    assert pool.workerPool("p/w")["currentCapacity"] == 5
    pool.createWorker("p/w", "h", "w1", {k: v for k, v in told.items() if k != "capacity"})
    assert pool.listWorkersForWorkerGroup("p/w", "h")["workers"][0]["capacity"] == 1
    assert len(list(pool.listWorkersForWorkerPool_items("p/w", limit=1))) == 2
    pool.removeWorker(*WORKER)
    pool.removeWorker(*WORKER)
    assert [w["workerGroup"] for w in pool.listWorkersForWorkerPool("p/w", state="running")["workers"]] == [
        "h"
    ]
    (stats,) = pool.workerPoolStats("p/w")["launchConfigStats"]
    assert (stats["currentCapacity"], stats["stoppedCapacity"], stats["stoppedCount"]) == (1, 5, 1)
    assert next(iter(pool.listWorkerPoolsStats_items()))["runningCount"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"providerInfo": {"staticSecret": "short"}},
        {"capacity": 0},
        {"expires": datetime(2000, 1, 1, tzinfo=UTC)},
    ],
)
def test_workers_that_are_refused(pool, changes):
    with pytest.raises(tc.BadRequestError) as caught:
        pool.createWorker(*WORKER, info(**changes))
    assert SECRET not in str(caught.value.body)
    with pytest.raises(tc.NotFoundError):
        pool.worker(*WORKER)
    with pytest.raises(tc.BadRequestError):
        pool.createWorker(*WORKER, {"expires": info()["expires"]})


def test_workers_expire(taskcluster, pool):
    pool.createWorker(*WORKER, info())
    taskcluster.advance(timedelta(days=1, minutes=1))
    assert pool.worker(*WORKER)["state"] == "running"  # until somebody cleans up
    with pytest.raises(tc.BadRequestError, match="has expired"):
        pool.registerWorker(registration())
    taskcluster.advance(timedelta(hours=1))
    with pytest.raises(tc.NotFoundError):
        pool.worker(*WORKER)
    assert pool.workerPool("p/w")["runningCount"] == 0
    pool.createWorker(*WORKER, info(expires=datetime.now(UTC) + timedelta(days=3)))


def test_an_update_may_have_a_worker_expire_at_once(pool):
    pool.createWorker(*WORKER, info())
    past = datetime.now(UTC) - timedelta(minutes=1)
    with pytest.raises(tc.BadRequestError):
        pool.createWorker("p/w", "g", "other", info(expires=past))
    expired = {key: value for key, value in info(expires=past).items() if key != "capacity"}
    assert pool.updateWorker(*WORKER, expired)["capacity"] == 1
    with pytest.raises(tc.BadRequestError, match="has expired"):
        pool.registerWorker(registration())


def test_what_a_worker_is_refused_for(pool):
    pool.createWorker(*WORKER, info())
    pool.updateWorkerPool("p/w", POOL | {"providerId": "null-provider"})
    for changes, error, text in (
        ({"workerPoolId": "p/none"}, tc.NotFoundError, "Worker pool p/none does not exist"),
        ({"providerId": "none"}, tc.NotFoundError, "Provider none does not exist"),
        ({"workerId": "none"}, tc.NotFoundError, "Worker g/none in worker pool p/w does not exist"),
        ({"providerId": "null-provider"}, tc.BadRequestError, "does not have provider null-provider"),
    ):
        with pytest.raises(error, match=text) as caught:
            pool.registerWorker(registration(**changes))
        assert caught.value.body["requestInfo"]["payload"] == "(OMITTED)"
    pool.createWorkerPool("p/other", POOL)
    with pytest.raises(tc.BadRequestError, match="not associated with provider null-provider"):
        pool.registerWorker(registration(workerPoolId="p/other", providerId="null-provider"))
    with pytest.raises(tc.BadRequestError, match="Could not generate credentials"):
        pool.reregisterWorker(dict(zip(NAMES, ("p/w", "g", "none"), strict=True)) | {"secret": SECRET})
    with pytest.raises(tc.NotFoundError) as caught:
        pool.createWorker("p/none", "g", "w", info())
    assert caught.value.body["requestInfo"]["payload"]["providerInfo"] == {"staticSecret": "(OMITTED)"}


def test_a_registered_worker_renews_its_credentials(taskcluster, pool):
    pool.createWorker(*WORKER, info())
    with tc.sync.WorkerManager(taskcluster.root_url) as anybody:
        first = anybody.registerWorker(registration())
    worker = as_worker(pool, first)
    assert worker.shouldWorkerTerminate(*WORKER) == {"terminate": False, "reason": "none"}
    renewal = {key: registration()[key] for key in ("workerPoolId", "workerGroup", "workerId")}
    second = worker.reregisterWorker(renewal | {"secret": first["secret"]})
    with pytest.raises(tc.BadRequestError):
        worker.reregisterWorker(renewal | {"secret": first["secret"]})
    as_worker(pool, second).removeWorker(*WORKER)
    with pytest.raises(tc.BadRequestError):
        pool.registerWorker(registration())
    with pytest.raises(tc.InsufficientScopesError):
        worker.removeWorker("p/w", "g", "w2")


def test_a_pool_says_how_long_its_workers_may_take_and_what_they_do(manager):
    config = {"lifecycle": {"reregistrationTimeout": 60}, "workerConfig": {"a": 1}}
    manager.createWorkerPool("p/w", POOL | {"config": config})
    manager.createWorker(*WORKER, info())
    registered = manager.registerWorker(registration())
    ends = datetime.fromisoformat(registered["expires"])
    assert timedelta(seconds=0) < ends - datetime.now(UTC) <= timedelta(seconds=60)
    assert registered["workerConfig"] == {"a": 1}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"workerIdentityProof": {"staticSecret": OTHER}}, tc.BadRequestError),
        ({"workerIdentityProof": {"token": "x"}}, tc.BadRequestError),
        ({"workerId": "none"}, tc.NotFoundError),
        ({"workerPoolId": "p/none"}, tc.NotFoundError),
        ({"providerId": "other"}, tc.NotFoundError),
    ],
)
def test_registrations_that_are_refused(pool, changes, error):
    pool.createWorker(*WORKER, info())
    with pytest.raises(error) as caught:
        pool.registerWorker(registration(**changes))
    assert OTHER not in str(caught.value.body)


def test_workers_are_shown_with_what_the_queue_knows(taskcluster, pool):
    pool.createWorker(*WORKER, info())
    credentials = tc.Credentials.from_dict(pool.registerWorker(registration())["credentials"])
    queue = tc.sync.Queue(pool.api_client)
    queue.with_options(credentials=credentials).claimWork("p/w", {"workerGroup": "g", "workerId": "w1"})
    queue.claimWork("p/w", {"workerGroup": "g", "workerId": "own"})
    until = datetime.now(UTC) + timedelta(hours=1)
    queue.quarantineWorker("p", "w", "g", "own", {"quarantineUntil": until, "quarantineInfo": "why"})

    def listed(**query):
        return [(w["workerId"], w["state"]) for w in pool.listWorkers_items("p", "w", **query)]

    assert listed() == listed(quarantined=False) == [("w1", "running"), ("own", "standalone")]
    assert listed(quarantined=True) == listed(workerState="standalone") == [("own", "standalone")]
    assert listed(launchConfigId="x") == []
    assert pool.getWorker("p", "w", "g", "own")["quarantineDetails"][0]["quarantineInfo"] == "why"
    assert pool.getWorker("p", "w", "g", "w1")["capacity"] == 2
    with pytest.raises(tc.NotFoundError):
        pool.getWorker("p", "w", "g", "none")


# -- errors


def test_errors_are_kept_and_counted(taskcluster, pool):
    error = {"workerGroup": "g", "workerId": "w1", "kind": "worker-error", "description": "d"}
    pool.reportWorkerError("p/w", error | {"title": "one", "extra": {"code": "c"}})
    taskcluster.advance(timedelta(days=2))
    second = pool.reportWorkerError("p/w", error | {"title": "two", "extra": {}})
    assert [e["title"] for e in pool.listWorkerPoolErrors_items("p/w", limit=1)] == ["two", "one"]
    only = pool.listWorkerPoolErrors("p/w", errorId=second["errorId"])["workerPoolErrors"]
    assert only == [second]
    totals = pool.workerPoolErrorStats()["totals"]
    assert (totals["total"], totals["title"]) == (2, {"one": 1, "two": 1})
    assert (totals["code"], totals["workerPool"]) == ({"c": 1, "other": 1}, {"p/w": 2})
    assert (sum(totals["daily"].values()), sum(totals["hourly"].values())) == (2, 1)
    taskcluster.advance(timedelta(days=6))
    assert pool.workerPoolErrorStats(workerPoolId="p/w")["totals"]["total"] == 1
    assert pool.workerPoolErrorStats(workerPoolId="p/x")["totals"]["total"] == 0
    with pytest.raises(tc.NotFoundError):
        pool.reportWorkerError("p/none", error | {"title": "t", "extra": {}})


def test_messages_about_pools_have_keys_without_names_and_workers_send_none(taskcluster, pool):
    definition = {
        key: pool.workerPool("p/w")[key] for key in ("providerId", "description", "owner", "config")
    }
    for change in (pool.createWorkerPool, pool.updateWorkerPool):
        change("p/w", {**definition, "emailOnError": pool.workerPool("p/w")["emailOnError"]})
    pool.createWorker(*WORKER, info())
    pool.registerWorker(registration())
    error = {"workerGroup": "g", "workerId": "w1", "kind": "k", "title": "t", "description": "", "extra": {}}
    pool.reportWorkerError("p/w", error)
    pool.removeWorker(*WORKER)
    for _ in range(2):
        pool.deleteWorkerPool("p/w")
    told = [m for m in taskcluster.messages if "worker-manager" in m.exchange]
    kinds = [m.exchange.rpartition("worker-pool-")[2] for m in told]
    assert kinds == ["created", "created", "updated", "error", "updated", "updated"]
    keys = {m.routing_key for m in told}
    assert keys == {"primary._._._._._._._", "primary.static.p.w.g.w1._._"}
    assert [m.payload.get("previousProviderId") for m in told[-2:]] == ["static", "null-provider"]


def test_workers_are_counted_where_one_pool_is_asked_for(pool):
    pool.createWorker(*WORKER, info())
    assert pool.workerPool("p/w")["runningCount"] == 1
    assert [p["runningCount"] for p in pool.listWorkerPools_items()] == [0]
    deleted = pool.deleteWorkerPool("p/w")
    assert (deleted["providerId"], deleted["runningCount"], deleted["currentCapacity"]) == (
        "null-provider",
        0,
        0,
    )
    assert pool.workerPool("p/w")["runningCount"] == 1


def test_unknown_pools_and_workers_are_named_in_the_words_of_the_service(pool):
    for call, text in (
        (lambda: pool.workerPool("p/none"), "Worker pool does not exist"),
        (lambda: pool.deleteWorkerPool("p/none"), "Worker pool does not exist"),
        (lambda: pool.listWorkersForWorkerPool("p/none"), "Worker Pool does not exist"),
        (lambda: pool.worker("p/w", "g", "none"), "Worker not found"),
        (
            lambda: pool.getWorker("p", "w", "g", "none"),
            "Worker with workerId `none`, workerGroup `g`,worker-type `w` and provisioner `p` not found. "
            "Are you sure it was created?",
        ),
    ):
        with pytest.raises(tc.NotFoundError) as caught:
            call()
        assert caught.value.message == text


def test_the_tokens_of_providers_are_numbers(taskcluster, manager):
    taskcluster.add_provider("gcp", "google")
    first = manager.listProviders(limit=1)
    assert (first["providers"][0]["providerId"], first["continuationToken"]) == ("gcp", "1")
    assert manager.listProviders(limit=1, continuationToken="1") == {
        "providers": [{"providerId": "static", "providerType": "static"}]
    }
    assert manager.listProviders(limit=0) == {"providers": []}
    with pytest.raises(tc.BadRequestError):
        manager.listProviders(continuationToken="abc")
