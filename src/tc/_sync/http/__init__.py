# Generated from src/tc/_async/http/__init__.py by tools/unasync_build.py. Do not edit.

