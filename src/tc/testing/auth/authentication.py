"""Who calls, and with which scopes: Hawk headers, bewits, certificates, authorizedScopes.

The checks, their order and their texts are those of the services: the `hawk` library of npm, then the
signature validator of the auth service. What is signed is put together by `mohawk`.
https://docs.taskcluster.net/docs/manual/design/apis/hawk
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from mohawk.util import normalize_string

from tc.scopes import scopes_satisfy
from tc.testing.auth.scopes import VALID_SCOPE, Scopes
from tc.testing.clock import Clock
from tc.testing.javascript import parse_json, printed, to_number

SKEW = timedelta(minutes=15)
CERTIFICATE_SKEW = timedelta(minutes=5)
LONGEST = timedelta(days=31)
MAX_LENGTH = 4096
ATTRIBUTES = frozenset({"id", "ts", "nonce", "hash", "ext", "mac", "app", "dlg"})
ATTRIBUTE = re.compile(r'(\w+)="([^"\\]*)"\s*(?:,\s*|$)', re.ASCII)
VALUE = re.compile(r"[ \w!#$%&'()*+,\-./:;<=>?@\[\]^`{|}~]+", re.ASCII)
HAS_BEWIT = re.compile(r"[?&]bewit=")
TWO_SCHEMES = re.compile(r"^[^?]*\?(?:.*&)?bewit=[^&]", re.DOTALL)  # next to a header
BEWIT = re.compile(r"(/.*)([?&])bewit=([^&$]*)(?:&(.+))?", re.DOTALL)


class AuthenticationError(Exception):
    """The credentials of a request do not hold; the text says why."""


@dataclass(frozen=True)
class Issuer:
    """A client as the auth service knows it."""

    client_id: str
    access_token: str
    scopes: Scopes  # expanded
    expires: datetime


@dataclass(frozen=True)
class Identity:
    """What a request may do, and who sends it: `client_id` is None for requests without credentials."""

    client_id: str | None
    scopes: Scopes  # expanded
    expires: datetime
    payload_hash: str | None = None


@dataclass(frozen=True)
class SignedRequest:
    """What is signed of a request: the resource is path and query exactly as sent."""

    method: str
    resource: str
    host: str
    port: int
    authorization: str | None = None


@dataclass(frozen=True)
class Grant:
    """An access token with what it gives, once certificate and authorizedScopes have been looked at."""

    access_token: str
    scopes: Scopes
    expires: datetime


class Authenticator:
    """Checks requests.

    Args:
        clock: Certificates are measured by its present, signatures by that of the callers.
        load: The client of an id; raises `AuthenticationError` when it is unknown, disabled or expired.
        expand: All that scopes give, with the roles they assume.
    """

    def __init__(
        self, clock: Clock, load: Callable[[str], Issuer], expand: Callable[[Iterable[str]], Scopes]
    ) -> None:
        self.clock = clock
        self.load = load
        self.expand = expand

    def authenticate(self, request: SignedRequest) -> Identity:
        """The identity behind a request.

        Raises:
            AuthenticationError: The signature or the credentials do not hold.
        """
        if request.authorization and TWO_SCHEMES.search(request.resource):
            raise AuthenticationError(
                "Cannot use two authentication schemes at once this request has both bewit in querystring "
                "and and 'authorization' header"
            )
        if request.authorization:
            return self.by_header(request, request.authorization)
        if HAS_BEWIT.search(request.resource):
            return self.by_bewit(request)
        return Identity(None, self.expand(["assume:anonymous"]), self.clock.now() + SKEW)

    # -- signatures

    def by_header(self, request: SignedRequest, authorization: str) -> Identity:
        """Check a Hawk `Authorization` header."""
        found = parse_header(authorization)
        if not all(found.get(key) for key in ("id", "ts", "nonce", "mac")):
            raise AuthenticationError("Missing attributes")
        grant = self.grant(found["id"], found.get("ext"))
        mac = compute_mac("header", grant.access_token, request, request.method, request.resource, found)
        if not same(mac, found["mac"]):
            raise AuthenticationError("Bad mac")
        late = abs(to_number(found["ts"]) - self.clock.client_now().timestamp())
        if not late <= SKEW.total_seconds():  # NaN, too
            raise AuthenticationError("Stale timestamp")
        return Identity(found["id"], grant.scopes, grant.expires, found.get("hash"))

    def by_bewit(self, request: SignedRequest) -> Identity:
        """Check a signed URL."""
        if len(request.resource) > MAX_LENGTH:
            raise AuthenticationError("Resource path exceeds max length")
        parts = BEWIT.fullmatch(request.resource)
        if not parts:
            raise AuthenticationError("Unauthorized")
        before, mark, text, after = parts.groups()
        if not text:
            raise AuthenticationError("Empty bewit")
        if request.method.upper() not in ("GET", "HEAD"):
            raise AuthenticationError("Invalid method")
        client_id, expiry, mac, ext = parse_bewit(text)
        if expiry <= self.clock.client_now().timestamp():
            raise AuthenticationError("Access expired")
        grant = self.grant(client_id, ext)
        resource = before + mark + after if after else before
        fields = {"ts": str(expiry), "nonce": "", "ext": ext}
        if not same(compute_mac("bewit", grant.access_token, request, "GET", resource, fields), mac):
            raise AuthenticationError("Bad mac")
        return Identity(client_id, grant.scopes, grant.expires)

    # -- credentials

    def grant(self, client_id: str, ext: str | None) -> Grant:
        """What a client gets, limited by what `ext` says.

        Raises:
            AuthenticationError: The client, the certificate or the authorizedScopes do not hold.
        """
        limits = parse_ext(ext) if ext else {}
        certificate = limits.get("certificate")
        if truthy(certificate):
            grant = self.temporary(client_id, check_certificate(certificate))
        else:
            client = self.load(client_id)
            grant = Grant(client.access_token, client.scopes, client.expires)
        scopes = self.expand([*grant.scopes, "assume:anonymous"])
        authorized = limits.get("authorizedScopes")
        if truthy(authorized):
            if not isinstance(authorized, list):
                raise AuthenticationError("ext.authorizedScopes must be an array")
            if not all(valid_scope(scope) for scope in authorized):
                raise AuthenticationError("ext.authorizedScopes must be an array of valid scopes")
            if not scopes_satisfy(scopes, authorized):
                raise AuthenticationError("Supplied credentials do not satisfy authorizedScopes")
            scopes = self.expand([*authorized, "assume:anonymous"])
        return Grant(grant.access_token, scopes, grant.expires)

    def temporary(self, client_id: str, certificate: Mapping[str, Any]) -> Grant:
        """What a certificate gives, once its window, its signature and its issuer have been looked at."""
        start, expiry = certificate["start"], certificate["expiry"]
        now = self.clock.now().timestamp() * 1000
        tolerance = CERTIFICATE_SKEW.total_seconds() * 1000
        if start > now + tolerance:
            raise AuthenticationError("ext.certificate.start > now")
        if expiry < now - tolerance:
            raise AuthenticationError("ext.certificate.expiry < now")
        if expiry - start > LONGEST.total_seconds() * 1000:
            raise AuthenticationError("ext.certificate cannot last longer than 31 days!")
        named = truthy(certificate.get("issuer"))  # the web client writes null for credentials without a name
        if named and certificate["issuer"] == client_id:
            raise AuthenticationError("ext.certificate.issuer must differ from the supplied clientId")
        if not named and "clientId" in certificate:
            raise AuthenticationError(
                "ext.certificate.clientId must only be used with ext.certificate.issuer"
            )
        issuer = self.load(certificate["issuer"] if named else client_id)
        needed = [*certificate["scopes"], *([f"auth:create-client:{client_id}"] if named else [])]
        if not scopes_satisfy(self.expand([*issuer.scopes, "assume:anonymous"]), needed):
            raise AuthenticationError(
                f"ext.certificate issuer `{issuer.client_id}` doesn't satisfy `ext.certificate.scopes`"
            )
        signature = certificate.get("signature")
        expected = sign_certificate(issuer.access_token, client_id if named else None, certificate)
        if not isinstance(signature, str) or not same(expected, signature):
            hint = ", or wrong clientId provided" if named else ""
            raise AuthenticationError(f"ext.certificate.signature is not valid{hint}")
        seed = certificate["seed"].encode(errors="replace")
        token = hmac.new(issuer.access_token.encode(), seed, hashlib.sha256).digest()
        ends = min(issuer.expires, moment(expiry))
        return Grant(
            base64.urlsafe_b64encode(token).decode().rstrip("="), self.expand(certificate["scopes"]), ends
        )


# ---------------------------------------------------------------- pure pieces


def truthy(value: object) -> bool:
    """Return True if JavaScript takes a JSON value for true: an empty list or object is."""
    return isinstance(value, (list, dict)) or bool(value)


def valid_scope(scope: object) -> bool:
    """Return True if a value is a scope: printable ASCII text."""
    return isinstance(scope, str) and VALID_SCOPE.fullmatch(scope) is not None


def moment(milliseconds: float) -> datetime:
    """A time of a certificate; one beyond the calendar is its last day."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)


