# Generated from api/ by tools/generate.py. Do not edit.

"""The services, a module each."""
