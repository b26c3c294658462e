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
    """What was done: `created`, `updated`, `deleted`, `client disabled`, `client enabled` or `access token
    reset`.
    """
    clientId: str
    """Who did it."""
    created: str
    """When it was done."""
    entityId: str
    """The id of what it was done to."""
    entityType: str
    """The kind of what it was done to: `client`, `role`, `secret`, `hook` or `worker-pool`."""


class AuthenticateHawkAuthFailedResponse(TypedDict, closed=True):
    """Schema: `auth/v1/authenticate-hawk-response#/oneOf/1`."""

    message: str
    """Why the request was refused."""
    status: Literal["auth-failed"]
    """`auth-failed`: the signature, or what it was made with, is wrong."""


class AuthenticateHawkAuthSuccessResponse(TypedDict, closed=True):
    """Schema: `auth/v1/authenticate-hawk-response#/oneOf/0`."""

    clientId: str
    """Who signed the request; for named temporary credentials their name."""
    expires: str
    """When the credentials end."""
    hash: NotRequired[Any]
    """The hash of the payload that the request was signed with, which the caller compares with the
    payload. Without it none was signed.
    """
    scheme: Literal["hawk"]
    """`hawk`: the request was signed."""
    scopes: list[str]
    """What the request may do, roles expanded."""
    status: Literal["auth-success"]
    """`auth-success`: the signature is right."""


class AuthenticateHawkNoAuthResponse(TypedDict, closed=True):
    """Schema: `auth/v1/authenticate-hawk-response#/oneOf/2`."""

    expires: str
    """When these credentials end. Ask for new ones before."""
    scheme: Literal["none"]
    """`none`: the request was not signed."""
    scopes: list[str]
    """What everybody may do, roles expanded."""
    status: Literal["no-auth"]
    """`no-auth`: the request was not signed."""


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
    """The Authorization header of the request. Without it the request has none: it is anonymous, or has a
    bewit in `resource`.
    """
    host: ReadOnly[str]
    """The host that the request was sent to, without the port."""
    method: ReadOnly[HttpMethod]
    """The HTTP method of the request, in small letters."""
    port: ReadOnly[int]
    """The port that the request was sent to."""
    resource: ReadOnly[str]
    """The path of the request with its query, exactly as it was sent."""
    sourceIp: NotRequired[ReadOnly[str]]
    """The address that the request came from, for the service's log. Without it none is logged."""


AuthenticateHawkResponse: TypeAlias = (
    AuthenticateHawkAuthSuccessResponse | AuthenticateHawkAuthFailedResponse | AuthenticateHawkNoAuthResponse
)
"""Response of `authenticateHawk`.

Schema: `auth/v1/authenticate-hawk-response`.
"""


class AwsCredentials(TypedDict, closed=True):
    """Schema: `auth/v1/aws-s3-credentials-response#/properties/credentials`."""

    accessKeyId: str
    """The access key id, as AWS's tools take it."""
    secretAccessKey: str
    """The secret of the access key. Keep it out of logs."""
    sessionToken: str
    """The session token, which requests have to carry as well."""


class AwsS3CredentialsResponse(TypedDict, closed=True):
    """Response of `awsS3Credentials`.

    Schema: `auth/v1/aws-s3-credentials-response`.
    """

    credentials: AwsCredentials
    """Temporary credentials of AWS for the bucket and prefix."""
    expires: str
    """When these credentials end. Ask for new ones before."""


class ClientMessage(TypedDict, closed=True):
    """Message of `clientCreated`, `clientUpdated`, `clientDeleted`.

    Schema: `auth/v1/client-message`.
    """

    clientId: str
    """The client: 1 or more of `A-Za-z0-9!@/:.+|_-`."""
    version: Literal[1]
    """The version of the message format, 1."""


