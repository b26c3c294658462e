"""Errors of worker pools, and counts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tc.testing.services.worker_manager.workers import UNKNOWN
from tc.timestamps import to_json_date

DAYS, HOURS = 7, 24  # how far back the counts go


@dataclass(frozen=True)
class Failure:
    """An error of a worker pool."""

    error_id: str
    pool_id: str
    reported: datetime
    kind: str
    title: str
    description: str
    extra: dict[str, Any]
    launch_config_id: str | None = None

    def view(self) -> dict[str, Any]:
        """It as it is listed."""
        return {
            "errorId": self.error_id,
            "workerPoolId": self.pool_id,
            "reported": self.reported,
            "kind": self.kind,
            "title": self.title,
            "description": self.description,
            "extra": self.extra,
            **({"launchConfigId": self.launch_config_id} if self.launch_config_id else {}),
        }


def statistics(failures: Sequence[Failure], now: datetime) -> dict[str, Any]:
    """How many errors there were of late, by day and hour, and by what they were."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=n) for n in range(DAYS)]
    hours = [this_hour - timedelta(hours=n) for n in range(HOURS)]
    recent = [failure for failure in failures if failure.reported >= days[-1]]
    return {
        "total": len(recent),
        "daily": {
            f"{day:%Y-%m-%d}": sum(day <= f.reported < day + timedelta(days=1) for f in recent)
            for day in reversed(days)
        },
        "hourly": {
            to_json_date(hour): sum(hour <= f.reported < hour + timedelta(hours=1) for f in recent)
            for hour in reversed(hours)
        },
        "title": Counter(failure.title for failure in recent),
        "code": Counter(str(failure.extra.get("code", "other")) for failure in recent),
        "launchConfig": Counter(failure.launch_config_id or UNKNOWN for failure in recent),
        "workerPool": Counter(failure.pool_id for failure in recent),
    }
