"""The web-server."""

from tc.testing.services.web_server.service import WebServer as WebServer
