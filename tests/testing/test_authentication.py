"""Signatures, certificates, authorizedScopes: what is let in, and what is said to the rest."""

from __future__ import annotations

import base64
import hmac
import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from tc.credentials import Credentials
from tc.testing import LocalTaskcluster
from tests.testing.signed_requests import Wire


def refused(response, message=None):
    """Whether a response says that the caller is not who it says it is."""
    body = response.json()
    assert (response.status_code, body["code"]) == (401, "AuthenticationFailed")
    assert response.headers["www-authenticate"] == "hawk"
    if message:
        assert body["message"].split("\n\n---\n\n")[0] == message
    return True


@pytest.fixture
def client(taskcluster: LocalTaskcluster) -> Credentials:
    return taskcluster.client_credentials(
        "test/issuer", ["auth:current-scopes", "x:*", "auth:create-client:test/temp/*"]
    )


class TestHeader:
    def test_a_right_one(self, wire: Wire):
        assert wire.call("auth.currentScopes").json() == {"scopes": ["*"]}

    @pytest.mark.parametrize(
        ("departure", "message"),
        [
            ({"method": "POST"}, "Bad mac"),
            ({"url": "http://other.example/api/auth/v1/scopes/current"}, "Bad mac"),
            ({"ts": "soon"}, "Stale timestamp"),
            ({"ext": "bm8gSlNPTg=="}, "Failed to parse ext"),
            ({"ext": "bnVsbA=="}, "Failed to parse ext"),
        ],
    )
    def test_wrong_ones(self, wire: Wire, departure, message):
        assert refused(wire.call("auth.currentScopes", sign=departure), message)

    def test_a_wrong_token(self, wire: Wire, taskcluster: LocalTaskcluster):
        wrong = Credentials(taskcluster.credentials.client_id, "wrong")
        assert refused(wire.call("auth.currentScopes", as_=wrong), "Bad mac")

    def test_an_unknown_client(self, wire: Wire):
        assert refused(wire.call("auth.currentScopes", as_=Credentials("nobody", "x")))

    @pytest.mark.parametrize("minutes", [-16, -14, 14, 16])
    def test_clocks_may_differ_by_a_quarter_of_an_hour(self, wire: Wire, minutes):
        ts = str(int(time.time()) + minutes * 60)
        response = wire.call("auth.currentScopes", sign={"ts": ts})
        assert response.status_code == 200 if abs(minutes) == 14 else refused(response, "Stale timestamp")

    @pytest.mark.parametrize(
        ("header", "message"),
        [
            ("Bearer abc", "Unauthorized"),
            ("Hawk", "Invalid header syntax"),
            ("?! abc", "Invalid header syntax"),
            ("Hawk foo", "Bad header format"),
            ('Hawk id="a", ts="1", nonce="n"', "Missing attributes"),
            ('Hawk id="a", id="b"', "Duplicate attribute: id"),
            ('Hawk frob="a"', "Unknown attribute: frob"),
            ('Hawk id=""', "Bad attribute value: id"),
            ("Hawk " + "x" * 4096, "Header length too long"),
        ],
    )
    def test_malformed_ones(self, wire: Wire, header, message):
        response = wire.call("auth.currentScopes", as_=None, headers={"authorization": header})
        assert refused(response, message)

    def test_an_empty_one_is_none(self, wire: Wire):
        response = wire.call("auth.currentScopes", as_=None, headers={"authorization": ""})
        assert (response.status_code, response.json()["code"]) == (403, "InsufficientScopes")

    def test_the_query_is_signed(self, wire: Wire):
        assert wire.call("auth.listClients", query="prefix=a%2Fb&limit=5").status_code == 200
        short = wire.root_url + wire.path("auth.listClients")
        assert refused(wire.call("auth.listClients", query="limit=5", sign={"url": short}), "Bad mac")

    def test_the_path_is_signed_as_sent(self, wire: Wire):
        secret = {"secret": {}, "expires": "2100-01-01T00:00:00Z"}
        assert wire.call("secrets.set", "a/b", payload=secret).status_code == 200
        for path in ("/api/secrets/v1/secret/a%2Fb", "/api/secrets/v1/secret/a/b"):
            assert wire.send("GET", path).json()["secret"] == {}
        decoded = f"{wire.root_url}/api/secrets/v1/secret/a/b"
        assert refused(wire.call("secrets.get", "a/b", sign={"url": decoded}), "Bad mac")

    def test_a_hash_of_the_payload_must_be_right(self, wire: Wire):
        content = json.dumps({"scopes": ["a"]}).encode()
        options = {"content": content, "content_type": "application/json; charset=utf-8"}
        assert wire.call("auth.expandScopes", **options, sign={"hash": content}).status_code == 200
        assert refused(wire.call("auth.expandScopes", **options, sign={"hash": b"else"}))

    def test_methods_for_everybody_do_not_look_at_it(self, wire: Wire):
        response = wire.call("queue.ping", as_=None, headers={"authorization": "Hawk foo"})
        assert response.status_code == 200


