"""Reading task groups, for services that work with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tc.testing.services.base import Context


async def members(
    deployment: Context, group_id: str, client_id: str, page_size: int = 1000
) -> list[dict[str, Any]]:
    """The tasks of a group: `status` and `task` of each.

    Args:
        deployment: Where.
        group_id: Of the group.
        client_id: Of the service that asks.
        page_size: How many to ask for at a time.

    Raises:
        ApiError: ResourceNotFound, there is no such group.
    """
    found: list[dict[str, Any]] = []
    query = {"limit": str(page_size)}
    while True:
        page = await deployment.call(
            "queue.listTaskGroup",
            {"taskGroupId": group_id},
            query=query,
            client_id=client_id,
            scopes=["queue:list-task-group:*"],
        )
        found += page["tasks"]
        if "continuationToken" not in page:
            return found
        query["continuationToken"] = page["continuationToken"]
