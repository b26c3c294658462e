# Generated from api/ by tools/render_services.py. Do not edit.

"""The services, a module each."""