class TestBewit:
    PATH = "/api/auth/v1/scopes/current"

    def get(self, wire: Wire, bewit: str, method: str = "GET"):
        return wire.send(method, f"{self.PATH}?bewit={bewit}", as_=None)

    def soon(self, seconds: int = 60) -> int:
        return int(time.time()) + seconds

    def test_a_right_one(self, wire: Wire, taskcluster: LocalTaskcluster):
        bewit = wire.bewit(taskcluster.credentials, self.PATH, self.soon())
        assert self.get(wire, bewit).json() == {"scopes": ["*"]}
        assert self.get(wire, bewit, "HEAD").status_code == 200

    def test_with_a_query_around_it(self, wire: Wire, taskcluster: LocalTaskcluster):
        path = "/api/auth/v1/clients/"
        bewit = wire.bewit(taskcluster.credentials, f"{path}?limit=1&prefix=x", self.soon())
        for query in (f"bewit={bewit}&limit=1&prefix=x", f"limit=1&prefix=x&bewit={bewit}"):
            assert wire.send("GET", f"{path}?{query}", as_=None).json() == {"clients": []}

    def test_an_expired_one(self, wire: Wire, taskcluster: LocalTaskcluster):
        bewit = wire.bewit(taskcluster.credentials, self.PATH, self.soon(-1))
        assert refused(self.get(wire, bewit), "Access expired")

    def test_one_for_another_path_or_key(self, wire: Wire, taskcluster: LocalTaskcluster):
        bewit = wire.bewit(taskcluster.credentials, "/api/auth/v1/clients/", self.soon())
        assert refused(self.get(wire, bewit), "Bad mac")
        wrong = Credentials(taskcluster.credentials.client_id, "wrong")
        assert refused(self.get(wire, wire.bewit(wrong, self.PATH, self.soon())), "Bad mac")

    def test_not_with_a_header(self, wire: Wire, taskcluster: LocalTaskcluster):
        bewit = wire.bewit(taskcluster.credentials, self.PATH, self.soon())
        response = wire.send("GET", f"{self.PATH}?bewit={bewit}")
        assert refused(response)
        assert response.json()["message"].startswith("Cannot use two authentication schemes at once")

    def test_not_on_other_methods(self, wire: Wire, taskcluster: LocalTaskcluster):
        path = "/api/secrets/v1/secret/x"
        bewit = wire.bewit(taskcluster.credentials, path, self.soon())
        assert refused(wire.send("DELETE", f"{path}?bewit={bewit}", as_=None), "Invalid method")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "Empty bewit"),
            ("YWJj$x", "Unauthorized"),
            ("x" * 4096, "Resource path exceeds max length"),
            ("!!!", "Invalid bewit encoding"),
            ("YWJj", "Invalid bewit structure"),
            ("XFxc", "Missing bewit attributes"),
        ],
    )
    def test_malformed_ones(self, wire: Wire, text, message):
        assert refused(self.get(wire, text), message)

    def test_its_limits_count(self, wire: Wire, taskcluster: LocalTaskcluster):
        limited = wire.bewit(
            taskcluster.credentials, self.PATH, self.soon(), authorizedScopes=["a", "auth:*"]
        )
        assert "a" in self.get(wire, limited).json()["scopes"]
        none = wire.bewit(taskcluster.credentials, self.PATH, self.soon(), authorizedScopes=[])
        assert self.get(wire, none).status_code == 403


