# Generated from api/auth.json by tools/generate.py. Do not edit.

"""Types of the auth service: payloads, responses and messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Version

__all__ = [
    "AuditHistoryEntry",
    "AuthenticateHawkAuthFailedResponse",
    "AuthenticateHawkAuthSuccessResponse",
    "AuthenticateHawkNoAuthResponse",
    "AuthenticateHawkRequest",
    "AuthenticateHawkResponse",
    "AwsCredentials",
    "AwsS3CredentialsResponse",
    "ClientMessage",
    "CreateClientRequest",
    "CreateClientResponse",
    "CreateRoleRequest",
    "Empty",
    "GcpCredentialsResponse",
    "GetClientResponse",
    "GetEntityHistoryResponse",
    "GetRoleResponse",
    "GithubPermission",
    "GithubPermissions",
    "GithubProjectPermission",
    "GithubRepoTokenRequest",
    "GithubTokenResponse",
    "Heartbeat",
    "HttpMethod",
    "ListClientsResponse",
    "ListRoleIdsResponse",
    "ListRoles2Response",
    "ListRolesResponse",
    "Ping",
    "RoleMessage",
    "Scopeset",
    "ScopesetInput",
    "SentryDsn",
    "SentryDsnResponse",
    "TestAuthenticateRequest",
    "TestAuthenticateResponse",
    "Version",
    "WebsocktunnelTokenResponse",
]


class AuditHistoryEntry(TypedDict, closed=True):
    """Schema: `auth/v1/get-entity-history-response#/properties/auditHistory/items`."""

    actionType: str
    clientId: str
    created: str
    entityId: str
    entityType: str


class AuthenticateHawkAuthFailedResponse(TypedDict, closed=True):
    """Schema: `auth/v1/authenticate-hawk-response#/oneOf/1`."""

    message: str
    status: Literal["auth-failed"]


class AuthenticateHawkAuthSuccessResponse(TypedDict, closed=True):
    """Schema: `auth/v1/authenticate-hawk-response#/oneOf/0`."""

    clientId: str
    expires: str
    hash: NotRequired[Any]
    scheme: Literal["hawk"]
    scopes: list[str]
    status: Literal["auth-success"]


class AuthenticateHawkNoAuthResponse(TypedDict, closed=True):
    """Schema: `auth/v1/authenticate-hawk-response#/oneOf/2`."""

    expires: str
    scheme: Literal["none"]
    scopes: list[str]
    status: Literal["no-auth"]


HttpMethod: TypeAlias = Literal[
    "get",
    "post",
    "put",
    "head",
    "delete",
    "options",
    "trace",
    "copy",
    "lock",
    "mkcol",
    "move",
    "purge",
    "propfind",
    "proppatch",
    "unlock",
    "report",
    "mkactivity",
    "checkout",
    "merge",
    "m-search",
    "notify",
    "subscribe",
    "unsubscribe",
    "patch",
    "search",
    "connect",
]
"""Schema: `auth/v1/authenticate-hawk-request#/properties/method`."""


class AuthenticateHawkRequest(TypedDict, closed=True):
    """Payload of `authenticateHawk`.

    Schema: `auth/v1/authenticate-hawk-request`.
    """

    authorization: NotRequired[ReadOnly[str]]
    host: ReadOnly[str]
    method: ReadOnly[HttpMethod]
    port: ReadOnly[int]
    resource: ReadOnly[str]
    sourceIp: NotRequired[ReadOnly[str]]


AuthenticateHawkResponse: TypeAlias = (
    AuthenticateHawkAuthSuccessResponse | AuthenticateHawkAuthFailedResponse | AuthenticateHawkNoAuthResponse
)
"""Response of `authenticateHawk`.

