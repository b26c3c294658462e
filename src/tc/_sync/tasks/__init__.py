# Generated from src/tc/_async/tasks/__init__.py by tools/unasync_build.py. Do not edit.