class TestCertificate:
    def scopes(self, wire: Wire, credentials: Credentials, **options):
        return wire.call("auth.currentScopes", as_=credentials, **options)

    def test_named_and_unnamed(self, wire: Wire, client: Credentials):
        hour, wanted = timedelta(hours=1), ["auth:current-scopes", "x:y"]
        for credentials in (
            client.create_temp_creds(hour, wanted),
            client.create_named_temp_creds("test/temp/1", hour, wanted),
        ):
            assert set(self.scopes(wire, credentials).json()["scopes"]) == {*wanted, "assume:anonymous"}

    @pytest.mark.parametrize(
        ("start", "duration", "message"),
        [
            (timedelta(minutes=-60), timedelta(minutes=56), None),
            (timedelta(minutes=-60), timedelta(minutes=54), "ext.certificate.expiry < now"),
            (timedelta(minutes=4), timedelta(hours=1), None),
            (timedelta(minutes=6), timedelta(hours=1), "ext.certificate.start > now"),
        ],
    )
    def test_its_window_has_five_minutes_around(
        self, wire: Wire, client: Credentials, start, duration, message
    ):
        made = client.create_temp_creds(duration, ["auth:current-scopes"], start=datetime.now(UTC) + start)
        response = self.scopes(wire, made)
        assert response.status_code == 200 if message is None else refused(response, message)

    def test_it_expires(self, wire: Wire, client: Credentials, taskcluster: LocalTaskcluster):
        made = client.create_temp_creds(timedelta(hours=1), ["auth:current-scopes"])
        taskcluster.advance(timedelta(minutes=64))
        assert self.scopes(wire, made).status_code == 200
        taskcluster.advance(timedelta(minutes=2))
        assert refused(self.scopes(wire, made), "ext.certificate.expiry < now")

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"version": 2}, "ext.certificate.version must be 1"),
            ({"version": True}, "ext.certificate.version must be 1"),
            ({"seed": 5}, "ext.certificate.seed must be a string"),
            ({"seed": "short"}, "ext.certificate.seed must be 44 characters"),
            ({"start": "2030"}, "ext.certificate.start must be a number"),
            ({"expiry": True}, "ext.certificate.expiry must be a number"),
            ({"scopes": "x:y"}, "ext.certificate.scopes must be an array"),
            ({"scopes": ["x:\n"]}, "ext.certificate.scopes must be an array of valid scopes"),
            ({"scopes": ["x:*"]}, "ext.certificate.signature is not valid"),
            ({"seed": "a" * 44}, "ext.certificate.signature is not valid"),
            ({"signature": None}, "ext.certificate.signature is not valid"),
            ({"expiry": 4102444800000}, "ext.certificate cannot last longer than 31 days!"),
            ({"issuer": 5}, "ext.certificate.issuer must be a string"),
            ({"issuer": "test/issuer"}, "ext.certificate.issuer must differ from the supplied clientId"),
        ],
    )
    def test_altered_ones(self, wire: Wire, client: Credentials, change, message):
        made = client.create_temp_creds(timedelta(hours=1), ["x:y"])
        altered = {**json.loads(made.certificate), **change}
        assert refused(self.scopes(wire, Credentials(made.client_id, made.access_token, altered)), message)

    def test_it_is_an_object_inside_ext(self, wire: Wire, client: Credentials):
        made = client.create_temp_creds(timedelta(hours=1), ["x:y"])
        response = wire.call("auth.currentScopes", as_=client, certificate=made.certificate)
        assert refused(response, "ext.certificate must be a JSON object")

    def test_its_token_is_not_the_issuer_s(self, wire: Wire, client: Credentials):
        made = client.create_temp_creds(timedelta(hours=1), ["x:y"])
        mixed = Credentials(client.client_id, client.access_token, made.certificate)
        assert refused(self.scopes(wire, mixed), "Bad mac")

    def test_the_issuer_must_have_what_it_gives(self, wire: Wire, client: Credentials):
        for made in (
            client.create_temp_creds(timedelta(hours=1), ["y:z"]),
            client.create_named_temp_creds("test/other", timedelta(hours=1), ["x:y"]),
        ):
            message = "ext.certificate issuer `test/issuer` doesn't satisfy `ext.certificate.scopes`"
            assert refused(self.scopes(wire, made), message)

    def test_another_name_on_the_wire(self, wire: Wire, client: Credentials):
        made = client.create_named_temp_creds("test/temp/1", timedelta(hours=1), ["x:y"])
        renamed = Credentials("test/temp/2", made.access_token, made.certificate)
        message = "ext.certificate.signature is not valid, or wrong clientId provided"
        assert refused(self.scopes(wire, renamed), message)

    def test_they_fall_with_their_issuer(self, wire: Wire, client: Credentials):
        made = client.create_temp_creds(timedelta(hours=1), ["auth:current-scopes"])
        wire.call("auth.disableClient", "test/issuer")
        assert refused(self.scopes(wire, made), "Client with clientId 'test/issuer' is disabled")
        wire.call("auth.enableClient", "test/issuer")
        assert self.scopes(wire, made).status_code == 200
        wire.call("auth.resetAccessToken", "test/issuer")
        assert refused(self.scopes(wire, made), "ext.certificate.signature is not valid")
        wire.call("auth.deleteClient", "test/issuer")
        assert refused(self.scopes(wire, made), "Client with clientId 'test/issuer' not found")

    def test_temporary_credentials_expire_with_their_issuer(self, wire: Wire, taskcluster: LocalTaskcluster):
        payload = {"expires": "2100-01-01T00:00:00Z", "description": "", "scopes": ["auth:current-scopes"]}
        token = wire.call("auth.createClient", "c", payload=payload).json()["accessToken"]
        made = Credentials("c", token).create_temp_creds(timedelta(days=30), [])
        expired = {**payload, "expires": (datetime.now(UTC) - timedelta(seconds=1)).isoformat()}
        assert wire.call("auth.updateClient", "c", payload=expired).status_code == 200
        assert refused(self.scopes(wire, made), "Client with clientId 'c' has expired")


