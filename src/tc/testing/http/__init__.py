"""The web side of a local Taskcluster: the server, requests, and how they reach the services."""
