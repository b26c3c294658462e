"""Listening to the messages that Taskcluster publishes."""
