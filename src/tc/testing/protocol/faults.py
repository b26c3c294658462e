"""Failures on demand."""

from __future__ import annotations

from dataclasses import dataclass

from tc.testing.protocol.response import Response

CODES = {
    400: "InputError",
    401: "AuthenticationFailed",
    403: "InsufficientScopes",
    404: "ResourceNotFound",
    409: "RequestConflict",
    410: "ResourceExpired",
    413: "InputTooLarge",
    429: "TooManyRequests",
}
PROXY = (502, 503, 504)  # such responses come from load balancers, as pages


@dataclass
class Fault:
    """What happens to the next requests for a method, or for any."""

    left: int
    status: int | None
    method: str | None
    drop: bool
    delay: float

    def response(self) -> Response:
        """The failure as a response."""
        status = self.status or 500
        if status in PROXY:
            page = f"<html><body><h1>{status} from the load balancer</h1></body></html>"
            return Response(page, status, {"content-type": "text/html; charset=utf-8"})
        code = CODES.get(status, "InternalServerError")
        return Response({"code": code, "message": "a fault that was asked for"}, status)


def take(faults: list[Fault], method: str | None) -> Fault | None:
    """The first fault that is meant for a request, counted down; spent ones disappear."""
    for fault in faults:
        if fault.method in (None, method):
            fault.left -= 1
            if fault.left <= 0:
                faults.remove(fault)
            return fault
    return None