class TestAuthorizedScopes:
    def scopes(self, wire: Wire, client: Credentials, wanted):
        return wire.call("auth.currentScopes", as_=client, authorizedScopes=wanted)

    def test_they_limit(self, wire: Wire, client: Credentials):
        found = self.scopes(wire, client, ["auth:current-scopes", "x:y"]).json()["scopes"]
        assert found == ["assume:anonymous", "auth:current-scopes", "x:y"]

    def test_an_empty_list_leaves_what_everybody_has(self, wire: Wire, client: Credentials):
        assert self.scopes(wire, client, []).status_code == 403
        role = {"description": "", "scopes": ["auth:current-scopes", "z"]}
        assert wire.call("auth.createRole", "anonymous", payload=role).status_code == 200
        found = self.scopes(wire, client, []).json()["scopes"]
        assert found == ["assume:anonymous", "auth:current-scopes", "z"]

    def test_null_is_no_limit(self, wire: Wire, client: Credentials):
        assert "x:*" in self.scopes(wire, client, None).json()["scopes"]

    @pytest.mark.parametrize(
        ("wanted", "message"),
        [
            ("x:y", "ext.authorizedScopes must be an array"),
            ({}, "ext.authorizedScopes must be an array"),
            ([1], "ext.authorizedScopes must be an array of valid scopes"),
            (["x:y\n"], "ext.authorizedScopes must be an array of valid scopes"),
            (["y:z"], "Supplied credentials do not satisfy authorizedScopes"),
            (["*"], "Supplied credentials do not satisfy authorizedScopes"),
        ],
    )
    def test_refused_ones(self, wire: Wire, client: Credentials, wanted, message):
        assert refused(self.scopes(wire, client, wanted), message)

    def test_roles_may_be_given_on(self, wire: Wire, taskcluster: LocalTaskcluster):
        role = {"description": "", "scopes": ["auth:current-scopes", "from:role"]}
        wire.call("auth.createRole", "r", payload=role)
        client = taskcluster.client_credentials("c", ["assume:r"])
        found = self.scopes(wire, client, ["auth:current-scopes", "from:role"]).json()["scopes"]
        assert "from:role" in found
        assert "assume:r" not in found


