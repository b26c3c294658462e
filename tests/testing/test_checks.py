"""Routes, queries, ids and payloads, and the order in which a call is checked."""

from __future__ import annotations

import pytest

from tc.testing import LocalTaskcluster
from tests.testing.signed_requests import Wire

TASK_ID = "KTBKfEgxR5GdfIIREQIvFQ"


def code(response):
    return response.status_code, response.json().get("code")


class TestRoutes:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/"),
            ("GET", "/api/queue/v1"),
            ("GET", "/api/queue/v1/"),
            ("GET", "/api/queue/v1/nope"),
            ("GET", "/api/queue/v2/ping"),
            ("GET", "/api/nope/v1/ping"),
            ("POST", "/api/queue/v1/ping"),
            ("GET", "/api/queue/v1/task//status"),
            ("OPTIONS", "/api/queue/v1/nope"),
        ],
    )
    def test_unknown_ones(self, wire: Wire, method, path):
        response = wire.send(method, path, as_=None)
        assert response.status_code == 404
        assert response.json() == {"error": "Not found"}

    def test_a_slash_at_the_end_is_ignored(self, wire: Wire):
        for path in ("/api/queue/v1/ping/", "/api/auth/v1/clients", "/api/auth/v1/clients/"):
            assert wire.send("GET", path).status_code == 200

    def test_parameters_are_decoded_once(self, wire: Wire, taskcluster: LocalTaskcluster):
        for name in ("a/b", "a%2Fb", "ü ?#", "a\nb"):
            wire.call("secrets.get", name)
        assert [r.params["name"] for r in taskcluster.requests] == ["a/b", "a%2Fb", "ü ?#", "a\nb"]

    @pytest.mark.parametrize("text", ["%ff", "%", "%2", "%zz", "%ED%A0%80"])
    def test_what_is_no_text_is_refused(self, wire: Wire, text):
        for method in ("GET", "OPTIONS"):
            assert wire.send(method, f"/api/secrets/v1/secret/{text}").status_code == 400

    def test_head(self, wire: Wire):
        response = wire.send("HEAD", "/api/queue/v1/ping")
        assert (response.status_code, response.content) == (200, b"")
        assert response.headers["content-type"] == "application/json; charset=utf-8"

    def test_options(self, wire: Wire):
        response = wire.send("OPTIONS", f"/api/queue/v1/task/{TASK_ID}", as_=None)
        assert (response.status_code, response.text) == (200, "GET, HEAD, PUT")
        assert response.headers["access-control-allow-origin"] == "*"

    def test_every_method_is_reached_by_its_route(self, wire: Wire, taskcluster: LocalTaskcluster):
        """Whatever it responses, it is the method that was meant."""
        examples = {"taskId": TASK_ID, "taskGroupId": TASK_ID, "runId": "0"}
        pools = {"workerPoolId", "taskQueueId"}
        for name, method in wire.methods.items():
            params = [examples.get(a, "a/b" if a in pools else "a") for a in method.args]
            wire.call(name, *params)
            last = taskcluster.requests[-1]
            assert f"{last.service}.{last.method}" == name
            assert list(last.params.values()) == params

    def test_methods_that_are_not_modelled_say_so(self, wire: Wire):
        response = wire.call("auth.gcpCredentials", "p", "s")
        assert code(response) == (501, "NotImplemented")
        assert "auth.gcpCredentials" in response.json()["message"]


