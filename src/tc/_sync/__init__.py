# Generated from src/tc/_async/__init__.py by tools/unasync_build.py. Do not edit.

"""One half of the library; its public names are those of `tc.aio` and `tc.sync`."""
