"""Methods about roles."""

from __future__ import annotations

from typing import Any

from tc.testing.auth import scopes
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response
from tc.testing.services.auth.base import AuthBase, Role
from tc.testing.services.base import check_stars


class RoleMethods(AuthBase):
    """Methods about roles."""

    async def listRoles(self, call: Call) -> Any:
        """All roles."""
        return [self.role_json(role) for _, role in sorted(self.roles.items())]

    async def listRoles2(self, call: Call) -> Any:
        """All roles, in pages."""
        response = call.page([role for _, role in sorted(self.roles.items())])
        return {**response, "roles": [self.role_json(role) for role in response["roles"]]}

    async def listRoleIds(self, call: Call) -> Any:
        """The ids of all roles, in pages."""
        return call.page(sorted(self.roles))

    async def role(self, call: Call) -> Any:
        """One role."""
        return self.role_json(self.find_role(call))

    async def createRole(self, call: Call) -> Any:
        """Make a role. An identical definition returns the role that is there."""
        role_id, wanted = call.params["roleId"], call.payload["scopes"]
        check_stars(wanted)
        call.require(scopes=wanted)
        there = self.roles.get(role_id)
        if there:
            if there.description != call.payload["description"] or set(there.scopes) != set(wanted):
                raise ApiError("RequestConflict", f"Role with roleId '{role_id}' already exists")
            self.changed(call, "role", role_id, "created")
            return self.role_json(there)
        self.check_role(role_id, wanted)
        made = Role(role_id, call.payload["description"], list(wanted), call.now, call.now)
        self.roles[role_id] = made
        self.roles_changed()
        self.changed(call, "role", role_id, "created")
        return self.role_json(made)

    async def updateRole(self, call: Call) -> Any:
        """Change a role."""
        wanted = call.payload["scopes"]
        check_stars(wanted)
        role = self.find_role(call, f"Role with roleId '{call.params['roleId']}' not found")
        call.require(scopesAdded=self.added(role.scopes, wanted))
        self.check_role(role.role_id, wanted)
        role.description, role.scopes, role.modified = call.payload["description"], list(wanted), call.now
        self.roles_changed()
        self.changed(call, "role", role.role_id, "updated")
        return self.role_json(role)

    async def deleteRole(self, call: Call) -> Any:
        """Remove a role, if it is there."""
        if self.roles.pop(call.params["roleId"], None):
            self.roles_changed()
        self.changed(call, "role", call.params["roleId"], "deleted")
        return Response(None, 204)

    def check_role(self, role_id: str, wanted: list[str]) -> None:
        """Refuse a definition that cannot be expanded.

        Raises:
            ApiError: InputError.
        """
        for scope in wanted:
            if role_id.endswith("*") and scope.count(scopes.PARAMETER) > 1:
                raise ApiError("InputError", f"the scope {scope} has more than one parameter")
        circle = scopes.cycle({**self._definitions, role_id: wanted})
        if circle:
            raise ApiError("InputError", f"Found cycle in roles: {' -> '.join(circle)}")

    def find_role(self, call: Call, problem: str = "Role not found") -> Role:
        """The role that a call is about.

        Args:
            call: The call.
            problem: What to say where there is no such role.

        Raises:
            ApiError: ResourceNotFound.
        """
        role = self.roles.get(call.params["roleId"])
        if role is None:
            raise ApiError("ResourceNotFound", problem)
        return role

    def role_json(self, role: Role) -> dict[str, Any]:
        """A role as the API shows it."""
        return {
            "roleId": role.role_id,
            "scopes": sorted(role.scopes, key=scopes.order),
            "expandedScopes": list(self.expand([f"assume:{role.role_id}"])),
            "description": role.description,
            "lastModified": role.modified,
            "created": role.created,
        }
