"""The hooks service."""

from tc.testing.services.hooks.service import Hooks as Hooks