Schema: `auth/v1/authenticate-hawk-response`.
"""


class AwsCredentials(TypedDict, closed=True):
    """Schema: `auth/v1/aws-s3-credentials-response#/properties/credentials`."""

    accessKeyId: str
    secretAccessKey: str
    sessionToken: str


class AwsS3CredentialsResponse(TypedDict, closed=True):
    """Response of `awsS3Credentials`.

    Schema: `auth/v1/aws-s3-credentials-response`.
    """

    credentials: AwsCredentials
    expires: str


class ClientMessage(TypedDict, closed=True):
    """Message of `clientCreated`, `clientUpdated`, `clientDeleted`.

    Schema: `auth/v1/client-message`.
    """

    clientId: str
    version: Literal[1]


class CreateClientRequest(TypedDict, closed=True):
    """Payload of `createClient`, `updateClient`.

    Schema: `auth/v1/create-client-request`.
    """

    deleteOnExpiration: NotRequired[ReadOnly[bool]]
    description: ReadOnly[str]
    expires: ReadOnly[datetime | str]
    scopes: NotRequired[ReadOnly[Sequence[str]]]


class CreateClientResponse(TypedDict, closed=True):
    """Response of `createClient`, `resetAccessToken`.

    Schema: `auth/v1/create-client-response`.
    """

    accessToken: str
    clientId: str
    created: str
    deleteOnExpiration: bool
    description: str
    disabled: bool
    expandedScopes: list[str]
    expires: str
    lastDateUsed: str
    lastModified: str
    lastRotated: str
    scopes: list[str]


class CreateRoleRequest(TypedDict, closed=True):
    """Payload of `createRole`, `updateRole`.

    Schema: `auth/v1/create-role-request`.
    """

    description: ReadOnly[str]
    scopes: ReadOnly[Sequence[str]]


class GcpCredentialsResponse(TypedDict, closed=True):
    """Response of `gcpCredentials`.

    Schema: `auth/v1/gcp-credentials-response`.
    """

    accessToken: str
    expireTime: str


class GetClientResponse(TypedDict, closed=True):
    """Response of `client`, `updateClient`, `enableClient`, `disableClient`.

    Schema: `auth/v1/get-client-response`.
    """

    clientId: str
    created: str
    deleteOnExpiration: bool
    description: str
    disabled: bool
    expandedScopes: list[str]
    expires: str
    lastDateUsed: str
    lastModified: str
    lastRotated: str
    scopes: list[str]


class GetEntityHistoryResponse(TypedDict, closed=True):
    """Response of `getEntityHistory`, `listAuditHistory`.

    Schema: `auth/v1/get-entity-history-response`.
    """

    auditHistory: list[AuditHistoryEntry]
    continuationToken: NotRequired[str]


class GetRoleResponse(TypedDict, closed=True):
    """Response of `role`, `createRole`, `updateRole`.

    Schema: `auth/v1/get-role-response`.
    """

    created: str
    description: str
    expandedScopes: list[str]
    lastModified: str
    roleId: str
    scopes: list[str]


GithubPermission: TypeAlias = Literal["read", "write"]
"""Schemas:
- `auth/v1/github-repo-token-request#/properties/permissions/properties/actions`
- `auth/v1/github-repo-token-request#/properties/permissions/properties/administration`
- `auth/v1/github-repo-token-request#/properties/permissions/properties/artifact_metadata`
- `auth/v1/github-repo-token-request#/properties/permissions/properties/attestations`
- `auth/v1/github-repo-token-request#/properties/permissions/properties/checks`
- and 21 more
"""


GithubProjectPermission: TypeAlias = Literal["read", "write", "admin"]
"""Schema:
- `auth/v1/github-repo-token-request#/properties/permissions/properties/repository_projects`
"""


class GithubPermissions(TypedDict, closed=True):
    """Schema: `auth/v1/github-repo-token-request#/properties/permissions`."""

    actions: NotRequired[ReadOnly[GithubPermission]]
    administration: NotRequired[ReadOnly[GithubPermission]]
    artifact_metadata: NotRequired[ReadOnly[GithubPermission]]
    attestations: NotRequired[ReadOnly[GithubPermission]]
    checks: NotRequired[ReadOnly[GithubPermission]]
    code_quality: NotRequired[ReadOnly[GithubPermission]]
    codespaces: NotRequired[ReadOnly[GithubPermission]]
    contents: NotRequired[ReadOnly[GithubPermission]]
    dependabot_secrets: NotRequired[ReadOnly[GithubPermission]]
    deployments: NotRequired[ReadOnly[GithubPermission]]
    discussions: NotRequired[ReadOnly[GithubPermission]]
    environments: NotRequired[ReadOnly[GithubPermission]]
    issues: NotRequired[ReadOnly[GithubPermission]]
    merge_queues: NotRequired[ReadOnly[GithubPermission]]
    metadata: NotRequired[ReadOnly[GithubPermission]]
    packages: NotRequired[ReadOnly[GithubPermission]]
    pages: NotRequired[ReadOnly[GithubPermission]]
    pull_requests: NotRequired[ReadOnly[GithubPermission]]
    repository_custom_properties: NotRequired[ReadOnly[GithubPermission]]
    repository_hooks: NotRequired[ReadOnly[GithubPermission]]
    repository_projects: NotRequired[ReadOnly[GithubProjectPermission]]
    secret_scanning_alerts: NotRequired[ReadOnly[GithubPermission]]
    secrets: NotRequired[ReadOnly[GithubPermission]]
    security_events: NotRequired[ReadOnly[GithubPermission]]
    single_file: NotRequired[ReadOnly[GithubPermission]]
    statuses: NotRequired[ReadOnly[GithubPermission]]
    vulnerability_alerts: NotRequired[ReadOnly[GithubPermission]]
    workflows: NotRequired[ReadOnly[Literal["write"]]]


class GithubRepoTokenRequest(TypedDict, closed=True):
    """Payload of `githubRepoToken`.

    Schema: `auth/v1/github-repo-token-request`.
    """

    permissions: ReadOnly[GithubPermissions]
    repositories: ReadOnly[Sequence[str]]


class GithubTokenResponse(TypedDict, closed=True):
    """Response of `githubRepoToken`.

    Schema: `auth/v1/github-token-response`.
    """

    expires: str
    token: str


class ListClientsResponse(TypedDict, closed=True):
    """Response of `listClients`.

    Schema: `auth/v1/list-clients-response`.
    """

    clients: list[GetClientResponse]
    continuationToken: NotRequired[str]


class ListRoleIdsResponse(TypedDict, closed=True):
    """Response of `listRoleIds`.

    Schema: `auth/v1/list-role-ids-response`.
    """

    continuationToken: NotRequired[str]
    roleIds: list[str]


class ListRoles2Response(TypedDict, closed=True):
    """Response of `listRoles2`.

    Schema: `auth/v1/list-roles2-response`.
    """

    continuationToken: NotRequired[str]
    roles: list[GetRoleResponse]


ListRolesResponse: TypeAlias = list[GetRoleResponse]
"""Response of `listRoles`.

