"""Worker pools, their launch configurations, and numbers of workers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tc.testing.protocol.validation import problems_with
from tc.testing.services.worker_manager.workers import Worker, numbers

NULL_PROVIDER = "null-provider"  # of pools that are to go
DEFINITION = ("providerId", "description", "config", "owner", "emailOnError")
REREGISTRATION_TIMEOUT = 4 * 86400  # seconds
LIFECYCLE: dict[str, dict[str, int]] = {
    "registrationTimeout": {},
    "reregistrationTimeout": {"maximum": 30 * 86400},
    "queueInactivityTimeout": {},
}
STATIC_CONFIG: dict[str, Any] = {
    "type": "object",
    "properties": {
        "workerConfig": {"type": "object"},
        "lifecycle": {
            "type": "object",
            "properties": {key: {"type": "integer", "minimum": 1, **more} for key, more in LIFECYCLE.items()},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}


@dataclass
class LaunchConfig:
    """A way in which the workers of a pool are started."""

    pool_id: str
    launch_config_id: str
    configuration: dict[str, Any]
    created: datetime
    last_modified: datetime
    archived: bool = False

    def view(self) -> dict[str, Any]:
        """It as it is listed."""
        return {
            "launchConfigId": self.launch_config_id,
            "workerPoolId": self.pool_id,
            "isArchived": self.archived,
            "configuration": self.configuration,
            "created": self.created,
            "lastModified": self.last_modified,
        }


@dataclass
class Pool:
    """A worker pool. `previous` are the providers it had before, whose workers may still be there."""

    pool_id: str
    definition: dict[str, Any]
    created: datetime
    last_modified: datetime
    previous: set[str] = field(default_factory=set)
    launch_configs: dict[str, LaunchConfig] = field(default_factory=dict)

    @property
    def provider_id(self) -> str:
        """The provider of new workers."""
        found: str = self.definition["providerId"]
        return found

    @property
    def config(self) -> dict[str, Any]:
        """The configuration, which the provider understands."""
        found: dict[str, Any] = self.definition["config"]
        return found

    @property
    def reregistration_timeout(self) -> timedelta:
        """How long the credentials of its workers last."""
        seconds: float = self.config.get("lifecycle", {}).get("reregistrationTimeout", REREGISTRATION_TIMEOUT)
        return timedelta(seconds=seconds)

    def view(self, workers: Iterable[Worker]) -> dict[str, Any]:
        """The pool whole, with the numbers of its workers."""
        times = {"created": self.created, "lastModified": self.last_modified}
        return {"workerPoolId": self.pool_id, **self.definition, **times, **numbers(workers)}

    def set_provider(self, provider_id: str) -> None:
        """Give the pool another provider for its new workers."""
        if provider_id != self.provider_id:
            self.previous.add(self.provider_id)
        self.definition = {**self.definition, "providerId": provider_id}

    def set_launch_configs(self, now: datetime) -> list[tuple[str, LaunchConfig]]:
        """Follow the launch configurations of the definition: those that are not in it any more are archived.

        Returns:
            What happened to which: `created`, `updated`, `archived`.
        """
        wanted = {entry["workerManager"]["launchConfigId"]: entry for entry in launch_configs(self.config)}
        events = []
        for name, entry in wanted.items():
            there = self.launch_configs.get(name)
            if there is None:
                there = self.launch_configs[name] = LaunchConfig(self.pool_id, name, entry, now, now)
                events.append(("created", there))
            elif there.archived or there.configuration != entry:
                there.archived, there.configuration, there.last_modified = False, entry, now
                events.append(("updated", there))
        for name, there in self.launch_configs.items():
            if name not in wanted and not there.archived:
                there.archived, there.last_modified = True, now
                events.append(("archived", there))
        return events


def launch_configs(config: dict[str, Any]) -> list[dict[str, Any]]:
    """The launch configurations in the configuration of a pool."""
    found = config.get("launchConfigs")
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def with_ids(pool_id: str, config: dict[str, Any]) -> dict[str, Any]:
    """A configuration whose launch configurations all have ids; a digest is the id of those without."""
    config = deepcopy(config)
    for entry in launch_configs(config):
        options = entry.get("workerManager")
        options = options if isinstance(options, dict) else {}
        text = json.dumps([pool_id, entry], sort_keys=True)
        digest = "lc-" + hashlib.sha256(text.encode()).hexdigest()[:20]
        entry["workerManager"] = {"launchConfigId": digest, **options}
    return config


def config_problems(provider_type: str, config: Any) -> list[str]:
    """What a provider does not like about the configuration of a pool."""
    return problems_with(STATIC_CONFIG, config) if provider_type == "static" else []
