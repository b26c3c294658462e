"""Credentials: https://docs.taskcluster.net/docs/manual/design/apis/hawk/clients"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tc._redact.tracebacks import boundary
from tc.errors import ConfigurationError
from tc.scopes import check_printable, check_scopes
from tc.slugs import slug_id
from tc.timestamps import check_aware

CLIENT_ID = re.compile(r"[A-Za-z0-9!@/:.+|_-]+")
MAX_DURATION = timedelta(days=31)


@dataclass(frozen=True, repr=False)
class Credentials:
    """A client id with its access token, and a certificate when they are temporary.

    Args:
        client_id: Letters, digits and `!@/:.+|_-`.
        access_token: The secret. `repr`, logs and errors never show it.
        certificate: The certificate of temporary credentials as JSON text, opaque; a dict is serialised.

    Raises:
        ConfigurationError: One of them is malformed.
    """

    client_id: str
    access_token: str
    certificate: str | None = None

    if TYPE_CHECKING:

        def __init__(
            self, client_id: str, access_token: str, certificate: str | Mapping[str, Any] | None = None
        ) -> None: ...

    def __post_init__(self) -> None:
        if isinstance(self.certificate, Mapping):
            object.__setattr__(self, "certificate", _compact(self.certificate))
        if problem := self._problem():
            raise ConfigurationError(problem)

    def _problem(self) -> str | None:
        """Describe what is malformed, in words that hold no secret."""
        if not isinstance(self.client_id, str):
            return f"client_id: expected str, got {type(self.client_id).__name__}"
        if not CLIENT_ID.fullmatch(self.client_id):
            return f"client_id: expected letters, digits and !@/:.+|_-, got {self.client_id[:80]!r}"
        if not isinstance(self.access_token, str) or not self.access_token:
            return "access_token: expected text that is not empty"
        if self.access_token.strip() != self.access_token:
            return "access_token: it has white space around it"
        try:
            self.access_token.encode()
            if self.certificate is not None and not isinstance(json.loads(self.certificate), dict):
                return "certificate: expected a JSON object"
        except UnicodeEncodeError:
            return "access_token: it is not valid Unicode"
        except (ValueError, TypeError, RecursionError):
            return "certificate: it is not JSON text"
        return None

    def __repr__(self) -> str:
        kind = ", temporary" if self.certificate else ""
        return f"<Credentials {self.client_id!r}{kind}>"

    @classmethod
    @boundary
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Credentials:
        """The credentials in `TASKCLUSTER_CLIENT_ID`, `TASKCLUSTER_ACCESS_TOKEN`, `TASKCLUSTER_CERTIFICATE`.

        Args:
            environ: Where to look. An absent or empty certificate means permanent credentials.

        Raises:
            ConfigurationError: The first or second variable is missing or empty, or a value is malformed
                or has white space around it. The error names the variable.
        """
        values = {key: environ.get(variable, "") for key, variable in _VARIABLES.items()}
        for key, value in values.items():
            if not value and key != "certificate":
                raise ConfigurationError(f"{_VARIABLES[key]} is not set")
            if value != value.strip():
                raise ConfigurationError(f"{_VARIABLES[key]} has white space around its value")
        return _made(cls, values, _VARIABLES)

    @classmethod
    @boundary
    def from_dict(cls, credentials: Mapping[str, Any]) -> Credentials:
        """Credentials in the API's own form, as `queue.claimWork` gives them to a worker.

        Args:
            credentials: `clientId`, `accessToken`, and perhaps `certificate`; other keys do not count.

        Raises:
            ConfigurationError: A key is missing or its value malformed.
        """
        if not isinstance(credentials, Mapping):
            raise ConfigurationError(f"credentials: expected a mapping, got {type(credentials).__name__}")
        for key in ("clientId", "accessToken"):
            if not credentials.get(key):
                raise ConfigurationError(f"credentials: {key} is missing")
        return _made(cls, credentials, {key: f"credentials: {key}" for key in _VARIABLES})

    def to_dict(self) -> dict[str, str]:
        """The API's own form: `clientId`, `accessToken`, and `certificate` (text) when there is one."""
        wire = {"clientId": self.client_id, "accessToken": self.access_token}
        return wire | {"certificate": self.certificate} if self.certificate else wire

    def to_env(self, root_url: str | None = None) -> dict[str, str]:
        """The environment variables of Taskcluster, as `from_env` and the other clients read them.

        Args:
            root_url: Where the deployment is, for `TASKCLUSTER_ROOT_URL`; left out when None.

        Returns:
            The variables by name. `TASKCLUSTER_CERTIFICATE` is empty for permanent credentials, so that one
            of the surrounding environment does not stay in force.
        """
        variables = {variable: self.to_dict().get(key, "") for key, variable in _VARIABLES.items()}
        return variables if root_url is None else {"TASKCLUSTER_ROOT_URL": root_url, **variables}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Tell pydantic how to read and write credentials; see `docs/credentials.md`."""
        from tc import _pydantic

        return _pydantic.core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Tell pydantic what credentials look like in JSON."""
        from tc import _pydantic

        return _pydantic.json_schema()

    @boundary
    def create_named_temp_creds(
        self,
        temp_client_id: str,
        duration: timedelta,
        scopes: list[str] | tuple[str, ...],
        *,
        start: datetime | None = None,
    ) -> Credentials:
        """Temporary credentials with a client id of their own, which audit logs show. Nothing is sent.

        These credentials must have the scope `auth:create-client:<temp_client_id>` and all of `scopes`.

        Args:
            temp_client_id: The new client id, other than this one's.
            duration: How long they live, at most 31 days.
            scopes: What they allow.
            start: When they begin to be valid, timezone-aware; now when None. Services forgive 5 minutes.

        Raises:
            ConfigurationError: These credentials are themselves temporary.
            ValueError, TypeError: An argument is not as described.

        https://docs.taskcluster.net/docs/manual/design/apis/hawk/temporary-credentials
        """
        if not isinstance(temp_client_id, str) or not CLIENT_ID.fullmatch(temp_client_id):
            raise ValueError(
                f"temp_client_id: {temp_client_id!r} is not made of letters, digits and !@/:.+|_-"
            )
        if temp_client_id == self.client_id:
            raise ValueError("temp_client_id: it must differ from the client id of the issuer")
        return self._issue(temp_client_id, duration, scopes, start)

    @boundary
    def create_temp_creds(
        self, duration: timedelta, scopes: list[str] | tuple[str, ...], *, start: datetime | None = None
    ) -> Credentials:
        """Temporary credentials that keep this client id; named ones are the better choice.

        Arguments and errors are those of `create_named_temp_creds`.
        """
        return self._issue(None, duration, scopes, start)

    def _issue(
        self,
        name: str | None,
        duration: timedelta,
        scopes: list[str] | tuple[str, ...],
        start: datetime | None,
    ) -> Credentials:
        if self.certificate is not None:
            raise ConfigurationError("temporary credentials cannot issue others; permanent ones are needed")
        if not isinstance(duration, timedelta):
            raise TypeError(f"duration: expected a timedelta, got {type(duration).__name__}")
        if not timedelta(0) < duration <= MAX_DURATION:
            raise ValueError(f"duration: {duration} is not above zero and at most 31 days")
        granted = check_printable("scopes", check_scopes("scopes", scopes))
        begin = datetime.now(UTC) if start is None else check_aware("start", start)
        start_ms = _milliseconds(begin)
        certificate: dict[str, Any] = {
            "version": 1,
            "scopes": list(granted),
            "start": start_ms,
            "expiry": start_ms + duration // timedelta(milliseconds=1),
            "seed": slug_id() + slug_id(),
        }
        if name is not None:
            certificate["issuer"] = self.client_id
        return Credentials(
            name or self.client_id,
            temporary_token(self, certificate["seed"]),
            certificate | {"signature": certificate_signature(self, certificate, name)},
        )