Schema: `auth/v1/list-roles-response`.
"""


class RoleMessage(TypedDict, closed=True):
    """Message of `roleCreated`, `roleUpdated`, `roleDeleted`.

    Schema: `auth/v1/role-message`.
    """

    roleId: str
    version: Literal[1]


class Scopeset(TypedDict, closed=True):
    """Response of `expandScopes`, `currentScopes`.

    Schema: `auth/v1/scopeset`.
    """

    scopes: list[str]


class ScopesetInput(TypedDict, closed=True):
    """Payload of `expandScopes`.

    Schema: `auth/v1/scopeset`.
    """

    scopes: ReadOnly[Sequence[str]]


class SentryDsn(TypedDict, closed=True):
    """Schema: `auth/v1/sentry-dsn-response#/properties/dsn`."""

    public: str
    secret: str


class SentryDsnResponse(TypedDict, closed=True):
    """Response of `sentryDSN`.

    Schema: `auth/v1/sentry-dsn-response`.
    """

    dsn: SentryDsn
    expires: str
    project: str


class TestAuthenticateRequest(TypedDict, closed=True):
    """Payload of `testAuthenticate`.

    Schema: `auth/v1/test-authenticate-request`.
    """

    clientScopes: ReadOnly[Sequence[str]]
    requiredScopes: ReadOnly[Sequence[str]]


class TestAuthenticateResponse(TypedDict, closed=True):
    """Response of `testAuthenticate`, `testAuthenticateGet`.

    Schema: `auth/v1/test-authenticate-response`.
    """

    clientId: str
    scopes: list[str]


class WebsocktunnelTokenResponse(TypedDict, closed=True):
    """Response of `websocktunnelToken`.

    Schema: `auth/v1/websocktunnel-token-response`.
    """

    expires: str
    token: str
    wstAudience: str
    wstClient: str
