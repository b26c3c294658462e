# Generated from src/tc/_async/transfer/__init__.py by tools/unasync_build.py. Do not edit.