class TestIssuers:
    """A certificate that names an issuer which is not one, signed as its text says."""

    def attempt(self, wire: Wire, client: Credentials, name, issuer):
        """A request with a certificate that is changed after it was signed, as for no issuer."""
        made = client.create_temp_creds(timedelta(hours=1), ["auth:current-scopes"])
        certificate = {**json.loads(str(made.certificate)), "issuer": issuer}
        changed = Credentials(name or client.client_id, made.access_token, json.dumps(certificate))
        return wire.call("auth.currentScopes", as_=changed)

    @pytest.mark.parametrize("issuer", [None, "", 0, False])
    def test_none_at_all_is_an_unnamed_certificate(self, wire: Wire, client: Credentials, issuer):
        response = self.attempt(wire, client, None, issuer)
        assert set(response.json()["scopes"]) == {"auth:current-scopes", "assume:anonymous"}
        assert refused(self.attempt(wire, client, "test/temp/x", issuer))

    def test_a_client_id_without_an_issuer_is_refused(self, wire: Wire, client: Credentials):
        made = client.create_temp_creds(timedelta(hours=1), ["auth:current-scopes"])
        certificate = {**json.loads(str(made.certificate)), "clientId": client.client_id}
        changed = Credentials(client.client_id, made.access_token, json.dumps(certificate))
        message = "ext.certificate.clientId must only be used with ext.certificate.issuer"
        assert refused(wire.call("auth.currentScopes", as_=changed), message)

    @pytest.mark.parametrize("issuer", ["test/issuer", ["test/issuer"], [], 1, True, {}])
    def test_any_other_is_refused(self, wire: Wire, client: Credentials, issuer):
        assert refused(self.attempt(wire, client, None, issuer))
        assert refused(self.attempt(wire, client, "test/temp/x", issuer))


class TestLoneQuestionMarks:
    """A question mark at the end of a path, which mohawk takes away before it signs."""

    PATH = "/api/auth/v1/scopes/current"

    def mac(self, wire: Wire, kind: str, moment: int, nonce: str, target: str) -> str:
        """The code for a GET, by the description of the scheme."""
        port = wire.root_url.rpartition(":")[2]
        lines = [f"hawk.1.{kind}", str(moment), nonce, "GET", target, "127.0.0.1", port, "", "", ""]
        key = wire.taskcluster.credentials.access_token.encode()
        return base64.b64encode(hmac.digest(key, "\n".join(lines).encode(), "sha256")).decode()

    def send(self, wire: Wire, sent: str, signed: str):
        """A request for one target that is signed for another."""
        now, client_id = int(time.time()), wire.taskcluster.credentials.client_id
        mac = self.mac(wire, "header", now, "n", signed)
        header = f'Hawk id="{client_id}", ts="{now}", nonce="n", mac="{mac}"'
        return wire.send("GET", sent, headers={"authorization": header}, as_=None)

    def bewit(self, wire: Wire, signed: str) -> str:
        """The signature of a URL."""
        expiry, client_id = int(time.time()) + 60, wire.taskcluster.credentials.client_id
        text = f"{client_id}\\{expiry}\\{self.mac(wire, 'bewit', expiry, '', signed)}\\"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def test_one_is_signed_as_it_is_sent(self, wire: Wire):
        marked = f"{self.PATH}?"
        assert self.send(wire, self.PATH, self.PATH).status_code == 200
        assert self.send(wire, marked, marked).status_code == 200
        assert refused(self.send(wire, marked, self.PATH), "Bad mac")
        assert refused(self.send(wire, self.PATH, marked), "Bad mac")

    def test_it_is_part_of_what_a_signed_url_signs(self, wire: Wire):
        plain, marked = self.bewit(wire, self.PATH), self.bewit(wire, f"{self.PATH}?")
        assert wire.send("GET", f"{self.PATH}?bewit={plain}", as_=None).status_code == 200
        assert refused(wire.send("GET", f"{self.PATH}?bewit={marked}", as_=None))
        assert refused(wire.send("GET", f"{self.PATH}??bewit={plain}", as_=None))
        assert wire.send("GET", f"{self.PATH}??bewit={marked}", as_=None).status_code == 400

    def test_an_empty_bewit_counts_only_alone(self, wire: Wire):
        assert refused(wire.send("GET", f"{self.PATH}?bewit=", as_=None), "Empty bewit")
        assert wire.send("GET", f"{self.PATH}?bewit=").status_code == 200
        assert refused(wire.send("GET", f"{self.PATH}?bewit=x"))

    def test_queries_that_say_nothing(self, wire: Wire):
        for query, status in (("?&", 200), ("?x", 400), ("??", 400)):
            assert self.send(wire, self.PATH + query, self.PATH + query).status_code == status