class CreateClientRequest(TypedDict, closed=True):
    """Payload of `createClient`, `updateClient`.

    Schema: `auth/v1/create-client-request`.
    """

    deleteOnExpiration: NotRequired[ReadOnly[bool]]
    """True to have the client deleted once it expires; otherwise it stays and can be extended. Default:
    false.
    """
    description: ReadOnly[str]
    """What the client is for, and whom to ask about it: Markdown, up to 10,240 characters."""
    expires: ReadOnly[datetime | str]
    """When the client stops to work."""
    scopes: NotRequired[ReadOnly[Sequence[str]]]
    """What the client may do; the caller needs all of it. Without it a new client has no scopes, and one
    that is updated keeps those it has.
    """


class CreateClientResponse(TypedDict, closed=True):
    """Response of `createClient`, `resetAccessToken`.

    Schema: `auth/v1/create-client-response`.
    """

    accessToken: str
    """The secret that requests are signed with. It is shown this once; keep it out of logs."""
    clientId: str
    """The client: 1 or more of `A-Za-z0-9!@/:.+|_-`."""
    created: str
    """When it was created."""
    deleteOnExpiration: bool
    """True if the client is deleted once it expires."""
    description: str
    """What it is for, Markdown."""
    disabled: bool
    """True if the client was disabled: it cannot sign requests until `enableClient`."""
    expandedScopes: list[str]
    """All that `scopes` give, those of roles included, sorted; redundant ones are left out."""
    expires: str
    """When the client stops to work."""
    lastDateUsed: str
    """When the client signed a request last, to within some hours."""
    lastModified: str
    """When its definition was changed last."""
    lastRotated: str
    """When the client got its access token."""
    scopes: list[str]
    """What the client may do, sorted, as it was given: roles are not expanded."""


class CreateRoleRequest(TypedDict, closed=True):
    """Payload of `createRole`, `updateRole`.

    Schema: `auth/v1/create-role-request`.
    """

    description: ReadOnly[str]
    """What the role is for, and whom to ask about it: Markdown, up to 10,240 characters."""
    scopes: ReadOnly[Sequence[str]]
    """What those who have `assume:<roleId>` may do; the caller needs all of it. In a role that ends in
    `*`, `<..>` stands for the rest of the name, once in a scope.
    """


class GcpCredentialsResponse(TypedDict, closed=True):
    """Response of `gcpCredentials`.

    Schema: `auth/v1/gcp-credentials-response`.
    """

    accessToken: str
    """The OAuth token for Google Cloud. Keep it out of logs."""
    expireTime: str
    """When the token ends. Ask for a new one before."""


class GetClientResponse(TypedDict, closed=True):
    """Response of `client`, `updateClient`, `enableClient`, `disableClient`.

    Schema: `auth/v1/get-client-response`.
    """

    clientId: str
    """The client: 1 or more of `A-Za-z0-9!@/:.+|_-`."""
    created: str
    """When it was created."""
    deleteOnExpiration: bool
    """True if the client is deleted once it expires."""
    description: str
    """What it is for, Markdown."""
    disabled: bool
    """True if the client was disabled: it cannot sign requests until `enableClient`."""
    expandedScopes: list[str]
    """All that `scopes` give, those of roles included, sorted; redundant ones are left out."""
    expires: str
    """When the client stops to work."""
    lastDateUsed: str
    """When the client signed a request last, to within some hours."""
    lastModified: str
    """When its definition was changed last."""
    lastRotated: str
    """When the client got its access token."""
    scopes: list[str]
    """What the client may do, sorted, as it was given: roles are not expanded."""


class GetEntityHistoryResponse(TypedDict, closed=True):
    """Response of `getEntityHistory`, `listAuditHistory`.

    Schema: `auth/v1/get-entity-history-response`.
    """

    auditHistory: list[AuditHistoryEntry]
    """What was done, a page of it."""
    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""


