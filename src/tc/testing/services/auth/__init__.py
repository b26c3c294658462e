"""The auth service."""

from tc.testing.services.auth.service import Auth as Auth
