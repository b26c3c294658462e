# Generated from api/worker-manager.json by tools/generate.py. Do not edit.

"""Exchanges of the worker-manager service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc.binding import Binding, word, words

if TYPE_CHECKING:
    from tc.types import worker_manager as types
else:
    types = LazyModule("tc.types.worker_manager")


class WorkerManagerEvents:
    """Bindings to the exchanges of the worker-manager service, one method each; a key that is left out
    matches anything.

    https://docs.taskcluster.net/docs/reference/core/worker-manager/exchanges
    """

    def workerPoolCreated(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseWorkerPoolMessage]:
        """A worker pool is created.

        Messages are `types.PulseWorkerPoolMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/worker-pool-created",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def workerPoolUpdated(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseWorkerPoolMessage]:
        """A worker pool is changed.

        Messages are `types.PulseWorkerPoolMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/worker-pool-updated",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def workerPoolError(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseWorkerPoolErrorMessage]:
        """An error is recorded for a worker pool.

        Messages are `types.PulseWorkerPoolErrorMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/worker-pool-error",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def workerRequested(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseWorkerMessage]:
        """A worker is requested from its provider.

        Messages are `types.PulseWorkerMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/worker-requested",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def workerRunning(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseWorkerMessage]:
        """A worker has registered and is running.

        Messages are `types.PulseWorkerMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/worker-running",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def workerStopped(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseWorkerMessage]:
        """A worker has stopped.

        Messages are `types.PulseWorkerMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/worker-stopped",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def workerRemoved(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseWorkerRemovedMessage]:
        """A worker is being removed, for the reason that the message gives.

        Messages are `types.PulseWorkerRemovedMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/worker-removed",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def launchConfigCreated(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseLaunchConfigMessage]:
        """A launch configuration of a worker pool is created.

        Messages are `types.PulseLaunchConfigMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/launch-config-created",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def launchConfigUpdated(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseLaunchConfigMessage]:
        """A launch configuration of a worker pool is changed.

        Messages are `types.PulseLaunchConfigMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/launch-config-updated",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )

    def launchConfigArchived(
        self,
        *,
        providerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        launchConfigId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.PulseLaunchConfigMessage]:
        """A launch configuration is archived, so that no more workers are started from it.

        Messages are `types.PulseLaunchConfigMessage`.
        """
        return Binding(
            "exchange/taskcluster-worker-manager/v1/launch-config-archived",
            ".".join(
                (
                    "primary",
                    word("providerId", providerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("launchConfigId", launchConfigId),
                    words("reserved", reserved),
                )
            ),
        )
