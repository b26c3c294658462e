# Generated from src/tc/_async/pulse/__init__.py by tools/unasync_build.py. Do not edit.

"""Listening to the messages that Taskcluster publishes."""
