"""No payload that fits a schema, and none that almost does, brings a service down.

The payloads come from the schemas of `api/` alone. A call may be refused in any way but with a 500.
"""

from __future__ import annotations

import functools
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tc
from tc.testing.deployment import Deployment
from tc.testing.protocol import api_facts
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.validation import whole
from tc.testing.services.base import finish
from tests.support.payloads import nearly_fitting
from tests.testing.task_factory import definition

ALL_METHODS = {
    method.full_name: method for service in api_facts.load().services.values() for method in service.methods
}
METHODS = {name: method for name, method in ALL_METHODS.items() if method.input}
NUMBERS = ("0", "00", "1", "-1", "1e5", "9" * 40, "\u0661", "true")
WORDS = ("x" * 5000, " ", "\0", "\u00fc", "\ud800", "a/b", "..", "%2F", "*", "<..>", "{{x}}")
TOKENS = ("AQ", "YXQ6MDAwMDAwMDE", "1970-01-01T00:00:00Z", "9999-12-31T23:59:60+24:00", "2026")
TEXTS = st.sampled_from((*NUMBERS, *WORDS, *TOKENS))
# Moments that RFC 3339 allows, or nearly, and that are hard to compute with.
MOMENTS = [
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59-23:59",
    "9999-12-31T23:59:60Z",
    "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00+99:99",
    "2026-01-01t00:00:00.1z",
    "2026-01-01 00:00:00.123456789+0130",
    "2026-01-01T00:00:00+01",
    "2026-02-30T00:00:00Z",
    "0000-01-01T00:00:00Z",
]
NOW = datetime.now(UTC)
NEAR = [tc.to_json_date(NOW + timedelta(minutes=n)) for n in (-1, 0, 60, 600, 100_000)]
FORMATS: dict[str, st.SearchStrategy[str]] = {
    "date-time": st.sampled_from([*MOMENTS, *NEAR]),
    "uri": st.sampled_from(["https://example.com/", "urn:x", "x:"]),
    "email": st.just("a@example.com"),
}


class World:
    """A deployment in which something is there, with the names of it."""

    def __init__(self) -> None:
        self.deployment = Deployment("http://127.0.0.1:1", tc.Credentials("root", "t" * 44))
        self.task_id = tc.slug_id()
        made = [
            self.call("queue.createTask", {"taskId": self.task_id}, plain(definition())),
            self.call("queue.claimWork", {"taskQueueId": "p/w"}, {"workerGroup": "g", "workerId": "w"}),
            self.call("hooks.createHook", {"hookGroupId": "g", "hookId": "h"}, HOOK),
            self.call("worker-manager.createWorkerPool", {"workerPoolId": "p/w"}, POOL),
        ]
        assert all(isinstance(response, dict) for response in made)
        self.deployment.check_responses = True  # those of the tests; these are the same each time
        self.names = {
            "taskId": self.task_id,
            "taskGroupId": self.task_id,
            "runId": "0",
            "taskQueueId": "p/w",
            "workerPoolId": "p/w",
            "provisionerId": "p",
            "workerType": "w",
            "workerGroup": "g",
            "workerId": "w",
            "hookGroupId": "g",
            "hookId": "h",
            "name": "public/x",
        }

    def call(
        self, name: str, params: dict[str, str], payload: Any, query: dict[str, str] | None = None
    ) -> Any:
        """Call a method. Returns its response, or the code of its error; anything else is raised."""
        calling = self.deployment.call(name, params, payload, client_id="root", scopes=["*"], query=query)
        try:
            return finish(calling)
        except ApiError as error:
            if error.status >= 500 and error.code != "NotImplemented":
                raise AssertionError(error.message) from error
            return error.code


HOOK = {
    "metadata": {"name": "n", "description": "d", "owner": "a@b.cd"},
    "task": {"$eval": "payload"},
    "triggerSchema": {},
}
POOL = {
    "providerId": "static",
    "description": "",
    "config": {},
    "owner": "o@example.com",
    "emailOnError": False,
}


@functools.cache
def payloads(name: str) -> st.SearchStrategy[Any]:
    """Those of a method, made once: hypothesis looks at all parts of a strategy that it has not seen."""
    return nearly_fitting(whole(METHODS[name].input), FORMATS)


def plain(payload: Any) -> Any:
    """The payload as it arrives."""
    return json.loads(json.dumps(payload, default=tc.to_json_date))


@pytest.mark.parametrize("name", METHODS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_no_payload_is_a_failure_of_the_service(name, data):
    world, method = World(), METHODS[name]
    payload = data.draw(payloads(name))
    params = {arg: world.names.get(arg, "x") for arg in method.args}
    if data.draw(st.booleans()):
        params = {arg: tc.slug_id() if arg in ("taskId", "taskGroupId") else "new" for arg in params}
    world.call(name, params, plain(payload))
    world.deployment.clock.advance(timedelta(days=400))  # whatever was set to happen happens


@pytest.mark.parametrize(
    "name", [name for name, method in ALL_METHODS.items() if method.args or method.query]
)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_no_argument_is_a_failure_of_the_service(name, data):
    world, method = World(), ALL_METHODS[name]
    # Routes take names that are longer, or otherwise unlike, than those in the schemas of responses.
    world.deployment.check_responses = False
    known = {arg: st.just(world.names.get(arg, "x")) | TEXTS for arg in method.args}
    query = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(method.query), TEXTS)))
    payload = data.draw(payloads(name)) if method.input else None
    world.call(name, data.draw(st.fixed_dictionaries(known)), plain(payload), query)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_task_with_a_moment_that_is_hard_to_compute_with_is_refused_or_made(moment):
    world = World()
    for key in ("created", "deadline", "expires"):
        payload = {**plain(definition()), key: moment}
        found = world.call("queue.createTask", {"taskId": tc.slug_id()}, payload)
        late = key == "expires" and moment.startswith("9999")
        assert found in ("InputError", "InputValidationError") or (late and "status" in found)
