"""Errors as the services write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tc.timestamps import to_json_date

STATUS_OF = {
    "MalformedPayload": 400,
    "InvalidRequestArguments": 400,
    "InputValidationError": 400,
    "InputError": 400,
    "DenylistedAddress": 400,
    "AuthenticationFailed": 401,
    "InsufficientScopes": 403,
    "ResourceNotFound": 404,
    "NoMatchingMethod": 406,
    "RequestConflict": 409,
    "ResourceExpired": 410,
    "InputTooLarge": 413,
    "ArtifactFailed": 424,
    "TooManyRequests": 429,
    "InternalServerError": 500,
    "NotImplemented": 501,
}


class ApiError(Exception):
    """A method refuses: raised by handlers and checks, sent as JSON.

    Args:
        code: One of `STATUS_OF`, such as `"ResourceNotFound"`.
        message: What is wrong, in Markdown, for a person.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status that belongs to the code."""
        return STATUS_OF[self.code]

    def body(self, method: str, params: Mapping[str, str], payload: Any, now: datetime) -> dict[str, Any]:
        """Return the body of the response to a request for `method`."""
        time = to_json_date(now)
        footer = f"* method:     {method}\n* errorCode:  {self.code}\n* statusCode: {self.status}"
        info = {"method": method, "params": dict(params), "payload": payload, "time": time}
        return {
            "code": self.code,
            "message": f"{self.message}\n\n---\n\n{footer}\n* time:       {time}",
            "requestInfo": info,
        }