class GetRoleResponse(TypedDict, closed=True):
    """Response of `role`, `createRole`, `updateRole`.

    Schema: `auth/v1/get-role-response`.
    """

    created: str
    """When it was created."""
    description: str
    """What it is for, Markdown."""
    expandedScopes: list[str]
    """All that `scopes` give, those of roles included, sorted; redundant ones are left out."""
    lastModified: str
    """When its definition was changed last."""
    roleId: str
    """The role, without `assume:`. One that ends in `*` is for all names that begin so."""
    scopes: list[str]
    """What those who have the role may do, sorted, as it was given: other roles are not expanded."""


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
    """GitHub Actions: workflows, their runs and artifacts. Without it the token has no such permission."""
    administration: NotRequired[ReadOnly[GithubPermission]]
    """Settings of the repositories, teams and collaborators. Without it the token has no such permission."""
    artifact_metadata: NotRequired[ReadOnly[GithubPermission]]
    attestations: NotRequired[ReadOnly[GithubPermission]]
    checks: NotRequired[ReadOnly[GithubPermission]]
    """Check runs and suites on commits. Without it the token has no such permission."""
    code_quality: NotRequired[ReadOnly[GithubPermission]]
    codespaces: NotRequired[ReadOnly[GithubPermission]]
    """Codespaces. Without it the token has no such permission."""
    contents: NotRequired[ReadOnly[GithubPermission]]
    """Files, commits, branches, tags and releases. Without it the token has no such permission."""
    dependabot_secrets: NotRequired[ReadOnly[GithubPermission]]
    """Secrets of Dependabot. Without it the token has no such permission."""
    deployments: NotRequired[ReadOnly[GithubPermission]]
    """Deployments and their statuses. Without it the token has no such permission."""
    discussions: NotRequired[ReadOnly[GithubPermission]]
    """Discussions and their comments. Without it the token has no such permission."""
    environments: NotRequired[ReadOnly[GithubPermission]]
    """Deployment environments. Without it the token has no such permission."""
    issues: NotRequired[ReadOnly[GithubPermission]]
    """Issues, their comments, labels and milestones. Without it the token has no such permission."""
    merge_queues: NotRequired[ReadOnly[GithubPermission]]
    """Merge queues. Without it the token has no such permission."""
    metadata: NotRequired[ReadOnly[GithubPermission]]
    """Names and other public facts about the repositories. Without it the token asks for no more than
    GitHub gives every token.
    """
    packages: NotRequired[ReadOnly[GithubPermission]]
    """Packages in GitHub's registry. Without it the token has no such permission."""
    pages: NotRequired[ReadOnly[GithubPermission]]
    """GitHub Pages: settings and builds. Without it the token has no such permission."""
    pull_requests: NotRequired[ReadOnly[GithubPermission]]
    """Pull requests, their comments, labels and reviews. Without it the token has no such permission."""
    repository_custom_properties: NotRequired[ReadOnly[GithubPermission]]
    """Custom properties of the repositories. Without it the token has no such permission."""
    repository_hooks: NotRequired[ReadOnly[GithubPermission]]
    """Webhooks of the repositories. Without it the token has no such permission."""
    repository_projects: NotRequired[ReadOnly[GithubProjectPermission]]
    """Projects of the repositories. Without it the token has no such permission."""
    secret_scanning_alerts: NotRequired[ReadOnly[GithubPermission]]
    """Alerts about secrets in the repositories. Without it the token has no such permission."""
    secrets: NotRequired[ReadOnly[GithubPermission]]
    """Secrets of GitHub Actions. Without it the token has no such permission."""
    security_events: NotRequired[ReadOnly[GithubPermission]]
    """Alerts of code scanning. Without it the token has no such permission."""
    single_file: NotRequired[ReadOnly[GithubPermission]]
    """The one file that the app's settings name. Without it the token has no such permission."""
    statuses: NotRequired[ReadOnly[GithubPermission]]
    """Statuses of commits. Without it the token has no such permission."""
    vulnerability_alerts: NotRequired[ReadOnly[GithubPermission]]
    """Alerts of Dependabot about vulnerable dependencies. Without it the token has no such permission."""
    workflows: NotRequired[ReadOnly[Literal["write"]]]
    """Writing the files of GitHub Actions' workflows. Without it the token has no such permission."""


