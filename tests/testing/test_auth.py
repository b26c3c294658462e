"""The auth service: clients, roles, history, and checking signatures for others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from tc.credentials import Credentials
from tc.testing import LocalTaskcluster
from tests.testing.signed_requests import Wire

NEXT_YEAR = "2100-01-01T00:00:00.000Z"

CHANGES = (
    "createClient",
    "updateClient",
    "resetAccessToken",
    "enableClient",
    "disableClient",
    "deleteClient",
)


def definition(**changes):
    return {"expires": NEXT_YEAR, "description": "d", "scopes": ["b", "a"], **changes}


def code(response):
    return response.status_code, response.json()["code"]


class TestClients:
    def test_one_is_made_and_can_be_used(self, wire: Wire):
        made = wire.call(
            "auth.createClient", "t/a", payload=definition(scopes=["auth:current-scopes"])
        ).json()
        token = made.pop("accessToken")
        assert wire.call("auth.client", "t/a").json() == made
        assert made["expires"] == NEXT_YEAR
        assert made["created"] == made["lastModified"] == made["lastRotated"] == made["lastDateUsed"]
        found = wire.call("auth.currentScopes", as_=Credentials("t/a", token)).json()
        assert found["scopes"] == ["assume:anonymous", "auth:current-scopes"]
        assert wire.call("auth.client", "t/a").json()["lastDateUsed"] > made["lastDateUsed"]

    def test_a_repetition_is_harmless(self, wire: Wire, taskcluster: LocalTaskcluster):
        first = wire.call("auth.createClient", "c", payload=definition()).json()
        assert wire.call("auth.createClient", "c", payload=definition()).json() == first
        for other in ({"scopes": ["a", "b"]}, {"description": "x"}, {"expires": "2100-01-02T00:00:00Z"}):
            response = wire.call("auth.createClient", "c", payload=definition(**other))
            assert code(response) == (409, "RequestConflict")
        taskcluster.advance(timedelta(minutes=16))
        assert code(wire.call("auth.createClient", "c", payload=definition())) == (409, "RequestConflict")

    def test_changes(self, wire: Wire, taskcluster: LocalTaskcluster):
        made = wire.call("auth.createClient", "c", payload=definition()).json()
        taskcluster.advance(timedelta(minutes=1))
        changed = wire.call(
            "auth.updateClient", "c", payload=definition(description="x", scopes=["z"])
        ).json()
        assert (changed["description"], changed["scopes"]) == ("x", ["z"])
        assert changed["lastModified"] > made["lastModified"] == changed["created"]
        kept = wire.call("auth.updateClient", "c", payload={"expires": NEXT_YEAR, "description": "y"}).json()
        assert (kept["description"], kept["scopes"]) == ("y", ["z"])
        reset = wire.call("auth.resetAccessToken", "c").json()
        assert reset["accessToken"] != made["accessToken"]
        assert reset["lastRotated"] > made["lastRotated"]

    def test_only_scopes_that_are_added_are_needed(self, wire: Wire, taskcluster: LocalTaskcluster):
        boss = taskcluster.client_credentials("boss", ["auth:update-client:c", "b:*"])
        wire.call("auth.createClient", "c", payload=definition(scopes=["a:*"]))
        for scopes, status in ((["a:*", "b:x"], 200), (["a:narrower"], 403), ([], 200), (["a:*"], 403)):
            wanted = definition(scopes=scopes)
            assert wire.call("auth.updateClient", "c", payload=wanted, as_=boss).status_code == status

    @pytest.mark.parametrize("method", CHANGES)
    def test_clients_of_the_configuration_cannot_be_changed(self, wire: Wire, method: str):
        options = {"payload": definition()} if method in ("createClient", "updateClient") else {}
        response = wire.call(f"auth.{method}", "static/x", **options)
        assert code(response) == (400, "InputError")

    @pytest.mark.parametrize(
        ("method", "params"), [("sentryDSN", ["a b"]), ("websocktunnelToken", ["a/b", "c"])]
    )
    def test_names_of_tokens_for_others_have_a_form(self, wire: Wire, method: str, params: list[str]):
        assert code(wire.call(f"auth.{method}", *params)) == (400, "InvalidRequestArguments")

    @pytest.mark.parametrize("method", ["createClient", "updateClient", "createRole", "updateRole"])
    def test_scopes_that_end_in_two_stars_are_a_mistake(self, wire: Wire, method: str):
        payload = {"description": "", "scopes": ["a:**"]}
        if method.endswith("Client"):
            payload = definition(scopes=["a:**"])
        assert code(wire.call(f"auth.{method}", "none", payload=payload)) == (400, "InputError")

    def test_they_expire(self, wire: Wire, taskcluster: LocalTaskcluster):
        soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        made = wire.call("auth.createClient", "c", payload=definition(expires=soon, scopes=["*"])).json()
        credentials = Credentials("c", made["accessToken"])
        assert wire.call("auth.currentScopes", as_=credentials).status_code == 200
        taskcluster.advance(timedelta(hours=1))
        assert code(wire.call("auth.currentScopes", as_=credentials)) == (401, "AuthenticationFailed")

    def test_what_is_not_there(self, wire: Wire):
        for method in ("client", "resetAccessToken", "enableClient", "disableClient"):
            assert code(wire.call(f"auth.{method}", "none")) == (404, "ResourceNotFound")
        assert code(wire.call("auth.updateClient", "none", payload=definition())) == (404, "ResourceNotFound")
        for _ in range(2):
            assert wire.call("auth.deleteClient", "none").status_code == 204


class TestRoles:
    def test_life(self, wire: Wire, taskcluster: LocalTaskcluster):
        client = taskcluster.client_credentials("c", ["assume:r:x", "auth:current-scopes"])
        payload = {"description": "d", "scopes": ["a:<..>"]}
        made = wire.call("auth.createRole", "r:*", payload=payload).json()
        assert made["expandedScopes"] == ["a:*", "assume:r:*"]
        assert "a:x" in wire.call("auth.currentScopes", as_=client).json()["scopes"]
        payload = {"description": "e", "scopes": ["b:<..>"]}
        assert wire.call("auth.updateRole", "r:*", payload=payload).json()["scopes"] == ["b:<..>"]
        assert "b:x" in wire.call("auth.currentScopes", as_=client).json()["scopes"]
        assert wire.call("auth.deleteRole", "r:*").status_code == 204
        assert "b:x" not in wire.call("auth.currentScopes", as_=client).json()["scopes"]
        assert code(wire.call("auth.role", "r:*")) == (404, "ResourceNotFound")

    def test_a_repetition_is_harmless_in_any_order(self, wire: Wire):
        payload = {"description": "d", "scopes": ["b", "a"]}
        first = wire.call("auth.createRole", "r", payload=payload).json()
        payload["scopes"].reverse()
        assert wire.call("auth.createRole", "r", payload=payload).json() == first
        payload["description"] = "other"
        assert code(wire.call("auth.createRole", "r", payload=payload)) == (409, "RequestConflict")

    @pytest.mark.parametrize(
        ("role_id", "scopes"), [("r:*", ["a:<..>:<..>"]), ("r", ["assume:r"]), ("r*", ["assume:r<..>x"])]
    )
    def test_what_cannot_be_expanded_is_refused(self, wire: Wire, role_id, scopes):
        payload = {"description": "d", "scopes": scopes}
        assert code(wire.call("auth.createRole", role_id, payload=payload)) == (400, "InputError")
        assert wire.call("auth.createRole", role_id, payload={**payload, "scopes": []}).status_code == 200
        assert code(wire.call("auth.updateRole", role_id, payload=payload)) == (400, "InputError")
        assert wire.call("auth.role", role_id).json()["scopes"] == []

    def test_the_three_lists(self, wire: Wire):
        for name in ("b", "a", "c"):
            wire.call("auth.createRole", name, payload={"description": name, "scopes": []})
        assert [role["roleId"] for role in wire.call("auth.listRoles").json()] == ["a", "b", "c"]
        page = wire.call("auth.listRoles2", query="limit=2").json()
        assert [role["description"] for role in page["roles"]] == ["a", "b"]
        rest = wire.call("auth.listRoleIds", query=f"limit=2&continuationToken={page['continuationToken']}")
        assert rest.json() == {"roleIds": ["c"]}

    def test_without_a_limit_or_with_none_all_roles_come(self, wire: Wire):
        wire.call("auth.createRole", "a", payload={"description": "", "scopes": []})
        wire.call("auth.createRole", "b", payload={"description": "", "scopes": []})
        token = wire.call("auth.listRoleIds", query="limit=1").json()["continuationToken"]
        for query in (
            "",
            "limit=0",
            "limit=5000",
            f"continuationToken={token}",
            f"continuationToken={token}&limit=0",
        ):
            assert wire.call("auth.listRoleIds", query=query).json() == {"roleIds": ["a", "b"]}


class TestForOthers:
    def ask(self, wire: Wire, request: httpx.Request):
        url = urlsplit(str(request.url))
        payload = {
            "method": request.method.lower(),
            "resource": f"{url.path}?{url.query}" if url.query else url.path,
            "host": url.hostname,
            "port": url.port,
        }
        if "authorization" in request.headers:
            payload["authorization"] = request.headers["authorization"]
        return wire.call("auth.authenticateHawk", payload=payload, as_=None).json()

    def test_a_signature(self, wire: Wire, taskcluster: LocalTaskcluster):
        client = taskcluster.client_credentials("c", ["a"])
        header = wire.header(client, "PUT", "/x?y=z", b"", "", {}, {"authorizedScopes": ["a"]})
        request = httpx.Request("PUT", f"{wire.root_url}/x?y=z", headers={"authorization": header})
        found = self.ask(wire, request)
        assert found.pop("expires") > datetime.now(UTC).isoformat()
        assert found == {
            "status": "auth-success",
            "scheme": "hawk",
            "clientId": "c",
            "scopes": ["a", "assume:anonymous"],
        }

    def test_its_hash_is_told(self, wire: Wire, taskcluster: LocalTaskcluster):
        header = wire.header(taskcluster.credentials, "PUT", "/x", b"", "text/plain", {"hash": b"abc"}, {})
        request = httpx.Request("PUT", f"{wire.root_url}/x", headers={"authorization": header})
        assert f'hash="{self.ask(wire, request)["hash"]}"' in header

    def test_no_signature(self, wire: Wire):
        found = self.ask(wire, httpx.Request("GET", f"{wire.root_url}/x"))
        assert (found["status"], found["scheme"], found["scopes"]) == (
            "no-auth",
            "none",
            ["assume:anonymous"],
        )

    def test_a_wrong_one(self, wire: Wire):
        header = wire.header(Credentials("nobody", "x"), "GET", "/x", b"", "", {}, {})
        found = self.ask(wire, httpx.Request("GET", f"{wire.root_url}/x", headers={"authorization": header}))
        assert found == {"status": "auth-failed", "message": "Client with clientId 'nobody' not found"}

    def test_trying_out(self, wire: Wire):
        tester = Credentials("tester", "no-secret")

        def attempt(given, required, as_=tester):
            payload = {"clientScopes": given, "requiredScopes": required}
            return wire.call("auth.testAuthenticate", payload=payload, as_=as_)

        assert attempt(["a:*"], ["a:b"]).json() == {
            "clientId": "tester",
            "scopes": ["a:*", "assume:anonymous"],
        }
        assert code(attempt(["a"], ["b"])) == (403, "InsufficientScopes")
        assert code(attempt(["a"], ["b"], None)) == (403, "InsufficientScopes")
        assert code(attempt(["a"], ["a"], Credentials("tester", "x"))) == (401, "AuthenticationFailed")
        assert code(attempt([], [], wire.taskcluster.credentials)) == (401, "AuthenticationFailed")
        named = tester.create_named_temp_creds("test:x", timedelta(hours=1), ["test:authenticate-get"])
        assert wire.call("auth.testAuthenticateGet", as_=named).json()["clientId"] == "test:x"


def test_history(wire: Wire, taskcluster: LocalTaskcluster):
    wire.call("auth.createClient", "t/a", payload=definition())
    wire.call("auth.disableClient", "t/a")
    wire.call("auth.createRole", "r", payload={"description": "", "scopes": []})
    wire.call("secrets.set", "t/s", payload={"secret": {}, "expires": NEXT_YEAR})
    found = wire.call("auth.getEntityHistory", "client", "t/a").json()["auditHistory"]
    assert [(c["actionType"], c["entityId"]) for c in found] == [
        ("created", "t/a"),
        ("client disabled", "t/a"),
    ]
    root = taskcluster.credentials.client_id
    found = wire.call("auth.listAuditHistory", root).json()["auditHistory"]
    assert [c["entityType"] for c in found] == ["client", "client", "role", "secret"]
    assert {c["clientId"] for c in found} == {root}
    page = wire.call("auth.listAuditHistory", root, query="limit=3").json()
    assert len(page["auditHistory"]) == 3
    assert page["continuationToken"]


def test_pulse_hears_of_changes(wire: Wire, taskcluster: LocalTaskcluster):
    wire.call("auth.createClient", "c", payload=definition())
    wire.call("auth.deleteRole", "none")
    wire.call("auth.deleteClient", "c")
    kinds = [m.exchange.rsplit("/", 1)[1] for m in taskcluster.messages]
    assert kinds == ["client-created", "role-deleted", "client-deleted"]
    assert [list(m.payload.values()) for m in taskcluster.messages] == [[1, "c"], [1, "none"], [1, "c"]]


@pytest.mark.parametrize(
    ("calls", "actions"),
    [
        (["createClient", "createClient"], ["created", "created"]),
        (["createClient", "disableClient", "enableClient"], ["created", "client disabled", "client enabled"]),
        (["createClient", "resetAccessToken"], ["created", "access token reset"]),
        (["deleteClient", "deleteClient"], ["deleted", "deleted"]),
    ],
)
def test_history_records_what_succeeds_also_when_nothing_changes(wire: Wire, calls, actions):
    payload = definition()
    for name in calls:
        options = {"payload": payload} if name == "createClient" else {}
        assert wire.call(f"auth.{name}", "t/a", **options).status_code in (200, 204)
    found = wire.call("auth.getEntityHistory", "client", "t/a").json()["auditHistory"]
    assert [change["actionType"] for change in found] == actions


def test_history_of_other_entities(wire: Wire):
    about = {"name": "n", "description": "d", "owner": "o@example.com"}
    hook = {"metadata": about, "task": {}, "triggerSchema": {}}
    pool = {"providerId": "static", "description": "", "config": {}, "owner": "a@b.cd", "emailOnError": False}
    wire.call("hooks.createHook", "g", "h/i", payload=hook)
    wire.call("hooks.updateHook", "g", "h/i", payload=hook)
    wire.call("hooks.removeHook", "g", "h/i")
    wire.call("worker-manager.createWorkerPool", "p/w", payload=pool)
    wire.call("worker-manager.updateWorkerPool", "p/w", payload=pool)
    wire.call("worker-manager.deleteWorkerPool", "p/w")
    for kind, key in (("hook", "g/h/i"), ("worker-pool", "p/w")):
        found = wire.call("auth.getEntityHistory", kind, key).json()["auditHistory"]
        assert [change["actionType"] for change in found] == ["created", "updated", "deleted"]


@pytest.mark.parametrize("kind", ["worker_pool", "clients", "Client", "scope"])
def test_history_of_an_unknown_type_is_refused_after_the_scopes(wire: Wire, taskcluster, kind):
    assert code(wire.call("auth.getEntityHistory", kind, "x")) == (400, "InvalidRequestArguments")
    nobody = taskcluster.client_credentials("c", [])
    assert code(wire.call("auth.getEntityHistory", kind, "x", as_=nobody)) == (403, "InsufficientScopes")


@pytest.mark.parametrize(
    ("given", "limits", "found"),
    [
        (["b", "a", "c"], {}, ["assume:anonymous", "b", "a", "c"]),
        (["a", "z:a", "y", "z:*"], {}, ["a", "assume:anonymous", "y", "z:*"]),
        (["a"], {}, ["a", "assume:anonymous"]),
        (["b:*", "a:*"], {"authorizedScopes": ["a:1", "b:2"]}, ["a:1", "assume:anonymous", "b:2"]),
    ],
)
def test_trying_a_signature_keeps_the_order_of_scopes(wire: Wire, given, limits, found):
    payload = {"clientScopes": given, "requiredScopes": []}
    tester = Credentials("tester", "no-secret")
    response = wire.call("auth.testAuthenticate", payload=payload, as_=tester, **limits)
    assert response.json()["scopes"] == found
