# Generated from tests/_async/__init__.py by tools/unasync_build.py. Do not edit.

