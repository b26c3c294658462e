"""The version of this library: that of the Taskcluster whose API it covers, and a number of its own."""

__version__ = "113.2.0"