# The constructor that dataclasses write has the token in a local variable.
Credentials.__init__ = boundary(Credentials.__init__)  # type: ignore[method-assign]


def certificate_signature(issuer: Credentials, certificate: Mapping[str, Any], name: str | None) -> str:
    """The signature of a certificate; `name` is the client id of named credentials, None for others.

    https://docs.taskcluster.net/docs/manual/design/apis/hawk/temporary-credentials
    """
    lines = [f"version:{certificate['version']}"]
    if name is not None:
        lines += [f"clientId:{name}", f"issuer:{certificate['issuer']}"]
    lines += [f"{key}:{certificate[key]}" for key in ("seed", "start", "expiry")]
    text = "\n".join([*lines, "scopes:", *certificate["scopes"]])
    return base64.b64encode(_digest(issuer, text)).decode()


def temporary_token(issuer: Credentials, seed: str) -> str:
    """The access token of the temporary credentials that a seed stands for."""
    return base64.urlsafe_b64encode(_digest(issuer, seed)).rstrip(b"=").decode()


def _digest(issuer: Credentials, text: str) -> bytes:
    return hmac.digest(issuer.access_token.encode(), text.encode(), hashlib.sha256)


def _milliseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _compact(certificate: Mapping[str, Any]) -> str:
    """A certificate as compact JSON; what has no form in JSON makes it empty, which is then refused."""
    try:
        return json.dumps(dict(certificate), separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        return ""


_VARIABLES = {
    "clientId": "TASKCLUSTER_CLIENT_ID",
    "accessToken": "TASKCLUSTER_ACCESS_TOKEN",
    "certificate": "TASKCLUSTER_CERTIFICATE",
}
_FIELDS = {"client_id": "clientId", "access_token": "accessToken", "certificate": "certificate"}


def _made(cls: type[Credentials], values: Mapping[str, Any], names: Mapping[str, str]) -> Credentials:
    """Make credentials of the API's own form; errors call the fields by the names given."""
    try:
        return cls(values["clientId"], values["accessToken"], values.get("certificate") or None)
    except ConfigurationError as error:
        field, _, problem = str(error).partition(": ")
        raise ConfigurationError(f"{names[_FIELDS[field]]}: {problem}") from None