class GithubRepoTokenRequest(TypedDict, closed=True):
    """Payload of `githubRepoToken`.

    Schema: `auth/v1/github-repo-token-request`.
    """

    permissions: ReadOnly[GithubPermissions]
    """What the token is to be good for, one permission at the least."""
    repositories: ReadOnly[Sequence[str]]
    """The names of the repositories, without the organization, 1 to 500."""


class GithubTokenResponse(TypedDict, closed=True):
    """Response of `githubRepoToken`.

    Schema: `auth/v1/github-token-response`.
    """

    expires: str
    """When these credentials end. Ask for new ones before."""
    token: str
    """The token for GitHub's API. Keep it out of logs."""


class ListClientsResponse(TypedDict, closed=True):
    """Response of `listClients`.

    Schema: `auth/v1/list-clients-response`.
    """

    clients: list[GetClientResponse]
    """The clients of this page, sorted by id."""
    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""


class ListRoleIdsResponse(TypedDict, closed=True):
    """Response of `listRoleIds`.

    Schema: `auth/v1/list-role-ids-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    roleIds: list[str]
    """The ids of this page, sorted."""


class ListRoles2Response(TypedDict, closed=True):
    """Response of `listRoles2`.

    Schema: `auth/v1/list-roles2-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    roles: list[GetRoleResponse]
    """The roles of this page, sorted by id."""


ListRolesResponse: TypeAlias = list[GetRoleResponse]
"""Response of `listRoles`.

Schema: `auth/v1/list-roles-response`.
"""


class RoleMessage(TypedDict, closed=True):
    """Message of `roleCreated`, `roleUpdated`, `roleDeleted`.

    Schema: `auth/v1/role-message`.
    """

    roleId: str
    """The role, without `assume:`. One that ends in `*` is for all names that begin so."""
    version: Literal[1]
    """The version of the message format, 1."""


class Scopeset(TypedDict, closed=True):
    """Response of `expandScopes`, `currentScopes`.

    Schema: `auth/v1/scopeset`.
    """

    scopes: list[str]
    """The scopes, in the form `what:which`; one that ends in `*` stands for all that begin so."""


class ScopesetInput(TypedDict, closed=True):
    """Payload of `expandScopes`.

    Schema: `auth/v1/scopeset`.
    """

    scopes: ReadOnly[Sequence[str]]
    """The scopes, in the form `what:which`; one that ends in `*` stands for all that begin so."""


class SentryDsn(TypedDict, closed=True):
    """Schema: `auth/v1/sentry-dsn-response#/properties/dsn`."""

    public: str
    """The address without a secret, for code that others can read."""
    secret: str
    """The address with a secret, for servers. Keep it out of logs."""


class SentryDsnResponse(TypedDict, closed=True):
    """Response of `sentryDSN`.

    Schema: `auth/v1/sentry-dsn-response`.
    """

    dsn: SentryDsn
    """The addresses to which Sentry's libraries report."""
    expires: str
    """When these credentials end. Ask for new ones before."""
    project: str
    """The project of Sentry."""


class TestAuthenticateRequest(TypedDict, closed=True):
    """Payload of `testAuthenticate`.

    Schema: `auth/v1/test-authenticate-request`.
    """

    clientScopes: ReadOnly[Sequence[str]]
    """The scopes that the client `tester` is to have for this call."""
    requiredScopes: ReadOnly[Sequence[str]]
    """The scopes that this call is to need."""


class TestAuthenticateResponse(TypedDict, closed=True):
    """Response of `testAuthenticate`, `testAuthenticateGet`.

    Schema: `auth/v1/test-authenticate-response`.
    """

    clientId: str
    """Who signed the request."""
    scopes: list[str]
    """The scopes that the request had."""


class WebsocktunnelTokenResponse(TypedDict, closed=True):
    """Response of `websocktunnelToken`.

    Schema: `auth/v1/websocktunnel-token-response`.
    """

    expires: str
    """When these credentials end. Ask for new ones before."""
    token: str
    """The token, a JWT, which the tunnel's client sends. Keep it out of logs."""
    wstAudience: str
    """The audience of the tunnel, as it was asked for."""
    wstClient: str
    """The client of the tunnel, as it was asked for."""
