"""The Taskcluster SDK for Python."""