class TestHeaders:
    def test_trace_ids(self, wire: Wire):
        given = wire.call("queue.ping", headers={"x-taskcluster-trace-id": "mine"})
        assert given.headers["x-for-trace-id"] == "mine"
        made = wire.call("queue.ping")
        assert made.headers["x-for-trace-id"] != made.headers["x-for-request-id"] != ""

    def test_compression_where_it_is_accepted_and_worth_it(self, wire: Wire):
        payload = {"expires": "2100-01-01T00:00:00Z", "description": "x" * 2000}
        assert wire.call("auth.createClient", "c", payload=payload).status_code == 200
        plain = wire.call("auth.client", "c", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        packed = wire.call("auth.client", "c", headers={"accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.num_bytes_downloaded < 1000 < len(packed.content)
        assert packed.json()["description"] == plain.json()["description"] == "x" * 2000
        short = wire.call("queue.ping", headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in short.headers


class TestErrors:
    def test_the_body(self, wire: Wire):
        response = wire.call("secrets.set", "a/b", payload={"secret": {"password": "pssst"}, "x": 1})
        body = response.json()
        time = body["requestInfo"].pop("time")
        assert body["requestInfo"] == {
            "method": "set",
            "params": {"name": "a/b"},
            "payload": {"secret": "(OMITTED)", "x": 1},
        }
        message, _, footer = body["message"].partition("\n\n---\n\n")
        assert footer.splitlines() == [
            "* method:     set",
            "* errorCode:  InputValidationError",
            "* statusCode: 400",
            f"* time:       {time}",
        ]
        assert "'expires' is a required property" in message
        assert "pssst" not in response.text

    def test_missing_scopes_are_named(self, wire: Wire, taskcluster: LocalTaskcluster):
        client = taskcluster.client_credentials("c", ["auth:create-client:a"])
        payload = {"expires": "2100-01-01T00:00:00Z", "description": "", "scopes": ["x", "y"]}
        message = wire.call("auth.createClient", "a", payload=payload, as_=client).json()["message"]
        assert "Client ID c does not have sufficient scopes" in message
        assert "All of:\n- x\n- y" in message


class TestQuery:
    @pytest.mark.parametrize(
        "query",
        ["nope=1", "limit=", "limit=x", "limit=-1", "limit=1&limit=2", "prefix=", "prefix=%20", "limit"],
    )
    def test_refused_ones(self, wire: Wire, query):
        assert code(wire.call("auth.listClients", query=query)) == (400, "InvalidRequestArguments")

    def test_methods_without_a_query_take_none(self, wire: Wire):
        assert code(wire.call("auth.listRoles", query="limit=1")) == (400, "InvalidRequestArguments")

    @pytest.mark.parametrize(
        ("query", "texts"),
        [
            ("x=1", ["Query-string parameter: x is not supported!"]),
            ("limit=1&limit=2", ["Query-string parameter: limit must be a string!"]),
            (
                "limit=a&continuationToken=",
                [
                    'Query-string parameter: limit="a" does not match expression: /^[0-9]+$/',
                    'Query-string parameter: continuationToken="" does not match expression: /./',
                ],
            ),
        ],
    )
    def test_the_words_of_refusals(self, wire: Wire, query, texts):
        message = wire.call("auth.listClients", query=query).json()["message"]
        assert message.split("\n\n---")[0].splitlines() == texts

    def test_ids_before_the_query_and_in_words(self, wire: Wire):
        message = wire.call("queue.listWorkers", "p", "x" * 39, query="x=1").json()["message"]
        assert message.split("\n\n---")[0].splitlines() == [
            "Invalid URL patterns:",
            f"URL parameter 'workerType' given as '{'x' * 39}' must match regular expression: "
            "'/^[a-zA-Z0-9-_]{1,38}$/'",
        ]

    def test_a_bewit_is_always_allowed(self, wire: Wire):
        assert wire.call("queue.ping", query="bewit=x", as_=None).status_code == 200

    def test_a_token_that_was_not_made_here(self, wire: Wire):
        for token in ("!!", "abc", "YXQ6eA", "eDp5", "at:00000001", "a%20b"):
            for method in ("auth.listRoles2", "auth.listRoleIds"):
                response = wire.call(method, query=f"continuationToken={token}")
                assert code(response) == (400, "InputError")
            response = wire.call(
                "auth.listClients", query=f"continuationToken={token}"
            )  # all others begin anew
            assert len(response.json()["clients"]) == 1
        response = wire.call("secrets.list", query="continuationToken=!!")
        assert (response.status_code, response.json()) == (200, {"secrets": []})

    def test_pages(self, wire: Wire, taskcluster: LocalTaskcluster):
        for i in range(5):
            taskcluster.client_credentials(f"page/{i}", [])
        found, query = [], "prefix=page/&limit=2"
        while True:
            response = wire.call("auth.listClients", query=query).json()
            found.append([client["clientId"] for client in response["clients"]])
            if "continuationToken" not in response:
                break
            query = f"prefix=page/&limit=2&continuationToken={response['continuationToken']}"
        assert found == [["page/0", "page/1"], ["page/2", "page/3"], ["page/4"]]


class TestPayload:
    @pytest.mark.parametrize(
        ("content", "kind", "expected"),
        [
            (b'{"a": ', "application/json", "MalformedPayload"),
            (b"null", "application/json", "MalformedPayload"),
            (b'"x"', "application/json", "MalformedPayload"),
            (b'{"a": NaN}', "application/json", "MalformedPayload"),
            (b"\xff", "application/json", "MalformedPayload"),
            (b"[" * 100_000, "application/json", "MalformedPayload"),
            (b'{"scopes": []}', "text/plain", "MalformedPayload"),
            (b'{"scopes": []}', "application/vnd.api+json", "MalformedPayload"),
            (b'{"scopes": []}', "", "MalformedPayload"),
            (b"", "", "MalformedPayload"),
            (b"", "application/json", "InputValidationError"),
            (b"[]", "application/json", "InputValidationError"),
            (b"{}", "application/json", "InputValidationError"),
            (b'{"scopes": "a"}', "application/json", "InputValidationError"),
            (b'{"scopes": ["a\\n"]}', "application/json", "InputValidationError"),
            (b'{"scopes": ["a", "a"]}', "application/json", "InputValidationError"),
            (b'{"scopes": [], "x": 1}', "application/json", "InputValidationError"),
        ],
    )
    def test_refused_ones(self, wire: Wire, content, kind, expected):
        response = wire.call("auth.expandScopes", content=content, content_type=kind)
        assert code(response) == (400, expected)

    @pytest.mark.parametrize(
        "kind", ["application/json", "application/json;charset=UTF-8", "Application/JSON"]
    )
    @pytest.mark.parametrize("content", [b'{"scopes": []}', b'\xef\xbb\xbf{"scopes": ["x"], "scopes": []}'])
    def test_accepted_ones(self, wire: Wire, content, kind):
        response = wire.call("auth.expandScopes", content=content, content_type=kind)
        assert response.json() == {"scopes": []}

    def test_none_is_looked_at_where_none_is_wanted(self, wire: Wire):
        assert wire.call("auth.currentScopes", content=b"{x", content_type="text/plain").status_code == 200

    def test_large_ones(self, wire: Wire):
        def response(size):
            secret = {"secret": {"v": "x" * size}, "expires": "2100-01-01T00:00:00Z"}
            return wire.call("secrets.set", "large", payload=secret)

        assert response(10_000_000).status_code == 200
        assert code(response(10 * 1024 * 1024)) == (413, "InputTooLarge")

    def test_numbers_are_those_of_javascript(self, wire: Wire):
        content = b'{"secret": {"e": 1e3, "f": 1.50, "i": 7}, "expires": "2100-01-01T00:00:00Z"}'
        wire.call("secrets.set", "n", content=content, content_type="application/json")
        assert b'{"e":1000,"f":1.5,"i":7}' in wire.call("secrets.get", "n").content


class TestOrder:
    """Scopes come first where they depend on the URL alone, and last where they need more."""

    def test_scopes_of_the_url_before_all_else(self, wire: Wire):
        assert code(wire.call("queue.status", "no-slug", as_=None)) == (403, "InsufficientScopes")
        assert code(wire.call("auth.listClients", query="nope=1", as_=None)) == (403, "InsufficientScopes")
        response = wire.call("secrets.set", "x", payload={}, as_=None)
        assert code(response) == (403, "InsufficientScopes")
        assert code(wire.call("auth.disableClient", "none", as_=None)) == (403, "InsufficientScopes")

    def test_ids_before_scopes_of_the_payload(self, wire: Wire):
        response = wire.call("auth.createClient", "a b", payload={}, as_=None)
        assert code(response) == (400, "InvalidRequestArguments")

    def test_the_payload_before_the_scopes_in_it(self, wire: Wire):
        response = wire.call("auth.createClient", "a", payload={}, as_=None)
        assert code(response) == (400, "InputValidationError")
        payload = {"expires": "2100-01-01T00:00:00Z", "description": ""}
        assert code(wire.call("auth.createClient", "a", payload=payload, as_=None)) == (
            403,
            "InsufficientScopes",
        )

    def test_what_is_not_there_before_the_scopes_in_it(self, wire: Wire):
        payload = {"expires": "2100-01-01T00:00:00Z", "description": ""}
        response = wire.call("auth.updateClient", "none", payload=payload, as_=None)
        assert code(response) == (404, "ResourceNotFound")
        assert code(wire.call("queue.cancelTask", TASK_ID, as_=None)) == (404, "ResourceNotFound")

    def test_who_calls_before_what_may_be_done(self, wire: Wire):
        response = wire.call("queue.status", "no-slug", as_=None, headers={"authorization": "Hawk foo"})
        assert code(response) == (401, "AuthenticationFailed")

    def test_ids_before_what_the_payload_says(self, wire: Wire):
        assert code(wire.call("auth.createRole", "ü", payload={})) == (400, "InvalidRequestArguments")

    @pytest.mark.parametrize("method", ["auth.createRole", "auth.deleteRole", "auth.role"])
    def test_json_that_is_none_before_all_else(self, wire: Wire, method):
        """Bodies are parsed before anybody asks who calls, and whether the method takes one."""
        response = wire.call(method, "ü", content=b"{", content_type="application/json", as_=None)
        assert code(response) == (400, "MalformedPayload")
        assert response.json()["requestInfo"]["payload"] == "{"
        assert wire.call("queue.ping", content=b"{", content_type="text/plain").status_code == 200

    def test_json_that_is_none_is_not_repeated_where_secrets_are(self, wire: Wire):
        content = b'{"secret": {"password": "hunter2"'
        response = wire.call("secrets.set", "x", content=content, content_type="application/json")
        assert code(response) == (400, "MalformedPayload")
        assert "hunter2" not in response.text


class TestText:
    def test_half_a_surrogate_pair_comes_back_as_it_went(self, wire: Wire):
        content = b'{"secret": {"v": "\\ud800x"}, "expires": "2100-01-01T00:00:00Z"}'
        wire.call("secrets.set", "s", content=content, content_type="application/json")
        response = wire.call("secrets.get", "s")
        assert b'"\\ud800x"' in response.content
        assert response.json()["secret"] == {"v": "\ud800x"}

    @pytest.mark.parametrize("depth", [200, 400, 100_000])
    def test_deep_payloads_are_kept_or_refused(self, wire: Wire, depth):
        nested = b"[" * depth + b"]" * depth
        content = b'{"secret": {"v": ' + nested + b'}, "expires": "2100-01-01T00:00:00Z"}'
        response = wire.call("secrets.set", "s", content=content, content_type="application/json")
        if response.status_code == 200:
            assert nested in wire.call("secrets.get", "s").content
        else:
            assert depth > 200
            assert code(response) == (400, "MalformedPayload")
