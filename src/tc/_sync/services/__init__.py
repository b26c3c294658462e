# Generated from src/tc/_async/services/__init__.py by tools/unasync_build.py. Do not edit.

# Generated from api/ by tools/generate.py. Do not edit.

"""The services, a module each."""