def parse_header(header: str) -> dict[str, str]:
    """The attributes of a Hawk header."""
    if len(header) > MAX_LENGTH:
        raise AuthenticationError("Header length too long")
    scheme, _, text = header.strip().partition(" ")
    if not re.fullmatch(r"\w+", scheme, re.ASCII):
        raise AuthenticationError("Invalid header syntax")
    if scheme.lower() != "hawk":
        raise AuthenticationError("Unauthorized")
    if not text.strip():
        raise AuthenticationError("Invalid header syntax")
    found: dict[str, str] = {}
    at = 0
    text = text.strip()
    while at < len(text):
        attribute = ATTRIBUTE.match(text, at)
        if not attribute:
            raise AuthenticationError("Bad header format")
        key, value = attribute.groups()
        if key not in ATTRIBUTES:
            raise AuthenticationError(f"Unknown attribute: {key}")
        if not VALUE.fullmatch(value):
            raise AuthenticationError(f"Bad attribute value: {key}")
        if key in found:
            raise AuthenticationError(f"Duplicate attribute: {key}")
        found[key] = value
        at = attribute.end()
    return found


def parse_bewit(text: str) -> tuple[str, int, str, str]:
    """Client id, expiry in seconds, code and ext of a bewit."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise AuthenticationError("Invalid bewit encoding") from None
    parts = raw.split("\\")
    if len(parts) != 4:
        raise AuthenticationError("Invalid bewit structure")
    digits = re.match(r"\s*\d+", parts[1], re.ASCII)
    if not parts[0] or not digits or not int(digits[0]) or not parts[2]:
        raise AuthenticationError("Missing bewit attributes")
    return parts[0], int(digits[0]), parts[2], parts[3]


def parse_ext(ext: str) -> dict[str, Any]:
    """The JSON object inside `ext`; another JSON value says nothing, apart from null."""
    try:
        padded = re.sub(r"[^A-Za-z0-9+/\-_]", "", ext.rstrip("=")).replace("-", "+").replace("_", "/")
        found = parse_json(base64.b64decode(padded + "=" * (-len(padded) % 4)).decode(errors="replace"))
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if found is None:
        raise AuthenticationError("Failed to parse ext")
    return found if isinstance(found, dict) else {}


def check_certificate(certificate: Any) -> dict[str, Any]:
    """A certificate whose parts have the right types."""
    if not isinstance(certificate, (dict, list)):
        raise AuthenticationError("ext.certificate must be a JSON object")
    found = certificate if isinstance(certificate, dict) else {}
    seed, scopes = found.get("seed"), found.get("scopes")
    if found.get("version") != 1 or isinstance(found["version"], bool):
        raise AuthenticationError("ext.certificate.version must be 1")
    if not isinstance(seed, str):
        raise AuthenticationError("ext.certificate.seed must be a string")
    if len(seed) != 44:
        raise AuthenticationError("ext.certificate.seed must be 44 characters")
    for key in ("start", "expiry"):
        if not isinstance(found.get(key), (int, float)) or isinstance(found[key], bool):
            raise AuthenticationError(f"ext.certificate.{key} must be a number")
    if not isinstance(scopes, list):
        raise AuthenticationError("ext.certificate.scopes must be an array")
    if not all(valid_scope(scope) for scope in scopes):
        raise AuthenticationError("ext.certificate.scopes must be an array of valid scopes")
    if truthy(found.get("issuer")) and not isinstance(found["issuer"], str):
        raise AuthenticationError("ext.certificate.issuer must be a string")
    return found


def sign_certificate(token: str, name: str | None, certificate: Mapping[str, Any]) -> str:
    """The signature that a certificate must have; `name` is the client id of named credentials."""
    lines = ["version:1"]
    if name is not None:
        lines += [f"clientId:{name}", f"issuer:{certificate['issuer']}"]
    times = [f"{key}:{printed(certificate[key])}" for key in ("start", "expiry")]
    lines += [f"seed:{certificate['seed']}", *times, "scopes:", *certificate["scopes"]]
    text = "\n".join(lines).encode(errors="replace")
    digest = hmac.new(token.encode(), text, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def compute_mac(
    kind: str, key: str, request: SignedRequest, method: str, resource: str, fields: Mapping[str, str]
) -> str:
    """The code that a header or bewit must carry."""
    parts = SimpleNamespace(
        credentials={"id": "", "key": key.encode(), "algorithm": "sha256"},
        timestamp=fields["ts"],
        nonce=fields["nonce"],
        method=method.upper(),
        name=resource,
        host=request.host,
        port=str(request.port),
        ext=fields.get("ext"),
        app=fields.get("app"),
        dlg=fields.get("dlg"),
    )
    # Not by mohawk's `calculate_mac`, which prints the text into its debug log.
    text = normalize_string(kind, parts, fields.get("hash", ""))
    return base64.b64encode(hmac.digest(key.encode(), text.encode(errors="replace"), "sha256")).decode()


def same(expected: str, given: str) -> bool:
    """Return True if a code is the expected one; takes as long for all codes."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogatepass"))


def payload_hash(body: bytes, content_type: str) -> str:
    """Hawk's hash of a payload. (`mohawk` has one too, but it prints the payload into its debug log.)"""
    kind = content_type.partition(";")[0].strip().lower()
    digest = hashlib.sha256(b"hawk.1.payload\n" + kind.encode() + b"\n" + body + b"\n").digest()
    return base64.b64encode(digest).decode()
