"""Who calls and what they may do: Hawk signatures, certificates, scopes, roles."""

from __future__ import annotations

import base64
import os

# The role `anonymous` of public deployments: what requests without credentials may do there.
PRODUCTION_ANONYMOUS_SCOPES = (
    "auth:current-scopes",
    "auth:expand-scopes",
    "auth:get-client:*",
    "auth:get-role:*",
    "auth:list-clients",
    "auth:list-roles",
    "github:get-badge:*",
    "github:get-repository:*",
    "github:latest-status:*",
    "github:list-builds",
    "hooks:get:*",
    "hooks:list-hooks:*",
    "hooks:list-last-fires:*",
    "hooks:status:*",
    "index:find-task:*",
    "index:list-namespaces:*",
    "index:list-tasks:*",
    "purge-cache:all-purge-requests",
    "purge-cache:purge-requests:*",
    "queue:claimed-list:*",
    "queue:create-task:project:none",
    "queue:get-artifact:public/*",
    "queue:get-provisioner:*",
    "queue:get-task:*",
    "queue:get-worker-type:*",
    "queue:get-worker:*",
    "queue:list-artifacts:*",
    "queue:list-dependent-tasks:*",
    "queue:list-provisioners",
    "queue:list-task-group:*",
    "queue:list-worker-types:*",
    "queue:list-workers:*",
    "queue:pending-count:*",
    "queue:pending-list:*",
    "queue:status:*",
    "secrets:list-secrets",
    "web:read-pulse",
    "worker-manager:get-worker-pool:*",
    "worker-manager:get-worker:*",
    "worker-manager:list-providers",
    "worker-manager:list-worker-pool-errors:*",
    "worker-manager:list-worker-pools",
    "worker-manager:list-workers:*",
)


def new_token() -> str:
    """Return a fresh access token, in the form of the auth service: 44 letters of url-safe base64."""
    return base64.urlsafe_b64encode(os.urandom(33)).decode()
