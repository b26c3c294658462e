# Generated from api/web-server.json by tools/generate.py. Do not edit.

"""Types of the web-server service: payloads, responses and messages."""

from tc.types.common import Heartbeat, Ping, Profile, Version

__all__ = ["Heartbeat", "Ping", "Profile", "Version"]
