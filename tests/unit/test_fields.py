"""What is read from the responses of services."""

from __future__ import annotations

from tc._protocol.fields import Fields


def test_fields_show_their_names_and_no_values() -> None:
    fields = Fields(
        "createArtifact", {"url": "secret", "credentials": {"accessToken": "secret"}, 7: "secret"}
    )
    assert repr(fields) == "<Fields of createArtifact: url, credentials, 7>"
